"""Find for each duty of one text the one of another that orders the same, and say how their words
differ.

Reads: duties as the JSON contract writes them, and which provisions belong together.
Writes: pairs of duties; reasons that lie in words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from danvan.law.comparing_duties import Duty, Reason, Verdict, families
from danvan.law.comparing_units import Token, TokenReader, features_of
from danvan.law.comparing_words import difference, phrases

_SLIGHT: Final = 4
"""What one side adds counts as nothing beside this many times as much on the other."""

_LEAST_NEAR: Final = 0.45
_LEAST_FAR: Final = 0.65
_HELD: Final = 0.8
"""What it counts that one act holds all of the other's words."""

_SAME_RHYTHM: Final = 0.25
_SAME_BEARERS: Final = 0.15
_COMMONEST: Final = 40


class Wording(NamedTuple):
    """Words with the tokens that count in them."""

    words: str
    tokens: Sequence[Token]


def wording(first: Wording, second: Wording) -> Iterator[Reason]:
    """Yield what the words of the first have less and more than those of the second."""
    found = difference(first.tokens, second.tokens)
    more, less = (sum(len(run.keys) for run in runs) for runs in found[:2])
    verdict: Verdict = "other"
    if not found.is_turned and more * _SLIGHT <= less:
        verdict = "narrower"
    elif not found.is_turned and less * _SLIGHT <= more:
        verdict = "broader"
    if found.second:
        yield Reason("CMP-01", verdict, {"words": phrases(second.words, found.second)})
    if found.first:
        yield Reason("CMP-02", verdict, {"words": phrases(first.words, found.first)})


class _Said:
    """A duty with what it is found again by; the words of its deadline are not part of its act."""

    def __init__(self, at: int, duty: Duty, reader: TokenReader) -> None:
        self.at = at
        act = duty["act"]
        if duty["deadline"]:
            act = act.replace(duty["deadline"]["text"], " ")
        self.features = features_of(reader.tokens(act))
        self.bearers = set(families(duty["bearers"], reader))
        self.rhythm = duty["trigger"]["period"] or duty["timing_class"]

    def act_likeness(self, other: _Said) -> float:
        """Return how much of their acts two duties share, from 0 to 1."""
        sizes = self.features.total(), other.features.total()
        common = (self.features & other.features).total()
        if not all(sizes):
            return 0.0
        return max(2 * common / sum(sizes), _HELD * common / min(sizes))

    def likeness(self, other: _Said) -> float:
        """Return the same, rhythm and bearers counted too."""
        near = _SAME_RHYTHM * bool(self.rhythm == other.rhythm)
        return self.act_likeness(other) + near + _SAME_BEARERS * bool(self.bearers & other.bearers)


def duty_pairs(
    first: Sequence[Duty],
    second: Sequence[Duty],
    group_of: Mapping[tuple[int, str], int],
    readers: tuple[TokenReader, TokenReader],
) -> Iterator[tuple[Duty | None, Duty | None]]:
    """Yield duties with their counterparts, then those that have none.

    Args:
        group_of: By side, 1 or 2, and address: the group of provisions it belongs to.
        readers: Of the first and of the second text.
    """
    mine = [_Said(at, duty, readers[0]) for at, duty in enumerate(first)]
    its = [_Said(at, duty, readers[1]) for at, duty in enumerate(second)]
    beside: dict[int, list[_Said]] = defaultdict(list)
    for one in its:
        beside[group_of.get((2, second[one.at]["address"]), -2)].append(one)
    mate: dict[int, int] = {}
    near = (
        (one.likeness(other), one.at, other.at)
        for one in mine
        for other in beside.get(group_of.get((1, first[one.at]["address"]), -1), ())
    )
    _take(near, _LEAST_NEAR, mate)
    _take(_far(mine, its, mate), _LEAST_FAR, mate)
    for at, duty in enumerate(first):
        yield duty, second[mate[at]] if at in mate else None
    taken = set(mate.values())
    yield from ((None, duty) for at, duty in enumerate(second) if at not in taken)


def _take(ranked: Iterable[tuple[float, int, int]], least: float, mate: dict[int, int]) -> None:
    """Pair one to one, the likeliest first, whatever is paired already left as it is."""
    taken = set(mate.values())
    for likeness, one, other in sorted(ranked, key=lambda each: (-each[0], each[1], each[2])):
        if likeness >= least and one not in mate and other not in taken:
            mate[one] = other
            taken.add(other)


def _far(
    mine: Sequence[_Said], its: Sequence[_Said], mate: Mapping[int, int]
) -> Iterator[tuple[float, int, int]]:
    """Yield the likeness of duties left alone in provisions that do not belong together."""
    taken = set(mate.values())
    holders: dict[str, list[int]] = defaultdict(list)
    for other in its:
        for feature in other.features if other.at not in taken else ():
            holders[feature].append(other.at)
    for one in mine:
        if one.at in mate:
            continue
        shared: Counter[int] = Counter()
        for feature in one.features:
            if len(holders[feature]) <= _COMMONEST:
                shared.update(holders[feature])
        for at, _count in shared.most_common(_COMMONEST):
            yield one.act_likeness(its[at]), one.at, at
