"""Grounds on which a petition is refused, filed, suspended or marked, and who speaks for many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from danvan.law.calendar import Mark
from danvan.law.duties import Words
from danvan.law.periods import Period

GroundUse = Literal["refuse", "file", "suspend", "end", "complex", "urgent"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One written ground, as a law names it.

    Args:
        key: Unique in the pack.
        use: For what it is a ground: to refuse, to file without action, to suspend, to end, or to
            call a matter complex or urgent.
        label: In our own words.
    """

    key: str
    use: GroundUse
    label: Words
    period: Period
    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Representation:
    """How many may speak for a petition of many.

    Args:
        people_from: Signatories from whom on it holds.
        most: Representatives at most.
    """

    key: str
    people_from: int
    most: int
    period: Period
    source: str
    mark: Mark


def grounds_for(rows: Iterable[Ground], use: str, on: date) -> tuple[Ground, ...]:
    """Return the grounds of one use that were in force on a day, in the order of the pack.

    Empty where the law names none for that time: then words alone say why.
    """
    return tuple(row for row in rows if row.use == use and row.period.holds(on))


def representation_for(
    rows: Iterable[Representation], people: int, on: date
) -> Representation | None:
    """Return who may speak for some number of people on a day; ``None`` where nobody need.

    The rule with the highest threshold that is reached wins.
    """
    fitting = [row for row in rows if row.people_from <= people and row.period.holds(on)]
    return max(fitting, key=lambda row: row.people_from, default=None)
