"""TimeLimit and Clock: due day, days left, pause, resume, extend."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, cast

from danvan.law.calendar import Calendar
from danvan.law.errors import CalendarGap, LawError

Measure = Literal["hour", "day", "working_day", "month"]
LastDay = Literal["stays", "next_working_day"]

MONTHS = 12
YEARS_AHEAD = 2
LEAST_IN_A_YEAR: dict[Measure, int] = {"hour": 1, "day": 365, "working_day": 200, "month": MONTHS}
"""Fewer than any year has of it, to see how far a provisional calendar must reach."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """An amount of time from an event.

    Args:
        amount: One or more.
        measure: ``hour``, ``day`` (calendar days), ``working_day`` or ``month``.
        last_day_rests: What happens when the last day is a rest day; the law differs, so each limit
            says it.

    Raises:
        LawError: ``TIM-01``, the amount is below one.
    """

    amount: int
    measure: Measure
    last_day_rests: LastDay = "stays"

    def __post_init__(self) -> None:
        """Refuse a limit that leaves no time."""
        if self.amount < 1:
            raise LawError("TIM-01", amount=self.amount)


class DueDay(NamedTuple):
    """A due day and whether the calendar behind it is published."""

    on: date
    is_provisional: bool


def add_months(day: date, amount: int) -> date:
    """Return the matching day some months later, or the last day of a month that has no such day.

    Source:
        Civil Code 91/2015/QH13, Article 148 clause 3.

    Example:
        >>> add_months(date(2026, 1, 31), 1)
        datetime.date(2026, 2, 28)
    """
    months = day.year * MONTHS + day.month - 1 + amount
    year, month = divmod(months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(
    limit: TimeLimit,
    started_on: date,
    calendar: Calendar,
    *,
    last_day_rests: LastDay | None = None,
) -> date:
    """Return the last day on which an act under a time limit is still in time, inclusive.

    The starting day is not counted. A limit in working days counts working days only, make-up
    Saturdays included.

    Args:
        limit: Amount and measure, such as 3 working days.
        started_on: Legal day of the event that starts the limit.
        calendar: Asked only where rest days matter.
        last_day_rests: Overrides what the limit says about a last day that is a rest day.

    Raises:
        CalendarGap: The calendar has no data for a day that must be judged.
        LawError: ``TIM-02``, the limit is in hours and needs :func:`due_at`; ``TIM-07``, the due
            day lies beyond the year 9999.

    Source:
        Civil Code 91/2015/QH13, Articles 147 and 148 clauses 3, 5 and 6.
    """
    try:
        last = _counted(limit, started_on, calendar)
    except (OverflowError, ValueError):
        raise LawError("TIM-07", amount=limit.amount, started_on=started_on) from None
    if (last_day_rests or limit.last_day_rests) == "next_working_day":
        return calendar.next_working_day(last)
    return last


def _counted(limit: TimeLimit, started_on: date, calendar: Calendar) -> date:
    if limit.measure == "hour":
        raise LawError("TIM-02", amount=limit.amount)
    if limit.measure == "working_day":
        return calendar.add_working_days(started_on, limit.amount)
    if limit.measure == "month":
        return add_months(started_on, limit.amount)
    return started_on + timedelta(days=limit.amount)


def due_day(limit: TimeLimit, started_on: date, calendar: Calendar) -> DueDay:
    """Return the due day, computed provisionally where the calendar is not published so far.

    Source:
        House decision 13; the caller shows a provisional day as such and moves it only by a notice
        act.
    """
    return cast("DueDay", Clock(limit, started_on).due_day(calendar))


def due_at(limit: TimeLimit, started_at: datetime) -> datetime:
    """Return the last moment in time of a limit in hours.

    Raises:
        LawError: ``TIM-03``, the moment has no time zone; ``TIM-04``, the limit is not in hours.
    """
    if started_at.tzinfo is None:
        raise LawError("TIM-03", moment=started_at.isoformat())
    if limit.measure != "hour":
        raise LawError("TIM-04", measure=limit.measure)
    return started_at + timedelta(hours=limit.amount)


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which a clock stands: the days after ``paused_on`` up to ``resumed_on`` are not
    counted.

    Like the starting day, the day of resuming is the day of an event and is not counted.
    ``resumed_on`` is ``None`` while the clock stands.
    """

    paused_on: date
    resumed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A running time limit with its pauses and extensions; every change gives a new value.

    Args:
        limit: As it was when the clock started; a later pack never changes it.
        started_on: Legal day of the event, not counted.
        pauses: In order; only the last may be open.
        extended_by: Amount added, in the measure of the limit.
        stopped_on: Day of the act that ended it.
    """

    limit: TimeLimit
    started_on: date
    pauses: tuple[Pause, ...] = ()
    extended_by: int = 0
    stopped_on: date | None = None

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands now."""
        return bool(self.pauses) and self.pauses[-1].resumed_on is None

    def _refuse_before(self, day: date, act: str, *, paused: bool) -> None:
        last = self.started_on
        if self.pauses:
            last = self.pauses[-1].resumed_on or self.pauses[-1].paused_on
        if self.stopped_on is not None or self.is_paused is not paused or day < last:
            raise LawError("TIM-05", act=act, day=day, last=self.stopped_on or last)

    def pause(self, day: date) -> Clock:
        """Return the clock paused on a day, which itself is still counted.

        Raises:
            LawError: ``TIM-05``, it already stands, has stopped, or the day lies before its last
            event.
        """
        self._refuse_before(day, "pause", paused=False)
        return replace(self, pauses=(*self.pauses, Pause(day)))

    def resume(self, day: date) -> Clock:
        """Return the clock running again; counting goes on from the day after.

        Raises:
            LawError: ``TIM-05``, it does not stand, has stopped, or the day lies before the pause.
        """
        self._refuse_before(day, "resume", paused=True)
        return replace(self, pauses=(*self.pauses[:-1], Pause(self.pauses[-1].paused_on, day)))

    def extend(self, amount: int) -> Clock:
        """Return the clock with more time, in the measure of its limit.

        Raises:
            LawError: ``TIM-01``, the amount is below one; ``TIM-05``, the clock has stopped.
        """
        if amount < 1:
            raise LawError("TIM-01", amount=amount)
        if self.stopped_on is not None:
            raise LawError("TIM-05", act="extend", day=self.stopped_on, last=self.stopped_on)
        return replace(self, extended_by=self.extended_by + amount)

    def stop(self, day: date) -> Clock:
        """Return the clock ended on the day of the act it waited for.

        Raises:
            LawError: ``TIM-05``, it has stopped already or the day lies before its last event.
        """
        self._refuse_before(day, "stop", paused=self.is_paused)
        return replace(self, stopped_on=day)

    def due_on(self, calendar: Calendar) -> date | None:
        """Return the last day in time, inclusive; ``None`` while the clock stands before that day.

        Raises:
            CalendarGap: The calendar has no data for a day that must be judged.
        """
        position, left = self.started_on, self.limit.amount + self.extended_by
        if self.limit.measure == "month":
            return self._due_by_month(calendar)
        for pause in self.pauses:
            used = self._counted(position, pause.paused_on, calendar)
            if used >= left:
                break
            if pause.resumed_on is None:
                return None
            left -= used
            position = pause.resumed_on
        return due_on(replace(self.limit, amount=left), position, calendar)

    def due_day(self, calendar: Calendar) -> DueDay | None:
        """Return the due day, computed provisionally where the calendar is not published so far;
        ``None`` while the clock stands before that day.

        Source:
            House decision 13; the caller shows a provisional day as such and moves it only by a
            notice act.
        """
        asks = self.limit.measure == "working_day" or self.limit.last_day_rests != "stays"
        try:
            day = self.due_on(calendar)
        except CalendarGap:
            calendar = calendar.extended(self.started_on.year, self._reach())
            day = self.due_on(calendar)
        if day is None:
            return None
        return DueDay(day, asks and calendar.is_provisional(self.started_on, day))

    def _reach(self) -> int:
        """The last year that a provisional calendar must cover."""
        events = [self.started_on, *(pause.resumed_on or pause.paused_on for pause in self.pauses)]
        amount = self.limit.amount + self.extended_by
        years = amount // LEAST_IN_A_YEAR[self.limit.measure] + YEARS_AHEAD
        return min(max(event.year for event in events) + years, date.max.year)

    def _counted(self, after: date, until: date, calendar: Calendar) -> int:
        if self.limit.measure == "working_day":
            return calendar.count_working_days(after, until)
        return (until - after).days

    def _due_by_month(self, calendar: Calendar) -> date | None:
        last = add_months(self.started_on, self.limit.amount + self.extended_by)
        for pause in self.pauses:
            if pause.paused_on >= last:
                break
            if pause.resumed_on is None:
                return None
            last += pause.resumed_on - pause.paused_on
        if self.limit.last_day_rests == "next_working_day":
            return calendar.next_working_day(last)
        return last

    def days_left(self, today: date, calendar: Calendar) -> int | None:
        """Return how many days are left after today, in working days where the limit counts those.

        Nought on the due day itself, negative when late, ``None`` while the clock stands. A stopped
        clock answers as of the day it stopped.
        """
        due = self.due_on(calendar)
        if due is None:
            return None
        return self._counted(self.stopped_on or today, due, calendar)
