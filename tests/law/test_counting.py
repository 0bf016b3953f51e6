"""A limit told day by day."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.clocks import Clock, Pause, TimeLimit
from danvan.law.counting import clock_by_day, day_by_day
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load

CALENDAR = load(pack_folder("vn-base")).calendar()


@pytest.mark.parametrize(
    ("limit", "started_on", "expected"),
    [
        (
            TimeLimit(2, "working_day"),
            date(2026, 1, 8),
            [("start", None), ("counted", 1), ("make_up", 2)],
        ),
        (
            TimeLimit(1, "working_day"),
            date(2025, 12, 31),
            [
                ("start", None),
                ("off", None),
                ("off", None),
                ("weekend", None),
                ("weekend", None),
                ("counted", 1),
            ],
        ),
        (
            TimeLimit(2, "day", "next_working_day"),
            date(2026, 3, 12),
            [("start", None), ("counted", 1), ("counted", 2), ("moved", None), ("moved", None)],
        ),
    ],
)
def test_every_day_has_its_reason(limit, started_on, expected):
    _, days = day_by_day(limit, started_on, CALENDAR)

    assert [(day.code.removeprefix("DAY-"), day.number) for day in days] == expected


def test_day_off_is_named():
    _, days = day_by_day(TimeLimit(2, "working_day"), date(2026, 11, 20), CALENDAR)

    assert days[4].fields["name"].en == "Vietnamese Culture Day"


def test_months_end_on_the_matching_day():
    due, days = day_by_day(TimeLimit(1, "month"), date(2026, 1, 31), CALENDAR)

    assert due.on == days[-1].on == date(2026, 2, 28)


def test_count_beyond_the_calendar_is_provisional():
    due, days = day_by_day(TimeLimit(2, "working_day"), date(2026, 12, 31), CALENDAR)

    assert (due.on, due.is_provisional) == (date(2027, 1, 5), True)
    assert days[1].code == "DAY-off"


def told(clock):
    due, days = clock_by_day(clock, CALENDAR)
    return due and due.on, [(day.on.day, day.code.removeprefix("DAY-"), day.number) for day in days]


def test_pause_and_extension_are_told():
    start = date(2026, 7, 6)
    clock = Clock(
        TimeLimit(2, "day"), start, (Pause(date(2026, 7, 7), date(2026, 7, 9)),), extended_by=1
    )

    assert told(clock) == (
        date(2026, 7, 11),
        [
            (6, "start", None),
            (7, "counted", 1),
            (8, "paused", None),
            (9, "resumed", None),
            (10, "counted", 2),
            (11, "extended", 3),
        ],
    )


def test_clock_that_stands_has_no_due_day_and_is_told_up_to_the_pause():
    clock = Clock(TimeLimit(5, "working_day"), date(2026, 7, 6), (Pause(date(2026, 7, 7)),))

    assert told(clock) == (None, [(6, "start", None), (7, "counted", 1)])


def test_pause_into_a_year_without_calendar_gives_a_provisional_day():
    clock = Clock(
        TimeLimit(20, "working_day"),
        date(2026, 12, 1),
        (Pause(date(2026, 12, 10), date(2027, 6, 1)),),
    )

    due, days = clock_by_day(clock, CALENDAR)

    assert due == (date(2027, 6, 18), True)
    assert days[-1].number == 20


def test_numbers_of_a_clock_reach_exactly_its_amount():
    clock = Clock(
        TimeLimit(30, "day", "next_working_day"),
        date(2026, 7, 6),
        (Pause(date(2026, 7, 16), date(2026, 7, 26)),),
        extended_by=15,
    )

    due, days = clock_by_day(clock, CALENDAR)

    assert max(day.number for day in days if day.number) == 45
    assert due.on == clock.due_on(CALENDAR) == days[-1].on
