"""Period: a span of days, half-open; overlap, gap, and what was so on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar

from danvan.law.errors import LawError


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, half-open: ``begins_on`` is inside, ``until`` is the first day no longer
    inside.

    Args:
        begins_on: First day; ``None`` means "from the beginning", where no start is known.
        until: First day after the span; ``None`` means "still so".

    Raises:
        LawError: ``PER-01``, it ends before it begins or holds no day.

    Example:
        >>> Period(date(2025, 7, 1)).holds(date(2025, 7, 1))
        True
    """

    begins_on: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse a span without a day."""
        if self.begins_on and self.until and self.until <= self.begins_on:
            raise LawError("PER-01", begins_on=self.begins_on, until=self.until)

    @property
    def first(self) -> date:
        """First day inside, or the earliest day there is."""
        return self.begins_on or date.min

    @property
    def end(self) -> date:
        """First day no longer inside, or the latest day there is."""
        return self.until or date.max

    def holds(self, day: date) -> bool:
        """Say whether a day lies inside."""
        return self.first <= day and (self.until is None or day < self.until)

    def overlaps(self, other: Period) -> bool:
        """Say whether at least one day lies inside both."""
        return self.first < other.end and other.first < self.end


class Dated(Protocol):
    """Anything that holds during a period."""

    @property
    def period(self) -> Period:
        """The days on which it holds."""


AnyDated = TypeVar("AnyDated", bound=Dated)


def in_force_on(values: Iterable[AnyDated], day: date) -> AnyDated | None:
    """Return the first value that holds on a day, or ``None``."""
    return next((value for value in values if value.period.holds(day)), None)


def overlaps(periods: Sequence[Period]) -> tuple[tuple[Period, Period], ...]:
    """Return neighbours that share a day, in order of their first day."""
    ordered = sorted(periods, key=lambda period: (period.first, period.end))
    return tuple((one, other) for one, other in pairwise(ordered) if one.overlaps(other))


def gaps(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Return the spans between the first and the last period that none of them holds.

    Example:
        >>> gaps([Period(None, date(2025, 1, 1)), Period(date(2025, 7, 1))])
        (Period(begins_on=datetime.date(2025, 1, 1), until=datetime.date(2025, 7, 1)),)
    """
    found = []
    reached: date | None = None
    for period in sorted(periods, key=lambda each: (each.first, each.end)):
        if reached is not None and reached < period.first:
            found.append(Period(reached, period.first))
        reached = period.end if reached is None else max(reached, period.end)
    return tuple(found)
