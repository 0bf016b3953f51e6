"""Keep files by digest, checked by content; the bytes are never edited and never run."""

from __future__ import annotations

import hashlib
import secrets
import struct
import zipfile
from functools import partial
from io import BytesIO
from pathlib import Path, PureWindowsPath
from typing import BinaryIO
from unicodedata import normalize

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.scanning import ScannerAwayError, malware_in
from danvan.law.errors import ReadError
from danvan.readers import plain

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain",
}
"""What may be kept, by the ending of the name."""

_STARTS = {
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
}
_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
_BROKEN = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error)
"""What a package that somebody has bent makes the zip module raise."""
_UNPACKED_LIMIT = 200 * 1024 * 1024


class FileRefused(Exception):  # noqa: N818  a file is refused, nothing is broken
    """A file that cannot be kept: code and fields."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields


def _is_text(content: bytes) -> bool:
    """Whether it is text in an encoding that is read here, without signs that control something."""
    try:
        (words,), _encoding = plain.read(content, "")
    except ReadError:
        return False
    return not any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in words)  # noqa: PLR2004  control signs


def _is_package(content: bytes, part: str) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            sizes = sum(entry.file_size for entry in package.infolist())
            return part in package.namelist() and sizes <= _UNPACKED_LIMIT
    except _BROKEN:
        return False


def content_agrees(ending: str, content: bytes) -> bool:
    """Return whether bytes are what the ending of their name says."""
    if ending == ".txt":
        return _is_text(content)
    if not content.startswith(_STARTS[ending]):
        return False
    return ending not in _PARTS or _is_package(content, _PARTS[ending])


def keep(source: BinaryIO, name: str, *, by: str) -> StoredFile:
    """Store a file after looking into it.

    Args:
        source: Open for reading bytes.
        name: As the person named it, on any system; only its last part is kept.
        by: Label of the post.

    Raises:
        FileRefused: ``FILE-01`` empty, ``FILE-02`` too large, ``FILE-03`` a kind that is not kept,
            ``FILE-04`` the content is not what the name says, ``FILE-06`` a virus scanner found
            something, ``FILE-07`` the scanner of the site cannot be asked.
    """
    ending = Path(name).suffix.lower()
    content = source.read(settings.FILE_LIMIT + 1)
    if not content:
        raise FileRefused("FILE-01", name=name)
    if len(content) > settings.FILE_LIMIT:
        raise FileRefused("FILE-02", name=name, limit=settings.FILE_LIMIT // 2**20)
    if ending not in MEDIA_TYPES:
        raise FileRefused("FILE-03", name=name, kinds=", ".join(sorted(MEDIA_TYPES)))
    if not content_agrees(ending, content):
        raise FileRefused("FILE-04", name=name, kind=ending)
    _scan(content, name)
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{secrets.token_hex(4)}")
        partial.write_bytes(content)
        partial.replace(path)
    return StoredFile.objects.create(
        digest=digest,
        name=kept_name(name),
        media_type=MEDIA_TYPES[ending],
        size=len(content),
        stored_at=timezone.now(),
        stored_by=by,
    )


def kept_name(name: str) -> str:
    """Return the name that is kept: the last part of one that a person gave, on any system."""
    return normalize("NFC", PureWindowsPath(name).name)[-200:]


def forget(stored: StoredFile) -> bool:
    """Drop a file that nothing refers to any more; its bytes go with the last file that has them.

    Returns:
        Whether it was dropped; not while something still refers to it.
    """
    digest = stored.digest
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return False
    if not StoredFile.objects.filter(digest=digest).exists():
        transaction.on_commit(partial(path_of(digest).unlink, missing_ok=True))
    return True


def _scan(content: bytes, name: str) -> None:
    try:
        found = malware_in(content)
    except ScannerAwayError:
        raise FileRefused("FILE-07", name=name) from None
    if found:
        raise FileRefused("FILE-06", name=name)


def path_of(digest: str) -> Path:
    """Return where the bytes of a digest stand."""
    return Path(settings.FILE_STORE) / digest[:2] / digest


def read(stored: StoredFile) -> bytes:
    """Return the bytes, checked against their digest.

    Raises:
        FileRefused: ``FILE-05`` the store no longer holds what was stored.
    """
    try:
        content = path_of(stored.digest).read_bytes()
    except FileNotFoundError:
        raise FileRefused("FILE-05", name=stored.name) from None
    if hashlib.sha256(content).hexdigest() != stored.digest:
        raise FileRefused("FILE-05", name=stored.name)
    return content
