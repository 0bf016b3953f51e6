"""The decisions on a draft: one writer, one at a time, each undone by another decision.

A decision names the version of every candidate it was made on; where somebody else was faster it is
refused and nothing is written. Nothing is ever removed from the list of decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from danvan.areas.regulations.export import faults_of, vocabulary
from danvan.areas.regulations.merge import merged, split_in_two
from danvan.areas.regulations.models import (
    Candidate,
    Decision,
    DecisionAct,
    Draft,
    Origin,
    Standing,
)
from danvan.areas.regulations.reading import group_of, positions_of
from danvan.areas.regulations.register import LIVE
from danvan.areas.regulations.shapes import Duty
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused
from danvan.web.paging import page_of

STATE = ("standing", "duty", "reason", "decision_id")
BATCH = 100
REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Change:
    """What one candidate becomes.

    Args:
        seen: The version on which the person decided.
        become: New values by column.
    """

    candidate: Candidate
    seen: int
    become: Mapping[str, Any]


def state_of(candidate: Candidate) -> dict[str, Any]:
    """Return what a decision may change in a candidate, as plain values."""
    return {name: getattr(candidate, name) for name in STATE}


def lock(draft: Draft) -> Draft:
    """Return the draft as it is now, closed to others until the transaction ends.

    Raises:
        Refused: ``CONFIRM-03`` it was confirmed; ``CONFIRM-06`` a newer text has its own draft.
    """
    now = Draft.objects.select_for_update(of=("self",)).select_related("version").get(pk=draft.pk)
    if now.confirmed_at:
        raise Refused("CONFIRM-03", by=now.confirmed_by, pack=str(now))
    newer = Draft.objects.filter(
        version__work_id=now.version.work_id, version_id__gt=now.version_id
    )
    if newer.exists():
        raise Refused("CONFIRM-06")
    return now


@transaction.atomic
def write(
    draft: Draft,
    act: DecisionAct,
    actor: Actor,
    changes: Sequence[Change],
    *,
    made: Sequence[Candidate] = (),
    reason: str = "",
) -> Decision:
    """Write one decision with all it changes.

    Args:
        made: Candidates that it brings into being, not saved yet.

    Raises:
        Refused: ``CONFIRM-02`` somebody decided on one of the candidates before; ``CONFIRM-03``,
            ``CONFIRM-06`` as ``lock`` says.
    """
    lock(draft)
    touched = _as_seen(changes)
    told = [told_of(one, {**state_of(one), **become}) for one, become in touched]
    for one in made:
        one.number = _next(draft.candidates)
        one.save()
        gone = {"standing": Standing.WITHDRAWN, "duty": one.duty, "reason": "", "decision_id": None}
        told.append({**told_of(one, state_of(one)), "before": gone})
    decision = keep_decision(draft, act, actor, told, reason)
    _save((one, {**become, "decision_id": decision.pk}) for one, become in touched)
    for one in made:
        one.decision = decision
        one.save(update_fields=["decision"])
    return decision


def _as_seen(changes: Sequence[Change]) -> list[tuple[Candidate, Mapping[str, Any]]]:
    """Return the candidates as they are now, each with what it becomes."""
    rows = Candidate.objects.select_related("decision")
    found = rows.in_bulk([change.candidate.pk for change in changes])
    pairs = [(found[change.candidate.pk], change) for change in changes]
    for now, change in pairs:
        if now.version != change.seen or now.standing not in LIVE:
            raise Refused("CONFIRM-02", by=now.decision.by if now.decision else "–")
    return [(now, change.become) for now, change in pairs]


def told_of(candidate: Candidate, after: Mapping[str, Any], grown: int = 1) -> dict[str, Any]:
    """Return what a decision keeps of one candidate: before, after, and the version after."""
    return {
        "candidate": candidate.pk,
        "number": candidate.number,
        "address": candidate.address,
        "act": after["duty"].get("act"),
        "before": state_of(candidate),
        "after": dict(after),
        "version": candidate.version + grown,
    }


def _save(touched: Iterable[tuple[Candidate, Mapping[str, Any]]]) -> None:
    """Write what differs, and that something was decided."""
    rows, differing = [], {"version"}
    for candidate, become in touched:
        for name, value in become.items():
            if getattr(candidate, name) != value:
                setattr(candidate, name, value)
                differing.add(name.removesuffix("_id"))
        candidate.version += 1
        rows.append(candidate)
    Candidate.objects.bulk_update(rows, sorted(differing), batch_size=BATCH)


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def keep_decision(
    draft: Draft,
    act: DecisionAct,
    actor: Actor,
    told: list[dict[str, Any]],
    reason: str = "",
    undoes: Decision | None = None,
) -> Decision:
    """Append a decision and its audit entry.

    Args:
        told: One entry a candidate, as ``told_of`` gives it.
    """
    decision = Decision.objects.create(
        draft=draft,
        number=_next(draft.decisions),
        act=act,
        by=actor.label,
        at=timezone.now(),
        reason=reason[:REASON_LENGTH],
        changes=told,
        undoes=undoes,
    )
    record(
        f"regulations.candidate.{act.value}",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"draft:{draft.pk}",
        unit_id=draft.version.work.root_id,
        details={"decision": decision.number, "candidates": [one["number"] for one in told]},
    )
    return decision


def accept(candidate: Candidate, actor: Actor, *, seen: int) -> Decision:
    """Accept a candidate as it stands.

    Raises:
        Refused: ``CONFIRM-01`` it lacks what a duty of a pack must have.
    """
    faults = faults_of(candidate.duty, vocabulary())
    if faults:
        raise Refused("CONFIRM-01", count=len(faults))
    become = {"standing": Standing.ACCEPTED, "reason": ""}
    return write(candidate.draft, DecisionAct.ACCEPT, actor, [Change(candidate, seen, become)])


def accept_many(draft: Draft, seen: Iterable[tuple[Candidate, int]], actor: Actor) -> Decision:
    """Accept candidates as they stand, all in one decision that is undone as one.

    Args:
        seen: Candidates a pack can hold, each with the version the person saw.

    Raises:
        Refused: ``CONFIRM-02`` somebody decided on one of them meanwhile; none is accepted.
    """
    become = {"standing": Standing.ACCEPTED, "reason": ""}
    changes = [Change(candidate, version, become) for candidate, version in seen]
    return write(draft, DecisionAct.ACCEPT_MANY, actor, changes)


def edit(
    candidate: Candidate, duty: Duty, actor: Actor, *, seen: int, is_final: bool = True
) -> Decision:
    """Keep the duty as a person words it, accepted at once or left undecided."""
    standing = Standing.ACCEPTED if is_final else Standing.UNDECIDED
    become = {"standing": standing, "reason": "", "duty": duty}
    return write(candidate.draft, DecisionAct.EDIT, actor, [Change(candidate, seen, become)])


def reject(candidate: Candidate, reason: str, actor: Actor, *, seen: int) -> Decision:
    """Reject a candidate with the reason why."""
    become = {"standing": Standing.REJECTED, "reason": reason[:REASON_LENGTH]}
    change = Change(candidate, seen, become)
    return write(candidate.draft, DecisionAct.REJECT, actor, [change], reason=reason)


def set_back(candidate: Candidate, actor: Actor, *, seen: int) -> Decision:
    """Leave a decided candidate undecided again, its wording kept."""
    become = {"standing": Standing.UNDECIDED, "reason": ""}
    return write(candidate.draft, DecisionAct.SET_BACK, actor, [Change(candidate, seen, become)])


def split(
    candidate: Candidate, first: str, second: str, actor: Actor, *, seen: int
) -> tuple[Decision, list[Candidate]]:
    """Put two undecided candidates in the place of one."""
    halves = split_in_two(candidate.duty, first, second)
    made = [_beside(candidate, half, Origin.SPLIT) for half in halves]
    change = Change(candidate, seen, {"standing": Standing.REPLACED})
    return write(candidate.draft, DecisionAct.SPLIT, actor, [change], made=made), made


def merge(
    candidate: Candidate, other: Candidate, actor: Actor, *, seen: int, seen_other: int
) -> tuple[Decision, Candidate]:
    """Put one undecided candidate in the place of two on the same provision.

    Raises:
        Refused: ``CONFIRM-14`` they stand on different provisions.
    """
    if candidate.address != other.address or candidate.draft_id != other.draft_id:
        raise Refused("CONFIRM-14")
    made = _beside(candidate, merged(candidate.duty, other.duty), Origin.MERGED)
    gone = {"standing": Standing.REPLACED}
    changes = [Change(candidate, seen, gone), Change(other, seen_other, gone)]
    return write(candidate.draft, DecisionAct.MERGE, actor, changes, made=[made]), made


def add(draft: Draft, address: str, duty: Duty, actor: Actor) -> tuple[Decision, Candidate]:
    """Add a duty by hand on a provision of the text; it is accepted at once."""
    made = Candidate(
        draft=draft,
        group=group_of(address),
        address=address,
        position=positions_of(draft.version.tree)[address],
        origin=Origin.ADDED,
        duty=duty,
        standing=Standing.ACCEPTED,
    )
    return write(draft, DecisionAct.ADD, actor, [], made=[made]), made


def _beside(candidate: Candidate, duty: Duty, origin: Origin) -> Candidate:
    return Candidate(
        draft=candidate.draft,
        group=candidate.group,
        address=candidate.address,
        position=candidate.position,
        origin=origin,
        proposal=candidate.proposal,
        duty=duty,
    )


@transaction.atomic
def undo(decision: Decision, actor: Actor) -> Decision:
    """Put back what a decision changed, by another decision; undoing can itself be undone.

    Raises:
        Refused: ``CONFIRM-04`` a later decision stands on it.
    """
    draft = lock(decision.draft)
    candidates = {
        one.pk: one
        for one in Candidate.objects.filter(pk__in=[kept["candidate"] for kept in decision.changes])
    }
    pairs = [(candidates[kept["candidate"]], kept) for kept in decision.changes]
    if not all(_stands(decision, candidate, kept) for candidate, kept in pairs):
        raise Refused("CONFIRM-04", number=decision.number)
    told = [told_of(candidate, kept["before"]) for candidate, kept in pairs]
    undone = keep_decision(draft, DecisionAct.UNDO, actor, told, undoes=decision)
    _save((candidate, kept["before"]) for candidate, kept in pairs)
    return undone


def _stands(decision: Decision, candidate: Candidate, kept: Mapping[str, Any]) -> bool:
    """Return whether nothing was decided on a candidate since."""
    if decision.act == DecisionAct.UNDO:
        return bool(candidate.version == kept["version"])
    return candidate.decision_id == decision.pk


def decision_by_id(draft: Draft, decision_id: int) -> Decision | None:
    """Return a decision of a draft."""
    return draft.decisions.filter(pk=decision_id).first()


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision in the list; ``may_undo`` where nothing later stands on it."""

    decision: Decision
    candidates: tuple[Mapping[str, Any], ...]
    is_undone: bool


class Decisions:
    """The list of decisions of a draft, newest first."""

    def __init__(self, draft: Draft, number: str | None) -> None:
        self.draft = draft
        self.page = page_of(draft.decisions.order_by("-number"), number, self._lines)

    def _lines(self, rows: Iterable[Decision]) -> list[DecisionLine]:
        return [DecisionLine(row, tuple(row.changes), row.pk in self._undone) for row in rows]

    @cached_property
    def _undone(self) -> set[int]:
        """Return what was undone and whose undoing still stands."""
        found: set[int] = set()
        rows = self.draft.decisions.filter(act=DecisionAct.UNDO).order_by("-number")
        for pk, undoes in rows.values_list("pk", "undoes_id"):
            if pk not in found and undoes:
                found.add(undoes)
        return found
