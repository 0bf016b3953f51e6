"""What the acts on a petition change beyond its state and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from danvan.areas.petitions import conditions
from danvan.areas.petitions.jobs import put_mark
from danvan.areas.petitions.models import About, Before, HandlingNote, Notable, Part, Petition
from danvan.areas.petitions.shapes import COMPLAINT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import joining
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, CaseLink, Relation, Step, Taking
from danvan.kernel.cases.refused import Refused
from danvan.kernel.packs.rules import grounds
from danvan.law.grounds import grounds_for

CLASSIFIED = ("competence", "condition", "before", "signatory_count", "is_remote", "is_mixed")
ABOUT_SPEAKER = ("name", "address", "phone")


def save(case: Case, **values: Any) -> None:
    """Keep some facts of a petition."""
    petition: Petition = case.petition
    for name, value in values.items():
        setattr(petition, name, value)
    petition.save(update_fields=list(values))


def note(case: Case, about: About, text: str, on: date) -> None:
    """Keep what was said or agreed on the way."""
    HandlingNote.objects.create(petition=case.petition, about=about, text=text, noted_on=on)


def classify(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep what the classifying person says of it; the tree of handling reads it."""
    save(case, **{name: data[name] for name in CLASSIFIED if name in data})
    who = conditions.speakers(case.petition)
    if who:
        words = f"{case.petition.signatory_count}: {who.source} ({who.mark})"
        put_mark(case, Notable.MASS, words, step.effective_on, actor, by_person=False)


