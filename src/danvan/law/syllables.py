"""Part a Vietnamese text into syllables, each with a key that does not depend on how it is typed.

The key is the syllable in small letters with its tone at the end, so that "hoá" and "hóa", "Uỷ" and
"ủy" have one key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_SYLLABLE: Final = re.compile(r"[^\W_]+")
_TONES: Final = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}
_STROKE: Final = {"đ": "d", "Đ": "D"}


class Syllable(NamedTuple):
    """One syllable or number of a text.

    Args:
        key: Small letters with marks, the tone as a digit behind them: "hoa1" for "hoá" and "hóa".
        start, end: Character offsets into the text, half-open.
    """

    key: str
    start: int
    end: int


new_syllable: Final = tuple.__new__
"""Makes a syllable without the detour of its own maker; millions are made of a large text."""


def syllables(text: str, start: int = 0, end: int | None = None) -> list[Syllable]:
    """Return the syllables between two offsets of a text, in order."""
    last = len(text) if end is None else end
    return [
        new_syllable(Syllable, (key_of(match[0]), match.start(), match.end()))
        for match in _SYLLABLE.finditer(text, start, last)
    ]


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """Return the key of one syllable.

    Example:
        >>> key_of("Hoá") == key_of("hóa")
        True
    """
    letters: list[str] = []
    tone = ""
    for letter in unicodedata.normalize("NFD", word.casefold()):
        if letter in _TONES:
            tone = _TONES[letter]
        else:
            letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


@lru_cache(maxsize=20_000)
def bare(word: str) -> str:
    """Return a syllable without any mark: "phân" and "phản" both give "phan"."""
    letters = unicodedata.normalize("NFD", word.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join(_STROKE.get(letter, letter) for letter in plain)


def keys_of(words: str) -> tuple[str, ...]:
    """Return the keys of a phrase, signs between its syllables left out."""
    return tuple(key_of(match[0]) for match in _SYLLABLE.finditer(words))
