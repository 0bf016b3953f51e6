"""What the acts on occurrences and cards change beyond the state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.clocks import ClockBasis
from danvan.kernel.cases.models import Case, CaseLink, Relation, Step, Taking
from danvan.kernel.cases.perform import Opening, open_case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import Bodies
from danvan.kernel.duties.models import Acknowledgement, Card, Duty, Naming, Occurrence, Origin
from danvan.kernel.organisations.days import moment_on
from danvan.kernel.packs.queries import calendar
from danvan.law.clocks import DueDay, TimeLimit, due_day
from danvan.law.duties import Words

EVENT_FACTS = ("asked_by", "caused_on", "event_at", "told_at")
DAY_MEASURES = frozenset({"day", "working_day", "month"})
RAISED = frozenset({"ad_hoc", "before", "timely", "urgent"})
"""Timing classes whose occasions are opened by hand, on the card."""


def raise_occasion(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Open an occurrence for something that happened or was asked for.

    Args:
        data: ``title`` in words, ``asked_by``, ``caused_on`` (legal day), ``event_at`` and
            ``told_at`` (moments).

    Raises:
        Refused: ``DUTY-01`` a timely duty without the day of its cause, ``DUTY-02`` an urgent one
        without the moment
            of the event, ``DUTY-03`` nobody is said to have asked.
    """
    card = case.card
    _ask_for_facts(card.duty.timing, data)
    _check_moments(data, step, actor)
    started_on = data.get("caused_on") or step.effective_on
    title = str(data["title"])
    facts = {name: data[name] for name in EVENT_FACTS if data.get(name)}
    due = _due(card.duty, started_on, case.unit.root_id or case.unit_id)
    opened = open_case(
        "duties.occurrence",
        actor,
        Opening(
            unit_id=card.unit_id,
            title=Words(title, title),
            opened_on=step.effective_on,
            takings=_told(case, step.effective_on),
            due_on=due.on if due else None,
            basis=_basis(card.duty),
            facts={
                "duty": card.duty,
                "unit_id": card.unit_id,
                "key": _key(card, step.effective_on),
                "origin": Origin.EVENT,
                "is_provisional": bool(due and due.is_provisional),
                **facts,
            },
        ),
    )
    CaseLink.objects.create(
        source=opened,
        target=case,
        relation=Relation.PART_OF,
        made_at=timezone.now(),
        made_by=actor.label,
        by_person=True,
    )


def _ask_for_facts(timing: str, data: Mapping[str, Any]) -> None:
    """Refuse an occasion without what proves it in time: cause, moment, or who asked."""
    if timing == "timely" and not data.get("caused_on"):
        raise Refused("DUTY-01")
    if timing == "urgent" and not data.get("event_at"):
        raise Refused("DUTY-02")
    if timing in {"ad_hoc", "before"} and not data.get("asked_by"):
        raise Refused("DUTY-03")


def _check_moments(data: Mapping[str, Any], step: Step, actor: Actor) -> None:
    """Refuse a cause, an event or a notice that lies ahead, or a notice before its event."""
    now = moment_on(actor.today)
    caused_on, event_at, told_at = (data.get(name) for name in ("caused_on", "event_at", "told_at"))
    if caused_on and caused_on > step.effective_on:
        raise Refused("DUTY-06")
    if any(moment and moment > now for moment in (event_at, told_at)):
        raise Refused("DUTY-06")
    if event_at and told_at and told_at < event_at:
        raise Refused("DUTY-07")


def _key(card: Card, day: date) -> str:
    """Return the key of the next occasion of a card: its day and number."""
    raised = Occurrence.objects.filter(duty=card.duty, unit_id=card.unit_id, origin=Origin.EVENT)
    return f"{day:%Y%m%d}-{raised.count() + 1}"


def _basis(duty: Duty) -> ClockBasis:
    pack = duty.pack
    return ClockBasis(
        rule=duty.snapshot["deadline"] or {},
        provision=duty.provision,
        source=pack.document_number,
        pack=f"{pack.name} {pack.version}",
    )


def _due(duty: Duty, started_on: date, root_id: int) -> DueDay | None:
    """Return the last day in time where the duty says "within so many days" of its event.

    Else ``None``.

    The starting day is not counted. Days that no calendar covers yet are provisional.
    """
    rule = duty.snapshot["deadline"] or {}
    known = calendar(root_id)
    if rule.get("relation") != "within" or rule.get("measure") not in DAY_MEASURES or not known:
        return None
    return due_day(TimeLimit(rule["amount"], rule["measure"], "stays"), started_on, known)


def _told(case: Case, day: date) -> dict[int, str]:
    """Return the units that the duty names as receivers or counterparts, bound near on the day."""
    bodies = Bodies(case.unit.root or case.unit)
    found: dict[int, str] = {}
    for one in case.card.duty.roles.exclude(naming=Naming.BEARER).select_related("role"):
        for bound in bodies.near(one.role.slug, case.unit.locality_id, on=day, below=True):
            found[bound.unit_id] = Taking(one.naming).value
    return found


def link_matter(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Say that another case is about the same matter.

    Args:
        data: ``slug`` of the other case, which the actor must see.

    Raises:
        Refused: ``DUTY-04`` there is no such case in reach.
    """
    del step
    other = visible_cases(actor).filter(slug=data.get("slug", "")).exclude(pk=case.pk).first()
    if other is None:
        raise Refused("DUTY-04")
    CaseLink.objects.get_or_create(
        source=other,
        target=case,
        relation=Relation.ON_MATTER,
        defaults={"made_at": timezone.now(), "made_by": actor.label, "by_person": True},
    )


def acknowledge(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Record the moment at which a body that was told says it knows.

    Raises:
        Refused: ``DUTY-05`` it said so already.
    """
    del step, data
    others = case.units.exclude(unit_id=case.unit_id).filter(actor.reach_with({"officer", "head"}))
    known = Acknowledgement.objects.filter(occurrence_id=case.pk).values("unit_id")
    unit = others.exclude(unit_id__in=known).order_by("pk").first()
    if unit is None:
        raise Refused("DUTY-05")
    Acknowledgement.objects.create(
        occurrence_id=case.pk,
        unit_id=unit.unit_id,
        acknowledged_at=moment_on(actor.today),
        actor=actor.label,
    )
