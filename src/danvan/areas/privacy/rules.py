"""From a time to keep something to the day before which a closed case is past it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from danvan.law.clocks import TimeLimit

MONTHS = 12


def months_before(day: date, months: int) -> date:
    """Return the day so many months before; the last of a month where there is no such day.

    Example:
        >>> months_before(date(2026, 3, 31), 1)
        datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * MONTHS + day.month - 1 - months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def closed_before(limit: TimeLimit, today: date) -> date | None:
    """Return the day before which a case must have been closed so that its time is over today.

    ``None`` for a measure in which nothing is kept.
    """
    if limit.measure == "month":
        return months_before(today, limit.amount)
    return today - timedelta(days=limit.amount) if limit.measure == "day" else None
