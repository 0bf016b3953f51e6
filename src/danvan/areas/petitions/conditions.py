"""What holds for a petition: its circumstances, what the tree proposes, the next instance, the safe
reading of a limit, and numbers that only the place sets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from danvan.areas.petitions.models import Channel, Competence, LocalValue, Petition, Through, Track
from danvan.areas.petitions.shapes import COMPLAINT, CONTENT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.kinds import ClockRule, Label
from danvan.kernel.cases.models import Case, CaseLink, Clock, Relation
from danvan.kernel.cases.running import UNSTATED, calendar_of, running
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import period_of
from danvan.kernel.packs.rules import handling, limits, representatives
from danvan.law.clocks import DueDay, due_day
from danvan.law.errors import LawError
from danvan.law.grounds import Representation, representation_for
from danvan.law.handling import HandlingRow, Matter, handlings
from danvan.law.limits import limit_for
from danvan.law.pack_values import LimitValue

DECIDED = frozenset({"decided", "settled"})
LAPSED = frozenset({"refused", "guided", "given_back", "withdrawn", "ended", "filed", "concluded"})
"""States of a second complaint after which another one may be sent; of a split one its parts say.
"""
ACT_OF = {"transfer_party": "transfer", "next_instance": "guide"}
"""Acts whose key differs from what the tree calls the action."""

VALUES: dict[str, tuple[Label, int | None]] = {
    "reopen_days": (_("Số ngày được mở lại kiến nghị, phản ánh đã trả lời"), None),
    "very_late_days": (_("Quá hạn từ bao nhiêu ngày thì coi là quá hạn lâu"), 30),
}
"""Numbers that no law gives: their words, and what is shown where the place has set nothing."""


def circumstances(case: Case) -> tuple[str, ...]:
    """Return what is true of a petition for the choice of its limits."""
    petition: Petition = case.petition
    told = {
        "remote": petition.is_remote,
        "complex": bool(petition.complexity),
        "second": petition.instance > 1,
    }
    return tuple(key for key, holds in told.items() if holds)


def track_of(unit_id: int, on: date) -> Track:
    """Return under whose rules a unit handles what it receives, where nobody says otherwise."""
    period = period_of(unit_id, on)
    return Track.PARTY if period is not None and period.side == "party" else Track.STATE


def is_state(case: Case) -> bool:
    return case.petition.track == Track.STATE


def is_party(case: Case) -> bool:
    return case.petition.track == Track.PARTY


def is_first(case: Case) -> bool:
    return case.petition.instance == 1 and is_state(case)


def is_second(case: Case) -> bool:
    return case.petition.instance > 1 and is_state(case)


def is_at_reception(case: Case) -> bool:
    return case.petition.channel == Channel.WALK_IN and is_state(case)


def through_council(case: Case) -> bool:
    return case.petition.raised_through == Through.COUNCIL


def through_assembly(case: Case) -> bool:
    return case.petition.raised_through == Through.ASSEMBLY


def came_from_another(case: Case) -> bool:
    return bool(case.petition.forwarder or case.petition.forwarder_unit_id)


def is_of_party(case: Case) -> bool:
    return case.petition.competence == Competence.PARTY


def is_unclassified(case: Case) -> bool:
    """Return whether nobody has said yet whose it is: no other decision can be taken before."""
    return case.state == "received" and not case.petition.competence


def owes_paper(case: Case) -> bool:
    """Return whether the decision that suspends, or that goes on, is still to be sent."""
    sent = ("suspension_sent", "resumption_sent")
    return case.clocks.filter(key__in=sent, stopped_on=None).exists()


def speakers(petition: Petition) -> Representation | None:
    """Return who may speak for a petition of many; ``None`` where few signed."""
    return representation_for(representatives(), petition.signatory_count, petition.received_on)


def is_of_many(case: Case) -> bool:
    return speakers(case.petition) is not None


def matter_of(petition: Petition) -> Matter | None:
    """Return a petition as the tree of handling sees it; ``None`` before it was classified."""
    if not petition.competence:
        return None
    forwarder = "privileged" if petition.is_privileged else "body" if petition.forwarder else ""
    content = "mixed" if petition.is_mixed else CONTENT[petition.case.kind]
    return Matter(
        content=content,  # type: ignore[arg-type]
        competence=petition.competence,  # type: ignore[arg-type]
        condition=petition.condition,  # type: ignore[arg-type]
        forwarder=forwarder or "nobody",  # type: ignore[arg-type]
        before=petition.before,  # type: ignore[arg-type]
        signatories="many" if speakers(petition) else "one",
    )


def proposed(petition: Petition) -> tuple[HandlingRow, ...]:
    """Return what the tree proposes for a classified petition."""
    matter = matter_of(petition)
    return handlings(handling(), matter, petition.received_on) if matter else ()


def act_for(row: HandlingRow, petition: Petition) -> str:
    """Return the key of the act by which a proposal of the tree is carried out."""
    if row.action == "give_back" and petition.competence == Competence.OURS:
        return "refuse"
    return ACT_OF.get(row.action, row.action)


@dataclass(frozen=True, slots=True)
class NextInstance:
    """Where who does not agree may go.

    Args:
        last_on: Last day of the second complaint, inclusive; ``None``: only the court is left.
        counted_from: The day it is counted from.
        is_silence: Whether the limit passed without a decision.
        is_assumed: Whether the day on which the decision was received is not written down yet.
    """

    last_on: date | None = None
    counted_from: date | None = None
    is_provisional: bool = False
    is_silence: bool = False
    is_assumed: bool = False
    source: str = ""


def next_instance(case: Case, today: date) -> NextInstance | None:
    """Return the next instance of a complaint; ``None`` where there is none yet, or ever.

    A settled complaint is not opened again because somebody does not agree: there is the second
    complaint within its days, or the court at any time the law of procedure gives.
    """
    petition: Petition = case.petition
    if case.kind != COMPLAINT or is_party(case):
        return None
    if petition.instance > 1:
        return NextInstance() if case.state in DECIDED else None
    if case.state in DECIDED:
        day = petition.decision_received_on or petition.answered_on
        return _second(case, day, is_assumed=petition.decision_received_on is None)
    row = case.clocks.filter(key="settlement", stopped_on=None, due_on__lt=today).first()
    if row is None or running(row).is_paused:
        return None
    return _second(case, row.due_on, is_silence=True)


def has_second() -> Exists:
    """Return the condition on complaints that a second one belongs to them and goes on, or went."""
    links = CaseLink.objects.filter(
        target=OuterRef("pk"), relation=Relation.FOLLOWS_UP, source__kind=COMPLAINT
    )
    return Exists(links.exclude(source__state__in=LAPSED))


def _second(
    case: Case, day: date | None, *, is_assumed: bool = False, is_silence: bool = False
) -> NextInstance | None:
    value = stated_limit("complaint.second_filing", day, circumstances(case)) if day else None
    if value is None or day is None:
        return None
    due = due_day(value.limit, day, calendar_of(case))
    source = f"{value.source} ({value.mark})"
    return NextInstance(due.on, day, due.is_provisional, is_silence, is_assumed, source)


def stated_limit(key: str, on: date, told: tuple[str, ...] = ()) -> LimitValue | None:
    """Return the limit of the packs for a day; ``None`` where they give none."""
    try:
        return limit_for(limits(), key, on, told)
    except LawError as error:
        if error.code in UNSTATED:
            return None
        raise


@dataclass(frozen=True, slots=True)
class Safe:
    """The day that keeps two readings of the law at once.

    Args:
        on: The earlier one of both.
        other: Where the other reading ends.
    """

    on: date
    other: DueDay
    value: LimitValue


def safe_reading(row: Clock, rule: ClockRule) -> Safe | None:
    """Return the safe reading of a clock; ``None`` where the packs give no second reading."""
    value = stated_limit(f"{rule.limit}_warning", row.started_on)
    if value is None:
        return None
    clock = replace(running(row), limit=value.limit, stopped_on=None, extended_by=0)
    other = clock.due_day(calendar_of(row.case))
    return Safe(min(other.on, row.due_on), other, value) if other else None


@dataclass(frozen=True, slots=True)
class Local:
    """A number the place has set; without a source it is only what the software shows."""

    key: str
    amount: int | None
    source: str = ""


def local_value(root_id: int | None, key: str) -> Local:
    """Return a number that no law gives, as a tree has set it."""
    row = LocalValue.objects.filter(root=root_id, key=key).first()
    return Local(key, row.amount, row.source) if row else Local(key, VALUES[key][1])


def values_of(actor: Actor) -> dict[str, object]:
    """Return the numbers that an actor's tree has set, as their form shows them."""
    rows = LocalValue.objects.filter(root=actor.root_id)
    told: dict[str, object] = {row.key: row.amount for row in rows}
    return told | {f"{row.key}_source": row.source for row in rows}


@transaction.atomic
def keep_values(told: Mapping[str, Any], actor: Actor) -> None:
    """Set the numbers of an actor's tree, each with its paper; an empty one is no longer set."""
    root = Unit.objects.get(pk=actor.root_id or 0)
    before = values_of(actor)
    for key in VALUES:
        amount, source = told.get(key), told.get(f"{key}_source") or ""
        if (amount, source) == (before.get(key), before.get(f"{key}_source", "")):
            continue
        row = LocalValue.objects.filter(root=actor.root_id, key=key).first()
        if amount is None:
            if row:
                row.delete()
        else:
            row = row or LocalValue(root=root, key=key)
            row.amount, row.source = amount, source
            row.set_by, row.set_at = actor.label, timezone.now()
            row.save()
        record(
            "petitions.local_value",
            actor=actor.label,
            actor_user_id=actor.user_id,
            subject=f"petitions.{key}",
            unit_id=actor.root_id,
            details={"amount": amount, "source": source},
        )
