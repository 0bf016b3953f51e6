"""What a notice does to a calendar, and which notices cannot hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.law.calendar import Calendar
from danvan.law.calendar_notices import CalendarNotice, amended, refuse_notice
from danvan.law.duties import Words
from danvan.law.errors import LawError
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load

PACK = load(pack_folder("vn-base"))
CALENDAR = Calendar(PACK.calendars, PACK.fixed_holidays)
NAME = Words("Nghỉ bão", "Storm")


def notice(kind, first_on, last_on=None, other_on=None, source="1/TB, 01/02/2026"):
    return CalendarNotice(kind, first_on, last_on or first_on, NAME, source, other_on)


def test_day_off_is_a_rest_day_with_its_paper():
    known = amended(CALENDAR, [notice("day_off", date(2026, 3, 9), date(2026, 3, 10))])

    assert [known.is_working_day(date(2026, 3, day)) for day in (9, 10, 11)] == [False, False, True]
    assert known.day_off(date(2026, 3, 9)).source == "1/TB, 01/02/2026"
    assert known.day_off(date(2026, 3, 9)).name == NAME


def test_swapped_day_is_off_and_its_saturday_is_worked():
    known = amended(CALENDAR, [notice("swapped", date(2026, 3, 9), None, date(2026, 3, 14))])

    assert known.kind_of(date(2026, 3, 9)) == "swapped"
    assert known.kind_of(date(2026, 3, 14)) == "make_up"
    assert known.make_up_day(date(2026, 3, 14)).swapped_for == date(2026, 3, 9)


def test_make_up_day_may_stand_alone():
    known = amended(CALENDAR, [notice("make_up", date(2026, 3, 14))])

    assert known.is_working_day(date(2026, 3, 14))


def test_notice_stands_above_the_pack():
    made_up_by_pack = date(2026, 1, 10)

    known = amended(CALENDAR, [notice("day_off", date(2026, 1, 9), made_up_by_pack)])

    assert CALENDAR.kind_of(made_up_by_pack) == "make_up"
    assert known.kind_of(made_up_by_pack) == "holiday"


def test_other_years_and_days_are_as_they_were():
    known = amended(CALENDAR, [notice("day_off", date(2026, 3, 9))])

    assert known.years[:-1] == CALENDAR.years[:-1]
    assert amended(CALENDAR, []) is CALENDAR


def test_year_the_pack_does_not_hold_stays_provisional_until_a_notice_says_it_is_whole():
    single = notice("day_off", date(2027, 2, 5))
    whole = notice("year", date(2027, 1, 1), date(2027, 12, 31), source="2/TB")
    days = date(2027, 2, 1), date(2027, 2, 20)

    assert amended(CALENDAR, [single]).is_provisional(*days)
    assert not amended(CALENDAR, [single, whole]).is_provisional(*days)
    assert not amended(CALENDAR, [single, whole]).is_working_day(date(2027, 2, 5))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (notice("day_off", date(1944, 12, 31)), "CAL-03"),
        (notice("day_off", date(2101, 1, 3)), "CAL-03"),
        (notice("swapped", date(2026, 3, 9), None, date(2101, 1, 1)), "CAL-03"),
        (notice("day_off", date(2026, 3, 9), date(2026, 3, 6)), "CAL-04"),
        (notice("day_off", date(2026, 3, 9), date(2026, 4, 9)), "CAL-04"),
        (notice("make_up", date(2026, 3, 14), date(2026, 3, 15)), "CAL-04"),
        (notice("make_up", date(2026, 3, 9)), "CAL-05"),
        (notice("swapped", date(2026, 3, 9), None, date(2026, 3, 11)), "CAL-05"),
        (notice("day_off", date(2026, 3, 14), date(2026, 3, 15)), "CAL-07"),
        (notice("swapped", date(2026, 3, 9)), "CAL-08"),
    ],
)
def test_notice_that_cannot_hold_is_refused(told, code):
    with pytest.raises(LawError) as refused:
        refuse_notice(told, ())

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("told", "other"),
    [
        (
            notice("make_up", date(2026, 3, 14)),
            notice("day_off", date(2026, 3, 13), date(2026, 3, 14)),
        ),
        (notice("day_off", date(2026, 3, 9)), notice("day_off", date(2026, 3, 9))),
        (
            notice("make_up", date(2026, 3, 14)),
            notice("swapped", date(2026, 3, 9), None, date(2026, 3, 14)),
        ),
        (
            notice("year", date(2027, 1, 1), date(2027, 12, 31)),
            notice("year", date(2027, 1, 1), date(2027, 12, 31)),
        ),
    ],
)
def test_two_notices_on_one_day_are_refused(told, other):
    with pytest.raises(LawError) as refused:
        refuse_notice(told, [other])

    assert (refused.value.code, refused.value.fields["source"]) == ("CAL-06", other.source)


def test_notices_of_other_days_and_a_year_with_its_days_stand_together():
    year = notice("year", date(2027, 1, 1), date(2027, 12, 31))
    standing = [year, notice("day_off", date(2027, 2, 5))]

    refuse_notice(notice("day_off", date(2027, 2, 8)), standing)

    assert replace(year, first_on=date(2028, 1, 1)).days == frozenset()
