"""Fold words for search and order names as Vietnamese does, on any database."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_STROKE = str.maketrans("đĐ", "dD", "\0")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SIGNS_KEPT: Final = 80
SORT_KEY_LENGTH: Final = _SIGNS_KEPT * 4 + 3
"""Longest ``sort_key``, digits: the width of a column that keeps one."""


def fold(text: str) -> str:
    """Return text for search: lower case, no marks, đ as d, so "khieu nai" finds "khiếu nại".

    Marks are dropped whole, so old and new tone placement (hoà, hòa) fold alike. The sign NUL,
    which not every database can be asked for, is dropped too.
    """
    plain = unicodedata.normalize("NFD", text.translate(_STROKE))
    kept = (sign for sign in plain if not unicodedata.combining(sign))
    return " ".join("".join(kept).casefold().split())


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return the sort key of Vietnamese order: letters first (a ă â … d đ e ê), then tones."""
    letters: list[int] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFC", text).lower():
        letter, tone = _place(sign)
        letters.append(letter)
        tones.append(tone)
    return tuple(letters), tuple(tones), text


@lru_cache(maxsize=1024)
def _place(sign: str) -> tuple[int, int]:
    """Return the ranks of one sign: as a letter, and by its tone."""
    parts = unicodedata.normalize("NFD", sign)
    tone = next((_TONES[part] for part in parts if part in _TONES), 0)
    bare = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
    return _RANK[bare] + 100 if bare in _RANK else min(ord(bare[:1] or " "), 99), tone


def sort_key(text: str) -> str:
    """Return the Vietnamese order of a name as digits, for a stored column.

    Digits compare alike under every collation of every database. Names that differ only after
    their first eighty signs get one key.
    """
    letters, tones, _ = collation_key(text)
    ranks = "".join(f"{max(rank, 1):03d}" for rank in letters[:_SIGNS_KEPT])
    return f"{ranks}000{''.join(map(str, tones[:_SIGNS_KEPT]))}"
