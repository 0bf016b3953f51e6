"""Recurrence: the periods a duty covers and the last day in time for each."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from danvan.law.clocks import add_months
from danvan.law.duties import DueRule, PeriodName
from danvan.law.errors import LawError

MONTHS: dict[PeriodName, int] = {
    "monthly": 1,
    "quarterly": 3,
    "semiannual": 6,
    "nine_months": 9,
    "annual": 12,
}
"""Length of the covered period in months; a nine-month point comes once a year."""

DECEMBER = 12
DAYS_OF_MONTH = range(1, 32)
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)


class Occasion(NamedTuple):
    """One period of a series and its due day.

    ``key`` is the period covered: ``2026-01``, ``2026-Q1``, ``2026-H1``, ``2026-9M``, ``2026``,
    ``2026-W05``. ``begins_on`` and ``ends_on`` are the first and last day covered, both inclusive.
    ``due_on`` is the last day in time, inclusive. ``written_on`` is the day as written, "the 10th"
    of "before the 10th"; ``None`` without a rule.
    """

    key: str
    begins_on: date
    ends_on: date
    due_on: date
    written_on: date | None


class Covered(NamedTuple):
    """A period by its key with its first and last day, both inclusive."""

    key: str
    begins_on: date
    ends_on: date


class Reason(NamedTuple):
    """Why a day is the last in time: a message code and the values its sentence needs."""

    code: str
    fields: tuple[tuple[str, object], ...]


@lru_cache(maxsize=512)
def covered_in(period: PeriodName, year: int) -> tuple[Covered, ...]:
    """Return the periods of a year, in order.

    A week belongs to the year of its Thursday, as ISO 8601 counts. ``multi_year`` gives nothing, as
    the text does not say how many years; it waits for a local value.

    Example:
        >>> [each.key for each in covered_in("semiannual", 2026)]
        ['2026-H1', '2026-H2']
    """
    if period == "weekly":
        return tuple(_weeks(year))
    if period == "multi_year":
        return ()
    length = MONTHS[period]
    firsts = range(1, DECEMBER + 2 - length, length)
    return tuple(
        Covered(
            _key(period, year, number),
            date(year, first, 1),
            _month_end(year, first + length - 1),
        )
        for number, first in enumerate(firsts, start=1)
    )


def _key(period: PeriodName, year: int, number: int) -> str:
    endings = {
        "monthly": f"-{number:02}",
        "quarterly": f"-Q{number}",
        "semiannual": f"-H{number}",
        "nine_months": "-9M",
        "annual": "",
    }
    return f"{year:04}{endings[period]}"


def _weeks(year: int) -> Iterator[Covered]:
    monday = date.fromisocalendar(year, 1, 1)
    number = 1
    while monday.isocalendar().year == year:
        yield Covered(f"{year:04}-W{number:02}", monday, monday + ONE_WEEK - ONE_DAY)
        monday += ONE_WEEK
        number += 1


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def fits(period: PeriodName, rule: DueRule) -> bool:
    """Say whether a due rule can be computed for a rhythm.

    A day of the month fits no week. ``every`` fits months only, since other periods hold several. A
    month number fits no monthly series. ``within`` needs calendar days or months, as working days
    would need a calendar.
    """
    if rule.relation == "within":
        return bool(rule.amount) and rule.measure in {"day", "month"}
    if rule.day not in DAYS_OF_MONTH or rule.month is None or period in {"weekly", "multi_year"}:
        return False
    if rule.month == "every":
        return period == "monthly"
    if rule.month in {"next", "last_of_quarter"}:
        return period != "monthly" or rule.month == "next"
    return period != "monthly" and rule.month.isdecimal() and 1 <= int(rule.month) <= DECEMBER


def _written_month(span: Covered, month: str) -> date | None:
    """Return the first of the month in which the due day stands, or ``None`` where a period has no
    such month.
    """
    last = span.ends_on.replace(day=1)
    if month == "next":
        return add_months(last, 1)
    if not month.isdecimal():
        return last
    asked = date(span.begins_on.year, int(month), 1)
    reaches_over_year = span.key[4:] in {"", "-9M"}
    return asked if reaches_over_year or span.begins_on <= asked <= span.ends_on else None


def _due(span: Covered, rule: DueRule | None) -> Occasion | None:
    if rule is None:
        return Occasion(*span, span.ends_on, None)
    if rule.relation == "within":
        amount = rule.amount or 0
        months = rule.measure == "month"
        last = add_months(span.ends_on, amount) if months else span.ends_on + amount * ONE_DAY
        return Occasion(*span, last, last)
    first = _written_month(span, rule.month or "")
    if first is None:
        return None
    written = first.replace(day=min(rule.day or 1, monthrange(first.year, first.month)[1]))
    return Occasion(*span, written - ONE_DAY if rule.relation == "before" else written, written)


@lru_cache(maxsize=4096)
def occasions(
    period: PeriodName,
    rule: DueRule | None,
    *,
    due_from: date,
    due_until: date,
    in_force_from: date,
    in_force_until: date | None = None,
) -> tuple[Occasion, ...]:
    """Return the occasions of a series that fall due in a span, in order of the periods covered.

    Without a rule a duty is due once inside the period and late from the first day of the next.
    With one, the last day in time is never moved off a rest day, because no text here says so.
    "Before the 10th" makes the 9th the last day in time. Day 31 means the last day of a shorter
    month. A month number under a rhythm shorter than a year belongs to the period that holds it;
    the other periods of that year have no day.

    Args:
        period: Rhythm.
        rule: Due rule as written, or ``None``.
        due_from: First due day wanted, inclusive.
        due_until: Last due day wanted, inclusive.
        in_force_from: Day the text took effect; what was covered wholly before, or due before, is
            not owed.
        in_force_until: First day it was no longer in force; periods beginning then or later are not
            owed.

    Raises:
        LawError: ``TIM-06``, the rule does not fit the rhythm; see :func:`fits`.

    Example:
        >>> monthly = DueRule("before", 10, "next")
        >>> occasions("monthly", monthly, due_from=date(2022, 5, 1), due_until=date(2022, 6, 30),
        ...           in_force_from=date(2022, 5, 11))[0].due_on
        datetime.date(2022, 6, 9)
    """
    if rule is not None and not fits(period, rule):
        raise LawError("TIM-06", period=period, relation=rule.relation, month=rule.month)
    return tuple(
        found
        for span in _spans(period, rule, due_from, due_until)
        if span.ends_on >= in_force_from
        and (in_force_until is None or span.begins_on < in_force_until)
        if (found := _due(span, rule)) is not None
        and max(due_from, in_force_from) <= found.due_on <= due_until
    )


def _spans(
    period: PeriodName, rule: DueRule | None, due_from: date, due_until: date
) -> Iterator[Covered]:
    back = 1
    if rule is not None and rule.relation == "within":
        back += (rule.amount or 0) // (DECEMBER if rule.measure == "month" else 365) + 1
    first = max(due_from.year - back, date.min.year + 1)
    last = min(due_until.year + 1, date.max.year - 1)
    for year in range(first, last + 1):
        yield from covered_in(period, year)


def reason_for(rule: DueRule | None, occasion: Occasion) -> Reason:
    """Return why the due day of an occasion is what it is, as a message code with its values."""
    told: dict[str, object] = {
        "period": occasion.key,
        "begins_on": occasion.begins_on,
        "ends_on": occasion.ends_on,
        "due_on": occasion.due_on,
        "written_on": occasion.written_on,
    }
    code = "DUE-01"
    if rule is not None:
        code = {"before": "DUE-02", "on": "DUE-03", "by": "DUE-04", "within": "DUE-05"}[
            rule.relation
        ]
        told |= {"amount": rule.amount, "measure": rule.measure}
    return Reason(code, tuple(told.items()))
