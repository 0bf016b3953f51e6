"""How much of structure and of duties the reader finds: precision and recall, per level and field.

Four groups of texts: the source documents, with counts per level kept here and the duties of
their packs; texts of our own that rules may be tuned on (``tests/data/corpus`` and the model
regulation); texts held back, on which nobody tunes (``tests/data/held``); older samples with duties
in time only.
``core`` are rhythms, floors, order and due days; ``timed`` adds what is ad hoc, in good time, at
once, once and bound to years, of which packs also hold rows that no word of time marks; ``all`` are
all duties, principles and explanations too. What people changed on the confirming page is read
again from the folder ``DANVAN_EXAMPLES``.

accuracy.py             print all figures
accuracy.py -v          name every duty that was missed, made up or given to the wrong bearer
accuracy.py --no-scans  leave out reading pictures of our own texts, which takes minutes
accuracy.py --write     keep the figures as docs/reference/accuracy.md
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from duty_rows import Row, fields_of, of_marked, of_pack, paired, proposed, right_bearers
from examples import of_examples
from marked import due_of, read_marked
from paper import Paper, counted, share
from scanned import scans

from danvan.law.packs import load
from danvan.law.text import read_document, walk
from danvan.law.text.tree import PLAIN
from danvan.readers import read_file

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests/data"
PAGE = ROOT / "docs/reference/accuracy.md"
DOCUMENTS = Path(os.environ.get("DANVAN_DOCUMENTS", ROOT / "../shared/seeds")).resolve()
PACKS = {
    "000": "phu-thuong-2022",
    "001": "ha-noi-2022",
    "002": "tay-son-2021",
    "004": "duc-pho-2023",
}
MODEL = ROOT / "docs/samples/quy-che-mau.txt"
COUNTS = {
    "000": {
        (None, "article"): 3,
        (1, "chapter"): 4,
        (1, "section"): 3,
        (1, "article"): 23,
        (1, "clause"): 45,
        (1, "paragraph"): 2,
        (1, "dash"): 3,
    },
    "001": {
        (None, "article"): 3,
        (1, "chapter"): 4,
        (1, "section"): 3,
        (1, "article"): 28,
        (1, "clause"): 69,
        (1, "point"): 5,
        (1, "paragraph"): 4,
    },
    "002": {(None, "chapter"): 4, (None, "article"): 16, (None, "clause"): 26},
    "004": {(None, "section"): 2, (None, "clause"): 5, (None, "dash"): 18},
}
NOISY = "noisy"
"""How the names of texts begin that stand as a poor scan gives them."""

LETTERED = frozenset({"article", "clause", "section"})
AIMS = (
    ("structure, clean", "structure", 1.0),
    ("articles and clauses, noisy", "noisy", 0.99),
    ("articles and clauses, pictures", "scans", 0.99),
    ("duties in time, precision and recall", "core", 0.95),
    ("all duties, precision and recall", "all", 0.85),
    ("bearers of all duties", "bearers", 0.9),
)
LEAD = (
    "Written by `make accuracy ARGUMENTS=--write`; `make accuracy` prints it anew. Aims and method"
    " stand in `benchmarks/accuracy.py`, texts and what is expected of them in `tests/data`. Rules"
    " may be tuned on the texts of the groups *documents*, *own* and *samples*, never on *held*:"
    " take the last group for what to expect of a text that nobody has tried."
)


@dataclass(frozen=True)
class Text:
    """One text with what is expected of it.

    Args:
        levels: Right, found and expected by level.
        whole: Whether all duties are expected, not those in time only.
    """

    group: str
    name: str
    levels: dict
    expected: list
    found: list
    whole: bool = True


def counted_structure(number, document):
    """Return right, found and expected per level against the counts kept here."""
    found = Counter((n.part_index, n.level) for n in walk(document.nodes) if n.level not in PLAIN)
    told = defaultdict(Counter)
    for key in found | Counter(COUNTS[number]):
        expected = COUNTS[number].get(key, 0)
        told[key[1]].update(right=min(found[key], expected), found=found[key], expected=expected)
    return told


def accepted_structure(document, accepted):
    """Return right, found and expected per level against addresses."""
    levels = {n.address: n.level for n in walk(document.nodes) if n.level not in PLAIN}
    told = defaultdict(Counter)
    for address in set(accepted) | set(levels):
        level = levels.get(address) or level_of(address)
        if level is None:
            continue
        told[level].update(
            right=address in accepted and address in levels,
            found=address in levels,
            expected=address in accepted,
        )
    return told


SHORT = {"art": "article", "cl": "clause", "chp": "chapter", "sec": "section", "para": "paragraph"}


def level_of(address):
    """Return the level an address names; ``None`` for what is no provision."""
    step = address.rpartition("__")[2].partition("_")[0]
    return None if step in PLAIN else SHORT.get(step, step)


def marked_structure(document, marked):
    """Return the same for a marked text: address, heading and first words must be right."""
    nodes = {n.address: n for n in walk(document.nodes) if n.level not in PLAIN}
    wanted = [one for one in marked.provisions if level_of(one[0]) is not None]
    told = defaultdict(Counter)
    for address, heading, words in wanted:
        node = nodes.get(address)
        begins = node is not None and " ".join(node.text.split()).startswith(words[:40])
        is_right = begins and (heading is None or flat(node.heading) == flat(heading))
        told[level_of(address)].update(right=is_right, expected=1)
        if not is_right:
            LOUD.append(
                f"structure {address} [{heading}] {words[:50]}: {node and node.text[:60]!r}"
            )
    for node in nodes.values():
        told[level_of(node.address)].update(found=1)
    LOUD.extend(
        f"structure {address}: not expected, {nodes[address].text[:50]!r}"
        for address in nodes.keys() - {one[0] for one in wanted}
    )
    return told


LOUD = []


def flat(words):
    return " ".join((words or "").split()).rstrip(".")


def of_sample(path):
    """Return rows of a file ``.duties``: class, rhythm, due day and bearers only."""
    rows, none = [], frozenset()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        address, timing, period, due, bearers = (cell.strip() for cell in line.split("|"))
        kind, *floor = timing.split()
        named = frozenset(each.strip().casefold() for each in bearers.split(","))
        rows.append(
            Row(
                address, kind, None if period == "-" else period, int(floor[0]) if floor else None,
                due_of(due), named, "each", "duty", none, none, none, none, None, line,
            )
        )  # fmt: skip
    return rows


def documents():
    """Yield the source documents; their absence is told."""
    for number, name in PACKS.items():
        path = next(DOCUMENTS.glob(f"{number}_*.txt"), None)
        if path is None:
            print(f"  {number}: not run, documents folder absent")
            continue
        document, pack = read_document(read_file(path).texts), load(ROOT / "packs" / name)
        levels = counted_structure(number, document)
        addresses = {node.address for node in walk(document.nodes)}
        lost = {duty.provision for duty in pack.duties} - addresses
        LOUD.extend(f"structure {name} {address}: in the pack, not found" for address in lost)
        yield Text("documents", name, levels, of_pack(pack), proposed(document))


def marked_texts(group, folder):
    """Yield the marked texts of a folder."""
    for path in sorted((DATA / folder).glob("*.marked")):
        marked = read_marked(path.read_text(encoding="utf-8"))
        document = read_document(marked.pages)
        LOUD.append(f"-- {path.stem}")
        levels = marked_structure(document, marked)
        yield Text(group, path.stem, levels, of_marked(marked, document), proposed(document))


def samples():
    """Yield the older samples and the model regulation."""
    for path in sorted(DATA.glob("*.txt")):
        document = read_document(path.read_text(encoding="utf-8"))
        accepted = path.with_suffix(".tree").read_text(encoding="utf-8")
        line = re.compile(r"\s*\d+-\d+\s+(\S+?)(?: \[.*)?: ")
        levels = accepted_structure(
            document, {match[1] for match in map(line.match, accepted.splitlines()) if match}
        )
        expected = path.with_suffix(".duties")
        rows = of_sample(expected) if expected.is_file() else []
        found = proposed(document) if rows else []
        yield Text("samples", path.stem, levels, rows, found, whole=False)
    for path in sorted((DATA / "structure").glob("*.txt")):
        document = read_document(path.read_text(encoding="utf-8"))
        outline = path.with_suffix(".outline").read_text(encoding="utf-8")
        said = outline.partition("# provisions\n")[2].partition("\n# ")[0]
        accepted = {line.split(" [")[0] for line in said.splitlines() if line}
        yield Text("samples", path.stem, accepted_structure(document, accepted), [], [], False)
    document = read_document(MODEL.read_text(encoding="utf-8"))
    pack = load(ROOT / "packs" / "mau-xa-2025")
    yield Text("own", MODEL.stem, {}, of_pack(pack), proposed(document))


def in_time(row):
    return row.core


def timed(row):
    return row.timed


def score(text, kinds=None):
    """Return right, found, expected of one text, and the pairs; only rows of a kind, if given."""
    rows, found = text.expected, text.found
    pairs, missing, extra = paired(rows, found)
    if kinds:
        pairs = [pair for pair in pairs if (kinds(pair[0]) or kinds(pair[1]))]
        wrong = [pair for pair in pairs if not pair[0].beats_with(pair[1])]
        pairs = [pair for pair in pairs if pair[0].beats_with(pair[1])]
        missing = [row for row in missing if kinds(row)] + [a for a, _b in wrong if kinds(a)]
        extra = [row for row in extra if kinds(row)] + [b for _a, b in wrong if kinds(b)]
    return pairs, missing, extra


def tally(scores):
    """Return right, found, expected and bearers right of several scores."""
    told = Counter()
    for pairs, missing, extra in scores:
        told["right"] += len(pairs)
        told["found"] += len(pairs) + len(extra)
        told["expected"] += len(pairs) + len(missing)
        named = [pair for pair in pairs if pair[0].bearers is not None]
        told["named"] += len(named)
        told["bearers"] += sum(right_bearers(a, b) for a, b in named)
    return told


def show_duties(paper, texts, kinds, *, loud=False):
    """Show one kind of duties text by text, then by group; return the tallies by group."""
    groups, rows = defaultdict(list), []
    for text in texts:
        if not text.expected or not (kinds or text.whole):
            continue
        scored = score(text, kinds)
        groups[text.group].append(scored)
        rows.append([f"{text.group}: {text.name}", *cells(tally([scored]))])
        if loud:
            name_faults(text, *scored)
    told = {group: tally(scores) for group, scores in groups.items()}
    rows += [[f"**{group}, together**", *cells(each)] for group, each in told.items()]
    paper.table(["text", "precision", "recall", "bearers right"], rows)
    return told


def cells(each):
    right = each["right"]
    return [
        counted(right, each["found"]),
        counted(right, each["expected"]),
        share(each["bearers"], each["named"]),
    ]


def name_faults(text, pairs, missing, extra):
    """Print what is wrong in one text."""
    if text.group == "held":
        return
    for row in missing:
        print(f"      missed   {text.name} {row.address} {row.timing} {row.period} {row.told}")
    for row in extra:
        print(f"      extra    {text.name} {row.address} {row.timing} {row.period} {row.told}")
    for row, mine in pairs:
        if not right_bearers(row, mine):
            print(f"      bearers  {text.name} {row.address}: {named(mine)} not {named(row)}")


def named(row):
    return ", ".join(sorted(row.bearers or ())) or "nobody"


def show_fields(paper, texts):
    """Show each field on the pairs found, by group."""
    pairs = defaultdict(list)
    for text in texts:
        if text.whole and text.expected:
            pairs[text.group] += score(text)[0]
    told = {group: fields_of(each) for group, each in pairs.items()}
    names = list(dict.fromkeys(name for each in told.values() for name in each))
    rows = [
        [name, *(counted(*each[name]) if name in each else "–" for each in told.values())]
        for name in names
    ]
    paper.table(["field", *told], rows)


def show_sureness(paper, texts):
    """Show how often proposals are right by their confidence, timed ones and all of them."""
    bands = defaultdict(Counter)
    for text in texts:
        if text.whole and text.expected:
            pairs, _missing, extra = score(text)
            for _row, mine in pairs:
                bands[band(mine)].update(right=1, of=1)
            for mine in extra:
                bands[band(mine)].update(of=1)
    rows = [[name, counted(each["right"], each["of"])] for name, each in sorted(bands.items())]
    paper.table(["confidence", "is a duty"], rows)


def band(row):
    low = min(int(row.sure * 10), 9)
    return f"{low / 10:.1f} to {(low + 1) / 10:.1f}"


def show_structure(paper, texts):
    """Show structure per level; return the tally of clean texts, and of noisy articles, clauses."""
    levels, whole, noisy = defaultdict(Counter), Counter(), Counter()
    for text in texts:
        for level, each in text.levels.items():
            levels[level].update(each)
            if not text.name.startswith(NOISY):
                whole.update(each)
            elif level in LETTERED:
                noisy.update(each)
    rows = [
        [level, counted(each["right"], each["found"]), counted(each["right"], each["expected"])]
        for level, each in [*sorted(levels.items()), ("**all levels, clean texts**", whole)]
    ]
    paper.table(["level", "precision", "recall"], rows)
    return whole, noisy


def least(each):
    """Return the lesser of precision and recall."""
    return min(each["right"] / (each["found"] or 1), each["right"] / (each["expected"] or 1))


def show_aims(paper, figures):
    rows = [
        [f"{words}, {group}", f"{aim}", f"{found:.3f}", "met" if found >= aim else "NOT MET"]
        for words, name, aim in AIMS
        for group, found in figures.get(name, {}).items()
    ]
    paper.table(["aim", "at least", "found", ""], rows)


def measure(*, loud=False, with_scans=True):
    """Print all figures; return the paper."""
    paper = Paper()
    texts = [
        *documents(),
        *marked_texts("own", "corpus"),
        *samples(),
        *marked_texts("held", "held"),
        *of_examples(os.environ.get("DANVAN_EXAMPLES"), Text),
    ]
    paper.head("Structure, per level")
    whole, noisy = show_structure(paper, texts)
    figures = {"structure": {"all texts": least(whole)}, "noisy": {"texts": least(noisy)}}
    if loud:
        print("\n".join(f"      {line}" for line in LOUD))
    paper.head("Duties in time: rhythms, floors, order, due days (core)")
    core = show_duties(paper, texts, in_time, loud=loud)
    figures["core"] = {group: least(each) for group, each in core.items()}
    paper.head("Duties in time: all that a word of time marks (timed)")
    show_duties(paper, texts, timed)
    paper.head("All duties")
    every = show_duties(paper, texts, None, loud=loud)
    figures["all"] = {group: least(each) for group, each in every.items()}
    figures["bearers"] = {g: each["bearers"] / (each["named"] or 1) for g, each in every.items()}
    paper.head("Fields of the duties found")
    show_fields(paper, texts)
    paper.head("Confidence")
    show_sureness(paper, texts)
    paper.head("Pictures of our own texts, read letter by letter")
    if with_scans:
        figures["scans"] = scans(paper, DATA)
    else:
        paper.say("Not run.")
    paper.head("Aims")
    show_aims(paper, figures)
    return paper


def main():
    loud, with_scans = "-v" in sys.argv, "--no-scans" not in sys.argv
    paper = measure(loud=loud, with_scans=with_scans)
    if "--write" in sys.argv:
        PAGE.write_text(paper.markdown("Accuracy of reading", LEAD), encoding="utf-8")


if __name__ == "__main__":
    main()
