"""Read a text file: UTF-8 with or without its mark, UTF-16, and the two encodings of before where
the text then reads as Vietnamese; any other encoding is refused, never guessed.
"""

from __future__ import annotations

from typing import Final

from danvan.law.errors import ReadError
from danvan.readers.legacy import as_latin, in_unicode
from danvan.readers.sniffing import wide_order

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", ""),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NOTHING: Final = "\ufeff\u200b\u200c\u200d\u2060\x00"


def read(content: bytes, name: str) -> tuple[tuple[str, ...], str]:
    """Return the text as one page and its encoding.

    Raises:
        ReadError: ``READ-06`` for an unknown encoding, ``READ-03`` where there is nothing but
            spaces.
    """
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    encoding = (wide_order(content) or "utf-8") if marked is None else marked
    if not encoding:
        raise ReadError("READ-06", name=name)
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        text, encoding = in_unicode(as_latin(content)) if encoding == "utf-8" else ("", "")
        if not encoding:
            raise ReadError("READ-06", name=name) from error
    if not text.strip().strip(_NOTHING).strip():
        raise ReadError("READ-03", name=name)
    return (text,), encoding
