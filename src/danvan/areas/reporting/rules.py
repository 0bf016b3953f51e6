"""When which step of a report is offered, and to whom."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from danvan.areas.reporting.models import Delivery, Part, Report, ReportVersion
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.models import Case
from danvan.kernel.duties.models import Duty

KIND = "reporting.report"
AT_DESK = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})


def is_reported(duty: Duty) -> bool:
    """Return whether a duty is done by handing in a report."""
    named = (duty.snapshot.get("fulfilled_by") or {}).get("kinds", [])
    return KIND in named or (duty.area == "reporting" and "report" in duty.snapshot["evidence"])


def current_version(report: Report) -> ReportVersion:
    """Return the version that is written, or that was handed in last."""
    return report.versions.get(number=report.current)


def is_correction(case: Case) -> bool:
    """Return whether an earlier version was accepted: what is written now corrects it."""
    report: Report = case.report
    earlier = report.versions.filter(number__lt=report.current)
    return earlier.filter(accepted_on__isnull=False).exists()


def is_first_time(case: Case) -> bool:
    """Return whether no version of a report was accepted yet."""
    return not is_correction(case)


def may_take_back(case: Case) -> bool:
    """Return whether nobody has said that the first submission arrived."""
    return is_first_time(case) and not _deliveries(case).exclude(received_at=None).exists()


def may_take_correction_back(case: Case) -> bool:
    """Return whether nobody has said that a correction arrived."""
    return is_correction(case) and not _deliveries(case).exclude(received_at=None).exists()


def may_receive(case: Case, actor: Actor) -> bool:
    """Return whether it was sent to a desk of the actor that has not said yet that it arrived."""
    waiting = _deliveries(case).filter(sent_at__isnull=False, received_at=None)
    return _is_at_desk(waiting, actor)


def may_pass_on(case: Case, actor: Actor) -> bool:
    """Return whether it goes through a desk of the actor and others wait behind it."""
    waits = _deliveries(case).filter(sent_at=None).exists()
    return waits and _is_at_desk(_deliveries(case).filter(part=Part.VIA), actor)


def may_return(case: Case, actor: Actor) -> bool:
    """Return whether it reached a desk of the actor that may ask for more."""
    return _is_at_desk(_arrived(case, {Part.RECEIVER, Part.VIA}), actor)


def may_accept(case: Case, actor: Actor) -> bool:
    """Return whether it reached a desk of the actor for which it was written."""
    return _is_at_desk(_arrived(case, {Part.RECEIVER}), actor)


def _is_at_desk(rows: QuerySet[Delivery], actor: Actor) -> bool:
    return rows.filter(actor.reach_with(AT_DESK)).exists()


def _arrived(case: Case, parts: Collection[str]) -> QuerySet[Delivery]:
    return _deliveries(case).filter(part__in=parts, sent_at__isnull=False)


def _deliveries(case: Case) -> QuerySet[Delivery]:
    report: Report = case.report
    return Delivery.objects.filter(version__report=report, version__number=report.current)
