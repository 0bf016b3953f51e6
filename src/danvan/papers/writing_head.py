"""The head of a document: letterhead, number, place and day, name of the type, to whom it turns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from docx.document import Document as WordFile
from docx.table import Table

from danvan.papers.layouts import Layout, Style, paper_type
from danvan.papers.numbers import number_line
from danvan.papers.values import Issuer, Paper
from danvan.papers.writing_pieces import Box, bare_table
from danvan.papers.writing_widths import longest_line, unbroken

DISPATCH: Final = "dispatch"
_UNKNOWN: Final = "..."
_HYPHENS: Final = "-----"
_GAP: Final = 12
_SUMMARY_GAP: Final = 6
_COLUMN_GAP: Final = 3
_ADDRESSED_FROM: Final = 35
_ADDRESSED_LINES: Final = 45
"""Millimetres from the left margin at which several addressees begin."""


def write_head(file: WordFile, paper: Paper, layout: Layout) -> None:
    """Write everything above the bases."""
    if any(issuer.number for issuer in paper.issuers):
        _beside(file, paper, layout)
    else:
        _letterhead(file, paper, layout)
    page = Box(file, layout.font, layout.sheet.inner)
    if paper.type != DISPATCH:
        _title(page, paper, layout)
    _addressed(page, paper.addressed, layout.styles["addressed"])


def written_day(layout: Layout, day: date | None) -> tuple[str, str, str]:
    """Return day, month and year as they are printed, with dots where the day is not yet known."""
    if day is None:
        return _UNKNOWN, _UNKNOWN, _UNKNOWN
    month = f"{day.month:02d}" if day.month <= layout.pad_months_to else str(day.month)
    return str(day.day).zfill(layout.pad_days), month, str(day.year)


def place_line(layout: Layout, place: str, day: date | None) -> str:
    """Return the line of place and day."""
    on, month, year = written_day(layout, day)
    return f"{place or _UNKNOWN}, ngày {on} tháng {month} năm {year}"


def title_of(paper: Paper) -> str:
    """Return the name of the type as it is printed, before capitals."""
    return paper.title or paper_type(paper.type).name.vi


def underline(box: Box, text: str, style: Style, layout: Layout) -> None:
    """Draw under a text what its style asks for."""
    if style.rule == "hyphens":
        box.line(_HYPHENS, Style(style.size, style.sizes))
    elif style.rule:
        shown = text.upper() if style.caps else text
        longest = max(
            longest_line(line, style.size, box.width, bold=style.bold) for line in shown.split("\n")
        )
        box.rule(longest if style.rule == "full" else longest * layout.rule_part)


def _letterhead(file: WordFile, paper: Paper, layout: Layout) -> None:
    table = bare_table(file, (layout.left, layout.right), 2, _COLUMN_GAP)
    _issuers(_cell(table, 0, 0, layout), paper.issuers, layout)
    _motto(_cell(table, 0, 1, layout), layout)
    below = _cell(table, 1, 0, layout)
    styles = layout.styles
    below.line(number_line(layout, paper.number, paper.symbol), styles["number"])
    if not layout.urgency_boxes:  # words stand right under the number, a frame below the summary
        _urgency(below, paper, layout)
    if paper.type == DISPATCH and paper.summary:
        words = f"{layout.dispatch}{paper.summary}"
        _whole(below, words, styles["dispatch_summary"], before=_SUMMARY_GAP)
    if layout.urgency_boxes:
        _urgency(below, paper, layout)
    place = place_line(layout, paper.place, paper.dated)
    _cell(table, 1, 1, layout).line(place, styles["place"])


def _beside(file: WordFile, paper: Paper, layout: Layout) -> None:
    """Write the head of a paper that each of its issuers numbers."""
    page = Box(file, layout.font, layout.sheet.inner)
    _motto(page, layout)
    width = layout.sheet.inner / len(paper.issuers)
    table = bare_table(file, [width] * len(paper.issuers), 2)
    for column, issuer in enumerate(paper.issuers):
        upper, lower = (Box(table.cell(row, column), layout.font, width) for row in (0, 1))
        _issuers(upper, (issuer,), layout)
        own = number_line(layout, issuer.number, issuer.symbol or paper.symbol)
        lower.line(own, layout.styles["number"], before=_SUMMARY_GAP)
    _urgency(page, paper, layout)
    place = place_line(layout, paper.place, paper.dated)
    page.line(place, layout.styles["place"], "right", before=_SUMMARY_GAP)


def _cell(table: Table, row: int, column: int, layout: Layout) -> Box:
    width = layout.right if column else layout.left - _COLUMN_GAP
    return Box(table.cell(row, column), layout.font, width)


def _issuers(box: Box, issuers: tuple[Issuer, ...], layout: Layout) -> None:
    superior, own = layout.styles["superior"], layout.styles["issuer"]
    for place, issuer in enumerate(issuers, 1):
        if issuer.superior:
            _whole(box, issuer.superior, superior, layout.unbroken)
        joins = layout.joins.replace(" ", "\u00a0") if place < len(issuers) else ""
        shown = _whole(box, issuer.name + joins, own, layout.unbroken)
    underline(box, shown, own, layout)
    if "star" in layout.styles:
        box.line("*", layout.styles["star"])


def _whole(box: Box, text: str, style: Style, firsts: Sequence[str] = (), **how: Any) -> str:
    """Write a line that breaks where a reader would break it; return it as written."""
    shown = text.upper() if style.caps else text
    written = unbroken(shown, style.size, box.width, firsts, bold=style.bold)
    box.line(written, style, **how)
    return written


def _motto(box: Box, layout: Layout) -> None:
    style = layout.styles["motto"]
    box.line(layout.motto, style)
    underline(box, layout.motto, style, layout)
    if layout.device:
        box.line(layout.device, layout.styles["device"])
        underline(box, layout.device, layout.styles["device"], layout)


def _urgency(box: Box, paper: Paper, layout: Layout) -> None:
    if not paper.urgency:
        return
    words, style = layout.urgency.get(paper.urgency, paper.urgency), layout.styles["urgency"]
    frame = layout.urgency_boxes.get(paper.urgency)
    if frame:
        box.frame(words, style, frame)
    else:
        box.line(words, style)


def _title(page: Box, paper: Paper, layout: Layout) -> None:
    title, summary = layout.styles["title"], layout.styles["summary"]
    page.line(title_of(paper), title, before=_GAP * 2)
    if paper.summary:
        underline(page, _whole(page, paper.summary, summary), summary, layout)


def _addressed(page: Box, addressed: tuple[str, ...], style: Style) -> None:
    names = [name.strip(" -;.") for name in addressed]
    if len(names) == 1:
        page.line(f"Kính gửi: {names[0]}", style, "centre", before=_GAP, after=_SUMMARY_GAP)
    elif names:
        page.line("Kính gửi:", style, before=_GAP, left=_ADDRESSED_FROM)
        for place, name in enumerate(names, 1):
            end = "." if place == len(names) else ";"
            page.line(f"- {name}{end}", style, left=_ADDRESSED_LINES)
