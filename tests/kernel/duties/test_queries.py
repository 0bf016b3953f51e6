"""How a case stands on a day, and its newest proof."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from danvan.kernel.cases.models import Case, Evidence
from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.duties.queries import Moment, days_late, standing, with_last_proof
from tests.factories.desks import make_desk, owe

DUE = date(2022, 6, 9)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "state", "due_on", "closed_on", "today", "expected", "late"),
    [
        ("occurrence", "open", DUE, None, DUE - 6 * ONE_DAY, "coming", 0),
        ("occurrence", "open", DUE, None, DUE - 5 * ONE_DAY, "due", 0),
        ("occurrence", "open", DUE, None, DUE, "due", 0),
        ("occurrence", "open", DUE, None, DUE + ONE_DAY, "overdue", 1),
        ("occurrence", "done", DUE, DUE, DUE + 90 * ONE_DAY, "in_time", 0),
        ("occurrence", "done", DUE, DUE + 3 * ONE_DAY, DUE + 90 * ONE_DAY, "late", 3),
        ("occurrence", "waived", DUE, DUE + ONE_DAY, DUE, "waived", 1),
        ("occurrence", "open", None, None, DUE + 900 * ONE_DAY, "undated", 0),
        ("occurrence", "done", None, DUE, DUE, "done", 0),
        ("card", "open", None, None, DUE, "standing", 0),
        ("card", "ended", None, DUE, DUE, "ended", 0),
    ],
)
def test_case_stands_by_its_days(kind, state, due_on, closed_on, today, expected, late):
    moment = Moment(f"duties.{kind}", state, due_on, closed_on)

    assert standing(moment, today, remind_days=5) == expected
    assert days_late(moment, today) == late


@pytest.mark.django_db
def test_last_proof_is_the_newest_day_that_was_not_withdrawn():
    desk = make_desk()
    case = owe(desk, DUE)
    for back in (9, 2, 5):
        proof = EvidenceInput("report", note="x", proven_on=desk.actor.today - back * ONE_DAY)
        perform(case, "add_proof", desk.actor, effective_on=desk.actor.today, evidence=[proof])
    empty = owe(desk, DUE)
    today = desk.actor.today

    assert last_proofs() == {case.pk: today - 2 * ONE_DAY, empty.pk: None}
    Evidence.objects.filter(proven_on=today - 2 * ONE_DAY).update(
        withdrawn_at="2026-04-15T00:00:00Z"
    )

    assert last_proofs()[case.pk] == today - 5 * ONE_DAY


def last_proofs():
    return dict(with_last_proof(Case.objects.all()).values_list("pk", "last_proof_on"))
