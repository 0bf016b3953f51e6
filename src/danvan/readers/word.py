"""Read a Word document: one line for each paragraph, one for each row of a table.

Numbers that Word counts by itself are counted as Word does; what stands in a text box comes as
lines of its own before the paragraph the box hangs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from danvan.law import archives
from danvan.law.errors import ReadError
from danvan.readers.numbering import Numbering, numbering

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX: Final = f"{_W}txbxContent"
_BESIDE: Final = ("word/numbering.xml", "word/styles.xml")
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_FRAME_ROWS: Final = 3
_FRAME_COLUMNS: Final = 2
_SPACES: Final = re.compile(r"\s+")


def read(content: bytes, name: str) -> tuple[tuple[str, ...], str]:
    """Return the text as one page, with a form feed where a page was broken by hand.

    Raises:
        ReadError: ``READ-08`` for an archive packed beyond reason, ``READ-09`` for a damaged one,
            ``READ-03`` where
            there is no text.
    """
    root = _xml(archives.member(content, "word/document.xml", name), name)
    lists, styles = (
        _xml(part, name) if part else None
        for part in (archives.optional_member(content, path, name) for path in _BESIDE)
    )
    body = root.find(f"{_W}body")
    text = "\n".join(_lines(root if body is None else body, numbering(lists, styles)))
    if not text.strip():
        raise ReadError("READ-03", name=name)
    return (text,), "docx"


def _xml(content: bytes, name: str) -> etree._Element:
    """Return the root of a part; nothing outside it is ever fetched.

    Raises:
        ReadError: ``READ-09``, it is damaged or declares entities.
    """
    if _DOCTYPE.search(content[:4096]):
        raise ReadError("READ-09", name=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("READ-09", name=name) from error


def _lines(body: etree._Element, counted: Numbering) -> Iterator[str]:
    """Yield the lines of a body; boxes and content controls are looked into."""
    for element in body:
        if element.tag == f"{_W}p":
            yield from _boxes(element, counted)
            yield from _numbered(element, counted).split("\n")
        elif element.tag == f"{_W}tbl":
            yield from _rows(element, counted)
        elif element.tag == f"{_W}sdt":
            for content in element.findall(f"{_W}sdtContent"):
                yield from _lines(content, counted)


def _boxes(paragraph: etree._Element, counted: Numbering) -> Iterator[str]:
    """Yield the lines of the text boxes that hang on a paragraph."""
    for box in paragraph.iter(_BOX):
        outer = next((one for one in box.iterancestors(_BOX, _FALLBACK)), None)
        if outer is None:
            yield from _lines(box, counted)


def _numbered(paragraph: etree._Element, counted: Numbering) -> str:
    """Return the characters of a paragraph after the number Word counts for it."""
    words = _paragraph(paragraph)
    if not words.strip():
        return words
    label = counted.label(paragraph)
    return f"{label} {words}" if label else words


def _rows(table: etree._Element, counted: Numbering) -> Iterator[str]:
    """Yield the lines of a table: a frame gives its cells one after the other, else a line a row.

    Letterhead and signature of official documents stand in small frames of two columns.
    """
    rows = [row.findall(f"{_W}tc") for row in table.findall(f"{_W}tr")]
    if len(rows) <= _FRAME_ROWS and all(len(cells) <= _FRAME_COLUMNS for cells in rows):
        for cells in rows:
            for cell in cells:
                yield from _lines(cell, counted)
        return
    for cells in rows:
        words = [
            " ".join(filter(None, (_plain(each, counted) for each in cell.iter(f"{_W}p"))))
            for cell in cells
        ]
        yield f"| {' | '.join(words)} |" if any(words) else ""


def _plain(paragraph: etree._Element, counted: Numbering) -> str:
    return _SPACES.sub(" ", _numbered(paragraph, counted)).strip()


def _paragraph(paragraph: etree._Element) -> str:
    """Return the characters of a paragraph; what stands twice for old programs is taken once."""
    pieces: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if next(element.iterancestors(_FALLBACK, f"{_W}p")) is not paragraph:
            continue
        pieces.append(_characters(element))
    return "".join(pieces)


def _characters(element: etree._Element) -> str:
    """Return what one element of a run stands for."""
    tag = str(element.tag).removeprefix(_W)
    if tag == "t":
        return element.text or ""
    if tag == "br" and element.get(f"{_W}type") == "page":
        return "\f"
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}[tag]
