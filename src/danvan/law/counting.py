"""A time limit told day by day, so that every due day can explain itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import cast

from danvan.law.calendar import Calendar
from danvan.law.clocks import Clock, DueDay, TimeLimit

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
    due, days = clock_by_day(Clock(limit, started_on), calendar)
    return cast("DueDay", due), days


def clock_by_day(clock: Clock, calendar: Calendar) -> tuple[DueDay | None, tuple[CountedDay, ...]]:
    """Return the due day of a running clock and every day up to there, each with its reason.

    Days on which it stood are told as such, and so are the days that an extension added. While it
    stands before its last day there is no due day and the count ends with the day it was paused.

    Raises:
        LawError: ``TIM-02``, the limit is in hours.
    """
    due = clock.due_day(calendar)
    last = due.on if due else clock.pauses[-1].paused_on
    reach = calendar.extended(clock.started_on.year, last.year)
    return due, tuple(_told(clock, last, reach))


def _told(clock: Clock, end: date, calendar: Calendar) -> Iterator[CountedDay]:
    yield CountedDay(clock.started_on, None, "DAY-start")
    last = _ends(clock, end, calendar)
    within = _ends(replace(clock, extended_by=0), end, calendar)
    number = 0
    for distance in range(1, (end - clock.started_on).days + 1):
        day = clock.started_on + distance * ONE_DAY
        if day > last:
            yield CountedDay(day, None, "DAY-moved")
        elif stood := _stood(clock, day):
            yield CountedDay(day, None, stood)
        elif clock.limit.measure == "working_day" and not calendar.is_working_day(day):
            yield _left_out(day, calendar)
        else:
            number += 1
            yield CountedDay(day, number, _counted(day, within, calendar), {"number": number})


def _ends(clock: Clock, end: date, calendar: Calendar) -> date:
    """The last counted day, before any moving for a rest day."""
    stays = replace(clock, limit=replace(clock.limit, last_day_rests="stays"))
    return stays.due_on(calendar) or end


def _stood(clock: Clock, day: date) -> str:
    """Why a clock does not count a day: it was paused, or the day is that of resuming."""
    for pause in clock.pauses:
        if pause.resumed_on == day:
            return "DAY-resumed"
        if pause.paused_on < day and (pause.resumed_on is None or day < pause.resumed_on):
            return "DAY-paused"
    return ""


def _counted(day: date, within: date, calendar: Calendar) -> str:
    if day > within:
        return "DAY-extended"
    return "DAY-make_up" if calendar.kind_of(day) == "make_up" else "DAY-counted"


def _left_out(day: date, calendar: Calendar) -> CountedDay:
    off = calendar.day_off(day)
    if off is None:
        return CountedDay(day, None, "DAY-weekend")
    return CountedDay(day, None, "DAY-off", {"name": off.name})
