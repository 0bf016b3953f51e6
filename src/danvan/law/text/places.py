"""How Vietnamese texts name places: "điểm c khoản 2 Điều 5", "Điều 4, 5 và 7", "Mục 2 Chương III".

Reads: a stretch of cleaned text.
Writes: the places it names, each with the numbers of every level and their spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

_ENDS: Final = r"(?![\w/]|[.,-][0-9])"
MARKS: Final = {
    "point": rf"(?:[a-zđ][0-9]?(?!\w)|[0-9]+(?:\.[0-9]+)+{_ENDS})",
    "clause": rf"[0-9]+[a-zđ]?{_ENDS}",
    "article": rf"[0-9]+[a-zđ]?{_ENDS}",
    "section": r"(?:[IVXLC]+|[0-9]+[a-zđ]?|[A-HĐ])(?![\w/]|\.[0-9])",
    "chapter": r"(?:[IVXLC]+[a-zđ]?|[0-9]+)(?![\w/])",
    "division": r"(?:thứ\s\w+|[IVXLC]+|[A-HĐ])(?!\w)",
}
"""The number of each level as it is cited, from the inside out."""

_WORDS: Final = {
    "point": r"(?:[Đđ]iểm|[Tt]iết)",
    "clause": r"[Kk]hoản",
    "article": r"(?:Điều|điều)",
    "section": r"(?:[Mm]ục)",
    "chapter": r"(?:[Cc]hương)",
    "division": r"(?:[Pp]hần)",
}
_LONGEST_LIST: Final = 30
"""Bounds the work on a text that is nothing but "khoản 1, khoản 1, ..."."""
_WIDEST_RANGE: Final = 100
_MOST_INNER: Final = 1_000
"""How many numbers inside ranges one provision may name; beyond, a range names its two ends."""
_BETWEEN: Final = r"\s*,?\s*(?:của\s+|tại\s+|thuộc\s+)?"
_CHAIN: Final = re.compile(
    r"\s*(?:[,;]|[,;]?\s*\b(?:và|hoặc|hay|cùng)\b)?\s*(?:tại\s+|các\s+|quy định tại\s+)*"
)
_ALL: Final = r"(?:các\s+)?"


def _listed(level: str) -> str:
    """Return the pattern of "khoản 1, 2 và 3", "từ Điều 5 đến Điều 9"."""
    mark = MARKS[level]
    again = rf"(?:{_WORDS[level]}\s+)?"
    more = rf"(?:(?:\s*,\s*(?:và\s+)?|\s+(?:và|hoặc|hay|đến)\s+){again}{mark}){{0,{_LONGEST_LIST}}}"
    return rf"{_WORDS[level]}\s+(?P<{level}>{mark}{more})"


def _this(level: str) -> str:
    return rf"(?P<this_{level}>{_WORDS[level]} này\b)"


_POINT: Final = rf"{_listed('point')}{_BETWEEN}"
_PLACE: Final = re.compile(
    rf"(?<!\w){_ALL}(?:{_POINT}{_ALL})?(?:{_listed('clause')}|{_this('clause')})?"
    rf"(?:(?:(?<=\w)|(?<!\w)){_BETWEEN}{_ALL}(?:{_listed('article')}|{_this('article')}))?"
    rf"(?:{_BETWEEN}(?:{_listed('section')}))?"
    rf"(?:{_BETWEEN}(?:{_listed('chapter')}|{_this('chapter')}))?"
    rf"(?:{_BETWEEN}{_listed('division')})?"
)
_MAY_BEGIN: Final = re.compile(
    r"(?<!\w)(?:các\s+)?(?=(?:[Đđ]iểm|[Tt]iết|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hần)\s)"
)
LEVELS: Final = tuple(MARKS)
CONTAINERS: Final = ("division", "chapter", "section")
"""Levels around articles, from the outside in."""

_NUMBERS: Final = {level: re.compile(mark) for level, mark in MARKS.items()}
_WORD: Final = re.compile(r"(?<!\w)(?![IVXLC]+[a-zđ]?(?!\w))[^\W\d_]{2,}")
_RANGE: Final = re.compile(r"\s+đến\s+")


class Number(NamedTuple):
    """One number of a list with its span; an inner one of "5 đến 9" has the span of the range."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A place as it is named.

    Args:
        start, end: Character offsets into the text that was searched, half-open.
        numbers: By level, the numbers named; only the innermost level has several.
        this: Levels named as "này", such as "Điều này".
    """

    start: int
    end: int
    numbers: Mapping[str, tuple[Number, ...]] = field(default_factory=dict)
    this: frozenset[str] = frozenset()

    @property
    def innermost(self) -> str:
        """Return the innermost level that is named."""
        return next(level for level in LEVELS if level in self.numbers or level in self.this)

    def first(self, level: str) -> str | None:
        """Return the number of a level around the innermost; ``None`` where none is named."""
        numbers = self.numbers.get(level)
        return numbers[0].text if numbers else None

    def names(self, level: str) -> bool:
        """Say whether a level is named, by number or as "này"."""
        return level in self.numbers or level in self.this


def cited_places(text: str) -> list[Cited]:
    """Return the places that a text names, in order.

    Where several are strung together ("điểm a khoản 1, điểm b khoản 2 Điều 5"), those before take
    the levels they leave out from the one behind them.
    """
    found = list(_found(text))
    for at in range(len(found) - 2, -1, -1):
        here, behind = found[at], found[at + 1]
        if is_chained(text, here.end, behind.start):
            found[at] = _completed(here, behind)
    return found


def is_chained(text: str, end: int, start: int) -> bool:
    """Say whether nothing but a comma or "và" stands between two places."""
    return _CHAIN.fullmatch(text, end, start) is not None


def _found(text: str) -> Iterator[Cited]:
    at = inner = 0
    while True:
        begins = _MAY_BEGIN.search(text, at)
        if begins is None:
            return
        match = _PLACE.match(text, begins.start())
        if match is None or match.lastgroup is None:
            at = begins.end() + 1
            continue
        place = _cited(text, match, begins.end(), widen=inner < _MOST_INNER)
        inner += len(place.numbers.get(place.innermost, ()))
        yield place
        at = max(place.end, begins.end() + 1)


def _cited(text: str, match: re.Match[str], start: int, *, widen: bool) -> Cited:
    """Return what a match names; a list of an outer level ends the place with its first number.

    "khoản 2 Điều 4, Điều 6" is two places.
    """
    numbers: dict[str, tuple[Number, ...]] = {}
    for level in LEVELS:
        if match[level]:
            listed = tuple(_numbers(text, level, match.span(level), widen=widen))
            if numbers and len(listed) > 1:
                numbers[level] = listed[:1]
                return Cited(start, listed[0].end, numbers)
            numbers[level] = listed
    this = frozenset(level for level in ("clause", "article", "chapter") if match[f"this_{level}"])
    ends = [match.end(level) for level in numbers] + [match.end(f"this_{level}") for level in this]
    return Cited(start, max(ends, default=match.end()), numbers, this)


def _numbers(text: str, level: str, span: tuple[int, int], *, widen: bool) -> Iterator[Number]:
    """Yield the numbers of a list; a range gives also those inside it, if it is to be widened."""
    start, end = span
    blank = text[start:end]
    if level != "division":
        blank = _WORD.sub(lambda word: " " * len(word[0]), blank)
    before: Number | None = None
    for match in _NUMBERS[level].finditer(blank):
        number = Number(match[0], start + match.start(), start + match.end())
        if widen and before is not None and _RANGE.search(text, before.end, number.start):
            yield from _inner(before, number)
        yield number
        before = number


def _inner(first: Number, last: Number) -> Iterator[Number]:
    """Yield the numbers between the two ends of a range, as many as a person would list."""
    if not (first.text.isdecimal() and last.text.isdecimal()):
        return
    low, high = int(first.text), int(last.text)
    if high - low <= _WIDEST_RANGE:
        for value in range(low + 1, high):
            yield Number(str(value), first.start, last.end)


def _completed(here: Cited, behind: Cited) -> Cited:
    """Return a place with the outer levels it leaves out taken from the one behind it."""
    rank = LEVELS.index(_outermost(here))
    outer = [level for level in LEVELS[rank + 1 :] if behind.names(level)]
    if not outer or here.this or LEVELS.index(behind.innermost) > rank:
        return here
    numbers = dict(here.numbers)
    numbers |= {level: behind.numbers[level][:1] for level in outer if level in behind.numbers}
    return replace(here, numbers=numbers, this=behind.this & frozenset(outer))


def _outermost(place: Cited) -> str:
    return next(level for level in reversed(LEVELS) if place.names(level))
