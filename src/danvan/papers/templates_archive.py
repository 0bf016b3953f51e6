"""What a template holds besides its words: macros, links, objects and fields that fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree  # type: ignore[import-untyped]

from danvan.law import archives
from danvan.law.errors import ReadError
from danvan.law.findings import Finding, Place, Severity

NAME: Final = "DOCX"
MOST_SHARED: Final = 8 * archives.MEGABYTE
"""Bytes of a template as it is uploaded."""

MOST_XML: Final = 1 * archives.MEGABYTE
"""Bytes of one XML part: several patterns run over it."""

_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = "word/document.xml"
_MAIN_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"
_MACROS: Final = re.compile(r"vbaproject|vbadata|macroenabled|\.bin$", re.IGNORECASE)
_OUTSIDE: Final = re.compile(r"^\s*[a-z][a-z0-9+.-]*:|^\s*//|://|\\", re.IGNORECASE)
"""What leads out of the file, whatever it is called: a scheme, a server, a path of Windows."""

_KNOWN_LINKS: Final = frozenset({
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
    "styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme",
    "header", "footer", "footnotes", "endnotes", "comments", "commentsExtended", "commentsIds",
    "commentsExtensible", "people", "image", "customXml", "customXmlProps", "glossaryDocument",
})  # fmt: skip
_KNOWN_IMAGES: Final = (".png", ".jpg", ".jpeg", ".PNG", ".JPG", ".JPEG")
_KNOWN_NAMES: Final = (".xml", ".rels", "/", *_KNOWN_IMAGES)
_THUMBNAIL: Final = "docProps/thumbnail."
_KNOWN_FIELDS: Final = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF", "REF", "SEQ", "STYLEREF"}
)
_REFUSED_ELEMENTS: Final = frozenset(
    {"altChunk", "object", "OLEObject", "control", "subDoc", "mailMerge", "attachedTemplate"}
)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def findings_of(content: bytes) -> list[Finding]:
    """Return what stops a file from being used as a template, its fields aside.

    Nothing of the file is run, followed or drawn.
    """
    if content[:4] == _OLD_OR_LOCKED:
        return [stop("PAPER-71", "MEND-template_locked")]
    if len(content) > MOST_SHARED:
        return [stop("PAPER-72", "MEND-template_smaller", limit=MOST_SHARED // archives.MEGABYTE)]
    try:
        names = archives.names(content, NAME)
        parts = {
            name: archives.member(content, name, NAME)
            for name in names
            if name.endswith((".xml", ".rels"))
        }
    except ReadError as error:
        return [_unreadable(error)]
    if _MAIN not in parts or _TYPES not in parts or len(set(names)) < len(names):
        return [stop("PAPER-70", "MEND-template_word")]
    found = [*_macros(names, parts[_TYPES]), *_strange(names)]
    for name, part in parts.items():
        found += _part_findings(name, part)
    return found


def stop(
    code: str,
    mend: str | None = None,
    *,
    line: int = 1,
    severity: Severity = "stops",
    **fields: object,
) -> Finding:
    """Return a finding on a template with its mend."""
    return Finding(code, severity, Place(line, line), {"line": line, **fields}, None, mend)


def _unreadable(error: ReadError) -> Finding:
    if error.code == "READ-08":
        limit = MOST_SHARED // archives.MEGABYTE
        return stop("PAPER-72", "MEND-template_smaller", limit=limit)
    return stop("PAPER-70", "MEND-template_word")


def _macros(names: tuple[str, ...], types: bytes) -> Iterator[Finding]:
    if any(_MACROS.search(name) for name in names) or _MACROS.search(
        types.decode("utf-8", "replace")
    ):
        yield stop("PAPER-73", "MEND-template_macros")
    elif _MAIN_TYPE.encode() not in types:
        yield stop("PAPER-70", "MEND-template_word")


def _strange(names: tuple[str, ...]) -> Iterator[Finding]:
    """Return members that are neither XML, which is looked through, nor plain pictures."""
    for name in names:
        is_known = name.endswith(_KNOWN_NAMES) or name.startswith(_THUMBNAIL)
        if not is_known and not _MACROS.search(name):
            yield stop(
                "PAPER-75", "MEND-template_objects", part=name[-60:], kind=name.rsplit(".", 1)[-1]
            )


def _part_findings(name: str, part: bytes) -> Iterator[Finding]:
    if len(part) > MOST_XML:
        yield stop("PAPER-72", "MEND-template_smaller", limit=MOST_XML // archives.MEGABYTE)
        return
    try:
        root = etree.fromstring(part, _parser())
    except etree.XMLSyntaxError:
        yield stop("PAPER-70", "MEND-template_word")
        return
    if root.getroottree().docinfo.doctype:
        yield stop("PAPER-75", "MEND-template_objects", part=name, kind="DOCTYPE")
    elif name.endswith(".rels"):
        yield from _links(root, name)
    else:
        yield from _elements(root, name)
        yield from _field_codes(root)


def _parser() -> etree.XMLParser:
    """Return a parser that opens nothing; each part gets a fresh one."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _links(root: Any, name: str) -> Iterator[Finding]:
    for link in root:
        target = str(link.get("Target", ""))
        kind = str(link.get("Type", "")).rsplit("/", 1)[-1]
        if link.get("TargetMode", "Internal") != "Internal" or _OUTSIDE.search(target):
            yield stop("PAPER-74", "MEND-template_links", target=target[:80], kind=kind)
        elif kind not in _KNOWN_LINKS:
            code = "PAPER-73" if _MACROS.search(kind) else "PAPER-75"
            mend = "MEND-template_macros" if code == "PAPER-73" else "MEND-template_objects"
            yield stop(code, mend, part=name, kind=kind)
        elif kind != "thumbnail" and not target.endswith(
            _KNOWN_IMAGES if kind == "image" else ".xml"
        ):
            yield stop("PAPER-75", "MEND-template_objects", part=name, kind=target[-40:])


def _elements(root: Any, name: str) -> Iterator[Finding]:
    refused = {
        etree.QName(node).localname for node in root.iter() if isinstance(node.tag, str)
    } & _REFUSED_ELEMENTS
    for kind in sorted(refused):
        yield stop("PAPER-75", "MEND-template_objects", part=name, kind=kind)


def _field_codes(root: Any) -> Iterator[Finding]:
    for words in _instructions(root):
        first, *others = words.split() or [""]
        if first.upper() in _KNOWN_FIELDS:
            continue
        if first.upper() == "HYPERLINK" and others[:1] == ["\\l"]:
            continue  # a place inside the file
        yield stop("PAPER-76", "MEND-template_codes", word=first[:40])


def _instructions(root: Any) -> Iterator[str]:
    """Return the code of every field, one written in pieces joined, nested ones by themselves."""
    open_fields: list[list[str]] = []
    for node in root.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"):
        if node.tag == f"{_W}fldSimple":
            yield node.get(f"{_W}instr", "")
        elif node.tag == f"{_W}fldChar":
            kind = node.get(f"{_W}fldCharType")
            if kind == "begin":
                open_fields.append([])
            elif kind == "end" and open_fields:
                yield "".join(open_fields.pop())
        elif open_fields:
            open_fields[-1].append(node.text or "")
        else:
            yield node.text or ""
    yield from ("".join(pieces) for pieces in open_fields)
