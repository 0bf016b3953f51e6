"""Cases of the kernel's kinds and meetings, opened in a tree that works by the small pack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case, Taking
from danvan.kernel.cases.perform import EvidenceInput, Opening, open_case, perform
from danvan.kernel.duties.applying import apply
from danvan.kernel.duties.models import Occurrence, PlanApply
from danvan.kernel.duties.planning import plan
from danvan.kernel.organisations.models import Unit
from danvan.law.duties import Words
from tests.factories.accounts import actor_at, planner_of
from tests.factories.trees import TODAY

NOTE = EvidenceInput("report", note="Đã làm.")
MINUTES = EvidenceInput("minutes", document_number="1-BB")


def apply_all(root: Unit, *, today: date = TODAY, until: date | None = None) -> PlanApply:
    """Plan and apply as the planner of a tree."""
    shown = plan(root, today=today, until=until)
    return apply(root, shown.digest, planner_of(root, today=today), until=until)


def occurrence(code: str, key: str, unit: Unit | None = None) -> Case:
    """Return the case of one occurrence."""
    rows = Occurrence.objects.filter(duty__code=code, key=key)
    return (rows.filter(unit=unit) if unit else rows).get().case


def card(code: str, unit: Unit | None = None) -> Case:
    """Return the case of a card."""
    rows = Case.objects.filter(card__duty__code=code)
    return (rows.filter(unit=unit) if unit else rows).get()


def complete(case: Case, actor: Actor | None = None, *, on: date = TODAY) -> Case:
    """Complete an occurrence with a note, in its period."""
    facts = case.occurrence
    on = max(on, facts.begins_on) if facts.begins_on and not actor else on
    actor = actor or actor_at(case.unit, today=on)
    return perform(case, "complete", actor, effective_on=on, evidence=[NOTE])


def prove(case: Case, *, on: date = TODAY) -> Case:
    """Add a note as proof to a case that stays open."""
    actor = actor_at(case.unit, today=on)
    return perform(case, "add_proof", actor, effective_on=on, evidence=[NOTE])


def plan_meeting(
    conveners: Iterable[Unit], partners: Iterable[Unit] = (), *, on: date = TODAY
) -> Case:
    """Open a meeting record; the first convener handles it."""
    first, *others = conveners
    takings = {unit.pk: Taking.COUNTERPART.value for unit in partners}
    takings |= {unit.pk: Taking.BEARER.value for unit in others}
    return open_case(
        "meetings.record",
        actor_at(first, today=on),
        Opening(
            unit_id=first.pk,
            title=Words("Họp", "Meeting"),
            opened_on=on,
            facts={"held_on": on, "agenda": "Công việc"},
            takings=takings,
        ),
    )


def hold(conveners: Iterable[Unit], partners: Iterable[Unit] = (), *, on: date = TODAY) -> Case:
    """Open a meeting record and say that the meeting was held."""
    case = plan_meeting(conveners, partners, on=on)
    actor = actor_at(case.unit, today=on)
    return perform(case, "hold", actor, effective_on=on, evidence=[MINUTES])


def open_occurrence(unit: Unit, duty_id: int, *, key: str = "k1", **opened: object) -> Case:
    """Open one occurrence by hand."""
    usual = {
        "title": Words("Việc", "Work"),
        "opened_on": TODAY,
        "takings": {},
        "facts": {"duty_id": duty_id, "unit_id": unit.pk, "key": key, "origin": "text"},
    }
    return open_case(
        "duties.occurrence", actor_at(unit), Opening(unit_id=unit.pk, **{**usual, **opened})
    )
