"""Working days of State bodies, by the calendar of the base pack and by small ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.calendar import (
    Calendar,
    CalendarYear,
    DayOff,
    FixedHoliday,
    MakeUpDay,
    provisional_year,
)
from danvan.law.duties import Words
from danvan.law.errors import CalendarGap, LawError
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load
from danvan.law.periods import Period

NAME = Words("Ngày lễ", "Holiday")
CALENDAR = load(pack_folder("vn-base")).calendar()
DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def holiday(month, day, *, begins_on=None, days=()):
    return FixedHoliday(NAME, Period(begins_on), "law", "V", month, day, days)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2020, 1, 25), "holiday"),  # Lunar New Year on a Saturday
        (date(2020, 9, 3), "working"),  # National Day was one day
        (date(2021, 9, 3), "holiday"),
        (date(2022, 1, 3), "compensatory"),
        (date(2023, 5, 1), "holiday"),
        (date(2023, 5, 3), "compensatory"),
        (date(2024, 4, 29), "swapped"),
        (date(2024, 5, 4), "make_up"),
        (date(2025, 4, 26), "make_up"),
        (date(2025, 5, 2), "swapped"),
        (date(2025, 11, 24), "working"),
        (date(2026, 1, 10), "make_up"),
        (date(2026, 8, 22), "make_up"),
        (date(2026, 8, 31), "swapped"),
        (date(2026, 11, 24), "holiday"),
        (date(2026, 1, 17), "weekend"),
        (date(2026, 1, 5), "working"),
    ],
)
def test_days_are_what_the_notices_say(day, kind):
    found = CALENDAR.kind_of(day)

    assert found == kind
    assert CALENDAR.is_working_day(day) is (kind in {"working", "make_up"})


def test_days_tell_their_source():
    off, made_up = CALENDAR.day_off(date(2026, 1, 2)), CALENDAR.make_up_day(date(2026, 1, 10))

    assert off is not None
    assert off.mark == "S"
    assert made_up is not None
    assert made_up.swapped_for == date(2026, 1, 2)
    assert CALENDAR.day_off(date(2026, 1, 5)) is None
    assert CALENDAR.make_up_day(date(2026, 1, 17)) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 5), date(2026, 1, 5)),
        (date(2026, 1, 1), date(2026, 1, 5)),
        (date(2026, 2, 14), date(2026, 2, 23)),
        (date(2026, 1, 10), date(2026, 1, 10)),
    ],
)
def test_next_working_day_is_the_day_itself_or_later(day, expected):
    assert CALENDAR.next_working_day(day) == expected


@pytest.mark.parametrize(
    ("day", "amount", "expected"),
    [
        (date(2026, 1, 5), 1, date(2026, 1, 6)),
        (date(2026, 1, 9), 1, date(2026, 1, 10)),
        (date(2026, 1, 10), 1, date(2026, 1, 12)),
        (date(2026, 1, 11), 1, date(2026, 1, 12)),
        (date(2026, 1, 12), -1, date(2026, 1, 10)),
        (date(2026, 1, 11), -1, date(2026, 1, 10)),
        (date(2026, 1, 5), -1, date(2025, 12, 31)),
        (date(2026, 11, 23), 1, date(2026, 11, 25)),
    ],
)
def test_working_days_are_added_without_the_first(day, amount, expected):
    assert CALENDAR.add_working_days(day, amount) == expected


@given(day=DAYS, amount=st.integers(1, 40))
def test_table_agrees_with_counting_on_fingers(day, amount):
    left, reached = amount, day
    try:
        while left:
            reached += timedelta(days=1)
            left -= CALENDAR.is_working_day(reached)
    except CalendarGap:
        with pytest.raises(CalendarGap):
            CALENDAR.add_working_days(day, amount)
        return

    assert CALENDAR.add_working_days(day, amount) == reached
    assert CALENDAR.count_working_days(day, reached) == amount
    assert CALENDAR.count_working_days(reached, day) == -amount


@pytest.mark.parametrize(
    ("ask", "year"),
    [
        (lambda: CALENDAR.is_working_day(date(2027, 2, 3)), 2027),
        (lambda: CALENDAR.kind_of(date(2019, 12, 31)), 2019),
        (lambda: CALENDAR.add_working_days(date(2026, 12, 31), 1), 2027),
        (lambda: CALENDAR.add_working_days(date(2020, 1, 2), -2), 2019),
        (lambda: CALENDAR.count_working_days(date(2026, 12, 31), date(2027, 1, 1)), 2027),
    ],
)
def test_days_outside_the_data_are_refused_by_year(ask, year):
    with pytest.raises(CalendarGap) as caught:
        ask()

    assert caught.value.code == "CAL-01"
    assert caught.value.fields["year"] == year
    assert (caught.value.fields["known_from"], caught.value.fields["known_until"]) == (2020, 2026)


@pytest.mark.parametrize("years", [[], [2020, 2022], [2020, 2020]])
def test_years_must_follow_one_another(years):
    with pytest.raises(LawError) as caught:
        Calendar(tuple(CalendarYear(year, ()) for year in years))

    assert caught.value.code == "CAL-02"


def test_provisional_year_counts_what_is_not_decided_as_worked():
    calendar = CALENDAR.extended(2026, 2027)

    kinds = {
        day: calendar.kind_of(day)
        for day in (date(2027, 1, 1), date(2027, 2, 8), date(2027, 4, 16), date(2027, 5, 3))
    }

    assert list(kinds.values()) == ["holiday", "working", "holiday", "compensatory"]
    assert calendar.is_provisional(date(2026, 12, 31), date(2027, 1, 1))
    assert not calendar.is_provisional(date(2026, 1, 1), date(2026, 12, 31))


def test_culture_day_is_fixed_from_its_resolution_on():
    earlier = provisional_year(2019, CALENDAR.fixed)
    later = provisional_year(2027, CALENDAR.fixed)

    assert date(2019, 11, 24) not in {day.on for day in earlier.days_off}
    assert date(2027, 11, 24) in {day.on for day in later.days_off}


def test_compensation_passes_over_another_holiday():
    fixed = (holiday(5, 1), holiday(5, 2), holiday(5, 3))  # Saturday to Monday in 2027

    days = provisional_year(2027, fixed).days_off

    assert [day.on.day for day in days if day.kind == "compensatory"] == [4, 5]


def test_calendar_reaches_back_and_stays_itself_where_nothing_lacks():
    assert CALENDAR.extended(2018, 2026).first_on == date(2018, 1, 1)
    assert CALENDAR.extended(2021, 2025) is CALENDAR


def test_calendars_with_the_same_years_are_equal():
    off = DayOff(date(2026, 1, 1), "holiday", NAME, "law", "V")
    made_up = MakeUpDay(date(2026, 1, 10), date(2026, 1, 2), "notice", "S")
    year = CalendarYear(2026, (off,), (made_up,))

    assert Calendar((year,)) == Calendar((year,))
    assert len({Calendar((year,)), Calendar((year,))}) == 1
