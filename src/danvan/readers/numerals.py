"""Mend the numbers of headings that a picture gave wrongly: strokes lost, a letter too many.

Reading pictures turns "II." into "I." or "IL", and "Điều 6." into "Điều 6ó.". A number is mended
only where the one before it leaves no other; what was read is told as doubtful, never lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from danvan.law.text.citations import KINDS

_ROMAN: Final = tuple(
    f"{tens}{ones}"
    for tens in ("", "X", "XX")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)
"""From nothing to XXIX."""

_STROKES: Final = str.maketrans({"L": "I", "l": "I", "1": "I", "|": "I", "!": "I"})
_SECTION: Final = re.compile(r"([IVXLl1|!]{1,5})(?:([.\-–)/]{1,2})\s*|\s+)(?=\S)(.+)")
_ARTICLE: Final = re.compile(r"Đi[eêềếểễệ]u\s+([0-9]{1,3})(\S*)(.*)")
_NEW_PART: Final = frozenset({*(kind.upper() for kind in KINDS), "PHỤ LỤC"})
_TOO_MANY: Final = re.compile(r"[oóòỏõọ0]\.?")
"""What is read out of the full stop behind a number; "6a." is an article of its own."""

_FEWEST_LETTERS: Final = 4


class Numbers:
    """The numbers of headings as they go on, page after page."""

    def __init__(self) -> None:
        self.section = self.article = 0
        self.sign = "."

    def mended(self, line: str) -> str:
        """Return a line as it should begin; the same line where nothing is wrong.

        Example:
            >>> numbers = Numbers()
            >>> [numbers.mended(line) for line in ("I. CÁCH LÀM", "IL NGƯỜI LÀM", "II. VIỆC LÀM")]
            ['I. CÁCH LÀM', 'II. NGƯỜI LÀM', 'III. VIỆC LÀM']
        """
        if line.strip().upper() == line.strip() and any(
            line.strip().startswith(kind) for kind in _NEW_PART
        ):
            self.section = self.article = 0
            return line
        article = _ARTICLE.fullmatch(line)
        if article:
            return self._article(line, article)
        section = _SECTION.fullmatch(line)
        return self._section(line, section) if section and _is_heading(section[3]) else line

    def _article(self, line: str, found: re.Match[str]) -> str:
        number, behind, rest = int(found[1]), found[2], found[3]
        is_next = number == self.article + 1
        self.article = number
        if is_next and _TOO_MANY.fullmatch(behind):
            return f"{line[: found.start(2)]}.{rest}"
        return line

    def _section(self, line: str, found: re.Match[str]) -> str:
        read = found[1].translate(_STROKES)
        number = _ROMAN.index(read) if read in _ROMAN else 0
        if not number or found[1].isdecimal():
            return line
        if self.section and number == self.section:
            number += 1
        is_next = number == self.section + 1
        self.section, sign = number, found[2] or self.sign
        self.sign = sign
        if not is_next or number >= len(_ROMAN) or _ROMAN[number] == found[1]:
            return line
        return f"{_ROMAN[number]}{sign} {found[3]}"


def _is_heading(words: str) -> bool:
    """Return whether words are all in capitals, as the headings of sections are."""
    letters = [sign for sign in words if sign.isalpha()]
    return len(letters) >= _FEWEST_LETTERS and all(sign.isupper() for sign in letters)


def mended(lines: Sequence[str], numbers: Numbers) -> dict[int, str]:
    """Return the lines of a page that are mended, by their index."""
    told = ((index, line, numbers.mended(line)) for index, line in enumerate(lines))
    return {index: better for index, line, better in told if better != line}
