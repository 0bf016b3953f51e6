"""A limit told day by day."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.clocks import TimeLimit
from danvan.law.counting import day_by_day
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
