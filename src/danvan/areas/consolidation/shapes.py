"""Who reports through whom, as plain values: circles, what is inside what, what changed.

A line of reports is an edge from the one who reports to the one who receives. A report is made of
those that went into it, and these of others again; nothing here asks a database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Parts = Mapping[int, Collection[int]]
"""By report, the reports that went straight into it."""
Values = Mapping[str, Decimal | None]


def circle_through(start: int, upward: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """Return the shortest way up from a unit that comes back to it; empty where there is none.

    Args:
        upward: By unit, those who receive what it reports.

    Example:
        >>> circle_through(1, {1: [2], 2: [3], 3: [1]})
        (1, 2, 3, 1)
        >>> circle_through(1, {1: [2], 2: [3]})
        ()
    """
    came_from: dict[int, int] = {}
    waiting = [start]
    for unit in waiting:
        for above in sorted(upward.get(unit, ())):
            if above == start:
                return _way(start, unit, came_from)
            if above not in came_from:
                came_from[above] = unit
                waiting.append(above)
    return ()


def _way(start: int, last: int, came_from: Mapping[int, int]) -> tuple[int, ...]:
    back = [start, last]
    while back[-1] != start:
        back.append(came_from[back[-1]])
    return tuple(reversed(back))


def inside(report: int, parts: Parts) -> frozenset[int]:
    """Return every report that went into one, at any depth; itself only where it is in a circle.

    Example:
        >>> sorted(inside(1, {1: [2, 3], 2: [4]}))
        [2, 3, 4]
    """
    found: set[int] = set()
    waiting = list(parts.get(report, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parts.get(one, ())
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Standing:
    """What becomes of the reports that could go into one.

    Args:
        within: Left out because another that is taken holds it already, with that other.
        circles: Left out because the upper report itself is inside.
        twice: What two of those taken both hold and nothing here can leave out of one of them,
            with the two.
    """

    taken: tuple[int, ...]
    within: Mapping[int, int]
    circles: frozenset[int]
    twice: Mapping[int, tuple[int, int]]


def sort_out(upper: int, candidates: Sequence[int], parts: Parts) -> Standing:
    """Decide which of some reports are taken into an upper one so that each counts once.

    A report that came by two ways, straight and inside another, counts inside the other.

    Args:
        upper: The report that is made.
        candidates: Reports that came, in order.
    """
    held = {one: inside(one, parts) for one in candidates}
    circles = frozenset(one for one in candidates if one == upper or upper in held[one])
    able = [one for one in candidates if one not in circles]
    standing: set[int] = set(able)
    within: dict[int, int] = {}
    for other in able:
        for one in (held[other] & standing) - {other}:
            if not (other in held[one] and other > one):
                within.setdefault(one, other)
    taken = tuple(one for one in able if one not in within)
    return Standing(taken, within, circles, _twice(taken, held))


def _twice(
    taken: Iterable[int], held: Mapping[int, Collection[int]]
) -> Mapping[int, tuple[int, int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    for one in taken:
        for lower in held[one]:
            holders[lower].append(one)
    return {lower: (one[0], one[1]) for lower, one in sorted(holders.items()) if len(one) > 1}


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure before and after; ``None`` is missing, not nought."""

    key: str
    before: Decimal | None
    after: Decimal | None

    @property
    def by(self) -> Decimal | None:
        """Return by how much it changed; ``None`` where one of the two is missing."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def changes(before: Values, after: Values, keys: Iterable[str]) -> tuple[Changed, ...]:
    """Return the figures that differ, in the order of the keys.

    Example:
        >>> [one.key for one in changes({"a": Decimal(1)}, {"a": Decimal(1), "b": None}, "ab")]
        []
        >>> [one.by for one in changes({"a": Decimal(1)}, {"a": Decimal(3)}, "a")]
        [Decimal('2')]
    """
    pairs = ((key, before.get(key), after.get(key)) for key in keys)
    return tuple(Changed(*one) for one in pairs if one[1] != one[2])
