"""The body of a document: bases, headings, clauses, points, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from docx.document import Document as WordFile
from docx.table import Table
from docx.text.paragraph import Paragraph

from danvan.papers.layouts import Align, Layout
from danvan.papers.values import Part
from danvan.papers.writing_pieces import Box, ruled_table
from danvan.papers.writing_shapes import outline, shape
from danvan.papers.writing_widths import width_of

POINT_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""Letters of points, in Vietnamese order."""

_END: Final = re.compile(r"\s*(?:\./\.|/\.|[.;,])?\s*$")
_HALTED: Final = (":", "?", "!", "…")
_HELD_LINES, _HELD_SIGNS = 2, 100
"""Rows of a table, or paragraphs of so many signs, that stay with the signature."""

_FIGURE: Final = re.compile(r"^[-−]?\d[\d.]*(?:,\d+)?$|^—$")
_NARROWEST, _WIDEST, _SIDES = 5, 40, 2
"""Signs that count at least and at most when columns share the width of a page, and its sides."""
_WORD, _MARGINS = 30, 4.5
"""Longest word that widens a column, and the margins of a cell: millimetres."""


def write_bases(page: Box, bases: Sequence[str], layout: Layout) -> None:
    """Write the legal bases: a semicolon after each, a full stop after the last."""
    for place, basis in enumerate(bases, 1):
        end = "." if place == len(bases) else ";"
        page.line(_END.sub("", basis) + end, layout.styles["basis"])


def write_body(file: WordFile, page: Box, parts: Sequence[Part], layout: Layout) -> None:
    """Write the parts one below the other, numbering those that have no number of their own."""
    for part in numbered(parts):
        if part.kind == "table":
            _table(file, part.rows, layout)
        elif part.kind == "heading":
            _heading(page, part, layout)
        else:
            page.line(words_of(part), layout.styles["body"])


def hold_end(file: WordFile) -> None:
    """Keep the last lines of what is written on one page with what follows, a table's as well."""
    held = lines = 0
    for piece in reversed(list(file.iter_inner_content())):
        if isinstance(piece, Table):
            for row in piece.rows[-_HELD_LINES:]:
                hold(paragraph for cell in row.cells for paragraph in cell.paragraphs)
            return
        hold([piece])
        held, lines = held + len(piece.text), lines + bool(piece.text)
        if held > _HELD_SIGNS or lines == _HELD_LINES:
            return


def hold(paragraphs: Iterable[Paragraph]) -> None:
    """Keep each paragraph on one page with the next."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


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
    style = layout.styles["heading"]
    if not part.number or part.number.split(" ")[0] in layout.centred:
        first, *more = [line for line in (part.number, part.text) if line] or [""]
        outline(page.line(first, style, "centre", indent=0, before=style.before * 2), 0)
        for line in more:
            page.line(line, style, "centre", indent=0, before=0)
        return
    outline(page.line(words_of(part), style), 1)


def _table(file: WordFile, rows: Sequence[Sequence[str]], layout: Layout) -> None:
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return
    style = layout.styles["table"]
    widths = _shares(rows, columns, layout.sheet.inner, style.size)
    shape(file.add_paragraph(), "left", pitch=style.size / 2, keep=True)
    table = ruled_table(file, widths, len(rows))
    for at, (row, cells) in enumerate(zip(rows, table.rows, strict=True)):
        for text, cell, width in zip(row, cells.cells, widths, strict=False):
            line = Box(cell, layout.font, width).line(text, style, _aligned(text, at))
            for run in () if at else line.runs:
                run.font.bold = True
            if not at:
                hold([line])
    shape(file.add_paragraph(), "left", pitch=style.size / 2)


def _aligned(text: str, at: int) -> Align | None:
    """Return how a cell is aligned: heads in the middle, figures to the right."""
    if not at:
        return "centre"
    return "right" if _FIGURE.match(text) else None


def _shares(rows: Sequence[Sequence[str]], columns: int, width: float, size: float) -> list[float]:
    """Return the widths of columns: by their longest texts, none narrower than its longest word."""
    cells = [[row[at] for row in rows if at < len(row)] for at in range(columns)]
    longest = [max(map(len, texts), default=0) for texts in cells]
    weights = [min(max(length, _NARROWEST), _WIDEST) + _SIDES for length in longest]
    least = [_least(texts, size) for texts in cells]
    room = width - sum(least)
    if room <= 0:
        return [width * one / sum(least) for one in least]
    shares = (width * weight / sum(weights) for weight in weights)
    spare = [max(share - low, 0) for share, low in zip(shares, least, strict=True)]
    return [low + room * one / sum(spare) for low, one in zip(least, spare, strict=True)]


def _least(texts: Iterable[str], size: float) -> float:
    """Return the width that the longest word of some cells needs, as far as a page has room."""
    words = (width_of(word, size, bold=True) for text in texts for word in text.split())
    return min(max(words, default=0), _WORD) + _MARGINS
