"""Find where a stamp belongs on a print: in the room left above the name of who signs."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from pypdf import PdfReader

from danvan.papers.checks_pdf import BROKEN, MOST_PAGES
from danvan.papers.writing_widths import MM_PER_POINT, width_of

_ASCENT: Final = 0.9
"""How high letters of Times stand, in sizes."""

_AIR: Final = 1.5
"""Kept free above the name, millimetres."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a stamp stands: page from 1; its lower left corner in millimetres from that of it."""

    page: int
    left: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Piece:
    page: int
    left: float
    base: float
    width: float
    size: float
    text: str


def spot_above(pdf: bytes, name: str, width: float, height: float) -> Spot | None:
    """Return where a stamp stands in the middle above a name, the last that has room for it.

    ``None`` where the name is not on a line of its own with room above, or the file cannot be read.

    Args:
        pdf: As printed, or as signers before have left it.
        name: As the signing block shows it.
        width: Of the stamp, millimetres; ``height`` too.
    """
    wanted = _plain(name)
    if not wanted:
        return None
    try:
        pieces = _pieces(pdf)
    except BROKEN:
        return None
    for piece in reversed(pieces):
        if piece.text == wanted:
            left = piece.left + (piece.width - width) / 2
            bottom = piece.base + piece.size * _ASCENT * MM_PER_POINT + _AIR
            spot = Spot(piece.page, max(left, 0), bottom)
            if not any(_covers(spot, width, height, other) for other in pieces):
                return spot
    return None


def _covers(spot: Spot, width: float, height: float, piece: _Piece) -> bool:
    is_beside = piece.left + piece.width <= spot.left or piece.left >= spot.left + width
    is_apart = piece.base + piece.size * MM_PER_POINT <= spot.bottom or (
        piece.base >= spot.bottom + height
    )
    return piece.page == spot.page and not is_beside and not is_apart


def _pieces(pdf: bytes) -> list[_Piece]:
    found: list[_Piece] = []
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages[:MOST_PAGES], 1):

        def keep(
            text: str, outer: Any, own: Any, font: Any, size: float, number: int = number
        ) -> None:
            plain = _plain(text)
            if plain:
                is_bold = "Bold" in str((font or {}).get("/BaseFont", ""))
                told = size * abs(own[3] * outer[3])
                wide = width_of(plain, told, bold=is_bold)
                left = own[4] * outer[0] + own[5] * outer[2] + outer[4]
                base = own[4] * outer[1] + own[5] * outer[3] + outer[5]
                found.append(
                    _Piece(number, left * MM_PER_POINT, base * MM_PER_POINT, wide, told, plain)
                )

        page.extract_text(visitor_text=keep)
    return found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
