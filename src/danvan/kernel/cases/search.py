"""Fold words for search and order names as Vietnamese does.

The one place where the databases may differ.
"""

from __future__ import annotations

import unicodedata

from django.db.models import Q

_STROKE = str.maketrans("đĐ", "dD")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def fold(text: str) -> str:
    """Return text for search: lower case, no marks, đ as d, so "khieu nai" finds "khiếu nại".

    Marks are dropped whole, so old and new tone placement (hoà, hòa) fold alike.
    """
    plain = unicodedata.normalize("NFD", text.translate(_STROKE))
    kept = (sign for sign in plain if not unicodedata.combining(sign))
    return " ".join("".join(kept).casefold().split())


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Return the sort key of Vietnamese order: letters first (a ă â … d đ e ê), then tones."""
    letters: list[int] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFC", text).lower():
        parts = unicodedata.normalize("NFD", sign)
        tone = next((_TONES[part] for part in parts if part in _TONES), 0)
        bare = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        letters.append(_RANK[bare] + 100 if bare in _RANK else min(ord(bare[:1] or " "), 99))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def matching(words: str) -> Q:
    """Return the filter on a folded ``search`` column: every word must stand in it."""
    found = Q()
    for word in fold(words).split():
        found &= Q(search__contains=word)
    return found
