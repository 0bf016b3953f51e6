"""Say what a file really is, by its first bytes and not by its name."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from danvan.law.duties import Words

LABELS: Final = {
    "text": Words("văn bản thường", "plain text"),
    "docx": Words("tài liệu Word (DOCX)", "a Word document (DOCX)"),
    "pdf": Words("tài liệu PDF", "a PDF document"),
    "zip": Words("tệp nén ZIP", "a ZIP archive"),
    "ole": Words("tài liệu Word kiểu cũ (DOC)", "an old Word document (DOC)"),
    "locked": Words("tài liệu Word có mật khẩu", "a Word document locked by a password"),
    "rtf": Words("tài liệu RTF", "an RTF document"),
    "image": Words("tệp ảnh", "an image"),
    "archive": Words("tệp nén", "an archive"),
    "program": Words("tệp chương trình", "a program"),
    "binary": Words("dữ liệu nhị phân", "binary data"),
}
"""What a file can be found to be, in words."""

_STARTS: Final = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x7fELF", "program"),
)
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""What the wrapping of a document locked by a password is named inside."""
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PDF_WITHIN: Final = 1024
_CONTROLS: Final = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 27}
_MOST_CONTROLS: Final = 0.02


def found(content: bytes) -> str:
    """Return what bytes are: a key of ``LABELS``. Text in an unknown encoding is still ``text``."""
    if b"%PDF-" in content[:_PDF_WITHIN] and content.lstrip()[:5] == b"%PDF-":
        return "pdf"
    for start, kind in _STARTS:
        if content.startswith(start):
            if kind == "ole" and _LOCKED in content:
                return "locked"
            return _zip_kind(content) if kind == "zip" else kind
    if content.startswith(_BOMS) or wide_order(content):
        return "text"
    sample = content[:65536]
    controls = sum(byte in _CONTROLS for byte in sample)
    return "binary" if controls > _MOST_CONTROLS * len(sample) else "text"


def wide_order(content: bytes) -> str:
    """Return ``utf-16-le`` or ``utf-16-be`` for text of two bytes a character without a mark, else
    nothing.
    """
    sample = content[:4096]
    if len(content) % 2 or len(sample) < 4:  # noqa: PLR2004  two characters at least
        return ""
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) // 2 * 0.3
    if high > enough and low <= high // 20:
        return "utf-16-le"
    return "utf-16-be" if low > enough and high <= low // 20 else ""


def _zip_kind(content: bytes) -> str:
    """Return ``docx`` for a ZIP archive that holds a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "docx" if "word/document.xml" in archive.namelist() else "zip"
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"
