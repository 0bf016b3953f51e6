"""What "handled", "on time", "late" and "overdue" mean: one definition for every board and report.

No other module compares the day a case was closed, or today, with its due day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case, Clock, Step
from danvan.law.reports import Counted

STANDING_KIND = "duties.card"
"""A card is proven, never handled; it stands outside every rate."""

ONE_PLACE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Rates:
    """How many cases stand how.

    A case closed by being done is ``handled``. One that was waived, cancelled, withdrawn or dropped
    was not done: it is ``waived`` and in no other number. The due day is the last day in time,
    inclusive, and an extended day is the due day. What nothing dates is never late and never
    overdue: handled it is ``undated``, open it is ``open_undated``. Where acts move several clocks,
    one that was stopped late makes the case late, and with no clock at all it is ``undated``.

    Args:
        handled: Closed by being done: ``on_time`` + ``late`` + ``undated``.
        on_time: Handled, had a due day, closed on it or before.
        late: Handled, had a due day, closed after it.
        undated: Handled, had no due day.
        waived: Closed without being done.
        open: Not closed: ``overdue`` + ``coming`` + ``open_undated``.
        overdue: Not closed, the due day has passed.
        coming: Not closed, the due day has not passed.
        open_undated: Not closed, no due day.
        extended: Cases, open or closed, whose limit was extended, each once; they are counted in
            the other numbers too.
    """

    handled: int = 0
    on_time: int = 0
    late: int = 0
    undated: int = 0
    waived: int = 0
    open: int = 0
    overdue: int = 0
    coming: int = 0
    open_undated: int = 0
    extended: int = 0

    @property
    def dated(self) -> int:
        """Return how many handled ones had a due day: the denominator of every share on time."""
        return self.on_time + self.late

    @property
    def on_time_share(self) -> Decimal | None:
        """Return what percentage of ``dated`` was on time; ``None`` where none was dated."""
        if not self.dated:
            return None
        return (Decimal(100 * self.on_time) / self.dated).quantize(ONE_PLACE, ROUND_HALF_UP)


def rates(cases: QuerySet[Case], today: date) -> Rates:
    """Return how many of some cases stand how on a day; one query.

    Args:
        cases: As ``visible_cases`` starts them; cards among them are left out.
        today: The tree's today.
    """
    told: dict[str, int] = _counted(cases).aggregate(**_counts(today))
    return Rates(**told)


def rates_by(cases: QuerySet[Case], today: date, column: str) -> dict[Any, Rates]:
    """Return the same for every value of a column, such as ``unit_id``; one query."""
    rows = _counted(cases).order_by().values(column).annotate(**_counts(today))
    return {row.pop(column): Rates(**row) for row in rows}


def _counted(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.exclude(kind=STANDING_KIND)


def _counts(today: date) -> Mapping[str, Count]:
    wanted = {one.name: part(one.name, today) for one in fields(Rates)}
    return {name: Count("pk", filter=which) for name, which in wanted.items()}


@cache
def set_aside() -> Q:
    """Return the filter on cases that ended without being done, as their kinds declare it."""
    return reduce(
        or_,
        (Q(kind=one.key, state__in=one.set_aside) for one in kinds.every() if one.set_aside),
        Q(),
    )


@cache
def clocked() -> Q:
    """Return the filter on cases of kinds whose acts move several clocks.

    Such a case is late where one of its leading clocks was stopped late; its due day names the
    next of them only.
    """
    return Q(kind__in=[one.key for one in kinds.every() if one.clocks])


def leading(**how: Any) -> Q:
    """Return the filter on cases with a clock that leads, and of which more is true."""
    rules = [rule.key for kind in kinds.every() for rule in kind.clocks if rule.leads]
    return Q(Exists(Clock.objects.filter(case=OuterRef("pk"), key__in=rules, **how)))


def is_open() -> Q:
    """Return the filter on cases that are not closed."""
    return Q(closed_on__isnull=True)


def is_overdue(today: date) -> Q:
    """Return the filter on cases that are open after their due day."""
    return is_open() & Q(due_on__lt=today)


def part(measure: str, today: date) -> Q:
    """Return the filter that gives one number of :class:`Rates`."""
    aside = set_aside()
    handled = Q(closed_on__isnull=False) & ~aside
    by_clock, by_day = clocked(), ~clocked()
    ran, ran_late = leading(), leading(stopped_on__gt=F("due_on"))
    dated = handled & (by_day & Q(due_on__isnull=False) | by_clock & ran)
    late = by_day & Q(closed_on__gt=F("due_on")) | by_clock & ran_late
    on_time = by_day & Q(closed_on__lte=F("due_on")) | by_clock & ran & ~ran_late
    filters = {
        "handled": handled,
        "dated": dated,
        "on_time": handled & on_time,
        "late": handled & late,
        "undated": handled & (by_day & Q(due_on__isnull=True) | by_clock & ~ran),
        "waived": Q(closed_on__isnull=False) & aside,
        "open": is_open(),
        "overdue": is_overdue(today),
        "coming": is_open() & Q(due_on__gte=today),
        "open_undated": is_open() & Q(due_on__isnull=True),
        "extended": Q(Exists(Clock.objects.filter(case=OuterRef("pk"), extended_by__gt=0))),
    }
    return filters[measure]


def part_in(measure: Counted, first: date, last: date) -> Q:
    """Return the filter on cases that a report of a period counts.

    Flows are those of the period, both days inclusive. What stands ``open`` or ``overdue`` is told
    as it stood when the last day ended, whatever happened since.
    """
    if measure == "opened":
        return Q(opened_on__range=(first, last))
    if measure == "extended":
        steps = Step.objects.filter(case=OuterRef("pk"), act__in=extending())
        return Q(Exists(steps.filter(effective_on__range=(first, last))))
    if measure in {"open", "overdue"}:
        stood = Q(opened_on__lte=last) & (is_open() | Q(closed_on__gt=last))
        return stood & Q(due_on__lte=last) if measure == "overdue" else stood
    return part(measure, last) & Q(closed_on__range=(first, last))


@cache
def extending() -> frozenset[str]:
    """Return the acts of all kinds that extend a limit."""
    rules = [rule for kind in kinds.every() for rule in kind.clocks]
    return frozenset().union(*(rule.extends for rule in rules))


def was_on_time(due_on: date | None, closed_on: date) -> bool | None:
    """Return whether a closed case was on time; ``None`` where nothing was dated."""
    return None if due_on is None else closed_on <= due_on


def is_past(due_on: date | None, today: date) -> bool:
    """Return whether a due day has passed; what is not dated never passes."""
    return due_on is not None and due_on < today


def days_late(due_on: date | None, closed_on: date | None, today: date) -> int:
    """Return how many calendar days after its due day a case was closed, or stands open."""
    over: timedelta = (closed_on or today) - due_on if due_on else timedelta()
    return max(0, over.days)
