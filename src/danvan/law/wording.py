"""Part a whole text into syllables once, for all who ask for them again and again.

Reads: a text.
Writes: keys and offsets; a list of syllables only for the stretch that is asked for, so that a
large text costs little memory.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, MutableSequence
from itertools import accumulate, compress, count
from operator import add, sub
from typing import Final, NamedTuple

from danvan.law.syllables import Syllable, bare, key_of, new_syllable, syllables

_LARGE: Final = 1_000_000
_BLOCK: Final = 50_000
_MOST_SIGNS: Final = 100
_MOST_KEPT: Final = 20_000


class Form(NamedTuple):
    """A syllable as it is compared: its key, and its letters without marks."""

    key: str
    bare: str


class _Forms(dict[str, Form]):
    """Forms by syllable as written; the same few thousand come again and again."""

    def __missing__(self, word: str) -> Form:
        if len(self) >= _MOST_KEPT:
            self.clear()
        form = self[word] = Form(key_of(word), bare(word))
        return form


_FORMS: Final = _Forms()


class Wording:
    """The syllables of a text.

    Args:
        text: The text.
        forms: Of each syllable, in order.
        starts, ends: Their character offsets, half-open.
    """

    __slots__ = ("ends", "forms", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.forms: list[Form] = []
        large = len(text) > _LARGE
        self.starts: MutableSequence[int] = array("i") if large else []
        self.ends: MutableSequence[int] = array("i") if large else []
        for start, end in _blocks(text):
            self._add(start, text[start:end])

    def places(self, start: int, end: int) -> tuple[int, int]:
        """Return the first syllable that begins between two offsets, and the first behind."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def syllables(self, first: int, last: int) -> list[Syllable]:
        """Return some syllables with key and offsets."""
        spans = zip(self.starts[first:last], self.ends[first:last], strict=True)
        return [
            new_syllable(Syllable, (form[0], start, end))
            for form, (start, end) in zip(self.forms[first:last], spans, strict=True)
        ]

    def _add(self, offset: int, block: str) -> None:
        signs = {sign for sign in set(block) if not sign.isalnum()}
        if len(signs) > _MOST_SIGNS:
            self._add_noise(offset, block)
            return
        for sign in signs - {" "}:
            block = block.replace(sign, " ")
        words = block.split(" ")
        lengths = list(map(len, words))
        behind = list(map(add, accumulate(lengths), count(offset)))
        self.starts.extend(compress(map(sub, behind, lengths), lengths))
        self.ends.extend(compress(behind, lengths))
        self.forms.extend(map(_FORMS.__getitem__, filter(None, words)))

    def _add_noise(self, offset: int, block: str) -> None:
        for each in syllables(block):
            self.forms.append(_FORMS[block[each.start : each.end]])
            self.starts.append(offset + each.start)
            self.ends.append(offset + each.end)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of a text that end with a line, or where the text has no lines, with it."""
    start = 0
    while start < len(text):
        line = text.find("\n", start + _BLOCK)
        end = len(text) if line < 0 else line + 1
        yield start, end
        start = end
