"""Figures that one's own records give, and the records behind each."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import QuerySet

from danvan.areas.reporting.models import Report
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.counting import cases_counted, count_all
from danvan.kernel.cases.models import Case
from danvan.law.reports import Counting, Figure, ReportForm


def records(report: Report, form: ReportForm, actor: Actor) -> dict[str, Decimal]:
    """Return what the records of the reporting unit give for the period, by figure.

    A figure whose kind of record is kept nowhere here is left out: that is not nought.
    """
    if report.begins_on is None or report.ends_on is None:
        return {}
    own = {one.key: one.counts for one in form.figures if one.counts and not one.counts.documents}
    whole = {one.key: one.counts for one in form.figures if one.counts and one.counts.documents}
    span = (report.begins_on, report.ends_on)
    found = count_all(actor, own, *span, unit_ids=(report.case.unit_id,))
    found |= count_all(actor, whole, *span)
    return {key: Decimal(number) for key, number in found.items()}


def records_behind(report: Report, figure: Figure, actor: Actor) -> QuerySet[Case]:
    """Return the records behind a figure, as far as the actor sees them."""
    if figure.counts is None or report.begins_on is None or report.ends_on is None:
        return Case.objects.none()
    units = units_of(report, figure.counts)
    return cases_counted(actor, figure.counts, report.begins_on, report.ends_on, unit_ids=units)


def units_of(report: Report, counting: Counting) -> tuple[int, ...] | None:
    """Return whose records count: the reporting unit's own; on a whole document, everybody's."""
    return None if counting.documents else (report.case.unit_id,)
