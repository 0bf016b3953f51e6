"""Closing a register: what nobody needs is voided, what a draft holds stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.closing import close
from danvan.kernel.correspondence.documents import hold_number, issue
from danvan.kernel.correspondence.models import NumberState
from danvan.kernel.correspondence.numbers import release, reserve
from danvan.kernel.correspondence.registers import reopen_register
from danvan.kernel.correspondence.rounds import release_abandoned
from tests.factories.correspondence import TODAY, draft


def test_what_a_draft_holds_can_still_be_issued(office):
    held, document = reserve(office.out, "report", office.clerk, TODAY), draft(office)
    hold_number(document, held, office.clerk)

    close(office.out, TODAY, office.clerk, voids_rest=True)
    issue(document, TODAY, office.clerk)

    held.refresh_from_db()
    assert held.state == NumberState.USED
    with pytest.raises(Refused, match="REG-03"):
        reserve(office.out, "report", office.clerk, TODAY)


@pytest.mark.parametrize(("voids", "left"), [(True, NumberState.VOID), (False, "reserved")])
def test_what_nobody_needs_is_voided_where_asked(office, voids, left):
    loose = reserve(office.out, "report", office.clerk, TODAY)
    given = reserve(office.out, "report", office.clerk, TODAY)
    release(given, office.clerk, "Nhầm")

    count = close(office.out, TODAY, office.clerk, voids_rest=voids)

    loose.refresh_from_db()
    given.refresh_from_db()
    assert count == (2 if voids else 1)
    assert (loose.state, given.state) == (left, NumberState.VOID)


def test_a_day_to_come_leaves_the_numbers_until_then(office):
    given = reserve(office.out, "report", office.clerk, TODAY)
    release(given, office.clerk, "Nhầm")

    assert close(office.out, TODAY + timedelta(days=1), office.clerk, voids_rest=True) == 0

    assert reserve(office.out, "report", office.clerk, TODAY).value == given.value


def test_the_schedule_voids_what_a_closed_register_got_back(office):
    held = reserve(office.out, "report", office.clerk, TODAY)
    close(office.out, TODAY, office.clerk, voids_rest=False)
    release(held, office.clerk, "Thôi")

    release_abandoned(now=timezone.now())

    held.refresh_from_db()
    assert held.state == NumberState.VOID


def test_closing_is_refused_for_the_past_twice_and_to_strangers(office):
    with pytest.raises(Refused, match="REG-38"):
        close(office.out, TODAY - timedelta(days=1), office.clerk, voids_rest=True)
    with pytest.raises(Refused, match="REG-01"):
        close(office.out, TODAY, office.stranger, voids_rest=True)
    close(office.out, TODAY, office.clerk, voids_rest=True)
    with pytest.raises(Refused, match="REG-36"):
        close(office.out, TODAY, office.clerk, voids_rest=True)


def test_a_register_opens_again(office):
    close(office.out, TODAY, office.clerk, voids_rest=True)

    reopen_register(office.out, office.clerk, "Khóa nhầm")

    assert reserve(office.out, "report", office.clerk, TODAY).value == 1
    with pytest.raises(Refused, match="REG-36"):
        reopen_register(office.out, office.clerk, "Khóa nhầm")
