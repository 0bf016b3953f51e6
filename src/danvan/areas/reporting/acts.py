"""What the steps of a report change beyond its state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from danvan.areas.reporting import intake
from danvan.areas.reporting.calculator import duty_rows
from danvan.areas.reporting.models import Remark, Report, ReportVersion
from danvan.areas.reporting.plan import route
from danvan.areas.reporting.queries import current_version
from danvan.areas.reporting.shapes import Answers
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.joining import join
from danvan.kernel.cases.models import Case, Step
from danvan.kernel.cases.refused import Refused


def fill(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Put what was typed into the current version; annexes of the register as they stand now.

    Args:
        data: ``answers`` as a whole.

    Raises:
        Refused: ``REPORT-02`` the version was handed in and is locked.
    """
    del step
    report: Report = case.report
    register = duty_rows(report, actor)
    if register or "answers" in data:
        answers = data.get("answers", Answers())
        intake.write(report, replace(answers, annexes={**answers.annexes, **register}))


def submit(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Hand the current version in, with what was typed last; from now on it is locked.

    Args:
        data: ``answers`` as a whole; what is not named stays as it was saved. ``in_place``: which
            unit gets it in the place of one that ended, by slug of the body.

    Raises:
        Refused: ``REPORT-02`` it was handed in already, ``REPORT-03`` a receiver ceased and none
            stands in its place.
    """
    fill(case, step, actor, data)
    report: Report = case.report
    version = current_version(report)
    day = step.effective_on
    parts = route(case, day).filled(data.get("in_place", {}), day)
    version.submitted_on, version.submitted_at = day, timezone.now()
    version.submitted_by = actor.label
    version.save(update_fields=["submitted_on", "submitted_at", "submitted_by"])
    intake.send(version, parts)
    _let_in(case, version)


def take_back(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Go on writing in a copy; nobody has said that what was handed in arrived."""
    del data
    intake.next_version(case.report, actor, step.reason)


def give_back(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Keep what a receiver says and open a copy in which it is mended.

    Args:
        data: ``remarks``: a list of ``Said``.

    Raises:
        Refused: ``REPORT-04`` nothing says what to mend.
    """
    report: Report = case.report
    version = current_version(report)
    said = [one for one in data.get("remarks", ()) if one.text.strip()]
    if not said and not step.reason.strip():
        raise Refused("REPORT-04")
    now = timezone.now()
    for one in said:
        Remark.objects.create(
            version=version, key=one.key, text=one.text.strip(), made_by=actor.label, made_at=now
        )
    _note(case, version, actor)
    intake.next_version(report, actor, step.reason or said[0].text.strip())


def receive(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Write down that the report arrived at the actor's units.

    Raises:
        Refused: ``REPORT-05`` they said so already, or it was not sent to them yet.
    """
    del step, data
    if not _note(case, current_version(case.report), actor):
        raise Refused("REPORT-05")


def pass_on(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Send the report on to those that waited behind the unit it goes through."""
    del step, data
    version = current_version(case.report)
    _note(case, version, actor)
    intake.pass_on(version)
    _let_in(case, version)


def accept(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Lock the version for good.

    Raises:
        Refused: ``REPORT-06`` it still waits at the unit it goes through.
    """
    del data
    version = current_version(case.report)
    if version.deliveries.filter(sent_at=None).exists():
        raise Refused("REPORT-06")
    _note(case, version, actor)
    version.accepted_on = step.effective_on
    version.save(update_fields=["accepted_on"])


def correct(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Open a new version of an accepted report; the accepted one stays readable."""
    del data
    intake.next_version(case.report, actor, step.reason)


def drop_correction(case: Case, step: Step, actor: Actor, data: Mapping[str, Any]) -> None:
    """Give a correction up; the accepted version counts as before.

    Raises:
        Refused: ``REPORT-02`` it was handed in already.
    """
    del step, actor, data
    intake.drop_version(case.report)


def _let_in(case: Case, version: ReportVersion) -> None:
    """Let those see the report to which it was sent by now."""
    sent = version.deliveries.filter(sent_at__isnull=False)
    join(case, dict(sent.values_list("unit_id", "part")))


def _note(case: Case, version: ReportVersion, actor: Actor) -> int:
    others = case.units.exclude(unit_id=case.unit_id)
    mine = others.filter(actor.reach_with({"officer", "head"})).values_list("unit_id", flat=True)
    return intake.note_receipt(version, list(mine), actor)
