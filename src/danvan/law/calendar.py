"""Working days, rest days, make-up Saturdays; refuses to guess beyond its data."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from danvan.law.duties import Words
from danvan.law.errors import CalendarGap, LawError
from danvan.law.periods import Period

Mark = Literal["V", "S", "M", "C"]
"""How sure a fact is: V read in the text itself, S second hand, M from memory, C computed."""

DayKind = Literal["holiday", "compensatory", "swapped", "weekend", "working", "make_up"]

FRIDAY = 4
WEEK = 7


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which State bodies rest although it is not, or not only, a weekend.

    Args:
        on: The day.
        kind: ``holiday``, ``compensatory`` (for a holiday on a weekend) or ``swapped`` (against a
            Saturday).
    """

    on: date
    kind: Literal["holiday", "compensatory", "swapped"]
    name: Words
    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class MakeUpDay:
    """A Saturday that is worked in exchange for a swapped day off."""

    on: date
    swapped_for: date
    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """Days off and make-up days of one year, as published."""

    year: int
    days_off: tuple[DayOff, ...]
    make_up: tuple[MakeUpDay, ...] = ()
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class FixedHoliday:
    """A holiday that the law itself fixes to a day of the solar year, or to listed days.

    Args:
        month, day: Day of every year inside the period; zero where only ``days`` count.
        days: Single days, for holidays of the lunar year.
    """

    name: Words
    period: Period
    source: str
    mark: Mark
    month: int = 0
    day: int = 0
    days: tuple[date, ...] = ()

    def on_year(self, year: int) -> tuple[date, ...]:
        """Return its days in a year."""
        every = (date(year, self.month, self.day),) if self.month else ()
        listed = tuple(day for day in self.days if day.year == year)
        return tuple(day for day in every + listed if self.period.holds(day))


def provisional_year(year: int, fixed: Iterable[FixedHoliday]) -> CalendarYear:
    """Return a year made of weekends and the holidays fixed by law, marked provisional.

    Days that the Prime Minister has yet to choose are counted as worked, which gives the earlier
    due day. A fixed holiday on a weekend moves its rest to the next working day.

    Source:
        Labour Code 45/2019/QH14, Articles 111 clause 3 and 112.
    """
    by_day = {day: holiday for holiday in fixed for day in holiday.on_year(year)}
    taken = set(by_day)
    found: list[DayOff] = []
    for day, holiday in sorted(by_day.items()):
        found.append(DayOff(day, "holiday", holiday.name, holiday.source, "C"))
        if day.weekday() > FRIDAY:
            moved = day
            while moved.weekday() > FRIDAY or moved in taken:
                moved += timedelta(days=1)
            taken.add(moved)
            found.append(DayOff(moved, "compensatory", holiday.name, holiday.source, "C"))
    return CalendarYear(year, tuple(found), is_provisional=True)


@dataclass(frozen=True, slots=True)
class _Ranks:
    """Day by day, how many working days came before; and the working days in order."""

    first: int
    before: array[int]
    working: array[int]


