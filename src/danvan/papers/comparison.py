"""Write a comparison of two texts as a Word file: a table across the page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import docx as word
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from danvan.papers.writing_pieces import clean

_FONT: Final = "Times New Roman"
_WIDTHS: Final = (24, 78, 78, 77)
"""Of the columns, in millimetres: the result, both texts, the reasons."""

MOST_ROWS: Final = 3_000
"""Technical limit; further rows are counted in a last line, never left out silently."""


def comparison_docx(
    title: str,
    labels: Sequence[str],
    heads: Sequence[str],
    counts: Iterable[tuple[str, int]],
    rows: Sequence[Sequence[str]],
) -> bytes:
    """Return the Word file of a comparison.

    Args:
        title: Of the page.
        labels: Headings of the four columns.
        heads: What both texts are called, under the second and the third label.
        counts: How many rows each result has.
        rows: Four texts each, lines parted by line breaks.
    """
    file = word.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(15)
    normal: Any = file.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    file.core_properties.title = clean(title)
    file.core_properties.author = "danvan"
    heading = file.add_paragraph(clean(title))
    heading.runs[0].bold, heading.runs[0].font.size = True, Pt(14)
    for label, head in zip(labels[1:3], heads, strict=True):
        file.add_paragraph(clean(f"{label}: {head}"))
    file.add_paragraph(clean(" · ".join(f"{said}: {count}" for said, count in counts)))
    _table(file, labels, rows[:MOST_ROWS])
    if rows[MOST_ROWS:]:
        file.add_paragraph(f"… + {len(rows) - MOST_ROWS}")
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def _table(file: Any, labels: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write the table, its head repeated on every page."""
    table = file.add_table(rows=1, cols=len(labels), style="Table Grid")
    table.autofit = False
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001  no other way
    _fill(table.rows[0].cells, labels, is_head=True)
    for row in rows:
        _fill(table.add_row().cells, row, is_head=False)


def _fill(cells: Sequence[Any], texts: Sequence[str], *, is_head: bool) -> None:
    for cell, text, width in zip(cells, texts, _WIDTHS, strict=True):
        cell.width = Mm(width)
        run = cell.paragraphs[0].add_run(clean(text))
        run.font.size, run.bold = Pt(10), is_head
