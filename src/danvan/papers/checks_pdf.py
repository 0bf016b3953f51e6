"""Read which fonts and which text a PDF shows."""

from __future__ import annotations

import io
import re
import zlib
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from danvan.law.errors import ReadError

MOST_PAGES: Final = 60
_AROUND: Final = re.compile(r"^/?(?:[A-Z]{6}\+)?|-Identity-[HV]$")
"""What a program adds to the name of a font: the mark of a part of it, and an encoding."""

BROKEN: Final = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
)


def pdf_content(content: bytes) -> tuple[frozenset[str], str]:
    """Return fonts, as their files name them, and text of the first pages.

    Raises:
        ReadError: ``READ-09``, damaged or locked.
    """
    try:
        pages = PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]
        fonts = {name for page in pages for name in _fonts(page)}
        return frozenset(fonts), "\n".join(page.extract_text() for page in pages)
    except BROKEN as error:
        raise ReadError("READ-09", name="PDF") from error


def _fonts(page: Any) -> list[str]:
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources is not None else None
    if fonts is None:
        return []
    told = [font.get_object().get("/BaseFont", "") for font in fonts.get_object().values()]
    return [_AROUND.sub("", str(name)) for name in told if name]
