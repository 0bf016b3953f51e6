"""The only writer of state.

Opens a case, performs an act, in one transaction with step, clocks, audit and event.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.audit.record import record
from danvan.kernel.cases import clocks, kinds, running
from danvan.kernel.cases.access import may, may_see
from danvan.kernel.cases.models import Case, CaseUnit, Event, Evidence, Step, Taking
from danvan.kernel.cases.refused import Refused
from danvan.law.collation import fold
from danvan.law.duties import Words

STALE = frozenset({"CASE-01", "CASE-03"})
"""Refusals that may only mean that someone was faster since the case was read."""

IDENTITY = "identity"
"""Role of a proof that is never kept: a picture or copy of an identity paper."""


@dataclass(frozen=True, slots=True)
class EvidenceInput:
    """One proof handed in with an act: a file, a document number, a note or another case."""

    role: str
    file_id: int | None = None
    document_number: str = ""
    note: str = ""
    proven_on: date | None = None
    source_case_id: int | None = None

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing in it: no file, number, note or case."""
        named = self.document_number.strip() or self.note.strip()
        return not (named or self.file_id or self.source_case_id)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case is opened with.

    Args:
        takings: Units that take part besides the handling one, and how.
        facts: Values of the kind's facts row.
    """

    unit_id: int
    title: Words
    opened_on: date
    facts: Mapping[str, Any]
    takings: Mapping[int, str]
    classification: int = Classification.INTERNAL
    due_on: date | None = None
    basis: clocks.ClockBasis | None = None


@transaction.atomic
def open_case(kind_key: str, actor: Actor, opening: Opening) -> Case:
    """Open one case with its facts, access rows, clock, audit entry and event.

    Raises:
        Refused: ``CASE-01`` the actor may not open this kind there, ``CASE-05`` the day is to come.
    """
    kind = kinds.get(kind_key)
    if kind.opens_by and not actor.has(kind.opens_by, opening.unit_id):
        raise Refused("CASE-01")
    if opening.opened_on > actor.today:
        raise Refused("CASE-05", day=opening.opened_on, today=actor.today, last=None)
    case = Case.objects.create(
        slug=secrets.token_hex(8),
        kind=kind_key,
        title_vi=opening.title.vi[:400],
        title_en=opening.title.en[:400],
        unit_id=opening.unit_id,
        state=kind.initial,
        classification=opening.classification,
        opened_on=opening.opened_on,
        due_on=opening.due_on,
        search=fold(f"{opening.title.vi} {opening.title.en}"),
    )
    takings = {**opening.takings, opening.unit_id: Taking.HANDLING}
    CaseUnit.objects.bulk_create(
        CaseUnit(case=case, unit_id=unit_id, taking=taking) for unit_id, taking in takings.items()
    )
    kind.facts(case=case, **opening.facts).save(force_insert=True)
    if kind.opened:
        kind.opened(case, actor)
    running.run(case, running.OPEN, opening.opened_on)
    if opening.due_on and opening.basis:
        case.clocks.create(
            key="due",
            snapshot=clocks.snapshot(opening.basis),
            started_on=opening.opened_on,
            due_on=opening.due_on,
            alarm_on=clocks.alarm_before(opening.due_on),
        )
    _tell(f"{kind_key}.open", case, actor, {})
    return case


def perform(  # noqa: PLR0913  one act has these parts
    case: Case,
    act_key: str,
    actor: Actor,
    *,
    effective_on: date,
    data: Mapping[str, Any] | None = None,
    evidence: Sequence[EvidenceInput] = (),
    reason: str = "",
    version: int | None = None,
) -> Case:
    """Perform one act on one case: the one door for screens, commands, jobs and imports.

    Args:
        effective_on: Legal day of the act; never in the future, never before the last step.
        data: What the act's own form asked.
        evidence: Proofs handed in with it.
        reason: Why, where the act or the back-dating asks for it.
        version: The version the actor saw; ``None`` means the one just read.

    Returns:
        The case as it is afterwards.

    Raises:
        Refused: ``CASE-01`` not allowed, ``CASE-02`` someone was faster, ``CASE-03`` wrong state,
            ``CASE-04`` a proof is missing or empty, ``CASE-05`` a day is impossible, ``CASE-06``
            back-dating needs a reason, ``CASE-07`` a reason is needed, ``CASE-08`` a prerequisite
            is missing, ``CASE-17`` a proof is of identity.
    """
    kind = kinds.get(case.kind)
    act = kind.act(act_key)
    if act is None or not may_see(actor, case):
        raise Refused("CASE-01")
    if version is not None and version != case.version:
        raise Refused("CASE-02")
    try:
        _write(
            case,
            act,
            actor,
            effective_on=effective_on,
            data=data or {},
            evidence=evidence,
            reason=reason,
        )
    except Refused:
        case.refresh_from_db()
        raise
    return case


@transaction.atomic
def _write(  # noqa: PLR0913  one act has these parts
    case: Case,
    act: kinds.Act,
    actor: Actor,
    *,
    effective_on: date,
    data: Mapping[str, Any],
    evidence: Sequence[EvidenceInput],
    reason: str,
) -> None:
    kind = kinds.get(case.kind)
    try:
        _check(case, act, actor, effective_on, evidence, reason)
    except Refused as refused:
        if refused.code in STALE and not Case.objects.filter(pk=case.pk, version=case.version):
            raise Refused("CASE-02") from refused
        raise
    passed, before = _guard(case, act, actor, reason), case.state
    _compare_and_set(case, kind, act, effective_on)
    step = _step(case, act, actor, effective_on, reason, before=before, issued_without=passed)
    _keep(evidence, step, actor)
    if act.effect:
        act.effect(case, step, actor, data)
    _run_clocks(case, kind, step)
    _tell(f"{case.kind}.{act.key}", case, actor, {"step": step.pk, "reason": reason})
    for follower in settings.CASE_FOLLOWERS:
        import_string(follower)(case, act, step, actor)


def _check(
    case: Case,
    act: kinds.Act,
    actor: Actor,
    effective_on: date,
    evidence: Sequence[EvidenceInput],
    reason: str,
) -> None:
    if case.state not in act.source:
        raise Refused("CASE-03", state=case.state)
    if not may(actor, act, case):
        raise Refused("CASE-01")
    last = last_day(case)
    if effective_on > actor.today or (last and effective_on < last):
        raise Refused("CASE-05", day=effective_on, today=actor.today, last=last)
    earliest = _earliest(case, act)
    if earliest and effective_on < earliest:
        raise Refused("CASE-11", day=earliest)
    if not reason.strip():
        if act.needs_reason:
            raise Refused("CASE-07")
        if (actor.today - effective_on).days > settings.BACKDATE_DAYS:
            raise Refused("CASE-06", days=settings.BACKDATE_DAYS)
    _check_proofs(case, act, actor, evidence)


def last_day(case: Case) -> date | None:
    """Return the legal day of the last step that still stands.

    A reopening and the closing that it undid do not count: what is mended keeps its own day.
    """
    kind = kinds.get(case.kind)
    standing: list[tuple[str, date]] = []
    for act_key, state, day in case.steps.order_by("pk").values_list(
        "act", "to_state", "effective_on"
    ):
        act = kind.act(act_key)
        if act and act.reopens:
            while standing and standing[-1][0] in kind.closed:
                standing.pop()
        else:
            standing.append((state, day))
    return max((day for _state, day in standing), default=None)


def _earliest(case: Case, act: kinds.Act) -> date | None:
    """Return the first legal day of an act: when its unit begins; to close, its period too."""
    kind = kinds.get(case.kind)
    closes = act.target in kind.closed
    begins = kind.begins_on(case) if kind.begins_on and closes else None
    stands = case.unit.periods.order_by("valid_from").values_list("valid_from", flat=True).first()
    return max((day for day in (begins, stands) if day), default=None)


def _check_proofs(
    case: Case, act: kinds.Act, actor: Actor, evidence: Sequence[EvidenceInput]
) -> None:
    """An act that leads nowhere adds a proof; any other may rest on one that stands already."""
    standing = act.target is not None and case.evidence.filter(withdrawn_at=None).exists()
    if any(one.role == IDENTITY for one in evidence):
        raise Refused("CASE-17")
    if any(one.is_empty for one in evidence) or (act.evidence and not (evidence or standing)):
        raise Refused("CASE-04")
    for one in evidence:
        if one.proven_on and one.proven_on > actor.today:
            raise Refused("CASE-05", day=one.proven_on, today=actor.today, last=None)


def _guard(case: Case, act: kinds.Act, actor: Actor, reason: str) -> bool:
    """Ask every guard; return whether one was passed with a reason."""
    passed = [import_string(guard)(case, act, actor, reason) for guard in settings.CASE_GUARDS]
    return any(passed)


def _compare_and_set(case: Case, kind: kinds.CaseKind, act: kinds.Act, effective_on: date) -> None:
    target = act.target or case.state
    closes = target in kind.closed
    closed_on = (
        (effective_on if case.state not in kind.closed else case.closed_on) if closes else None
    )
    done = Case.objects.filter(pk=case.pk, version=case.version, state=case.state).update(
        state=target, version=F("version") + 1, closed_on=closed_on
    )
    if not done:
        raise Refused("CASE-02")
    case.refresh_from_db()


def _step(  # noqa: PLR0913  one act has these parts
    case: Case,
    act: kinds.Act,
    actor: Actor,
    effective_on: date,
    reason: str,
    *,
    before: str,
    issued_without: bool,
) -> Step:
    return Step.objects.create(
        case=case,
        act=act.key,
        from_state=before,
        to_state=case.state,
        effective_on=effective_on,
        recorded_at=timezone.now(),
        actor=actor.label,
        actor_user_id=actor.user_id,
        reason=reason.strip(),
        back_dated=(actor.today - effective_on).days > settings.BACKDATE_DAYS,
        issued_without=issued_without,
    )


def _keep(evidence: Sequence[EvidenceInput], step: Step, actor: Actor) -> None:
    Evidence.objects.bulk_create(
        Evidence(
            case_id=step.case_id,
            step=step,
            role=one.role,
            file_id=one.file_id,
            source_case_id=one.source_case_id,
            document_number=one.document_number,
            note=one.note,
            proven_on=one.proven_on or step.effective_on,
            recorded_at=step.recorded_at,
            actor=actor.label,
        )
        for one in evidence
    )


def _run_clocks(case: Case, kind: kinds.CaseKind, step: Step) -> None:
    was_closed, is_closed = step.from_state in kind.closed, step.to_state in kind.closed
    if is_closed and not was_closed:
        clocks.stop_clocks(case, step.effective_on)
    if was_closed and not is_closed and not kind.clocks:
        clocks.restart_clocks(case)
    running.run(case, step.act, step.effective_on)


def _tell(name: str, case: Case, actor: Actor, payload: dict[str, object]) -> None:
    record(
        name,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"case:{case.slug}",
        unit_id=case.unit_id,
        details=payload,
    )
    Event.objects.create(name=name, case=case, payload=payload, happened_at=timezone.now())
