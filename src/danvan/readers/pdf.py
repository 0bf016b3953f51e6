"""Read a PDF by its text layer, or as pictures where it has none; a damaged or locked file is
refused.
"""

from __future__ import annotations

import io
import logging

import pypdf

from danvan.law.errors import ReadError
from danvan.readers import scans

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # our refusal says what people need to know


def read(content: bytes, name: str) -> tuple[tuple[str, ...], str] | scans.Scan:
    """Return the text of each page.

    Raises:
        ReadError: ``READ-09`` for a damaged or locked file, ``READ-10`` for one without text
            where pictures cannot be read here.
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
        return scans.read_pdf(content, name, len(texts))
    return texts, "pdf"
