"""Say what one wording has that another has not; spaces, marks, case and slips of a scanner aside.

Reads: tokens of both.
Writes: the phrases that only one of them has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from danvan.law.comparing_units import SMALL, Token

TURNING: Final = frozenset({"khong", "chua", "tru", "cam", "ngoai"})
"""Syllables that turn the meaning of a sentence round."""

_LARGEST: Final = 4_000_000
_SHORTEST_SLIP: Final = 3


class Run(NamedTuple):
    """Neighbouring words that only one side has."""

    tokens: tuple[Token, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return what the words are, small ones left out."""
        return tuple(token.key for token in self.tokens if token.key not in SMALL)


class Difference(NamedTuple):
    """What only the first and what only the second wording has, in order."""

    first: tuple[Run, ...]
    second: tuple[Run, ...]

    @property
    def is_turned(self) -> bool:
        """Say whether a word differs that turns the meaning round."""
        return any(key in TURNING for run in (*self.first, *self.second) for key in run.keys)


def difference(first: Sequence[Token], second: Sequence[Token]) -> Difference:
    """Return what two wordings do not share.

    Words that only moved, words written together or apart, and a letter read wrong are no
    difference; a figure always is.
    """
    left, right = [each.key for each in first], [each.key for each in second]
    matcher = SequenceMatcher(None, left, right, autojunk=len(left) * len(right) > _LARGEST)
    only_first: list[Run] = []
    only_second: list[Run] = []
    for tag, begin, end, other_begin, other_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        one, other = first[begin:end], second[other_begin:other_end]
        if "".join(left[begin:end]) == "".join(right[other_begin:other_end]):
            continue
        if len(one) == len(other):
            for mine, its in _unlike(one, other):
                only_first.append(Run(tuple(mine)))
                only_second.append(Run(tuple(its)))
            continue
        only_first.append(Run(tuple(one)))
        only_second.append(Run(tuple(other)))
    return _without_moves(
        [run for run in only_first if run.keys], [run for run in only_second if run.keys]
    )


def phrases(words: str, runs: Sequence[Run]) -> list[str]:
    """Return the words of runs as printed, spaces evened out."""
    return [" ".join(words[run.tokens[0].start : run.tokens[-1].end].split()) for run in runs]


def _unlike(
    first: Sequence[Token], second: Sequence[Token]
) -> Iterator[tuple[list[Token], list[Token]]]:
    """Yield runs of two equally long wordings that are no slip of one letter."""
    mine: list[Token] = []
    its: list[Token] = []
    for one, other in zip(first, second, strict=True):
        if one.key == other.key or _is_slip(one.key, other.key):
            if mine:
                yield mine, its
            mine, its = [], []
        else:
            mine.append(one)
            its.append(other)
    if mine:
        yield mine, its


def _is_slip(one: str, other: str) -> bool:
    """Say whether two syllables differ in one letter only: "lanh" and "1anh"; figures never do."""
    if one.isdecimal() or other.isdecimal() or "@" in one[:1] + other[:1]:
        return False
    if min(len(one), len(other)) < _SHORTEST_SLIP or abs(len(one) - len(other)) > 1:
        return False
    if {one, other} & TURNING:
        return False
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    at = next((at for at, sign in enumerate(short) if long[at] != sign), len(short))
    if len(long) == len(short):
        return _looks_alike(long[at], short[at]) and long[at + 1 :] == short[at + 1 :]
    return long[at + 1 :] == short[at:] and long[at] in "ilj1|.,"


_ALIKE: Final = tuple(map(frozenset, ("il1jt!", "o0q", "ceo", "hb", "nh", "nu", "uv", "gq9", "s5")))


def _looks_alike(one: str, other: str) -> bool:
    """Say whether a scanner takes one letter for the other."""
    return any(one in group and other in group for group in _ALIKE)


def _without_moves(first: list[Run], second: list[Run]) -> Difference:
    """Take out runs that stand on both sides, in another place."""
    for run in list(first):
        twin = next((each for each in second if each.keys == run.keys), None)
        if twin is not None and not any(key.isdecimal() or key in TURNING for key in run.keys):
            first.remove(run)
            second.remove(twin)
    return Difference(tuple(first), tuple(second))
