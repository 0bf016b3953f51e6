"""Alarms ring on the days that the policy of a tree names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.cases.models import Clock
from danvan.kernel.notices.alarms import change_policy, ring
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.policy import Reminding
from tests.factories.accounts import planner_of
from tests.factories.desks import TODAY, make_desk, owe

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def desk(settings):
    settings.REMIND_DAYS = 5
    return make_desk()


def policy(desk, before, after, today=TODAY):
    wanted = Reminding(before, after, None, None)
    return change_policy(desk.root, wanted, planner_of(desk.root, today=today))


def days_rung(desk, due_in, until, since=0):
    """Return on which days before (-) and after (+) a due day something was said."""
    rung = [day for day in range(since, until) if ring(desk.root, TODAY + day * DAY)]
    return [day - due_in for day in rung]


def test_each_day_of_the_policy_rings_once(desk):
    policy(desk, (10, 3, 1), (1, 7))
    owe(desk, TODAY + 20 * DAY)

    assert days_rung(desk, 20, 40) == [-10, -3, -1, 1, 7]
    keys = list(Notice.objects.order_by("pk").values_list("key", flat=True))
    assert keys == ["duties.due_soon"] * 3 + ["duties.overdue"] * 2
    assert Clock.objects.get().alarm_on is None


def test_policy_that_never_reminds_before_leaves_the_usual_day_out(desk):
    policy(desk, (), (2,))
    owe(desk, TODAY + 8 * DAY)

    assert days_rung(desk, 8, 20) == [2]


def test_policy_without_days_says_nothing(desk):
    policy(desk, (), ())
    owe(desk, TODAY + 3 * DAY)

    assert days_rung(desk, 3, 20) == []


def test_case_opened_late_is_reminded_on_the_days_left(desk):
    policy(desk, (10, 1), (1,))
    owe(desk, TODAY + 4 * DAY)

    assert days_rung(desk, 4, 10) == [-1, 1]


def test_case_opened_past_a_day_of_the_policy_is_told_at_once_where_that_day_is_near(desk):
    policy(desk, (3,), (1,))
    owe(desk, TODAY + 2 * DAY)

    assert days_rung(desk, 2, 10) == [-2, 1]


def test_days_that_were_slept_through_are_told_once_on_waking(desk):
    policy(desk, (10, 3, 1), (1,))
    owe(desk, TODAY + 20 * DAY)

    assert days_rung(desk, 20, 30, since=18) == [-2, -1, 1]


def test_new_policy_moves_alarms_ahead_and_wakes_those_that_had_said_all(desk):
    owe(desk, TODAY)
    ring(desk.root, TODAY + DAY)
    spent = Clock.objects.get().alarm_on

    moved = policy(desk, (5,), (1, 9), today=TODAY + 2 * DAY)

    assert (spent, moved) == (None, 1)
    assert days_rung(desk, 0, 20, since=2) == [9]


def test_policy_of_one_tree_moves_nothing_in_another(desk):
    other = make_desk()
    owe(other, TODAY + 20 * DAY)
    alarm = Clock.objects.get().alarm_on

    policy(desk, (10,), ())
    ring(desk.root, TODAY)

    assert Clock.objects.get().alarm_on == alarm
