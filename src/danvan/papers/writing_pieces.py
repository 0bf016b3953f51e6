"""Pieces of a Word file: lines, rules, frames and tables, in the order that its schema asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from docx.table import Table, _Cell, _Row

from danvan.papers.layouts import Align, Style
from danvan.papers.writing_shapes import dress, shape, style_id
from danvan.papers.writing_widths import MM_PER_POINT

_NO_XML: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TWIPS_PER_MM: Final = 1440 / 25.4
_EIGHTHS: Final = 6
"""Thickness of rules and frames: eighths of a point."""

_RULE_HEIGHT: Final = 3
_RULE_GAP: Final = 2.5
_AFTER_BORDERS: Final = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
    "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def clean(text: str) -> str:
    """Return text that XML can hold, without control signs, each letter in one piece."""
    return _NO_XML.sub("", unicodedata.normalize("NFC", text))


class Box:
    """A page or a cell that lines are put into, one below the other.

    Args:
        place: The document, a cell, or a header.
        font: Name of the letters' font.
        width: Of the lines, millimetres.
    """

    def __init__(self, place: WordFile | _Cell | Any, font: str, width: float) -> None:
        self.place = place
        self.font = font
        self.width = width
        self._is_fresh = not isinstance(place, WordFile)

    def paragraph(self) -> Any:
        """Return a new paragraph; the one that a cell is born with is used first."""
        if self._is_fresh:
            self._is_fresh = False
            return self.place.paragraphs[0]
        return self.place.add_paragraph()

    def line(self, text: str, style: Style, align: Align | None = None, **how: Any) -> Any:
        """Add one paragraph and return it.

        Args:
            text: A line break inside stays one.
            style: Of a component, which the paragraph then points at; or letters for one line.
            align: Where the style has it otherwise.
            how: What ``shape`` takes, where the style has it otherwise.
        """
        paragraph = self.paragraph()
        run = paragraph.add_run(clean(text.upper() if style.caps else text))
        if style.key:
            paragraph._p.style = style_id(style.key)  # noqa: SLF001  by name is slow over hundreds
            shape(paragraph, align, **how)
        else:
            dress(run, self.font, style)
            shape(paragraph, align or style.align, **how)
        return paragraph

    def rule(self, length: float, align: Align = "centre", *, keep: bool = False) -> None:
        """Draw a rule of a length in millimetres below the last line.

        Args:
            keep: On one page with what follows.
        """
        paragraph = self.paragraph()
        spare = max(self.width - length, 0)
        left, right = (spare / 2, spare / 2) if align == "centre" else (0.0, spare)
        shape(paragraph, "left", pitch=_RULE_HEIGHT, before=_RULE_GAP, keep=keep)
        paragraph.paragraph_format.left_indent = Mm(left)
        paragraph.paragraph_format.right_indent = Mm(right)
        _border(paragraph, ("top",), "000000")

    def frame(self, text: str, style: Style, size: tuple[float, float]) -> None:
        """Draw a red frame of a width and a height in millimetres around one line."""
        width, height = size
        spare = max(self.width - width, 0) / 2
        letters = style.size * MM_PER_POINT
        paragraph = self.line(text, style, pitch=height / MM_PER_POINT, before=6)
        paragraph.paragraph_format.left_indent = Mm(spare)
        paragraph.paragraph_format.right_indent = Mm(spare)
        for run in paragraph.runs:
            run.font.color.rgb = RGBColor(0xFF, 0, 0)
            raised = (height - letters) / 2 / MM_PER_POINT / 3
            _position(run, raised)
        _border(paragraph, ("top", "left", "bottom", "right"), "FF0000")


def page_field(paragraph: Any, font: str, size: float) -> None:
    """Add the number of the page as a field."""
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), (None, "2"), ("end", "")):
        run = paragraph.add_run()
        dress(run, font, Style(size, (size, size)))
        if kind is None:
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)  # noqa: SLF001  fields have no public way
        else:
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = text
            run._element.append(words)  # noqa: SLF001  as above


def bare_table(place: WordFile, widths: Sequence[float], rows: int, gap: float = 0) -> Table:
    """Add a table without lines whose cells have no inner margins; widths in millimetres.

    Args:
        gap: Kept free at the right of all cells but the last of a row, millimetres.
    """
    table = _fixed(place.add_table(rows, len(widths)), widths)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_length(side, 0))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001  no public way
    for cell in (cell for row in table.rows for cell in row.cells[:-1] if gap):
        _keep_free(cell, gap)
    return table


def may_part(row: _Row) -> None:
    """Let pages part a row, which others do not."""
    for mark in list(row._tr.iter(qn("w:cantSplit"))):  # noqa: SLF001  no public way
        mark.getparent().remove(mark)


def ruled_table(place: WordFile, widths: Sequence[float], rows: int) -> Table:
    """Add a table with thin lines whose first row is repeated on every page."""
    table = _fixed(place.add_table(rows, len(widths)), widths)
    properties = table._tbl.tblPr  # noqa: SLF001  borders have no public way
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_line(side, "000000"))
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  nor has a repeated head
    head.append(OxmlElement("w:tblHeader"))
    return table


def _fixed(table: Table, widths: Sequence[float]) -> Table:
    table.autofit = False
    whole = table._tbl.tblPr.find(qn("w:tblW"))  # noqa: SLF001  no public way to the whole width
    if whole is not None:
        whole.set(qn("w:type"), "dxa")
        whole.set(qn("w:w"), str(round(sum(widths) * _TWIPS_PER_MM)))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  as above
    return table


def _keep_free(cell: _Cell, gap: float) -> None:
    margins = OxmlElement("w:tcMar")
    margins.append(_length("right", gap))
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001  margins of a cell have no public way
    properties.insert_element_before(margins, "w:textDirection", "w:tcFitText", "w:vAlign")


def _length(name: str, millimetres: float) -> Any:
    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:w"), str(round(millimetres * _TWIPS_PER_MM)))
    mark.set(qn("w:type"), "dxa")
    return mark


def _border(paragraph: Any, sides: Sequence[str], colour: str) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        borders.append(_line(side, colour))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  borders have no public way
    properties.insert_element_before(borders, *_AFTER_BORDERS)


def _line(side: str, colour: str) -> Any:
    mark = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(_EIGHTHS)), ("space", "0")):
        mark.set(qn(f"w:{name}"), value)
    mark.set(qn("w:color"), colour)
    return mark


def _position(run: Any, points: float) -> None:
    mark = OxmlElement("w:position")
    mark.set(qn("w:val"), str(round(points * 2)))
    run._element.rPr.insert_element_before(  # noqa: SLF001  raised letters have no public way
        mark, "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang"
    )
