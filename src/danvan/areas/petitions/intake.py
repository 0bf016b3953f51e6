"""Take a petition in: one function for the counter, the public door and every other way."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from danvan.areas.petitions.models import Petitioner
from danvan.areas.petitions.shapes import Intake
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, CaseLink, Relation
from danvan.kernel.cases.perform import Opening, open_case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox.receipts import hand_receipt
from danvan.law.duties import Words


@dataclass(frozen=True, slots=True)
class Handed:
    """What a petitioner is given at once; code and number are kept nowhere else."""

    case: Case
    code: str
    pin: str


@transaction.atomic
def receive(intake: Intake, actor: Actor) -> Handed:
    """Open a petition with its senders and receipt; all of it stands, or nothing.

    Raises:
        Refused: ``CASE-01`` the actor may not receive there; ``PET-02`` the first complaint is out
            of sight or not decided; ``CASE-05`` the day is to come.
    """
    first = _first(intake, actor)
    facts = {"text": intake.text, "received_on": intake.received_on, "channel": intake.channel}
    facts |= dict(intake.facts) | ({"instance": 2} if first else {})
    case = open_case(
        intake.kind,
        actor,
        Opening(
            unit_id=intake.unit_id,
            title=Words(intake.title, intake.title),
            opened_on=intake.received_on,
            facts=facts,
            takings={},
        ),
    )
    for sender in intake.senders:
        Petitioner.objects.create(petition=case.petition, **asdict(sender))
    if first:
        _link(case, first, actor)
    slip = hand_receipt(case, case.due_on)
    return Handed(case, slip.code, slip.pin)


def _first(intake: Intake, actor: Actor) -> Case | None:
    if not intake.first_slug:
        return None
    found = visible_cases(actor).filter(slug=intake.first_slug, kind=intake.kind).first()
    if found is None or found.state not in {"decided", "settled"}:
        raise Refused("PET-02")
    return found


def _link(case: Case, first: Case, actor: Actor) -> None:
    CaseLink.objects.create(
        source=case,
        target=first,
        relation=Relation.FOLLOWS_UP,
        made_at=timezone.now(),
        made_by=actor.label,
        by_person=True,
    )
