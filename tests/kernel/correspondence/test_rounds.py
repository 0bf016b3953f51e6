from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from danvan.kernel.correspondence.documents import hold_number, set_joint_issuers
from danvan.kernel.correspondence.models import Number
from danvan.kernel.correspondence.numbers import Line, release, reserve, use
from danvan.kernel.correspondence.rounds import give_numbers_back, release_abandoned
from danvan.kernel.organisations.models import Unit
from tests.factories.correspondence import TODAY, draft, make_office


def take(office):
    return reserve(office.out, "report", office.clerk, TODAY)


def in_days(days):
    return timezone.now() + timedelta(days=days)


def state(number):
    return Number.objects.get(pk=number.pk).state


@pytest.mark.parametrize(("days", "found"), [(2, "reserved"), (4, "released")])
def test_number_held_too_long_is_given_back(office, days, found):
    number = take(office)

    release_abandoned(now=in_days(days))

    assert state(number) == found


def test_given_back_once_and_taken_again(office):
    take(office)

    assert [release_abandoned(now=in_days(4)) for _ in range(2)] == [1, 0]
    assert take(office).value == 1


def test_draft_under_way_keeps_its_numbers(office):
    other = make_office("party", body="board", tree=office.tree)
    document, number, joint = draft(office, world="joint"), take(office), take(other)
    set_joint_issuers(document, [other.unit.pk], office.clerk)
    hold_number(document, number, office.clerk)
    hold_number(document.joint_issuers.get(), joint, other.clerk)

    assert release_abandoned(now=in_days(40)) == 0


def test_draft_that_was_given_up_does_not(office):
    document, number = draft(office), take(office)
    hold_number(document, number, office.clerk)
    document.case.closed_on = TODAY
    document.case.save()

    assert release_abandoned(now=in_days(4)) == 1
    document.refresh_from_db()
    assert document.number is None


def test_used_number_stays(office):
    number = take(office)
    use(number, Line("Số: 01/BC-UBND", TODAY), office.clerk)

    assert release_abandoned(now=in_days(40)) == 0


@pytest.mark.parametrize(
    ("today", "found"), [(date(2027, 1, 31), "released"), (date(2027, 2, 1), "void")]
)
def test_number_that_nobody_can_take_any_more_is_voided(office, today, found):
    number = take(office)
    release(number, office.clerk, "Không dùng")
    Unit.objects.filter(pk=office.tree.root.pk).update(demo_on=today)

    give_numbers_back.call()

    assert state(number) == found
