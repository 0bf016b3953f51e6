"""The writer of merges: inputs and figures in one press, the press undone, trace kept in copies.

Each press goes through ``perform`` as one filling of the report, so that two people at once give
one success, the press stands in the case's history, and a version that was handed in stays as it
is. What stood before is kept with the press.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from danvan.areas.consolidation.calculator import renew
from danvan.areas.consolidation.models import Input, InputState, OwnFigure, Round
from danvan.areas.consolidation.plan import (
    Hand,
    Line,
    Plan,
    plan_of,
    reasons_of,
    wrong_own,
)
from danvan.areas.consolidation.queries import standing_versions
from danvan.areas.reporting.intake import note_receipts
from danvan.areas.reporting.models import Cell, Report, ReportVersion
from danvan.areas.reporting.queries import current_version
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.kinds import Act
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.law.duties import Words
from danvan.law.messages import say

REPORT = "reporting.report"
ALREADY = "MERGE-13"
"""Everything that came is in."""
GIVES_UP = frozenset({"take_back", "take_correction_back", "withdraw"})
"""Acts by which a unit gives up what it handed in."""


def open_version(case: Case) -> ReportVersion:
    """Return the version of a report that is being written, locked until the end of the press.

    Raises:
        Refused: ``REPORT-02`` it was handed in and is locked.
    """
    rows = ReportVersion.objects.select_for_update(of=("self",))
    rows = rows.select_related("report__form", "report__case")
    version = rows.get(report_id=case.pk, number=case.report.current)
    if version.submitted_at is not None:
        raise Refused("REPORT-02")
    return version


@transaction.atomic
def merge(
    case: Case,
    actor: Actor,
    *,
    digest: str = "",
    hand: Hand | None = None,
    own: Mapping[str, Decimal] | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Round:
    """Take what came into a report and write its figures by the form's rule.

    Args:
        digest: Of the plan that the actor saw; empty takes what stands now.
        hand: By unit, why its report is left out; ``None`` takes it in again.
        own: The merging body's own figures; ``None`` keeps those it has.
        reasons: Why own figures jump, by key; kept with the figures of the report.

    Raises:
        Refused: ``CASE-01`` no officer there, ``CASE-02`` someone was faster, ``REPORT-02`` it was
            handed in, ``MERGE-01`` what would be taken changed since it was shown, ``MERGE-13``
            all of it is in already, ``MERGE-02``
            nobody owes or sent anything.
    """
    version = open_version(case)
    shown = plan_of(version, actor)
    if digest and shown.was_merged and not shown.is_news:
        raise Refused(ALREADY)
    if digest and digest != shown.digest:
        raise Refused("MERGE-01")
    plan = shown if hand is None and own is None else plan_of(version, actor, hand=hand, own=own)
    if not (plan.lines or plan.own):
        raise Refused("MERGE-02")
    before = snapshot(version)
    _write_inputs(plan)
    renew([version])
    for key, why in (reasons or {}).items():
        version.cells.filter(key=key).update(reason=why)
    told = _("Tổng hợp số liệu: %(taken)s báo cáo, thiếu %(missing)s.")
    reason = told % {"taken": len(plan.taken), "missing": len(plan.missing)}
    return _close(case, version, actor, before, reason)


def _close(
    case: Case, version: ReportVersion, actor: Actor, before: Mapping[str, Any], reason: str
) -> Round:
    perform(case, "fill", actor, effective_on=actor.today, reason=reason)
    return Round.objects.create(
        version=version,
        number=version.rounds.count() + 1,
        made_at=timezone.now(),
        made_by=actor.label,
        before=dict(before),
        after=digest_of(snapshot(version)),
    )


def _write_inputs(plan: Plan) -> None:
    version = plan.version
    gone = [one.pk for one in plan.gone]
    Input.objects.filter(pk__in=gone).delete()
    changed = [line for line in plan.lines if line.is_changed or line.was is None]
    Input.objects.bulk_create(
        (_input(version, line) for line in changed),
        update_conflicts=True,
        unique_fields=["version", "unit"],
        update_fields=["lower", "occurrence", "state", "why", "inside", "note"],
    )
    _write_own(plan)


def _input(version: ReportVersion, line: Line) -> Input:
    return Input(
        version=version,
        lower_id=line.lower_id,
        unit_id=line.candidate.unit_id,
        occurrence_id=line.candidate.occurrence_id,
        state=line.state,
        why=line.why,
        inside_id=line.inside_id,
        note=line.note,
    )


def _write_own(plan: Plan) -> None:
    """Keep the body's own figures as an input without a lower version; none without figures."""
    mine = plan.own_input
    if mine is None and plan.own:
        unit_id = plan.version.report.case.unit_id
        mine = Input.objects.create(version=plan.version, unit_id=unit_id, state=InputState.TAKEN)
    if mine is None:
        return
    OwnFigure.objects.filter(input=mine).exclude(key__in=plan.own).delete()
    OwnFigure.objects.bulk_create(
        (OwnFigure(input=mine, key=key, value=value) for key, value in plan.own.items()),
        update_conflicts=True,
        unique_fields=["input", "key"],
        update_fields=["value"],
    )
    if not plan.own:
        Input.objects.filter(pk=mine.pk).delete()


