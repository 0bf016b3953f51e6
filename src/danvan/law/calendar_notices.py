"""Notices that change the calendar of one place: days off, swapped days, make-up days, years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from danvan.law.calendar import FRIDAY, Calendar, CalendarYear, DayOff, MakeUpDay
from danvan.law.duties import Words
from danvan.law.errors import LawError

NoticeKind = Literal["day_off", "swapped", "make_up", "year"]

FIRST_YEAR, LAST_YEAR = 1945, 2100
MOST_DAYS = 31
"""How many days one notice of days off may hold: more is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class CalendarNotice:
    """What an official paper says about the days of one place.

    Args:
        kind: ``day_off`` (each day of the span is a rest day), ``swapped`` (one weekday off, its
            make-up day in ``other_on``), ``make_up`` (one day of a weekend is worked, for
            ``other_on`` where that is known) or ``year`` (a provisional year counts as published).
        first_on: First day it speaks of, for a year its first of January.
        last_on: Last day, inclusive; the same as ``first_on`` but for days off and years.
        source: The paper: number, day, issuer.
    """

    kind: NoticeKind
    first_on: date
    last_on: date
    name: Words
    source: str
    other_on: date | None = None

    @property
    def rest_days(self) -> tuple[date, ...]:
        """Return the days it makes rest days, in order."""
        if self.kind not in {"day_off", "swapped"}:
            return ()
        length = (self.last_on - self.first_on).days + 1
        return tuple(self.first_on + timedelta(days=number) for number in range(length))

    @property
    def worked_days(self) -> tuple[date, ...]:
        """Return the days it makes worked days."""
        if self.kind == "make_up":
            return (self.first_on,)
        return (self.other_on,) if self.kind == "swapped" and self.other_on else ()

    @property
    def days(self) -> frozenset[date]:
        """Return every day it decides."""
        return frozenset(self.rest_days + self.worked_days)


def refuse_notice(notice: CalendarNotice, standing: Iterable[CalendarNotice]) -> None:
    """Refuse a notice that cannot hold, or that speaks of a day on which another stands.

    Args:
        standing: The notices of the same place that were not withdrawn.

    Raises:
        LawError: ``CAL-03`` a day lies outside 1945 to 2100, ``CAL-04`` the last day lies before
            the first or more than a month after it, ``CAL-05`` a make-up day is a weekday,
            ``CAL-06`` another notice stands on one of its days, ``CAL-07`` all its days off are
            weekends, ``CAL-08`` a swapped day without its make-up day.
    """
    mentioned = (notice.first_on, notice.last_on, notice.other_on)
    for day in mentioned:
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise LawError("CAL-03", day=day, first=FIRST_YEAR, last=LAST_YEAR)
    if notice.kind != "year":
        _refuse_days(notice)
    for other in standing:
        if clash := _clash(notice, other):
            raise LawError("CAL-06", day=clash, source=other.source)


def _refuse_days(notice: CalendarNotice) -> None:
    span = (notice.last_on - notice.first_on).days
    if not 0 <= span < MOST_DAYS or (span and notice.kind != "day_off"):
        raise LawError("CAL-04", first=notice.first_on, last=notice.last_on, most=MOST_DAYS)
    if notice.kind == "swapped" and notice.other_on is None:
        raise LawError("CAL-08", day=notice.first_on)
    for day in notice.worked_days:
        if day.weekday() <= FRIDAY:
            raise LawError("CAL-05", day=day)
    rest = notice.rest_days
    if rest and all(day.weekday() > FRIDAY for day in rest):
        raise LawError("CAL-07", day=rest[0])


def _clash(one: CalendarNotice, other: CalendarNotice) -> date | None:
    """Return the first day of which both speak; two notices on one year clash as such."""
    if one.kind == "year" and other.kind == "year":
        return one.first_on if one.first_on.year == other.first_on.year else None
    return min(one.days & other.days, default=None)


def amended(calendar: Calendar, notices: Sequence[CalendarNotice]) -> Calendar:
    """Return a calendar in which notices stand above what the pack says of the same days.

    A year that the pack does not hold stays provisional, whatever single days are known of it,
    until a notice says that it is complete.

    Example:
        >>> year = CalendarYear(2027, ())
        >>> gone = CalendarNotice("day_off", date(2027, 3, 1), date(2027, 3, 1), Words("", ""), "1")
        >>> amended(Calendar((year,)), [gone]).is_working_day(date(2027, 3, 1))
        False
    """
    if not notices:
        return calendar
    told = [day.year for one in notices for day in (*one.days, one.first_on)]
    whole = calendar.extended(min(told), max(told))
    return replace(whole, years=tuple(_year(one, notices) for one in whole.years))


def _year(year: CalendarYear, notices: Sequence[CalendarNotice]) -> CalendarYear:
    decided = {day for one in notices for day in one.days if day.year == year.year}
    confirmed = any(one.kind == "year" and one.first_on.year == year.year for one in notices)
    if not decided and not confirmed:
        return year
    off = [day for day in year.days_off if day.on not in decided]
    made_up = [day for day in year.make_up if day.on not in decided]
    off += [day for one in notices for day in _off(one) if day.on.year == year.year]
    made_up += [day for one in notices for day in _made_up(one) if day.on.year == year.year]
    return CalendarYear(
        year.year, tuple(off), tuple(made_up), year.is_provisional and not confirmed
    )


def _off(notice: CalendarNotice) -> Iterator[DayOff]:
    kind: Literal["holiday", "swapped"] = "swapped" if notice.kind == "swapped" else "holiday"
    for day in notice.rest_days:
        yield DayOff(day, kind, notice.name, notice.source, "S")


def _made_up(notice: CalendarNotice) -> Iterator[MakeUpDay]:
    for day in notice.worked_days:
        swapped_for = notice.first_on if notice.kind == "swapped" else notice.other_on
        yield MakeUpDay(day, swapped_for or day, notice.source, "S")
