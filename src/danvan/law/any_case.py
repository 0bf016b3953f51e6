"""Search for words in small letters or capitals, quickly where they do not stand.

A pattern that ignores case is tried at every letter of a text. The same pattern on the text in
small letters passes over all letters that no match begins with, so that is asked first, and the
pattern itself only from where it may match.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Final, Self

_LONGEST: Final = 5_000
_BEFORE: Final = re.compile(r"(?:\\b|\(\?<![^()]*\))+")
_MAYBE: Final = re.compile(r"(?:(?:\\[sW]|\[[^\]]*\]|,)[*?]\??)+(?:\\b)?")
_LETTER: Final = re.compile(r"\\.|\(\?P[<=]|[^\W\d_]")
_CAPITALS: Final = re.compile(r"\(\?-i:\[[^\]]*\]\)")
_END: Final = sys.maxsize


class Lettered(str):
    """A text with the same text in small letters, offset by offset."""

    __slots__ = ("small",)
    small: str

    def __new__(cls, text: str) -> Self:
        """Return a text that keeps its small letters."""
        made = super().__new__(cls, text)
        made.small = in_small_letters(text)
        return made


def in_small_letters(text: str) -> str:
    """Return a text in small letters without moving any of them."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := sign.lower()) == 1 else low[0] for sign in text)
    return small.replace("ı", "i").replace("ſ", "s")


def small_of(text: str) -> str:
    """Return a text in small letters, those that it keeps or else newly made."""
    return text.small if isinstance(text, Lettered) else in_small_letters(text)


class AnyCase:
    """A pattern whose letters stand for small ones and capitals.

    Args:
        pattern: As for ``re``.
    """

    __slots__ = ("_exact", "_hint", "_may_match", "_may_stand", "_small", "fullmatch", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._exact = re.compile(pattern, re.IGNORECASE)
        self.fullmatch = self._exact.fullmatch
        quick = re.compile(_loose(pattern))
        self._may_match, self._may_stand = quick.match, quick.search
        first = _MAYBE.match(pattern)
        self._hint = re.compile(_loose(pattern[first.end() :])).search if first else None
        self._small = re.compile(_LETTER.sub(_in_small, pattern)).match

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match between two offsets."""
        small = text.small if isinstance(text, Lettered) else _small(text)
        if small is None:
            return self._exact.search(text, start, end)
        if self._hint is not None and self._hint(small, start, end) is None:
            return None
        place = self._may_stand(small, start, end)
        while place is not None:
            match = self._exact.match(text, place.start(), end)
            if match is not None:
                return match
            place = self._may_stand(small, place.start() + 1, end)
        return None

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match at an offset."""
        small = text.small if isinstance(text, Lettered) else _small(text)
        if small is not None and self._may_match(small, start, end) is None:
            return None
        return self._exact.match(text, start, end)

    def end_at(self, text: str, start: int, end: int = _END) -> int:
        """Return where the match at an offset ends, -1 where there is none.

        For patterns that do not tell letters apart by their size.
        """
        small = text.small if isinstance(text, Lettered) else _small(text)
        if small is None:
            match = self._exact.match(text, start, end)
        else:
            match = self._small(small, start, end)
        return -1 if match is None else match.end()

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Yield all matches between two offsets; none of them is empty."""
        match = self.search(text, start, end)
        while match is not None:
            yield match
            match = self.search(text, match.end(), end)


def _loose(pattern: str) -> str:
    """Return a pattern for small letters that matches wherever a pattern may match, and more."""
    first = _BEFORE.match(pattern)
    loose = pattern[first.end() :] if first else pattern
    if "(?!" not in loose and "(?<!" not in loose:
        loose = loose.replace(r"\b", "")
    return _LETTER.sub(_in_small, _CAPITALS.sub(r"\\w", loose))


def _in_small(sign: re.Match[str]) -> str:
    """Return a letter of a pattern in small; what stands for many signs, and names, as it is."""
    return sign[0] if len(sign[0]) > 1 else sign[0].lower()


def _small(text: str) -> str | None:
    """Return a text in small letters; none for a long one that does not keep them."""
    return in_small_letters(text) if len(text) <= _LONGEST else None
