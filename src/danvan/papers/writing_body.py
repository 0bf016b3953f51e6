"""The body of a document: bases, headings, clauses, points, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docx.document import Document as WordFile

from danvan.papers.layouts import Layout, Style
from danvan.papers.values import Part
from danvan.papers.writing_pieces import Box, outline, ruled_table, shape

POINT_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""Letters of points, in Vietnamese order."""

_END: Final = re.compile(r"\s*(?:\./\.|/\.|[.;,])?\s*$")
_HALTED: Final = (":", "?", "!", "…")
_NARROWEST, _WIDEST = 5, 40
"""Signs that count at least and at most when columns share the width of a page."""


def write_bases(page: Box, bases: Sequence[str], layout: Layout) -> None:
    """Write the legal bases: a semicolon after each, a full stop after the last."""
    for place, basis in enumerate(bases, 1):
        end = "." if place == len(bases) else ";"
        before = layout.styles["body"].before
        page.line(_END.sub("", basis) + end, layout.styles["basis"], before=before)


def write_body(file: WordFile, page: Box, parts: Sequence[Part], layout: Layout) -> None:
    """Write the parts one below the other, numbering those that have no number of their own."""
    for part in numbered(parts):
        if part.kind == "table":
            _table(file, part.rows, layout)
        elif part.kind == "heading":
            _heading(page, part, layout)
        else:
            style = layout.styles["body"]
            page.line(words_of(part), style, before=style.before, pitch=layout.lines)


def words_of(part: Part) -> str:
    """Return number and text of a part as one line."""
    return f"{part.number} {part.text}".strip()


def numbered(parts: Sequence[Part]) -> list[Part]:
    """Return parts with the numbers of clauses and points filled in where they are missing.

    Clauses count from one after each heading, points from ``a)`` after each clause.
    """
    found: list[Part] = []
    clauses = points = 0
    for part in parts:
        if part.kind == "heading":
            clauses = points = 0
        elif part.kind == "clause":
            clauses, points = clauses + 1, 0
        elif part.kind == "point":
            points += 1
        counted = {"clause": f"{clauses}.", "point": f"{point_letter(points)})"}.get(part.kind, "")
        found.append(Part(part.kind, part.number or counted, part.text, part.rows))
    return found


def point_letter(place: int) -> str:
    """Return the letter of the point at a place, counted from one; doubled after the last."""
    turns, rest = divmod(max(place, 1) - 1, len(POINT_LETTERS))
    return POINT_LETTERS[rest] * (turns + 1)


def ended(parts: Sequence[Part], end: str) -> tuple[Part, ...]:
    """Return a body whose last words end as the layout says; a table at the end stays alone."""
    if not parts or parts[-1].kind == "table" or parts[-1].text.rstrip().endswith(_HALTED):
        return tuple(parts)
    last = parts[-1]
    return (*parts[:-1], Part(last.kind, last.number, _END.sub("", last.text) + end, last.rows))


def _heading(page: Box, part: Part, layout: Layout) -> None:
    style, body = layout.styles["heading"], layout.styles["body"]
    if not part.number or part.number.split(" ")[0] in layout.centred:
        first, *more = [line for line in (part.number, part.text) if line] or [""]
        outline(page.line(first, style, "centre", before=body.before * 2, keep=True), 0)
        for line in more:
            page.line(line, style, "centre", keep=True)
        return
    shown = Style(
        style.size, style.sizes, bold=style.bold, italic=style.italic, justify=True,
        indent=body.indent,
    )  # fmt: skip
    paragraph = page.line(words_of(part), shown, before=body.before, pitch=layout.lines, keep=True)
    outline(paragraph, 1)


def _table(file: WordFile, rows: Sequence[Sequence[str]], layout: Layout) -> None:
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return
    style = layout.styles["table"]
    head = Style(style.size, style.sizes, bold=True)
    widths = _shares(rows, columns, layout.sheet.inner)
    shape(file.add_paragraph(), "left", pitch=style.size / 2)
    table = ruled_table(file, widths, len(rows))
    for at, (row, cells) in enumerate(zip(rows, table.rows, strict=True)):
        for text, cell, width in zip(row, cells.cells, widths, strict=False):
            box = Box(cell, layout.font, width)
            box.line(text, style if at else head, "left" if at else "centre")
    shape(file.add_paragraph(), "left", pitch=style.size / 2)


def _shares(rows: Sequence[Sequence[str]], columns: int, width: float) -> list[float]:
    longest = [
        max((len(row[at]) for row in rows if at < len(row)), default=0) for at in range(columns)
    ]
    weights = [min(max(length, _NARROWEST), _WIDEST) for length in longest]
    return [width * weight / sum(weights) for weight in weights]
