"""Files of an envelope: decoded within bounds, and each what its manifest says."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final

from danvan.law import archives
from danvan.law.errors import ReadError
from danvan.law.pack_folders import packs_folder
from danvan.papers.edxml_schema import MEGABYTE, settings, tag
from danvan.papers.edxml_values import Attachment, EnvelopeError, plain

_STARTS: Final = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
_MEMBERS: Final = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MACROS: Final = "vbaproject.bin"


def attachments_of(root: Any) -> tuple[Attachment, ...]:
    """Return the files of an envelope in the order of its manifest.

    Raises:
        EnvelopeError: ``EDXML-09`` to ``EDXML-12``, as ``edxml.read``.
    """
    told = [
        tuple(plain(each.findtext(tag(name)) or "") for name in _FIELDS)
        for each in root.iter(tag("Reference"))
    ]
    encoded = [(plain(each.get("ContentId")), each) for each in root.iter(tag("Attachment"))]
    wanted, found = [key for key, _kind, _name in told], [key for key, _each in encoded]
    if sorted(wanted) != sorted(found) or len(set(found)) != len(found):
        raise EnvelopeError("EDXML-12", manifest=len(wanted), found=len(found))
    contents = dict(encoded)
    return tuple(
        Attachment(key, name, kind, _content(contents[key], kind, name)) for key, kind, name in told
    )


_FIELDS: Final = ("ContentId", "ContentType", "AttachmentName")


def kind_of(content: bytes) -> str:
    """Return what a file is by its content: a key of ``edxml.toml``, or ``""``."""
    for key, start in _STARTS.items():
        if content.startswith(start):
            return key
    if not content.startswith(b"PK\x03\x04"):
        return ""
    try:
        names = [name.casefold() for name in archives.names(content, "")]
    except ReadError:
        return ""
    if any(name.endswith(_MACROS) for name in names):
        return ""
    return next((key for key, member in _MEMBERS.items() if member in names), "")


def _content(element: Any, kind: str, name: str) -> bytes:
    packed = "".join((element.text or "").split())
    limit = settings(packs_folder())["bounds"]["attachment_megabytes"]
    if len(packed) // 4 * 3 > limit * MEGABYTE:
        raise EnvelopeError("EDXML-10", name=name, limit=limit)
    try:
        content = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError) as error:
        raise EnvelopeError("EDXML-09", name=name, line=element.sourceline) from error
    rows = settings(packs_folder())["contents"]
    types = {each: row["key"] for row in rows for each in row["types"]}
    found = kind_of(content)
    if not found or types.get(kind.split(";", maxsplit=1)[0].strip().casefold()) != found:
        raise EnvelopeError("EDXML-11", name=name, told=kind, found=found or "?")
    return content