def need_classified(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Refuse to decide on what nobody classified, or against the tree without a reason.

    Raises:
        Refused: ``PET-01`` nobody classified it; ``PET-21`` the tree proposes another act.
    """
    del actor, data
    petition: Petition = case.petition
    if not petition.competence:
        raise Refused("PET-01")
    rows = conditions.proposed(petition)
    fitting = {conditions.act_for(row, petition) for row in rows}
    fitting |= {"forward", "transfer"} if fitting & {"guide", "give_back"} else set()
    if rows and step.act not in fitting and not step.reason:
        raise Refused("PET-21")


def keep_ground(case: Case, use: str, data: Mapping[str, Any], on: date) -> None:
    """Keep the written ground of an act; where the law of the day names some, one is needed.

    Raises:
        Refused: ``PET-23`` none of them was named.
    """
    known = {one.key for one in grounds_for(grounds(), use, on)}
    chosen = data.get("ground") or ""
    if (known or chosen) and chosen not in known:
        raise Refused("PET-23")
    if chosen:
        save(case, grounds={**case.petition.grounds, use: chosen})


def refuse(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the ground on which it is not accepted."""
    need_classified(case, step, actor, data)
    keep_ground(case, "refuse", data, case.petition.received_on)


def file(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the ground on which it is filed without action."""
    need_classified(case, step, actor, data)
    keep_ground(case, "file", data, case.petition.received_on)


def suspend(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the ground of suspending; the rules of the day of the act hold for what runs."""
    del actor
    keep_ground(case, "suspend", data, step.effective_on)


def end(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the ground of ending."""
    del actor
    keep_ground(case, "end", data, step.effective_on)


def extend(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Write down why the matter is complex; the clock then takes what the law gives more."""
    keep_ground(case, "complex", data, case.petition.received_on)
    save(case, complexity=data["complexity"])
    words = data["complexity"]
    put_mark(case, Notable.COMPLICATED, words, step.effective_on, actor, by_person=True)


def mark_urgent(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Write down why the matter is urgent."""
    del step, actor
    keep_ground(case, "urgent", data, case.petition.received_on)
    save(case, urgency=data["urgency"])


def mark_notable(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Mark it as prolonged, of many, over the head or complicated, each with its criterion."""
    is_ruled = bool(data.get("by_rule"))
    for key in data["marks"]:
        put_mark(case, key, data["words"], step.effective_on, actor, by_person=not is_ruled)


def guide(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep to whom the person was guided; the petition itself goes nowhere.

    Raises:
        Refused: ``PET-20`` guided once already on this content.
    """
    need_classified(case, step, actor, data)
    same = (Relation.ON_MATTER, Relation.MERGED_INTO, Relation.FOLLOWS_UP)
    joined = Q(links_in__source=case, links_in__relation__in=same)
    joined |= Q(links_out__target=case, links_out__relation__in=same)
    guided = Case.objects.filter(joined, kind=COMPLAINT, state="guided")
    if case.petition.before == Before.GUIDED or guided.exists():
        raise Refused("PET-20")
    save(case, passed_to=data.get("passed_to", ""), passed_to_unit_id=data.get("passed_to_unit"))


def pass_on(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep whom it was passed on to; a unit of danvan takes part from now on.

    Raises:
        Refused: ``PET-01`` nobody classified it.
    """
    need_classified(case, step, actor, data)
    unit_id = data.get("passed_to_unit") or None
    save(case, passed_to=data.get("passed_to", ""), passed_to_unit_id=unit_id)
    if unit_id:
        joining.join(case, {unit_id: Taking.RECEIVER.value})


def pass_to_party(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Pass a complaint to a Party body; one of any other body is guided, never passed on.

    Raises:
        Refused: ``PET-22`` it is no matter under Party rules.
    """
    if case.petition.competence and not conditions.is_of_party(case):
        raise Refused("PET-22")
    pass_on(case, step, actor, data)


def represent(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep who speaks for a petition of many, in place of those named before.

    Raises:
        Refused: ``PET-24`` more than the law lets speak, or nobody.
    """
    del step, actor
    who = conditions.speakers(case.petition)
    named = data["speakers"]
    if who is None or not 1 <= len(named) <= who.most:
        raise Refused("PET-24", most=who.most if who else 0)
    for before in case.petition.petitioners.filter(part=Part.REPRESENTATIVE):
        before.delete()
    for one in named:
        told = {name: one.get(name, "") for name in ABOUT_SPEAKER}
        case.petition.petitioners.create(part=Part.REPRESENTATIVE, **told)


def hand_over(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Let another unit handle it; the note to whoever goes on stays with the case.

    Raises:
        Refused: ``PET-25`` it is handled there already.
    """
    del actor
    if data["unit"] == case.unit_id:
        raise Refused("PET-25")
    note(case, About.HANDED_OVER, step.reason, step.effective_on)
    joining.hand_over(case, data["unit"])


def withdraw_part(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep which part was withdrawn; it is not examined again, the rest goes on."""
    del actor
    note(case, About.WITHDRAWN, data["part"], step.effective_on)


def hold_dialogue(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep what a dialogue came to; a meeting kept in its own room is linked.

    Raises:
        Refused: ``PET-26`` the meeting is out of sight.
    """
    note(case, About.DIALOGUE, data["outcome"], step.effective_on)
    if data.get("meeting"):
        meeting = visible_cases(actor).filter(slug=data["meeting"]).first()
        if meeting is None:
            raise Refused("PET-26")
        link(case, meeting, Relation.ON_MATTER, actor)


def link(case: Case, other: Case, relation: Relation, actor: Actor, *, reason: str = "") -> None:
    """Let two cases belong together because a person says so."""
    CaseLink.objects.get_or_create(
        source=case,
        target=other,
        relation=relation,
        defaults={
            "made_at": timezone.now(),
            "made_by": actor.label,
            "by_person": True,
            "reason": reason,
        },
    )


def answer(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep the decision or answer with its number."""
    del actor
    save(
        case,
        answer=data["answer"],
        answer_number=data.get("answer_number", ""),
        answered_on=step.effective_on,
    )


def note_receipt(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep when the complainant got the decision: the next instance counts from it.

    Raises:
        Refused: ``PET-27`` before the decision, or a day to come.
    """
    del step
    day = data.get("received")
    if day is None:
        return
    decided_on = case.petition.answered_on
    if day > actor.today or (decided_on and day < decided_on):
        raise Refused("PET-27", day=day)
    save(case, decision_received_on=day)


def finish(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Close a decided complaint; what is still owed needs a reason.

    Raises:
        Refused: ``PET-28`` sending, publishing or telling is still to be recorded.
    """
    del actor, data
    owed = ("sending", "second_sending", "publishing", "telling_forwarder")
    if case.clocks.filter(key__in=owed, stopped_on=None).exists() and not step.reason:
        raise Refused("PET-28")


def reopen(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Open an answered petition again, within the days the place has set, if it set some.

    Raises:
        Refused: ``PET-29`` those days are over.
    """
    del actor, data
    local = conditions.local_value(case.unit.root_id or case.unit_id, "reopen_days")
    answered_on = case.petition.answered_on
    if local.amount is None or answered_on is None:
        return
    last = answered_on + timedelta(days=local.amount)
    if step.effective_on > last:
        raise Refused("PET-29", last=last, source=local.source)
