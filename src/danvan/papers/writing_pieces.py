"""Pieces of a Word file: lines, rules, frames and tables, in the order that its schema asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Literal

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

from danvan.papers.layouts import Style
from danvan.papers.writing_widths import MM_PER_POINT

Align = Literal["left", "right", "centre", "justify"]

_ALIGNED: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_NO_XML: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TWIPS_PER_MM: Final = 1440 / 25.4
_EIGHTHS: Final = 6
"""Thickness of rules and frames: eighths of a point."""

_RULE_HEIGHT: Final = 3
_RULE_GAP: Final = 1.5
_PADDING: Final = 1.9
"""What Word keeps free left and right in the cells of a ruled table, millimetres."""

_AFTER_BORDERS: Final = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
    "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_AFTER_OUTLINE: Final = _AFTER_BORDERS[-5:]


def clean(text: str) -> str:
    """Return text that XML can hold: without control signs."""
    return _NO_XML.sub("", text)


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

    def line(self, text: str, style: Style, align: Align = "left", **how: Any) -> Any:
        """Add one paragraph and return it.

        Args:
            text: A line break inside stays one.
            style: Letters, capitals and first indent.
            align: Where the style does not justify.
            how: What ``shape`` takes besides.
        """
        paragraph = self.paragraph()
        self.write(paragraph, text, style)
        shape(paragraph, "justify" if style.justify else align, indent=style.indent, **how)
        return paragraph

    def write(self, paragraph: Any, text: str, style: Style) -> None:
        """Add a run of letters to a paragraph."""
        run = paragraph.add_run(clean(text.upper() if style.caps else text))
        dress(run, self.font, style)

    def rule(self, length: float, align: Align = "centre") -> None:
        """Draw a rule of a length in millimetres below the last line."""
        paragraph = self.paragraph()
        spare = max(self.width - length, 0)
        left, right = (spare / 2, spare / 2) if align == "centre" else (0.0, spare)
        shape(paragraph, "left", pitch=_RULE_HEIGHT, before=_RULE_GAP)
        paragraph.paragraph_format.left_indent = Mm(left)
        paragraph.paragraph_format.right_indent = Mm(right)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        _border(paragraph, ("top",), "000000")

    def frame(self, text: str, style: Style, size: tuple[float, float]) -> None:
        """Draw a red frame of a width and a height in millimetres around one line."""
        width, height = size
        spare = max(self.width - width, 0) / 2
        letters = style.size * MM_PER_POINT
        paragraph = self.line(text, style, "centre", pitch=height / MM_PER_POINT, before=6)
        paragraph.paragraph_format.left_indent = Mm(spare)
        paragraph.paragraph_format.right_indent = Mm(spare)
        for run in paragraph.runs:
            run.font.color.rgb = RGBColor(0xFF, 0, 0)
            raised = (height - letters) / 2 / MM_PER_POINT / 3
            _position(run, raised)
        _border(paragraph, ("top", "left", "bottom", "right"), "FF0000")


def dress(run: Any, font: str, style: Style) -> None:
    """Give a run its font for every script, its size and its weight."""
    run.font.name = font
    names = run._element.rPr.rFonts  # noqa: SLF001  python-docx names one script only
    for script in ("w:eastAsia", "w:cs"):
        names.set(qn(script), font)
    run.font.size = Pt(style.size)
    run.font.bold = style.bold
    run.font.italic = style.italic
    run.font.underline = style.underline or None


def shape(  # noqa: PLR0913  each is one property of a paragraph
    paragraph: Any,
    align: Align,
    *,
    indent: float = 0,
    hanging: float = 0,
    left: float = 0,
    before: float = 0,
    after: float = 0,
    pitch: float | None = None,
    keep: bool = False,
) -> None:
    """Shape a paragraph.

    Args:
        indent: Of the first line; ``hanging`` of all but the first; ``left`` of all, millimetres.
        before: Space above; ``after`` below, points.
        pitch: Exact distance of lines, points; ``None`` is single spacing.
        keep: On one page with the next paragraph.
    """
    told = paragraph.paragraph_format
    paragraph.alignment = _ALIGNED[align]
    if hanging:
        told.left_indent, told.first_line_indent = Mm(hanging), Mm(-hanging)
    elif indent:
        told.first_line_indent = Mm(indent)
    elif left:
        told.left_indent = Mm(left)
    told.space_before, told.space_after = Pt(before), Pt(after)
    told.line_spacing = Pt(pitch) if pitch else 1.0
    if keep:
        told.keep_with_next = True


def outline(paragraph: Any, level: int) -> None:
    """Give a heading its level in the outline that Word shows beside the page; 0 is the highest."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  no public way to the outline level
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    properties.insert_element_before(mark, *_AFTER_OUTLINE)


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


def ruled_table(place: WordFile, widths: Sequence[float], rows: int) -> Table:
    """Add a table with thin lines whose first row is repeated on every page."""
    table = _fixed(place.add_table(rows, len(widths)), widths)
    properties = table._tbl.tblPr  # noqa: SLF001  borders have no public way
    properties.insert_element_before(
        _length("tblInd", _PADDING), "w:tblBorders", "w:shd", "w:tblLayout", "w:tblLook"
    )
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
