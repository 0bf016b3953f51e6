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


class AnyCase:
    """A pattern whose letters stand for small ones and capitals.

    Args:
        pattern: Its words in small letters.
    """

    __slots__ = ("_exact", "_may_match", "_may_stand", "fullmatch", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._exact = re.compile(pattern, re.IGNORECASE)
        first = _BEFORE.match(pattern)
        loose = pattern[first.end() :] if first else pattern
        if "(?!" not in loose and "(?<!" not in loose:
            loose = loose.replace(r"\b", "")
        quick = re.compile(_LETTER.sub(_in_small, _CAPITALS.sub(r"\\w", loose)))
        self._may_stand = quick.search
        self._may_match = quick.match
        self.fullmatch = self._exact.fullmatch

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match between two offsets."""
        small = _small(text)
        if small is None:
            return self._exact.search(text, start, end)
        place = self._may_stand(small, start, end)
        return self._exact.search(text, place.start(), end) if place else None

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match at an offset."""
        small = _small(text)
        if small is not None and self._may_match(small, start, end) is None:
            return None
        return self._exact.match(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Return all matches between two offsets."""
        small = _small(text)
        place = self._may_stand(small, start, end) if small is not None else None
        if place is None and small is not None:
            return iter(())
        return self._exact.finditer(text, place.start() if place else start, end)


def _in_small(sign: re.Match[str]) -> str:
    """Return a letter of a pattern in small; what stands for many signs, and names, as it is."""
    return sign[0] if len(sign[0]) > 1 else sign[0].lower()


def _small(text: str) -> str | None:
    """Return a text in small letters; none for a long one that does not keep them."""
    if isinstance(text, Lettered):
        return text.small
    return in_small_letters(text) if len(text) <= _LONGEST else None
