"""When a tree is reminded, and when it is left in peace."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.notices.models import Preference
from danvan.kernel.notices.policy import (
    Quiet,
    Reminding,
    policy_of,
    quiet,
    quiet_of,
    set_policy,
)
from danvan.kernel.organisations.days import LEGAL_ZONE
from tests.factories.desks import make_desk

NIGHT, NOON = Quiet(21, 6), Quiet(12, 13)
DUE = date(2026, 4, 20)


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        (NIGHT, "15T20:59", "15T20:59"),
        (NIGHT, "15T21:00", "16T06:00"),
        (NIGHT, "15T23:30", "16T06:00"),
        (NIGHT, "16T00:00", "16T06:00"),
        (NIGHT, "16T05:59", "16T06:00"),
        (NIGHT, "16T06:00", "16T06:00"),
        (NOON, "15T11:59", "15T11:59"),
        (NOON, "15T12:10", "15T13:00"),
        (NOON, "15T13:00", "15T13:00"),
    ],
)
def test_quiet_ends_in_the_legal_zone(hours, at, until):
    def moment(text):
        return datetime.fromisoformat(f"2026-04-{text}").replace(tzinfo=LEGAL_ZONE)

    assert hours.end_after(moment(at)) == moment(until)


@pytest.mark.parametrize(("begins", "ends"), [(None, None), (None, 6), (21, None), (5, 5)])
def test_hours_that_are_not_set_or_empty_are_none(begins, ends):
    assert quiet(begins, ends) is None


def test_moments_of_a_due_day_stand_in_order():
    policy = Reminding((10, 1), (1, 7), None, None)

    assert [day.isoformat() for day in policy.moments(DUE)] == [
        "2026-04-10",
        "2026-04-19",
        "2026-04-21",
        "2026-04-27",
    ]
    assert policy.next_after(DUE, date(2026, 4, 10)) == date(2026, 4, 19)
    assert policy.next_after(DUE, date(2026, 4, 27)) is None


@pytest.mark.django_db
def test_site_says_what_a_tree_does_not(settings):
    settings.REMIND_DAYS, settings.REMIND_DAYS_AFTER = 4, 2
    desk = make_desk()

    assert policy_of(desk.root.pk) == Reminding((4,), (2,), None, NIGHT)


@pytest.mark.django_db
def test_tree_sets_its_own_and_it_is_recorded():
    desk, other = make_desk(), make_desk()

    set_policy(desk.root, Reminding((1, 10), (7, 1), 14, None), desk.actor)

    held = policy_of(desk.root.pk)
    assert (held.before, held.after, held.escalate_after, held.quiet) == ((10, 1), (1, 7), 14, None)
    assert held.set_by == desk.actor.label
    assert held.set_at is not None
    assert policy_of(other.root.pk).set_at is None
    assert Entry.objects.get(action="notices.policy.set").details["escalate_after"] == 14


@pytest.mark.django_db
@pytest.mark.parametrize(("own", "held"), [((None, None), NIGHT), ((12, 13), NOON), ((0, 0), None)])
def test_own_quiet_hours_count_before_those_of_the_tree(own, held):
    desk = make_desk()
    said = Preference(user=desk.user, quiet_from=own[0], quiet_until=own[1])

    assert quiet_of(said, desk.root.pk) == held
    assert quiet_of(None, desk.root.pk) == NIGHT
