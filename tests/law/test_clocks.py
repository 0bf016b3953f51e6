"""Time limits and clocks, each branch of Articles 147 and 148 of the Civil Code."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from danvan.law.clocks import Clock, DueDay, Pause, TimeLimit, add_months, due_at, due_day, due_on
from danvan.law.errors import CalendarGap, LawError
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load

CALENDAR = load(pack_folder("vn-base")).calendar()
MOVES = "next_working_day"


@pytest.mark.parametrize(
    ("limit", "started_on", "expected", "source"),
    [
        (TimeLimit(1, "day"), date(2026, 3, 10), date(2026, 3, 11), "147: first day not counted"),
        (TimeLimit(5, "day"), date(2026, 3, 10), date(2026, 3, 15), "Sunday stays"),
        (TimeLimit(5, "day", MOVES), date(2026, 3, 10), date(2026, 3, 16), "148.5 Sunday"),
        (TimeLimit(4, "day", MOVES), date(2026, 1, 6), date(2026, 1, 10), "make-up Saturday"),
        (TimeLimit(2, "day", MOVES), date(2026, 8, 29), date(2026, 9, 3), "swap and holidays"),
        (TimeLimit(3, "working_day"), date(2025, 12, 31), date(2026, 1, 7), "holiday and swap"),
        (TimeLimit(5, "working_day"), date(2026, 1, 5), date(2026, 1, 10), "Saturday worked"),
        (TimeLimit(2, "working_day"), date(2026, 11, 20), date(2026, 11, 24 + 1), "24/11 off"),
        (TimeLimit(2, "working_day"), date(2025, 11, 20), date(2025, 11, 24), "24/11 worked"),
        (TimeLimit(1, "month"), date(2026, 1, 31), date(2026, 2, 28), "148.3 last of month"),
        (TimeLimit(1, "month"), date(2024, 1, 31), date(2024, 2, 29), "148.3 leap year"),
        (TimeLimit(12, "month"), date(2024, 2, 29), date(2025, 2, 28), "148.3"),
        (TimeLimit(1, "month"), date(2026, 3, 15), date(2026, 4, 15), "148.3 matching day"),
        (TimeLimit(3, "month", MOVES), date(2026, 1, 30), date(2026, 5, 4), "148.5 holidays"),
    ],
)
def test_due_day_is_the_last_day_in_time(limit, started_on, expected, source):
    assert due_on(limit, started_on, CALENDAR) == expected, source


def test_caller_may_say_what_a_rest_day_does():
    limit = TimeLimit(5, "day")

    assert due_on(limit, date(2026, 3, 10), CALENDAR, last_day_rests=MOVES) == date(2026, 3, 16)


@pytest.mark.parametrize("amount", [0, -1])
def test_limit_without_time_is_refused(amount):
    with pytest.raises(LawError) as caught:
        TimeLimit(amount, "day")

    assert caught.value.code == "TIM-01"


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: due_on(TimeLimit(24, "hour"), date(2026, 1, 5), CALENDAR), "TIM-02"),
        (lambda: due_at(TimeLimit(24, "hour"), datetime(2026, 1, 5)), "TIM-03"),  # noqa: DTZ001  that is the fault
        (lambda: due_at(TimeLimit(1, "day"), datetime(2026, 1, 5, tzinfo=UTC)), "TIM-04"),
        (lambda: due_on(TimeLimit(9**9, "day"), date(2026, 1, 5), CALENDAR), "TIM-07"),
        (lambda: due_day(TimeLimit(9**9, "working_day"), date(2026, 1, 5), CALENDAR), "TIM-07"),
        (lambda: due_on(TimeLimit(9**9, "month"), date(2026, 1, 5), CALENDAR), "TIM-07"),
    ],
)
def test_impossible_questions_are_refused(ask, code):
    with pytest.raises(LawError) as caught:
        ask()

    assert caught.value.code == code


def test_hours_count_by_moment():
    started_at = datetime(2026, 8, 15, 2, 10, tzinfo=UTC)

    assert due_at(TimeLimit(24, "hour"), started_at) == datetime(2026, 8, 16, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("limit", "started_on", "expected"),
    [
        (TimeLimit(3, "working_day"), date(2026, 12, 30), DueDay(date(2027, 1, 5), True)),
        (TimeLimit(3, "working_day"), date(2026, 1, 5), DueDay(date(2026, 1, 8), False)),
        (TimeLimit(3, "day"), date(2030, 1, 5), DueDay(date(2030, 1, 8), False)),
        (TimeLimit(1, "day", MOVES), date(2027, 5, 1), DueDay(date(2027, 5, 4), True)),
        (TimeLimit(500, "working_day"), date(2026, 1, 1), DueDay(date(2027, 12, 27), True)),
        (TimeLimit(1, "working_day"), date(2015, 1, 1), DueDay(date(2015, 1, 2), True)),
    ],
)
def test_due_day_beyond_the_calendar_is_provisional(limit, started_on, expected):
    assert due_day(limit, started_on, CALENDAR) == expected


def test_due_day_beyond_the_calendar_is_refused_where_nothing_provisional_is_asked():
    with pytest.raises(CalendarGap):
        due_on(TimeLimit(3, "working_day"), date(2026, 12, 30), CALENDAR)


def test_months_pass_over_the_year():
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 1, 31), -2) == date(2025, 11, 30)


@pytest.mark.parametrize(
    ("limit", "pauses", "extended_by", "expected"),
    [
        (TimeLimit(10, "day"), [], 0, date(2026, 3, 12)),
        (TimeLimit(10, "day"), [(5, 9)], 0, date(2026, 3, 16)),
        (TimeLimit(10, "day"), [(2, 9)], 0, date(2026, 3, 19)),
        (TimeLimit(10, "day"), [(5, 9), (10, 12)], 0, date(2026, 3, 18)),
        (TimeLimit(10, "day"), [(5, 5)], 0, date(2026, 3, 12)),
        (TimeLimit(3, "day"), [(5, 9)], 0, date(2026, 3, 5)),
        (TimeLimit(10, "day"), [], 5, date(2026, 3, 17)),
        (TimeLimit(5, "working_day"), [], 0, date(2026, 3, 9)),
        (TimeLimit(5, "working_day"), [(4, 9)], 0, date(2026, 3, 12)),
        (TimeLimit(5, "working_day"), [], 5, date(2026, 3, 16)),
        (TimeLimit(1, "month"), [], 0, date(2026, 4, 2)),
        (TimeLimit(1, "month"), [(5, 9)], 0, date(2026, 4, 6)),
        (TimeLimit(1, "month", MOVES), [(5, 7)], 0, date(2026, 4, 6)),
        (TimeLimit(1, "month"), [], 1, date(2026, 5, 2)),
    ],
)
def test_clock_counts_without_its_pauses(limit, pauses, extended_by, expected):
    clock = Clock(limit, date(2026, 3, 2))

    for paused, resumed in pauses:
        clock = clock.pause(date(2026, 3, paused)).resume(date(2026, 3, resumed))
    clock = clock.extend(extended_by) if extended_by else clock

    assert clock.due_on(CALENDAR) == expected


@pytest.mark.parametrize("measure", ["day", "month"])
def test_standing_clock_has_no_due_day(measure):
    clock = Clock(TimeLimit(10, measure), date(2026, 3, 2)).pause(date(2026, 3, 5))

    assert clock.is_paused
    assert clock.due_on(CALENDAR) is None
    assert clock.days_left(date(2026, 3, 6), CALENDAR) is None


def test_pause_after_the_due_day_changes_nothing():
    by_day = Clock(TimeLimit(2, "day"), date(2026, 3, 2), (Pause(date(2026, 3, 20)),))
    by_month = Clock(TimeLimit(1, "month"), date(2026, 3, 2), (Pause(date(2026, 4, 20)),))

    assert by_day.due_on(CALENDAR) == date(2026, 3, 4)
    assert by_month.due_on(CALENDAR) == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2026, 3, 2), 5), (date(2026, 3, 7), 1), (date(2026, 3, 9), 0), (date(2026, 3, 11), -2)],
)
def test_days_left_are_counted_in_the_measure_of_the_limit(today, left):
    clock = Clock(TimeLimit(5, "working_day"), date(2026, 3, 2))

    assert clock.days_left(today, CALENDAR) == left


def test_stopped_clock_answers_as_of_its_stop():
    clock = Clock(TimeLimit(10, "day"), date(2026, 3, 2)).stop(date(2026, 3, 6))

    assert clock.days_left(date(2026, 5, 1), CALENDAR) == 6


STARTED = Clock(TimeLimit(10, "day"), date(2026, 3, 2))
PAUSED = STARTED.pause(date(2026, 3, 5))


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda: STARTED.pause(date(2026, 3, 1)), "TIM-05"),
        (lambda: STARTED.resume(date(2026, 3, 5)), "TIM-05"),
        (lambda: PAUSED.pause(date(2026, 3, 6)), "TIM-05"),
        (lambda: PAUSED.resume(date(2026, 3, 4)), "TIM-05"),
        (lambda: PAUSED.stop(date(2026, 3, 4)), "TIM-05"),
        (lambda: PAUSED.resume(date(2026, 3, 8)).pause(date(2026, 3, 7)), "TIM-05"),
        (lambda: STARTED.stop(date(2026, 3, 6)).stop(date(2026, 3, 7)), "TIM-05"),
        (lambda: STARTED.stop(date(2026, 3, 6)).extend(1), "TIM-05"),
        (lambda: STARTED.extend(0), "TIM-01"),
    ],
)
def test_acts_out_of_order_are_refused(act, code):
    with pytest.raises(LawError) as caught:
        act()

    assert caught.value.code == code
