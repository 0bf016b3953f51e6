"""How much of structure and of duties in time the reader finds: precision and recall.

Structure of the source documents is compared with counts per level, kept here, and with every
address that a duty of their packs names; of the sample texts with their accepted trees. Duties are
compared with the packs of the source documents and with the files ``tests/data/*.duties``: a
proposal is right where its provision and its rhythm are; its bearers are counted apart. ``core``
are rhythms, floors, order and due days; ``all`` adds what is ad hoc, in good time, at once,
regular, once and bound to years, of which the packs also hold rows that no word of time marks.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from danvan.law.extract import propose
from danvan.law.packs import load
from danvan.law.text import read_document, walk
from danvan.law.text.tree import PLAIN
from danvan.readers import read_file

ROOT = Path(__file__).resolve().parents[1]
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
CORE = frozenset({"dated", "period", "period_not_stated", "at_least", "before", "by_reference"})
AIMS = {"structure": 1.0, "core": 0.95, "bearers": 0.9}


@dataclass(frozen=True)
class Row:
    """A duty in time, expected or proposed."""

    address: str
    timing: str
    period: str | None
    dated: bool
    bearers: frozenset[str]
    told: str

    @property
    def core(self):
        return self.timing in CORE or self.dated

    @property
    def key(self):
        return (self.address, self.period or self.timing)


class Tally:
    """Counts of what was found, what was expected, and what is right."""

    def __init__(self):
        self.right = self.found = self.expected = self.bearers = self.close = 0

    def add(self, right, found, expected, bearers=0, close=0):
        self.right += right
        self.found += found
        self.expected += expected
        self.bearers += bearers
        self.close += close

    def share(self, of):
        return self.right / of if of else 1.0

    def said(self):
        return (
            f"precision {self.share(self.found):.3f} ({self.right}/{self.found})  "
            f"recall {self.share(self.expected):.3f} ({self.right}/{self.expected})"
        )


def level_of(node):
    return (node.part_index, node.level)


def counted_structure(number, document, pack):
    """Return a tally per level against the counts, and the addresses of the pack not found."""
    found = Counter(level_of(n) for n in walk(document.nodes) if n.level not in PLAIN)
    tallies = {}
    for key in found | Counter(COUNTS[number]):
        tally = Tally()
        expected = COUNTS[number].get(key, 0)
        tally.add(min(found[key], expected), found[key], expected)
        tallies[key] = tally
    addresses = {node.address for node in walk(document.nodes)}
    missing = {duty.provision for duty in pack.duties} - addresses
    return tallies, sorted(missing)


def sample_structure(document, accepted):
    """Return a tally per level of addresses against an accepted tree."""
    line = re.compile(r"\s*\d+-\d+\s+(\S+?)(?: \[.*)?: ")
    expected = {match[1] for match in map(line.match, accepted.splitlines()) if match}
    levels = {node.address: node.level for node in walk(document.nodes)}
    tallies = {}
    for address in expected | set(levels):
        level = levels.get(address, "missing")
        if level in PLAIN:
            continue
        both = address in expected and address in levels
        tallies.setdefault((None, level), Tally()).add(both, address in levels, address in expected)
    return tallies


def proposed(document):
    return [
        Row(
            each.address,
            each.timing,
            each.period,
            each.due is not None,
            frozenset(bearer.role or bearer.text.casefold() for bearer in each.bearers),
            f"{each.pattern}: {' + '.join(each.matched)[:60]}",
        )
        for each in propose(document)
    ]


def of_pack(pack):
    return [
        Row(
            duty.provision,
            duty.timing,
            duty.period,
            duty.deadline is not None,
            frozenset(duty.bearers),
            duty.id,
        )
        for duty in pack.duties
    ]


def of_sample(path):
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        address, timing, period, due, bearers = (cell.strip() for cell in line.split("|"))
        rows.append(
            Row(
                address,
                timing.split()[0],
                None if period == "-" else period,
                due != "-",
                frozenset(each.strip().casefold() for each in bearers.split(",")),
                f"{timing} {period} {due}",
            )
        )
    return rows


def matched(expected, found):
    """Return pairs of rows with the same provision and rhythm, most bearers in common first."""
    pairs = []
    left = list(found)
    for row in expected:
        same = [each for each in left if each.key == row.key]
        if same:
            best = max(same, key=lambda each: len(each.bearers & row.bearers))
            left.remove(best)
            pairs.append((row, best))
    return pairs, left


def compare(expected, found, kinds):
    """Return a tally of rows of some kinds; a proposal counts as right against any row."""
    pairs, left = matched(expected, found)
    tally = Tally()
    wanted = [pair for pair in pairs if kinds(pair[0]) or kinds(pair[1])]
    missing = [row for row in expected if kinds(row) and row not in {pair[0] for pair in pairs}]
    extra = [row for row in left if kinds(row)]
    right = [(row, mine) for row, mine in wanted if row.bearers == mine.bearers]
    close = [(row, mine) for row, mine in wanted if row.bearers & mine.bearers]
    tally.add(
        len(wanted), len(wanted) + len(extra), len(wanted) + len(missing), len(right), len(close)
    )
    wrong = [pair for pair in wanted if pair not in right]
    return tally, missing, extra, wrong


def timed(row):
    return row.timing != "standing"


def show(name, expected, found, totals, *, loud):
    for kind, kinds in (("core", lambda row: row.core), ("all", timed)):
        tally, missing, extra, wrong = compare(expected, found, kinds)
        totals.setdefault(kind, Tally()).add(
            tally.right, tally.found, tally.expected, tally.bearers, tally.close
        )
        share = tally.bearers / tally.right if tally.right else 1.0
        print(f"  {name:24} {kind:5} {tally.said()}  bearers {share:.3f}")
        if loud and kind == "core":
            for row in missing:
                print(f"      missed   {row.address} {row.timing} {row.period} {row.told}")
            for row in extra:
                print(f"      extra    {row.address} {row.timing} {row.period} {row.told}")
            for row, mine in wrong:
                print(f"      bearers  {row.address}: {told(mine)} not {told(row)}")


def told(row):
    return ", ".join(sorted(row.bearers)) or "nobody"


def of_documents(structure):
    """Yield name, expected rows and proposals of each source document; fill its structure."""
    for number, name in PACKS.items():
        path = next(DOCUMENTS.glob(f"{number}_*.txt"), None)
        if path is None:
            print(f"  {number}: not run, documents folder absent")
            continue
        document = read_document(read_file(path).texts)
        pack = load(ROOT / "packs" / name)
        structure[name], missing = counted_structure(number, document, pack)
        print(f"  {name:24} addresses of the pack not found: {', '.join(missing) or 'none'}")
        yield name, of_pack(pack), proposed(document)


def of_samples(structure):
    """Yield name, expected rows and proposals of each sample text; fill its structure."""
    for path in sorted((ROOT / "tests/data").glob("*.txt")):
        document = read_document(path.read_text(encoding="utf-8"))
        accepted = path.with_suffix(".tree").read_text(encoding="utf-8")
        structure[path.stem] = sample_structure(document, accepted)
        expected = path.with_suffix(".duties")
        if expected.is_file():
            yield path.stem, of_sample(expected), proposed(document)
    document = read_document(MODEL.read_text(encoding="utf-8"))
    yield MODEL.stem, of_pack(load(ROOT / "packs" / "mau-xa-2025")), proposed(document)


def levels(structure):
    """Print structure per level; return the tally of all."""
    whole = Tally()
    by_level = {}
    for tallies in structure.values():
        for (_, level), tally in tallies.items():
            for each in (whole, by_level.setdefault(level, Tally())):
                each.add(tally.right, tally.found, tally.expected)
    for level, tally in sorted(by_level.items()):
        print(f"  {level:24}       {tally.said()}")
    print(f"  {'all levels':24}       {whole.said()}")
    return whole


def measure(*, loud=False):
    """Print all figures; return the tally of structure and those of duties by group and kind."""
    structure = {}
    totals = {"documents": {}, "samples": {}}
    print("structure, per level")
    documents = list(of_documents(structure))
    samples = list(of_samples(structure))
    whole = levels(structure)
    print("duties in time")
    for group, jobs in (("documents", documents), ("samples", samples)):
        for name, expected, found in jobs:
            show(name, expected, found, totals[group], loud=loud)
    return whole, totals


def main():
    whole, totals = measure(loud="-v" in sys.argv)
    print("together")
    for group, kinds in totals.items():
        for kind, tally in kinds.items():
            of = tally.right or 1
            print(
                f"  {group:24} {kind:5} {tally.said()}  bearers {tally.bearers / of:.3f},"
                f" one in common {tally.close / of:.3f}"
            )
    core = totals["documents"].get("core")
    if core:
        figures = {
            "structure": min(whole.share(whole.found), whole.share(whole.expected)),
            "core": min(core.share(core.found), core.share(core.expected)),
            "bearers": core.bearers / (core.right or 1),
        }
        for name, aim in AIMS.items():
            met = "met" if figures[name] >= aim else "NOT MET"
            print(f"  aim {name} >= {aim}: {figures[name]:.3f}, {met}")


if __name__ == "__main__":
    main()
