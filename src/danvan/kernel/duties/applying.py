"""Apply a plan that was shown, and take it back while nobody has worked on it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.bulk import (
    CHUNK,
    Group,
    SharedCase,
    count_anew,
    discard_many,
    move_many,
    open_many,
    start_batch,
)
from danvan.kernel.cases.clocks import ClockBasis, alarm_before
from danvan.kernel.cases.models import Case, Clock
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import planner
from danvan.kernel.duties.changes import Addition, Plan
from danvan.kernel.duties.models import Binding, Duty, DutyRole, Occurrence, PlanApply
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.wording import period_words
from danvan.kernel.organisations.models import Closure, Unit, UnitPeriod
from danvan.law.duties import Words
from danvan.law.schedules import Occasion

ACTION = "duties.plan.apply"
READ_WITH_CASES = (Unit, UnitPeriod, Closure, Duty, DutyRole, Binding)
"""What pages read beside the cases of a plan; often filled shortly before it is applied."""


@transaction.atomic
def apply(root: Unit, digest: str, actor: Actor, *, until: date | None = None) -> PlanApply:
    """Do what a plan showed; nothing else.

    Args:
        digest: Of the plan that the person saw.
        until: The same last day that was shown.

    Raises:
        Refused: ``CASE-01`` no planner at the root, ``PLAN-01`` the plan is another by now,
        ``PLAN-02`` there is
            nothing to do.
    """
    planner(actor, root.pk)
    Unit.objects.select_for_update().get(pk=root.pk)
    shown = plan(root, today=actor.today, until=until)
    if shown.is_empty:
        raise Refused("PLAN-02")
    if shown.digest != digest:
        raise Refused("PLAN-01")
    return _write(shown, actor)


def _write(shown: Plan, actor: Actor) -> PlanApply:
    occurrences = [_group(one) for one in shown.additions if one.origin]
    cards = [_group(one) for one in shown.additions if not one.origin]
    batch = start_batch(ACTION, actor, shown.digest, shown.added, root_id=shown.root.pk)
    for kind_key, groups in (("duties.occurrence", occurrences), ("duties.card", cards)):
        open_many(kind_key, actor, groups, action=ACTION, opened_on=actor.today, batch=batch)
    before = _before(shown)
    if shown.removals:
        discard_many(
            [change.case_id for change in shown.removals], actor, action="duties.plan.remove"
        )
    _move(shown, actor)
    count_anew(shown.added, *READ_WITH_CASES)
    return PlanApply.objects.create(
        root=shown.root,
        batch=batch,
        digest=shown.digest,
        applied_at=timezone.now(),
        applied_by=actor.label,
        added=shown.added,
        removed=len(shown.removals),
        moved=len(shown.moves),
        before=before,
    )


def _before(shown: Plan) -> dict[str, object]:
    """Return the days before moving, so that they can be put back, and what was removed.

    For reading.
    """
    clocks = Clock.objects.filter(case_id__in=[change.case_id for change in shown.moves], key="due")
    facts = ("case__occurrence__written_on", "case__occurrence__is_provisional")
    rows = clocks.values_list("case_id", "due_on", "snapshot_id", *facts)
    return {
        "moved": {
            str(case_id): [due.isoformat(), kept, written and written.isoformat(), provisional]
            for case_id, due, kept, written, provisional in rows
        },
        "removed": [[change.duty.code, change.unit_id, change.key] for change in shown.removals],
    }


def _group(addition: Addition) -> Group:
    duty = addition.duty
    if addition.occasions:
        shared = [_occurrence(addition, occasion) for occasion in addition.occasions]
    else:
        facts: dict[str, object] = {"duty": duty.pk}
        if addition.origin:
            facts |= {"key": "once", "origin": addition.origin}
        shared = [SharedCase(Words(_short(duty.act_vi), _short(duty.act_en)), facts)]
    return Group(addition.bearers, shared)


def _occurrence(addition: Addition, occasion: Occasion) -> SharedCase:
    duty, series, period = addition.duty, addition.series, period_words(occasion.key)
    return SharedCase(
        title=Words(f"{_short(duty.act_vi)} – {period.vi}", f"{_short(duty.act_en)} – {period.en}"),
        due_on=occasion.due_on,
        basis=series.basis_of(occasion.key) if series else ClockBasis(),
        facts={
            "duty": duty.pk,
            "key": occasion.key,
            "origin": addition.origin,
            "begins_on": occasion.begins_on,
            "ends_on": occasion.ends_on,
            "written_on": occasion.written_on,
            "is_provisional": bool(series and series.is_provisional(occasion.key)),
        },
    )


def _short(words: str, most: int = 340) -> str:
    """Return words as a title: a capital first, and not longer than fits beside a period."""
    words = words[:1].upper() + words[1:]
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _move(shown: Plan, actor: Actor) -> None:
    moved = [(one, one.series, one.due_after) for one in shown.moves]
    known = [(one, series, due) for one, series, due in moved if series and due]
    moves = {one.case_id: (due, series.basis_of(one.key)) for one, series, due in known}
    move_many(moves, actor, action="duties.plan.move")
    alike: dict[tuple[date | None, bool], list[int]] = defaultdict(list)
    for one, series, _due in known:
        written_on = series.occasion(one.key).written_on
        alike[written_on, series.is_provisional(one.key)].append(one.case_id)
    for (written_on, is_provisional), ids in alike.items():
        for start in range(0, len(ids), CHUNK):
            rows = Occurrence.objects.filter(case_id__in=ids[start : start + CHUNK])
            rows.update(written_on=written_on, is_provisional=is_provisional)


def _worked_since(applied: PlanApply) -> int:
    """Return on how many of the moved cases somebody has worked since."""
    moved = Case.objects.filter(pk__in=[int(pk) for pk in applied.before["moved"]])
    return moved.filter(steps__recorded_at__gt=applied.applied_at).distinct().count()


@transaction.atomic
def undo(applied: PlanApply, actor: Actor) -> PlanApply:
    """Take back what a plan opened and put back what it moved.

    What it removed comes back with the next plan.

    Raises:
        Refused: ``CASE-01`` no planner at the root, ``PLAN-03`` somebody has worked on it,
            ``PLAN-04`` it was undone already, ``PLAN-05`` a later plan stands on it.
    """
    planner(actor, applied.root_id)
    Unit.objects.select_for_update().get(pk=applied.root_id)
    applied.refresh_from_db()
    if applied.undone_at:
        raise Refused("PLAN-04")
    if PlanApply.objects.filter(root=applied.root, pk__gt=applied.pk, undone_at=None).exists():
        raise Refused("PLAN-05")
    if worked := _worked_since(applied):
        raise Refused("PLAN-03", count=worked)
    try:
        discard_many(
            list(applied.batch.cases.values_list("pk", flat=True)), actor, action="duties.plan.undo"
        )
    except Refused as refused:
        raise Refused("PLAN-03", **refused.fields) from None
    for case_id, kept in applied.before["moved"].items():
        _put_back(int(case_id), *kept)
    record(
        "duties.plan.undo",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"plan:{applied.pk}",
        unit_id=applied.root_id,
    )
    PlanApply.objects.filter(pk=applied.pk, undone_at=None).update(
        undone_at=timezone.now(), undone_by=actor.label
    )
    applied.refresh_from_db()
    return applied


def _put_back(
    case_id: int,
    due: str,
    snapshot_id: int,
    written: str | None,
    is_provisional: bool = False,  # noqa: FBT001, FBT002  as kept; older plans kept none
) -> None:
    """Give a moved clock its day back, unless its case was closed since."""
    due_on = date.fromisoformat(due)
    clocks = Clock.objects.filter(case_id=case_id, key="due", stopped_on=None)
    alarm_on = alarm_before(due_on)
    if clocks.update(due_on=due_on, snapshot_id=snapshot_id, alarm_on=alarm_on):
        written_on = date.fromisoformat(written) if written else None
        Case.objects.filter(pk=case_id).update(due_on=due_on)
        Occurrence.objects.filter(case_id=case_id).update(
            written_on=written_on, is_provisional=is_provisional
        )
