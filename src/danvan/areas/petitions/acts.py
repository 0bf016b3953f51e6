"""What the acts on a petition change beyond its state and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from danvan.areas.petitions.models import Petition
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.joining import join
from danvan.kernel.cases.models import Case, Step, Taking
from danvan.kernel.cases.refused import Refused

CLASSIFIED = ("competence", "condition", "before", "signatory_count", "is_remote")


def _save(case: Case, **values: Any) -> None:
    petition: Petition = case.petition
    for name, value in values.items():
        setattr(petition, name, value)
    petition.save(update_fields=list(values))


def classify(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep what the classifying person says of it; the tree of handling reads it."""
    del step, actor
    _save(case, **{name: data[name] for name in CLASSIFIED if name in data})


def need_classified(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Refuse to decide what to do with a petition that nobody classified.

    Raises:
        Refused: ``PET-01``.
    """
    del step, actor, data
    if not case.petition.competence:
        raise Refused("PET-01")


def extend(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Write down why the matter is complex; the clock then takes what the law gives more."""
    del step, actor
    _save(case, complexity=data["complexity"])


def mark_urgent(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Write down why the matter is urgent."""
    del step, actor
    _save(case, urgency=data["urgency"])


def pass_on(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep whom it was passed on to; a unit of danvan takes part from now on.

    Raises:
        Refused: ``PET-01`` nobody classified it.
    """
    need_classified(case, step, actor, data)
    unit_id = data.get("passed_to_unit") or None
    _save(case, passed_to=data.get("passed_to", ""), passed_to_unit_id=unit_id)
    if unit_id:
        join(case, {unit_id: Taking.RECEIVER.value})


def answer(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the decision or answer with its number."""
    del actor
    _save(
        case,
        answer=data["answer"],
        answer_number=data.get("answer_number", ""),
        answered_on=step.effective_on,
    )
