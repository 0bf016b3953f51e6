"""Find for each provision of one text the one of another that says the same, whatever its number.

Reads: units of both texts.
Writes: groups: a provision and its counterpart, several where one was split or several were
joined, or one alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from danvan.law.comparing_units import Unit

_COMMONEST: Final = 40
_MOST_CANDIDATES: Final = 12
_LEAST: Final = 0.34
_LEAST_SAME_NUMBER: Final = 0.12
_MATES: Final = 0.12
_NUMBERED_ALIKE: Final = 0.03
_HELD: Final = 0.7
_LEAST_NEAR: Final = 0.3
_FEWEST_FEATURES: Final = 6


@dataclass
class Group:
    """Provisions of both texts that belong together, as places in the lists of units.

    Args:
        likeness: From 0 to 1: how much of their words they share.
        near: Of a group with one side only, the place of what comes nearest on the other side,
            though it belongs to another group.
    """

    first: list[int] = field(default_factory=list)
    second: list[int] = field(default_factory=list)
    likeness: float = 0.0
    near: int | None = None


def groups(first: Sequence[Unit], second: Sequence[Unit]) -> list[Group]:
    """Return the groups in the order of the first text; what only the second has stands behind its
    neighbour there.
    """
    weights = _weights(first, second)
    scores = _scores(first, second, weights)
    mates = _mates(first, second, scores)
    pairs = _pairs(first, second, scores, mates)
    pairs |= _numbered(first, second, mates, pairs, scores)
    found = {one: Group([one], [other], scores.get((one, other), 0.0)) for one, other in pairs}
    by_second = {other: found[one] for one, other in pairs}
    _join(first, second, weights, scores, found, by_second)
    listed = _in_order(len(first), len(second), found, by_second)
    _nearest(listed, scores)
    return listed


def _weights(first: Sequence[Unit], second: Sequence[Unit]) -> Mapping[str, float]:
    """Return how much each feature tells: the rarer, the more."""
    spread = Counter(feature for unit in (*first, *second) for feature in unit.features)
    total = len(first) + len(second)
    return {feature: math.log(1 + total / count) for feature, count in spread.items()}


def _whole(unit: Unit, weights: Mapping[str, float]) -> float:
    return sum(weights[feature] * count for feature, count in unit.features.items())


def _scores(
    first: Sequence[Unit], second: Sequence[Unit], weights: Mapping[str, float]
) -> dict[tuple[int, int], float]:
    """Return the likeness of all pairs that share a feature that is not everywhere."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, unit in enumerate(second):
        for feature in unit.features:
            holders[feature].append(at)
    wholes = [_whole(unit, weights) for unit in second]
    scores: dict[tuple[int, int], float] = {}
    for at, unit in enumerate(first):
        shared: dict[int, float] = defaultdict(float)
        for feature in unit.features:
            listed = holders.get(feature, ())
            if len(listed) <= _COMMONEST:
                for other in listed:
                    shared[other] += weights[feature]
        own = _whole(unit, weights)
        for other in sorted(shared, key=lambda each: -shared[each])[:_MOST_CANDIDATES]:
            common = sum(
                weights[feature] * min(count, second[other].features[feature])
                for feature, count in unit.features.items()
                if feature in second[other].features
            )
            scores[at, other] = 2 * common / (own + wholes[other])
    return scores


def _mates(
    first: Sequence[Unit], second: Sequence[Unit], scores: Mapping[tuple[int, int], float]
) -> set[tuple[str, str]]:
    """Return the articles that share most of what stands in them, one to one."""
    votes: dict[tuple[str, str], float] = defaultdict(float)
    for (one, other), score in scores.items():
        votes[first[one].article, second[other].article] += score * score
    taken: set[str] = set()
    found = set()
    for (mine, its), _vote in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        if f"1{mine}" not in taken and f"2{its}" not in taken:
            found.add((mine, its))
            taken |= {f"1{mine}", f"2{its}"}
    return found


