"""Rows of clocks: snapshots shared, alarms before the day, stopping and running again."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.cases.clocks import (
    ClockBasis,
    alarm_before,
    restart_clocks,
    snapshot,
    stop_clocks,
)
from danvan.kernel.cases.models import ClockSnapshot
from tests.factories.desks import make_desk, owe

pytestmark = pytest.mark.django_db
DUE = date(2026, 4, 20)


def test_equal_bases_share_a_snapshot():
    first = snapshot(ClockBasis({"day": 10, "month": "next"}, "art_1", "1-QĐ", "pack 1"))
    second = snapshot(ClockBasis({"month": "next", "day": 10}, "art_1", "1-QĐ", "pack 1"))
    other = snapshot(ClockBasis({"month": "next", "day": 10}, "art_1", "1-QĐ", "pack 2"))

    assert first == second
    assert other != first
    assert (first.rule, first.provision) == ({"day": 10, "month": "next"}, "art_1")
    assert ClockSnapshot.objects.count() == 2


def test_alarm_rings_some_days_before(settings):
    settings.REMIND_DAYS = 3

    assert alarm_before(DUE) == date(2026, 4, 17)


def test_stopped_clock_runs_again_towards_the_same_day():
    case = owe(make_desk(), DUE)
    clock = case.clocks.get()
    stop_clocks(case, date(2026, 4, 1))
    clock.refresh_from_db()
    stopped = (clock.stopped_on, clock.alarm_on)

    restart_clocks(case)

    clock.refresh_from_db()
    assert stopped == (date(2026, 4, 1), None)
    assert (clock.stopped_on, clock.due_on, clock.alarm_on) == (None, DUE, alarm_before(DUE))


def test_stopping_again_leaves_the_first_day():
    case = owe(make_desk(), DUE)

    stop_clocks(case, date(2026, 4, 1))
    stop_clocks(case, date(2026, 4, 9))

    assert case.clocks.get().stopped_on == date(2026, 4, 1)