@dataclass(frozen=True)
class Calendar:
    """Working days of State bodies for a run of years.

    Monday to Friday are worked unless they are days off; make-up Saturdays are worked.

    Args:
        years: Consecutive years.
        fixed: Holidays fixed by law, used only by :meth:`extended`.

    Raises:
        LawError: ``CAL-02``, no year, a year twice or a year left out.

    Source:
        Labour Code 45/2019/QH14, Articles 111 and 112; the yearly notices named by each day.
    """

    years: tuple[CalendarYear, ...]
    fixed: tuple[FixedHoliday, ...] = ()
    _off: Mapping[date, DayOff] = field(init=False, repr=False, compare=False)
    _made_up: Mapping[date, MakeUpDay] = field(init=False, repr=False, compare=False)
    _ranks: _Ranks = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Order the years and count their working days once."""
        ordered = tuple(sorted(self.years, key=lambda each: each.year))
        numbers = [each.year for each in ordered]
        if not numbers or numbers != list(range(numbers[0], numbers[-1] + 1)):
            raise LawError("CAL-02", years=numbers)
        object.__setattr__(self, "years", ordered)
        object.__setattr__(self, "_off", {day.on: day for each in ordered for day in each.days_off})
        object.__setattr__(
            self, "_made_up", {day.on: day for each in ordered for day in each.make_up}
        )
        object.__setattr__(self, "_ranks", self._counted())

    def __hash__(self) -> int:
        """Hash by the years, which say everything."""
        return hash(self.years)

    def _counted(self) -> _Ranks:
        first, last = self.first_on.toordinal(), self.last_on.toordinal()
        off = {day.toordinal() for day in self._off}
        made_up = {day.toordinal() for day in self._made_up}
        before, working = array("l"), array("l")
        for ordinal in range(first, last + 1):
            before.append(len(working))
            is_weekday = (ordinal - 1) % WEEK <= FRIDAY
            if ordinal in made_up or (is_weekday and ordinal not in off):
                working.append(ordinal)
        before.append(len(working))
        return _Ranks(first, before, working)

    @property
    def first_on(self) -> date:
        """First day that is known."""
        return date(self.years[0].year, 1, 1)

    @property
    def last_on(self) -> date:
        """Last day that is known, inclusive."""
        return date(self.years[-1].year, 12, 31)

    def _known(self, day: date) -> date:
        if not self.first_on <= day <= self.last_on:
            raise self._gap(day.year, day)
        return day

    def _gap(self, year: int, day: date | None = None) -> CalendarGap:
        return CalendarGap(
            "CAL-01",
            year=year,
            day=day or date(year, 1, 1),
            known_from=self.years[0].year,
            known_until=self.years[-1].year,
        )

    def kind_of(self, day: date) -> DayKind:
        """Return what a day is.

        Raises:
            CalendarGap: The day lies outside the known years.
        """
        if self._known(day) in self._made_up:
            return "make_up"
        if day in self._off:
            return self._off[day].kind
        return "weekend" if day.weekday() > FRIDAY else "working"

    def day_off(self, day: date) -> DayOff | None:
        """Return the day off with its source, or ``None`` for a worked day and a plain weekend."""
        return self._off.get(self._known(day))

    def make_up_day(self, day: date) -> MakeUpDay | None:
        """Return the make-up day with its source, or ``None``."""
        return self._made_up.get(self._known(day))

    def is_working_day(self, day: date) -> bool:
        """Say whether State bodies work on a day.

        Raises:
            CalendarGap: The day lies outside the known years.
        """
        place = self._known(day).toordinal() - self._ranks.first
        return self._ranks.before[place + 1] > self._ranks.before[place]

    def next_working_day(self, day: date) -> date:
        """Return the day itself if it is worked, else the first worked day after it.

        Raises:
            CalendarGap: That day lies outside the known years.
        """
        place = self._known(day).toordinal() - self._ranks.first
        return self._working(self._ranks.before[place])

    def add_working_days(self, day: date, amount: int) -> date:
        """Return the working day that is ``amount`` working days after a day, the day itself not
        counted.

        Args:
            day: Any day, worked or not.
            amount: One or more; a negative amount counts back, so -1 is the last working day
                before.

        Raises:
            CalendarGap: The result or the day lies outside the known years.
        """
        place = self._known(day).toordinal() - self._ranks.first
        if amount < 0:
            return self._working(self._ranks.before[place] + amount)
        return self._working(self._ranks.before[place + 1] + amount - 1)

    def _working(self, rank: int) -> date:
        if rank < 0:
            raise self._gap(self.years[0].year - 1)
        if rank >= len(self._ranks.working):
            raise self._gap(self.years[-1].year + 1)
        return date.fromordinal(self._ranks.working[rank])

    def count_working_days(self, after: date, until: date) -> int:
        """Return how many working days lie after one day up to another, the latter included.

        The count is negative where ``until`` lies before ``after``.
        """
        one = self._known(after).toordinal() - self._ranks.first
        other = self._known(until).toordinal() - self._ranks.first
        return self._ranks.before[other + 1] - self._ranks.before[one + 1]

    def extended(self, first_year: int, last_year: int) -> Calendar:
        """Return this calendar with provisional years added up to the given ones.

        Source:
            House decision 13: no page fails for want of a calendar; such a day is shown as
            provisional.
        """
        known = {each.year for each in self.years}
        span = range(min(first_year, *known), max(last_year, *known) + 1)
        added = tuple(provisional_year(year, self.fixed) for year in span if year not in known)
        return replace(self, years=self.years + added) if added else self

    def is_provisional(self, first: date, last: date) -> bool:
        """Say whether a span, both ends included, touches a year that is not published."""
        return any(
            each.is_provisional for each in self.years if first.year <= each.year <= last.year
        )
