"""Write an official document as a Word file in the figures of its layout."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import docx as word
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from danvan.papers.layouts import Layout
from danvan.papers.values import Annex, Paper, PaperError
from danvan.papers.writing_body import ended, hold_end, write_bases, write_body
from danvan.papers.writing_foot import write_foot
from danvan.papers.writing_head import title_of, write_head, written_day
from danvan.papers.writing_pieces import Box, clean, page_field
from danvan.papers.writing_shapes import shape
from danvan.papers.writing_styles import LANGUAGE, add_styles

_NO_DAY: Final = datetime(2020, 1, 1)  # noqa: DTZ001  Word files keep bare times
_empty: dict[str, tuple[Layout, bytes]] = {}
_MOST_COLUMNS: Final = 8
"""Columns of a table on an upright page."""
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def docx(paper: Paper, layout: Layout) -> bytes:
    """Return the Word file of a document.

    Equal values give equal text and figures. Nothing is embedded, linked or computed but the number
    of the page; officers may edit every line.

    Raises:
        PaperError: ``PAPER-51``, the type is not known; ``PAPER-53``, nobody issues it.
    """
    if not paper.issuers:
        raise PaperError("PAPER-53")
    file = _fresh(layout)
    _describe(file, paper)
    page = Box(file, layout.font, layout.sheet.inner)
    write_head(file, paper, layout)
    write_bases(page, paper.bases, layout)
    write_body(file, page, ended(paper.body, layout.ends_with), layout)
    hold_end(file)
    write_foot(file, paper, layout)
    for place, annex in enumerate(paper.annexes, 1):
        number = f" {roman(place)}" if len(paper.annexes) > 1 else ""
        _annex(file, annex, number, paper, layout)
    return _bytes_of(file)


def roman(number: int) -> str:
    """Return a small number in Roman numerals.

    Example:
        >>> roman(14)
        'XIV'
    """
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _fresh(layout: Layout) -> WordFile:
    """Return an empty file of a layout; making its styles takes longer than reading them back."""
    kept = _empty.get(layout.key)
    if kept is None or kept[0] is not layout:
        kept = _empty[layout.key] = (layout, _bytes_of(_made(layout)))
    return word.Document(io.BytesIO(kept[1]))


def _made(layout: Layout) -> WordFile:
    """Make an empty file with the page, the styles and the page numbers of a layout."""
    file = word.Document()
    add_styles(file, layout)
    package = file.part.package
    for key, link in list(package.rels.items()):
        if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    section = file.sections[0]
    _set_page(section, layout)
    number = section.header.paragraphs[0]
    number.style = file.styles["Normal"]
    shape(number, "centre")
    page_field(number, layout.font, layout.page_number.size)
    return file


def _bytes_of(file: WordFile) -> bytes:
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def _set_page(section: Section, layout: Layout) -> None:
    sheet = layout.sheet
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance = section.footer_distance = Mm(layout.page_number.from_top)
    section.different_first_page_header_footer = not layout.page_number.first


def _describe(file: WordFile, paper: Paper) -> None:
    properties = file.core_properties
    properties.title = clean(paper.summary or title_of(paper))[:255]
    properties.author = clean("; ".join(issuer.name for issuer in paper.issuers))[:255]
    properties.comments, properties.last_modified_by = "", ""
    properties.language = LANGUAGE
    day = paper.dated
    moment = datetime(day.year, day.month, day.day) if day else _NO_DAY  # noqa: DTZ001  as above
    properties.created = properties.modified = moment


def _is_wide(annex: Annex) -> bool:
    """Return whether a table of an annex has more columns than an upright page holds."""
    return any(len(row) > _MOST_COLUMNS for part in annex.body for row in part.rows)


def _turned(layout: Layout) -> Layout:
    """Return the layout on its side."""
    sheet = layout.sheet
    return replace(layout, sheet=replace(sheet, width=sheet.height, height=sheet.width))


def _annex(file: WordFile, annex: Annex, number: str, paper: Paper, layout: Layout) -> None:
    section = file.add_section(WD_SECTION.NEW_PAGE)
    if _is_wide(annex):
        layout = _turned(layout)
        section.orientation = WD_ORIENT.LANDSCAPE
    _set_page(section, layout)
    if layout.annex_pages_own:
        _count_from_one(section)
    page = Box(file, layout.font, layout.sheet.inner)
    style = layout.styles["annex"]
    page.line(f"{layout.annex}{number}", style)
    page.line(annex.title, style)
    day, month, year = written_day(layout, paper.dated)
    told = layout.annexed.format(
        kind=title_of(paper),
        number=_full_number(paper, layout),
        day=day,
        month=month,
        year=year,
        issuer=", ".join(issuer.name for issuer in paper.issuers),
    )
    page.line(told, layout.styles["annexed"], after=6)
    write_body(file, page, annex.body, layout)


def _full_number(paper: Paper, layout: Layout) -> str:
    number = paper.number.zfill(layout.number.pad) if paper.number else "..."
    return f"{number}{layout.number.separator}{paper.symbol}"


def _count_from_one(section: Section) -> None:
    properties: Any = section._sectPr  # noqa: SLF001  numbering of pages has no public way
    mark = OxmlElement("w:pgNumType")
    mark.set(qn("w:start"), "1")
    properties.insert_element_before(
        mark, "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:docGrid"
    )
