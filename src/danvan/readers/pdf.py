"""Read a PDF by its text layer, or as pictures where it has none; a damaged or locked file is
refused.
"""

from __future__ import annotations

import io
import logging
import re

import pypdf

from danvan.law.errors import ReadError
from danvan.readers import columns, scans

_FRAMED = re.compile(r"Nơi nhận|CỘNG H|ĐẢNG CỘNG SẢN|Độc lập")
_MOST_FRAMED = 20

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # our refusal says what people need to know

_MOST_STEPS = 5_000_000
"""Technical limit of drawing steps in one file; a page of text has two to five thousand."""


class _TooMuchError(Exception):
    """A file draws beyond the limit."""


class _Count:
    """Counts the steps by which the pages of a file are drawn; a form drawn again counts again."""

    def __init__(self) -> None:
        self.steps = 0

    def __call__(self, *_step: object) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise _TooMuchError


def read(content: bytes, name: str) -> tuple[tuple[str, ...], str] | scans.Scan:
    """Return the text of each page.

    Raises:
        ReadError: ``READ-19`` for pages that draw more than anybody reads, ``READ-09`` for a
            damaged or locked file, ``READ-10`` for one without text where pictures cannot be read
            here.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        texts = () if is_locked else _texts(reader)
    except _TooMuchError as error:
        raise ReadError("READ-19", name=name, limit=_MOST_STEPS) from error
    except Exception as error:  # a damaged PDF fails in any part of the library
        raise ReadError("READ-09", name=name) from error
    if is_locked:
        raise ReadError("READ-09", name=name)
    if not "".join(texts).strip():
        return scans.read_pdf(content, name, len(texts))
    return texts, "pdf"


def _texts(reader: pypdf.PdfReader) -> tuple[str, ...]:
    """Return the text of each page; where a letterhead or a signature stands in two columns, the
    columns one after the other.
    """
    count = _Count()
    texts = [page.extract_text(visitor_operand_before=count) for page in reader.pages]
    framed = [number for number, text in enumerate(texts) if _FRAMED.search(text)]
    for number in framed[:_MOST_FRAMED]:
        laid_out = _laid_out(reader.pages[number])
        if columns.parted(laid_out) != laid_out:
            texts[number] = columns.parted(laid_out)
    return tuple(texts)


def _laid_out(page: pypdf.PageObject) -> str:
    """Return a page with its words where they are printed; nothing where that cannot be told."""
    try:
        return page.extract_text(extraction_mode="layout")
    except Exception:  # noqa: BLE001  the plain text is there already
        return ""
