"""Cases that ran elsewhere: brought in with their own days by who may open them, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.cases.bringing import Brought, bring_many
from danvan.kernel.cases.bulk import discard_many
from danvan.kernel.cases.models import Batch, Case, CaseUnit, Event
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.law.duties import Words
from tests.factories.desks import TODAY, make_desk

pytestmark = pytest.mark.django_db
ACTION = "tests.register.import"


def old(unit, **changed) -> Brought:
    told = Brought(
        kind="meetings.record",
        unit_id=unit.pk,
        title=Words("Giao ban", "Session"),
        number="7",
        opened_on=date(2025, 3, 1),
        state="planned",
        closed_on=None,
        facts={"held_on": date(2025, 3, 1), "agenda": "Tình hình"},
    )
    return replace(told, **changed)


def test_what_is_brought_stands_with_its_own_days_under_one_decision():
    desk = make_desk()

    batch = bring_many([old(desk.unit), old(desk.unit, number="8")], desk.actor, action=ACTION)

    rows = Case.objects.order_by("number").values_list("number", "opened_on", "state", "batch")
    assert list(rows) == [(number, date(2025, 3, 1), "planned", batch.pk) for number in ("7", "8")]
    assert CaseUnit.objects.filter(unit=desk.unit).count() == 2
    assert Entry.objects.filter(action=ACTION).count() == 1
    assert Event.objects.filter(name=ACTION, batch=batch).count() == 1


def test_one_place_out_of_reach_leaves_nothing_behind():
    desk, other = make_desk(), make_desk()

    with pytest.raises(Refused) as refused:
        bring_many([old(desk.unit), old(other.unit)], desk.actor, action=ACTION)

    assert refused.value.code == "CASE-01"
    assert (Case.objects.count(), Batch.objects.count()) == (0, 0)


def test_slugs_differ_and_numbers_are_found_by_search():
    desk = make_desk()
    bring_many([old(desk.unit, number="12/2025")] * 2, desk.actor, action=ACTION)

    assert len(set(Case.objects.values_list("slug", flat=True))) == 2
    assert Case.objects.filter(search__contains="12/2025").count() == 2


def test_act_here_begins_where_the_case_stood():
    desk = make_desk()
    closed = old(desk.unit, state="cancelled", closed_on=date(2025, 3, 2))
    bring_many([closed], desk.actor, action=ACTION)
    case = Case.objects.get()

    perform(case, "reopen", desk.actor, effective_on=TODAY, reason="Nhầm")

    step = case.steps.get()
    assert step.from_state == "cancelled"


def test_brought_cases_are_taken_back_while_nobody_worked_on_them():
    desk = make_desk()
    bring_many([old(desk.unit)], desk.actor, action=ACTION)

    assert (
        discard_many(list(Case.objects.values_list("pk", flat=True)), desk.actor, action="x") == 1
    )
    assert not Case.objects.exists()


def test_nothing_to_bring_is_one_empty_decision():
    desk = make_desk()

    assert bring_many([], desk.actor, action=ACTION).case_count == 0
