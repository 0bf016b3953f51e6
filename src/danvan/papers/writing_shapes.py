"""Letters and paragraphs of a Word file: what a run, a paragraph or a style is given."""

from __future__ import annotations

from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from danvan.papers.layouts import Align, Style

_ALIGNED: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_AFTER_OUTLINE: Final = ("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")


def style_id(key: str) -> str:
    """Return by which name lines of a Word file point at the style of a component.

    Example:
        >>> style_id("recipients_head")
        'PaperRecipientsHead'
    """
    return "Paper" + key.title().replace("_", "")


def dress(told: Any, font: str, style: Style) -> None:
    """Give a run or a style its font for every script, its size and its weight."""
    told.font.name = font
    names = told._element.rPr.rFonts  # noqa: SLF001  python-docx names one script only
    for script in ("w:eastAsia", "w:cs"):
        names.set(qn(script), font)
    told.font.size = Pt(style.size)
    told.font.bold = style.bold or None
    told.font.italic = style.italic or None
    told.font.underline = style.underline or None


def shape(  # noqa: PLR0913  each is one property of a paragraph
    paragraph: Any,
    align: Align | None = None,
    *,
    indent: float | None = None,
    hanging: float = 0,
    left: float = 0,
    before: float | None = None,
    after: float | None = None,
    pitch: float | None = None,
    keep: bool = False,
) -> None:
    """Shape a paragraph or a style; what is not told stays as the style has it.

    Args:
        indent: Of the first line; ``hanging`` of all but the first; ``left`` of all, millimetres.
        before: Space above; ``after`` below, points.
        pitch: Exact distance of lines, points.
        keep: On one page with the next paragraph.
    """
    if hanging:
        left, indent = hanging, -hanging
    given = {
        "alignment": _ALIGNED[align] if align else None,
        "left_indent": Mm(left) if left else None,
        "first_line_indent": None if indent is None else Mm(indent),
        "space_before": None if before is None else Pt(before),
        "space_after": None if after is None else Pt(after),
        "line_spacing": Pt(pitch) if pitch else None,
        "keep_with_next": keep or None,
    }
    for name, value in given.items():
        if value is not None:
            setattr(paragraph.paragraph_format, name, value)


def outline(paragraph: Any, level: int) -> None:
    """Give a heading its level in the outline that Word shows beside the page; 0 is the highest."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  no public way to the outline level
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    properties.insert_element_before(mark, *_AFTER_OUTLINE)
