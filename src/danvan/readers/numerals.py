"""Mend the numbers of headings that a picture gave wrongly: strokes lost, a letter too many, dirt.

Reading pictures turns "II." into "I." or "IL", "Điều 6." into "Điều 6ó." and "1." into "-1,". A
number is mended only where the one before it leaves no other; what was read is told as doubtful,
never lost.
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

_STROKES: Final = str.maketrans(
    {"L": "I", "l": "I", "1": "I", "|": "I", "!": "I", "Ï": "I", "Í": "I", "H": "II", "T": "II"}
)
_SECTION: Final = re.compile(r"([IVXLHTÏÍl1|!]{1,5})(?:([.\-–)/]{1,2})\s*|\s+)(?=\S)(.+)")
_ONLY_STROKES: Final = re.compile(r"[ILHTÏÍl1|!]+")
_MOST_STROKES: Final = 3
_GLUED: Final = re.compile(r"\W?[Ll1|](?=[BCDĐGHKLMNPQRSTVX])(.+)")
"""The stroke of "I." at its heading: no word begins with L and another consonant."""
_EATEN: Final = re.compile(r"(?=\S*[^\W\d_])\S{1,3}\s+(?=[^\W\d_]{2,}\s)(.+)")
"""A number of which nothing was left but some signs, before a heading in capitals."""
_ARTICLE: Final = re.compile(r"Đi[eêềếểễệ]u\s+[oóòỏõọ]?([0-9]{1,3})(\S*)(.*)")
_NO_NUMBER: Final = re.compile(r"^(Điều )[oóòỏõọ]\.(?= [^\W\d_])")
"""Of "Điều 6." only a letter is left."""
_CHAPTER: Final = re.compile(r"(Chương|CHƯƠNG)\s+([IVXLl1|!]{1,5})[^\w]*")
_CLAUSE: Final = re.compile(r"([0-9]{1,2})([.,:;])\s+(\D.*)")
_ALIKE: Final = frozenset({3, 5, 6, 8, 9})
"""Figures that are read for one another."""
_POINT: Final = re.compile(r"(\w{1,2})\)\s+(.+)")
_LETTER_A: Final = frozenset("4äàáâ")
"""What "a)" is read as."""
_DIRT: Final = re.compile(
    r"(?:[-_.,'`^~|:;•·ˆ‹›¬]{1,3}\s?|[a-z](?=\d))"
    r"(?=(Điều)\s\d+\.|Chương\s|CHƯƠNG\s|\d{1,2}(?:\.\d{1,2})*[.,]\s|[a-zđ]\)\s)"
)
"""Specks before a number: no list of hyphens goes on with one."""
_NAMED: Final = re.compile(r"\s*(?:Điều|Luật|Nghị|Quy|Quyết|Thông|Chương|Hiến)\b")
"""What is cited goes on so: "Điều 5, Điều 6 Quy chế này"."""
_NEW_PART: Final = frozenset({*(kind.upper() for kind in KINDS), "PHỤ LỤC"})
_TOO_MANY: Final = re.compile(r"[oóòỏõọ0]\.?")
"""What is read out of the full stop behind a number; "6a." is an article of its own."""

_FEWEST_LETTERS: Final = 4


class Numbers:
    """The numbers of headings as they go on, page after page."""

    def __init__(self) -> None:
        self._begin()
        self.sign = "."

    def _begin(self) -> None:
        self.chapter = self.section = self.article = self.clause = 0
        self.point = ""

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
            self._begin()
            return line
        line = self._clean(line)
        for form, mend in (
            (_CHAPTER, self._chapter), (_ARTICLE, self._article), (_CLAUSE, self._clause),
            (_POINT, self._point),
        ):  # fmt: skip
            found = form.fullmatch(line)
            if found:
                return mend(line, found)
        section = _SECTION.fullmatch(line)
        if section and _is_heading(section[3]):
            return self._section(line, section)
        return self._lost(line)

    def _clean(self, line: str) -> str:
        """Return a line without the specks before its number."""
        line = _NO_NUMBER.sub(rf"\g<1>{self.article + 1}.", line)
        dirt = _DIRT.match(line)
        if not dirt:
            return line
        if dirt[1] and not line[dirt.end() :].startswith(f"Điều {self.article + 1}."):
            return line
        return line[dirt.end() :]

    def _chapter(self, _line: str, found: re.Match[str]) -> str:
        read = found[2].translate(_STROKES)
        number = _ROMAN.index(read) if read in _ROMAN else 0
        if number and number == self.chapter and number + 1 < len(_ROMAN):
            number += 1
        self.chapter, self.section, self.clause = number, 0, 0
        return f"{found[1]} {_ROMAN[number] if number else found[2]}"

    def _article(self, line: str, found: re.Match[str]) -> str:
        number, behind, rest = int(found[1]), found[2], found[3]
        is_next = number == self.article + 1
        is_comma = behind == "," and not _NAMED.match(rest) and rest[1:2].isupper()
        if behind == "," and not (is_next and is_comma):
            return line
        self.article, self.clause = number, 0
        is_wrong = is_comma or _TOO_MANY.fullmatch(behind) or not line[found.start(1) - 1].isspace()
        if is_next and is_wrong:
            return f"Điều {number}.{rest}"
        return line

    def _clause(self, line: str, found: re.Match[str]) -> str:
        number = int(found[1])
        if 1 < number <= self.clause and {number, self.clause + 1} <= _ALIKE:
            number = self.clause + 1
            line = f"{number}. {found[3]}"
        elif found[2] != ".":
            if number not in {1, self.clause + 1} or not found[3][0].isupper():
                return line
            line = f"{number}. {found[3]}"
        self.clause = number
        return line

    def _point(self, line: str, found: re.Match[str]) -> str:
        is_a = found[1] in _LETTER_A and self.point != "3"
        self.point = found[1]
        return f"a) {found[2]}" if is_a else line

    def _section(self, line: str, found: re.Match[str]) -> str:
        number = self._section_number(found[1])
        if not number:
            return line
        is_next = number == self.section + 1
        self.section, self.clause, sign = number, 0, found[2] or self.sign
        self.sign = sign
        if not is_next or number >= len(_ROMAN) or _ROMAN[number] == found[1]:
            return line
        return f"{_ROMAN[number]}{sign} {found[3]}"

    def _section_number(self, token: str) -> int:
        """Return the number of a section; of strokes alone nobody can count one, two or three."""
        read = token.translate(_STROKES)
        number = _ROMAN.index(read) if read in _ROMAN else 0
        following = self.section + 1
        if token.isdecimal():
            return 0
        if _ONLY_STROKES.fullmatch(token) and token.strip("I") and following <= _MOST_STROKES:
            return following
        return following if number and number == self.section else number

    def _lost(self, line: str) -> str:
        """Return a heading in capitals with the number of which only signs are left."""
        found = (_EATEN if self.section else _GLUED).fullmatch(line)
        if not found or not _is_heading(found[1]) or self.section + 1 >= len(_ROMAN):
            return line
        if self.section and not line[0].islower():
            return line
        self.section, self.clause = self.section + 1, 0
        return f"{_ROMAN[self.section]}{self.sign} {found[1]}"


def _is_heading(words: str) -> bool:
    """Return whether words are all in capitals, as the headings of sections are."""
    letters = [sign for sign in words if sign.lower() != sign.upper()]
    return len(letters) >= _FEWEST_LETTERS and all(sign.isupper() for sign in letters)


def mended(lines: Sequence[str], numbers: Numbers) -> dict[int, str]:
    """Return the lines of a page that are mended, by their index."""
    told = ((index, line, numbers.mended(line)) for index, line in enumerate(lines))
    return {index: better for index, line, better in told if better != line}
