"""Check the file that will be signed: its fonts, its letters, and whether it is this paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from danvan.law.errors import ReadError
from danvan.law.findings import Finding
from danvan.papers.checks_facts import COMPONENTS, finding
from danvan.papers.checks_pdf import pdf_content
from danvan.papers.checks_word import word_content
from danvan.papers.layouts import Layout
from danvan.papers.marks import marks
from danvan.papers.numbers import number_line
from danvan.papers.values import Paper

_FOREIGN: Final = {
    "party": re.compile(r"^\s*(?:TM|KT|TL|TUQ)\.\s*[A-ZĐÀ-Ỹ]", re.MULTILINE),
    "state": re.compile(r"^\s*(?:T/M|K/T|T/L)\s*[A-ZĐÀ-Ỹ]", re.MULTILINE),
}
_LOST: Final = re.compile("[\ufffd\ue000-\uf8ff]")


def check_file(paper: Paper, content: bytes, figures: Layout) -> Iterator[Finding]:
    """Yield findings on a DOCX or PDF: ``PAPER-30``, ``31``, ``26``, ``34`` and ``35``."""
    if not content:
        return
    try:
        fonts, text = (pdf_content if content.startswith(b"%PDF-") else word_content)(content)
    except ReadError:
        yield finding("PAPER-34", "stops", "file")
        return
    yield from _fonts(fonts)
    if _LOST.search(text):
        yield finding("PAPER-31", "stops", "file", font=", ".join(sorted(fonts)))
    foreign = _FOREIGN["party" if paper.world == "party" else "state"].search(text)
    if foreign:
        line = text[foreign.start() :].strip().split("\n")[0][:80]
        told = {"written": line, "mark": ", ".join(figures.authority.values()), "post": line}
        yield finding("PAPER-26", "warns", "file", "MEND-authority_mark", **told)
    yield from _other_paper(paper, text, figures)


def _fonts(fonts: frozenset[str]) -> Iterator[Finding]:
    told = marks()["fonts"]
    good = tuple(_closed_up(name) for name in told["names"])
    for font in sorted(fonts):
        if font.startswith(tuple(told["old"])):
            yield finding("PAPER-31", "stops", "file", font=font)
        elif not _closed_up(font).startswith(good):
            yield finding("PAPER-30", "warns", "file", font=font)


def _other_paper(paper: Paper, text: str, figures: Layout) -> Iterator[Finding]:
    """Yield ``PAPER-35`` for each line of the head that the file does not show as it should."""
    shown = _closed_up(text)
    lines = [("motto", figures.motto), *(("issuers", each.name) for each in paper.issuers)]
    if paper.number and paper.symbol:
        lines.append(("number", number_line(figures, paper.number, paper.symbol)))
    lines.append(("summary", paper.summary))
    for component, line in lines:
        if line and _closed_up(line) not in shown:
            yield finding(
                "PAPER-35", "warns", "file", component=COMPONENTS[component], expected=line.strip()
            )


def _closed_up(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().split())
