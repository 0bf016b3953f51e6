"""Days as people write them here: dd/mm/yyyy."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from danvan.kernel.organisations.days import LEGAL_ZONE

FIRST_YEAR, LAST_YEAR = 1945, 2100
"""The years that may be typed: bounds of the machine, so that no reckoning leaves the calendar."""
WRITTEN = re.compile(r"\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*")


def parse_day(text: str) -> date:
    """Return the day written as 9/4/2026, 09-04-2026, 09.04.2026 or 2026-04-09.

    Raises:
        ValueError: It is written otherwise, or there is no such day.
    """
    found = WRITTEN.fullmatch(text)
    if found is None:
        return date.fromisoformat(text.strip())
    day, month, year = (int(part) for part in found.groups())
    return date(year, month, day)


def is_near(day: date) -> bool:
    """Return whether a day lies in the years that may be typed; a moment is such a day too."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def show_day(day: date) -> str:
    """Return a day as dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def show_moment(moment: datetime) -> str:
    """Return a moment as hh:mm dd/mm/yyyy, in the legal zone."""
    local = moment.astimezone(LEGAL_ZONE)
    return f"{local.hour:02}:{local.minute:02} {show_day(local.date())}"


def last_day(until: date | None) -> date | None:
    """Return the last day of a span, inclusive, as people read it, from the first day after it."""
    return until - timedelta(days=1) if until else None
