"""What passes between the body that passed a petition on and the one that settles it.

The body that passed it on keeps its own case open until the result has come and the citizen was
told. The receiving body takes part in that case: it is reminded there, and says there what came
out; a case of its own, opened from it, is linked with it and tells it by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions.intake import Handed, receive
from danvan.areas.petitions.models import Channel, Competence, Petition
from danvan.areas.petitions.shapes import RECOMMENDATION, Intake
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.kinds import Act, ClockRule
from danvan.kernel.cases.models import Case, CaseLink, CaseUnit, Relation, Step, Taking
from danvan.kernel.cases.perform import last_day, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.tree import name_of, period_of

OFFICER = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})
FORMS = "danvan.areas.petitions.forms"
WAITING = ("passed_on", "forwarded")
"""States in which a petition was passed on and its result is waited for."""
PASSES_ON = frozenset({"front", "mass_org", "party", "people"})
"""Sides whose bodies pass complaints on; an administrative body guides the person instead."""


def works_on_a_side(case: Case, actor: Actor) -> bool:
    """Return whether the actor works at the body that passed it on or at one that received it."""
    if actor.has(OFFICER, case.unit_id):
        return True
    receivers = CaseUnit.objects.filter(case=case, taking=Taking.RECEIVER)
    return receivers.filter(actor.reach_with(OFFICER)).exists()


def passes_complaints_on(case: Case) -> bool:
    """Return whether the body may pass a complaint on, as the Front and the organisations do."""
    period = period_of(case.unit_id, case.opened_on)
    return period is not None and period.side in PASSES_ON


def keep_result(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the result as the receiving body told it; the citizen is told by another act."""
    del step, actor
    petition: Petition = case.petition
    petition.answer = data["answer"]
    petition.answer_number = data.get("answer_number", "")
    petition.save(update_fields=["answer", "answer_number"])


def told_by(case: Case, actor: Actor) -> dict[str, Any]:
    """Return what the form of taking in begins with, as the passing body told it."""
    petition: Petition = case.petition
    names = ("text", "place_id", "signatory_count")
    told = {name.removesuffix("_id"): getattr(petition, name) for name in names}
    first = petition.petitioners.order_by("pk").first()
    about = ("name", "address", "phone", "email", "part")
    told |= {name: getattr(first, name) for name in about} if first else {}
    side = getattr(period_of(case.unit_id, actor.today), "side", "")
    return told | {
        "title": case.title_vi,
        "channel": Channel.BODY.value,
        "forwarder": name_of(case.unit_id, actor.today, get_language() or "vi"),
        "is_privileged": side == "front",
    }


@transaction.atomic
def take_up(intake: Intake, source: Case, actor: Actor) -> Handed:
    """Take in what another body passed on, linked with the case that stays with that body.

    Raises:
        Refused: ``PET-04`` a case of the receiving body stands already; what ``receive`` refuses.
    """
    if source.links_in.filter(relation=Relation.CAUSED_BY, source__unit=intake.unit_id).exists():
        raise Refused("PET-04")
    facts = {**intake.facts, "forwarder_unit_id": source.unit_id}
    handed = receive(replace(intake, facts=facts), actor)
    _caused_by(handed.case, source, actor)
    return handed


@transaction.atomic
def recommend(source: Case, unit_id: int, text: str, actor: Actor, step: Step) -> Case:
    """Open a recommendation of a body out of a matter of its own and pass it on to a unit.

    Offered to other rooms as ``recommends`` of the application.
    """
    on, channel = step.effective_on, Channel.MEETING.value
    told = Intake(RECOMMENDATION, source.unit_id, source.title_vi, text, on, channel)
    case = receive(told, actor).case
    _caused_by(case, source, actor)
    for act, data in (
        ("classify", {"competence": Competence.OTHER.value}),
        ("transfer", {"passed_to_unit": unit_id}),
    ):
        perform(case, act, actor, effective_on=on, data=data, reason=step.reason)
    return case


def result_of(case: Case) -> tuple[str, str]:
    """Return answer and number of a recommendation, empty where none came."""
    petition: Petition | None = getattr(case, "petition", None)
    return (petition.answer, petition.answer_number) if petition else ("", "")


def answer_recommendations(
    source: Case, answer: str, number: str, actor: Actor, step: Step
) -> None:
    """Close the recommendations that came of a matter: whom it concerns was told the answer."""
    told = {"answer": answer, "answer_number": number}
    links = source.links_in.filter(relation=Relation.CAUSED_BY, source__state__in=WAITING)
    for link in links.select_related("source").order_by("pk"):
        case = link.source
        heard = case.steps.filter(act="hear_result").exists()
        on = max(step.effective_on, last_day(case) or step.effective_on)
        for act in ("answer",) if heard else ("hear_result", "answer"):
            perform(case, act, actor, effective_on=on, data=told, reason=step.reason)


def _caused_by(case: Case, source: Case, actor: Actor) -> None:
    CaseLink.objects.create(
        source=case,
        target=source,
        relation=Relation.CAUSED_BY,
        made_at=timezone.now(),
        made_by=actor.label,
        by_person=True,
    )


def passed_on_from(case: Case) -> list[Case]:
    """Return the cases of other bodies from which a case was opened and that wait for a result."""
    links = case.links_out.filter(relation=Relation.CAUSED_BY, target__state__in=WAITING)
    return [link.target for link in links.select_related("target__unit").order_by("pk")]


def tell_forwarders(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Tell every body that passed the petition on what came out."""
    del data
    petition: Petition = case.petition
    told = {"answer": petition.answer, "answer_number": petition.answer_number}
    for waiting in passed_on_from(case):
        on = max(step.effective_on, last_day(waiting) or step.effective_on)
        perform(waiting, "hear_result", actor, effective_on=on, data=told, reason=step.reason)


def note_settled(case: Case, step: Step, actor: Actor) -> None:
    """Let the bodies that passed a petition on know that it was settled: their days begin."""
    for waiting in passed_on_from(case):
        on = max(step.effective_on, last_day(waiting) or step.effective_on)
        perform(waiting, "note_settled", actor, effective_on=on, reason=step.reason)


def following(*source: str) -> tuple[Act, ...]:
    """Return the acts by which a petition that was passed on is followed."""
    states = frozenset(source)
    return (
        Act(
            "remind",
            _("Nhắc nơi nhận"),
            source=states,
            by=OFFICER,
            basis="42/2013/QH13:art_27",
        ),
        Act(
            "note_settled",
            _("Ghi nơi nhận đã giải quyết"),
            source=states,
            by=OFFICER,
            allows=works_on_a_side,
            basis="42/2013/QH13:art_27",
        ),
        Act(
            "hear_result",
            _("Ghi kết quả nơi nhận báo về"),
            source=states,
            by=OFFICER,
            allows=works_on_a_side,
            effect=keep_result,
            form=f"{FORMS}.AnswerForm",
            basis="42/2013/QH13:art_27",
        ),
    )


RESULT = ClockRule(
    key="result",
    label=_("Nơi nhận báo kết quả"),
    limit="transfer.result",
    starts=frozenset({"note_settled"}),
    stops=frozenset({"hear_result"}),
    leads=False,
)
"""Seven working days from the settlement; the other body owes it, so the case is not due by it."""


def telling(key: str) -> ClockRule:
    """Return the clock of telling the citizen, stopped by an act of a kind."""
    return ClockRule(
        key="telling",
        label=_("Báo lại cho công dân"),
        limit="transfer.told_citizen",
        starts=frozenset({"hear_result"}),
        stops=frozenset({key}),
    )
