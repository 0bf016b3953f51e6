"""A time limit told day by day, so that every due day can explain itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from danvan.law.calendar import Calendar
from danvan.law.clocks import DueDay, TimeLimit, due_day, due_on

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count.

    Args:
        on: The day.
        number: Which day of the limit it is, from 1; ``None`` where it is not counted.
        code: Message code of the reason, such as ``DAY-weekend``.
        fields: Values of the message.
    """

    on: date
    number: int | None
    code: str
    fields: Mapping[str, object] = field(default_factory=dict)


def day_by_day(
    limit: TimeLimit, started_on: date, calendar: Calendar
) -> tuple[DueDay, tuple[CountedDay, ...]]:
    """Return the due day of a limit and every day from its start to there, each with its reason.

    Beyond the published calendar the count is provisional, as :func:`danvan.law.clocks.due_day`
    says.

    Raises:
        LawError: ``TIM-02``, the limit is in hours.
    """
    due = due_day(limit, started_on, calendar)
    reach = calendar.extended(started_on.year, due.on.year)
    return due, tuple(_told(limit, started_on, due.on, reach))


def _told(
    limit: TimeLimit, started_on: date, due: date, calendar: Calendar
) -> Iterator[CountedDay]:
    yield CountedDay(started_on, None, "DAY-start")
    last = due_on(replace(limit, last_day_rests="stays"), started_on, calendar)
    number = 0
    for distance in range(1, (due - started_on).days + 1):
        day = started_on + distance * ONE_DAY
        if day > last:
            yield CountedDay(day, None, "DAY-moved")
        elif limit.measure == "working_day" and not calendar.is_working_day(day):
            yield _left_out(day, calendar)
        else:
            number += 1
            code = "DAY-make_up" if calendar.kind_of(day) == "make_up" else "DAY-counted"
            yield CountedDay(day, number, code, {"number": number})


def _left_out(day: date, calendar: Calendar) -> CountedDay:
    off = calendar.day_off(day)
    if off is None:
        return CountedDay(day, None, "DAY-weekend")
    return CountedDay(day, None, "DAY-off", {"name": off.name})
