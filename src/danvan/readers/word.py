"""Read a Word document: one line for each paragraph, one for each row of a table.

Numbers that Word counts by itself are counted as Word does; what stands in a text box comes as
lines of its own before the paragraph the box hangs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import shorten
from typing import Final, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from danvan.law import archives
from danvan.law.errors import ReadError
from danvan.law.findings import Finding, Place
from danvan.readers.numbering import Numbering, numbering

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX: Final = f"{_W}txbxContent"
_BESIDE: Final = ("word/numbering.xml", "word/styles.xml")
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_FRAME_ROWS: Final = 3
_FRAME_COLUMNS: Final = 2
_MOST_FRAME_ROWS: Final = 15
_FRAMED: Final = re.compile(
    r"CỘNG H|ĐẢNG CỘNG SẢN|Độc lập|Nơi nhận|^\s*(?:T/?M|K/?T|T/?L|TUQ)[./]?\s", re.MULTILINE
)
_BESIDE_TEXT: Final = re.compile(r"word/(?:header|footer|footnotes|endnotes)[0-9]*\.xml")
_MOST_PARTS: Final = 60
_LONGEST_NOTE: Final = 500
_OUTSIDE: Final = re.compile(
    rb"<Relationship\b(?=[^>]{0,900}TargetMode=[\"']External)(?![^>]{0,900}/hyperlink[\"'])"
)
_SPACES: Final = re.compile(r"\s+")


class Word(NamedTuple):
    """A Word document: its text, and what to know of the file."""

    texts: tuple[str, ...]
    encoding: str
    doubts: tuple[()]
    notes: tuple[Finding, ...]


def read(content: bytes, name: str) -> Word:
    """Return the text as one page, with a form feed where a page was broken by hand.

    Headers, footers and footnotes are told apart from the text and kept as a note. Nothing a file
    links to is fetched and no macro is run; that it has them is a note too.

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
    return Word((text,), "docx", (), tuple(_notes(content, name)))


def _notes(content: bytes, name: str) -> Iterator[Finding]:
    """Yield what stands beside the text, and what the file would run or fetch."""
    paths = archives.names(content, name)
    beside: dict[str, None] = {}
    for path in [path for path in paths if _BESIDE_TEXT.fullmatch(path)][:_MOST_PARTS]:
        root = _xml(archives.member(content, path, name), name)
        words = (_SPACES.sub(" ", _paragraph(one)).strip() for one in root.iter(f"{_W}p"))
        beside |= dict.fromkeys(each for each in words if any(map(str.isalpha, each)))
    if beside:
        told = shorten(" · ".join(beside), _LONGEST_NOTE, placeholder=" …")
        yield Finding("TXT-17", "notes", Place(1, 1), {"words": told})
    linked = [path for path in paths if path.startswith("word/_rels/")][:_MOST_PARTS]
    outside = any(_OUTSIDE.search(archives.member(content, path, name)) for path in linked)
    if "word/vbaProject.bin" in paths or outside:
        yield Finding("TXT-18", "warns", Place(1, 1))


def _xml(content: bytes, name: str) -> etree._Element:
    """Return the root of a part; nothing outside it is ever fetched.

    Raises:
        ReadError: ``READ-09``, it is damaged or declares entities.
    """
    if _DOCTYPE.search(content[:4096]):
        raise ReadError("READ-09", name=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("READ-09", name=name) from error
    if root.getroottree().docinfo.internalDTD is not None:  # hidden in UTF-16 or behind a comment
        raise ReadError("READ-09", name=name)
    return root


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
    framed = _frame(rows)
    if framed:
        for cells in zip(*framed, strict=True):
            for cell in cells:
                yield from _lines(cell, counted)
        return
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


def _frame(rows: list[list[etree._Element]]) -> list[list[etree._Element]]:
    """Return the rows of a frame without its empty columns; nothing for a table of any other kind.

    A frame is read down its left column and then down its right one.
    """
    width = len(rows[0]) if rows else 0
    if len(rows) > _MOST_FRAME_ROWS or any(len(cells) != width for cells in rows):
        return []
    words = [["\n".join(cell.itertext(f"{_W}t")) for cell in cells] for cells in rows]
    filled = [at for at in range(width) if any(row[at].strip() for row in words)]
    said = any(_FRAMED.search(cell) for row in words for cell in row)
    if not said or not filled or len(filled) > _FRAME_COLUMNS:
        return []
    return [[cells[at] for at in filled] for cells in rows]


def _plain(paragraph: etree._Element, counted: Numbering) -> str:
    return _SPACES.sub(" ", _numbered(paragraph, counted)).strip()


def _paragraph(paragraph: etree._Element) -> str:
    """Return the characters of a paragraph; what stands twice for old programs is taken once."""
    pieces: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        inside = next(element.iterancestors(_FALLBACK, f"{_W}p", f"{_W}moveFrom"))
        if inside is not paragraph:
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
