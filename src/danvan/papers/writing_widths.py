"""How wide a line of Times is, so that a rule under it gets the right length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

MM_PER_POINT: Final = 25.4 / 72
_UNITS: Final = 1000
_OTHER: Final = 500
_HELD_SPACE: Final = "\u00a0"
_FEWEST: Final = 2


def _table(*groups: tuple[int, str]) -> dict[str, int]:
    return {sign: width for width, signs in groups for sign in signs}


_REGULAR: Final = _table(
    (250, " \u00a0.,"),
    (278, "/:;ijlt"),
    (333, "-()Ifr"),
    (389, "Js"),
    (444, "acez?"),
    (500, "0123456789bdghknopquvxy*"),
    (556, "FPS"),
    (611, "ELTZ"),
    (667, "BCR"),
    (722, "ADGHKNOQUVXYw"),
    (778, "m&"),
    (889, "M"),
    (944, "W"),
)
_BOLD: Final = _table(
    (250, " \u00a0.,"),
    (278, "/il"),
    (333, "-()fjt:;"),
    (389, "Is"),
    (444, "cerz"),
    (500, "0123456789agovxyJ*?"),
    (556, "bdhknpquS"),
    (611, "FP"),
    (667, "BELTZ"),
    (722, "ACDNRUVXYw"),
    (778, "GHKOQ"),
    (833, "m&"),
    (944, "M"),
    (1000, "W"),
)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text in millimetres; marks on a letter add nothing.

    Args:
        size: Of the letters, points.
    """
    table = _BOLD if bold else _REGULAR
    plain = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐ", "dD")))
    units = sum(table.get(sign, _OTHER) for sign in plain if not unicodedata.combining(sign))
    return units / _UNITS * size * MM_PER_POINT


def longest_line(text: str, size: float, within: float, *, bold: bool = False) -> float:
    """Return the width of the longest line of a text broken into a column, millimetres."""
    longest, line = 0.0, ""
    for word in filter(None, re.split("[ \t\n]+", text)):
        tried = f"{line} {word}".strip()
        if line and width_of(tried, size, bold=bold) > within:
            longest, line = max(longest, width_of(line, size, bold=bold)), word
        else:
            line = tried
    return min(within, max(longest, width_of(line, size, bold=bold)))


def unbroken(text: str, size: float, within: float, firsts: Sequence[str], *, bold: bool) -> str:
    """Return a line that its column breaks with the name of a place in one piece, such as xã Mẫu.

    Where there is none, the last two words stay together, so that none stands alone. What does not
    fit the column in one piece is left as it is.

    Args:
        size: Of the letters, points.
        within: Width of the column, millimetres.
        firsts: Words with which names of places begin, in small letters.
    """
    words = text.split(" ")
    if width_of(text, size, bold=bold) <= within:
        return text
    places = {" ".join(words[at:]) for at in range(2, len(words) - 1)}
    marks = tuple(f"{first} " for first in firsts)
    tails = [tail for tail in places if tail.casefold().startswith(marks)]
    tails.append(" ".join(words[-2:]))
    for tail in sorted(tails, key=len, reverse=True):
        if len(words) > _FEWEST and width_of(tail, size, bold=bold) <= within:
            return text.removesuffix(tail) + tail.replace(" ", _HELD_SPACE)
    return text