def _pairs(
    first: Sequence[Unit],
    second: Sequence[Unit],
    scores: Mapping[tuple[int, int], float],
    mates: set[tuple[str, str]],
) -> set[tuple[int, int]]:
    """Return pairs of one to one, the likeliest first."""
    ranked = []
    for (one, other), score in scores.items():
        left, right = first[one], second[other]
        is_near = (left.article, right.article) in mates
        bonus = _MATES * is_near + _NUMBERED_ALIKE * (left.number == right.number)
        ranked.append((score + bonus, one, other))
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    found = set()
    for score, one, other in sorted(ranked, key=lambda each: (-each[0], each[1], each[2])):
        if score < _LEAST:
            break
        if one not in taken_first and other not in taken_second:
            found.add((one, other))
            taken_first.add(one)
            taken_second.add(other)
    return found


def _numbered(
    first: Sequence[Unit],
    second: Sequence[Unit],
    mates: set[tuple[str, str]],
    pairs: set[tuple[int, int]],
    scores: Mapping[tuple[int, int], float],
) -> set[tuple[int, int]]:
    """Return further pairs: the heads of articles that are mates, and what bears the same number in
    them and shares a little.
    """
    taken_first = {one for one, _other in pairs}
    taken_second = {other for _one, other in pairs}
    places = {
        (unit.article, unit.address.removeprefix(unit.article)): at
        for at, unit in enumerate(second)
        if at not in taken_second
    }
    mate = dict(mates)
    found = set()
    for at, unit in enumerate(first):
        if at in taken_first or unit.article not in mate:
            continue
        rest = unit.address.removeprefix(unit.article)
        other = places.get((mate[unit.article], rest))
        if other is None:
            continue
        if (not rest and unit.level == "article") or (
            scores.get((at, other), 0.0) >= _LEAST_SAME_NUMBER
        ):
            found.add((at, other))
    return found


def _join(
    first: Sequence[Unit],
    second: Sequence[Unit],
    weights: Mapping[str, float],
    scores: Mapping[tuple[int, int], float],
    found: dict[int, Group],
    by_second: dict[int, Group],
) -> None:
    """Put what is left over to the group that already holds nearly all of its words."""
    for (one, other), _score in sorted(scores.items(), key=lambda item: -item[1]):
        left, right = first[one], second[other]
        if one not in found and other in by_second and _held(left, right, weights) >= _HELD:
            found[one] = by_second[other]
            by_second[other].first.append(one)
        elif other not in by_second and one in found and _held(right, left, weights) >= _HELD:
            by_second[other] = found[one]
            found[one].second.append(other)


def _held(small: Unit, large: Unit, weights: Mapping[str, float]) -> float:
    """Return how much of one provision's words stand in another; nothing for a few words."""
    if len(small.features) < _FEWEST_FEATURES:
        return 0.0
    common = sum(
        weights[feature] * min(count, large.features[feature])
        for feature, count in small.features.items()
        if feature in large.features
    )
    return common / (_whole(small, weights) or 1.0)


def _nearest(listed: Sequence[Group], scores: Mapping[tuple[int, int], float]) -> None:
    """Note what comes nearest to each provision that stands alone."""
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for (one, other), score in scores.items():
        for key, its in (((1, one), other), ((2, other), one)):
            if score >= _LEAST_NEAR and (score, -its) > best.get(key, (0.0, 0)):
                best[key] = (score, -its)
    for group in listed:
        key = (1, group.first[0]) if group.first else (2, group.second[0])
        if not (group.first and group.second) and key in best:
            group.near = -best[key][1]


def _in_order(
    first: int, second: int, found: Mapping[int, Group], by_second: Mapping[int, Group]
) -> list[Group]:
    """Return all groups, what stands alone included."""
    behind: dict[int, list[Group]] = defaultdict(list)
    last = -1
    for other in range(second):
        group = by_second.get(other)
        if group is not None:
            last = max(group.first)
        else:
            behind[last].append(Group(second=[other]))
    listed = list(behind[-1])
    for one in range(first):
        group = found.get(one) or Group([one])
        if min(group.first) == one:
            group.first.sort()
            group.second.sort()
            listed.append(group)
        listed += behind[one]
    return listed