def snapshot(version: ReportVersion) -> dict[str, Any]:
    """Return inputs, own figures and figures of a version as plain values, in a steady order."""
    columns = ("unit_id", "lower_id", "occurrence_id", "state", "why", "inside_id", "note")
    inputs = version.inputs.order_by("unit_id").values(*columns)
    own = OwnFigure.objects.filter(input__version=version).order_by("key")
    cells = version.cells.order_by("key").values_list("key", "value", "filled", "reason")
    return {
        "inputs": list(inputs),
        "own": {key: str(value) for key, value in own.values_list("key", "value")},
        "cells": [[key, _plain(value), filled, why] for key, value, filled, why in cells],
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def digest_of(kept: Mapping[str, Any]) -> str:
    """Return what tells one state of a merge from any other."""
    return hashlib.sha256(repr(sorted(kept.items())).encode()).hexdigest()


def last_round(version: ReportVersion) -> Round | None:
    """Return the press that would be undone: the last one that stands."""
    return version.rounds.filter(undone_at=None).order_by("-number").first()


@transaction.atomic
def undo(case: Case, actor: Actor) -> Round:
    """Put back what stood before the last press.

    Raises:
        Refused: ``CASE-01`` no officer there, ``REPORT-02`` it was handed in, ``MERGE-03`` nothing
            was merged, ``MERGE-04`` somebody changed a figure or an input since.
    """
    version = open_version(case)
    last = last_round(version)
    if last is None:
        raise Refused("MERGE-03")
    if digest_of(snapshot(version)) != last.after:
        raise Refused("MERGE-04")
    _put_back(version, last.before)
    reason = _("Hoàn tác lần tổng hợp %(number)s.") % {"number": last.number}
    perform(case, "fill", actor, effective_on=actor.today, reason=reason)
    last.undone_at, last.undone_by = timezone.now(), actor.label
    last.save(update_fields=["undone_at", "undone_by"])
    return last


def _put_back(version: ReportVersion, kept: Mapping[str, Any]) -> None:
    Input.objects.filter(version=version).delete()
    Input.objects.bulk_create(Input(version=version, **one) for one in kept["inputs"])
    if kept["own"]:
        mine = version.inputs.get(unit_id=version.report.case.unit_id)
        OwnFigure.objects.bulk_create(
            OwnFigure(input=mine, key=key, value=Decimal(value))
            for key, value in kept["own"].items()
        )
    Cell.objects.filter(version=version).delete()
    Cell.objects.bulk_create(
        Cell(
            version=version,
            key=key,
            value=None if value is None else Decimal(value),
            filled=filled,
            reason=why,
        )
        for key, value, filled, why in kept["cells"]
    )


def follow(case: Case, act: Act, step: Step, actor: Actor) -> None:
    """After an act on a report: a new version is a copy, and its inputs are copied with it.

    So a figure can be traced in every version. Nothing is handed in on wrong
    own figures. Called by ``perform`` in the same transaction.
    """
    del step, actor
    if case.kind == REPORT and act.key == "submit":
        refuse_wrong_own(current_version(case.report))
    if case.kind != REPORT or case.report.current == 1:
        return
    versions = list(case.report.versions.filter(number__gte=case.report.current - 1))
    if len(versions) != 2:  # noqa: PLR2004  the last one and the one before it
        return
    old, new = sorted(versions, key=lambda one: one.number)
    if new.submitted_at is None and not new.inputs.exists():
        _copy_inputs(old, new)


def refuse_wrong_own(version: ReportVersion) -> None:
    """Refuse own figures that the form does not let stand, however they came in.

    Raises:
        Refused: ``MERGE-15`` with what is wrong.
    """
    own = dict(OwnFigure.objects.filter(input__version=version).values_list("key", "value"))
    found = wrong_own(version, own, reasons_of(version)) if own else ()
    for one in found:
        said = (say(one.code, one.fields, language) for language in ("vi", "en"))
        raise Refused("MERGE-15", told=Words(*said))


def _copy_inputs(old: ReportVersion, new: ReportVersion) -> None:
    own: Iterable[tuple[int, str, Decimal]] = OwnFigure.objects.filter(
        input__version=old
    ).values_list("input__unit_id", "key", "value")
    kept = list(own)
    rows = list(old.inputs.order_by("pk"))
    for row in rows:
        row.pk, row.version = None, new
    Input.objects.bulk_create(rows)
    mine = {row.unit_id: row for row in new.inputs.filter(unit_id__in=[unit for unit, *_ in kept])}
    OwnFigure.objects.bulk_create(
        OwnFigure(input=mine[unit], key=key, value=value) for unit, key, value in kept
    )


def note(action: str, case: Case, actor: Actor, **details: object) -> None:
    """Write down in the audit what was done around a merged report."""
    record(
        f"consolidation.report.{action}",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"case:{case.slug}",
        unit_id=case.unit_id,
        details=details,
    )


def hold(case: Case, act: Act, step: Step, actor: Actor) -> None:
    """After an act on a report: who hands a merge in has looked at what is in it.

    Called by ``perform`` in the same transaction.

    Raises:
        Refused: ``REPORT-11`` it is given up, and stands in a merged report that was handed in.
    """
    del step
    if case.kind != REPORT:
        return
    if act.key in GIVES_UP and is_counted_on(case.report):
        raise Refused("REPORT-11")
    if act.key == "submit":
        _note_receipts(case, actor)


def is_counted_on(report: Report) -> bool:
    """Return whether a version of a report stands in a merged report that was handed in."""
    taken = Input.objects.filter(lower__report=report, state=InputState.TAKEN)
    uppers = Q(report__in=taken.values("version__report"))
    standing = [one.pk for one in standing_versions(uppers).values()]
    return taken.filter(version__in=standing).exists()


def _note_receipts(case: Case, actor: Actor) -> None:
    taken = Input.objects.filter(version__report=case.report, state=InputState.TAKEN)
    taken = taken.filter(version__number=case.report.current, lower__isnull=False)
    lowers = list(taken.values_list("lower_id", flat=True))
    if lowers:
        note_receipts(lowers, [case.unit_id], actor)
