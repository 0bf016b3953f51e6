"""Read a PDF that has a text layer; a scan without one is refused, and so is a damaged or locked
file.
"""

from __future__ import annotations

import io
import logging

import pypdf

from danvan.law.errors import ReadError

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # our refusal says what people need to know


def read(content: bytes, name: str) -> tuple[tuple[str, ...], str]:
    """Return the text of each page.

    Raises:
        ReadError: ``READ-09`` for a damaged or locked file, ``READ-10`` for one without text.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        texts = () if is_locked else tuple(page.extract_text() for page in reader.pages)
    except Exception as error:  # a damaged PDF fails in any part of the library
        raise ReadError("READ-09", name=name) from error
    if is_locked:
        raise ReadError("READ-09", name=name)
    if not "".join(texts).strip():
        raise ReadError("READ-10", name=name)
    return texts, "pdf"
