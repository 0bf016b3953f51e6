"""Figures that one's own records give, and the records behind each."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Count, Max, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from danvan.areas.reporting.models import Report
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.counting import cases_counted, count_all
from danvan.kernel.cases.models import Case, Evidence
from danvan.kernel.cases.rates import part_in
from danvan.kernel.duties.models import Duty, DutyRole, Naming
from danvan.kernel.packs.models import PackUse
from danvan.law.duties import OWING
from danvan.law.reports import Counted, Counting, Figure, ReportForm
from danvan.web.dates import show_day
from danvan.web.reasons import place

MEASURES: Final[tuple[Counted, ...]] = (
    "handled", "on_time", "late", "undated", "waived", "open", "overdue",
)  # fmt: skip
"""What the register tells of each duty, as columns of an annex."""


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


def duty_rows(report: Report, actor: Actor) -> dict[str, list[dict[str, str]]]:
    """Return by annex the lines that the register of duties gives: a line a duty, as the text goes.

    Counts are those of the rates for the period, over the cases of the tree that the actor sees, so
    that the columns add up to the figures. Four queries however many duties there are.
    """
    form: ReportForm = report.form.form.asked_in(report.period_kind)
    annexes = [one for one in form.annexes if one.rows == "duties"]
    if not annexes or report.begins_on is None or report.ends_on is None:
        return {}
    with translation.override("vi"):
        lines = _duty_lines(report, form, actor)
    return {
        one.key: [
            {column.key: line.get(column.key, "") for column in one.columns} for line in lines
        ]
        for one in annexes
    }


def _duty_lines(report: Report, form: ReportForm, actor: Actor) -> list[dict[str, str]]:
    named = {name for one in form.figures if one.counts for name in one.counts.documents}
    seen = visible_cases(actor).filter(Q(unit__root_id=actor.root_id) | Q(unit_id=actor.root_id))
    day = report.ends_on or actor.today
    uses = PackUse.objects.filter(root_id=actor.root_id, valid_from__lte=day)
    uses = uses.filter(Q(valid_until=None) | Q(valid_until__gt=day))
    duties = Duty.objects.filter(
        pack__in=uses.values("pack"), pack__document_number__in=named, modality__in=OWING
    ).order_by("pack_id", "position")
    counted = _counts_by_duty(seen, report)
    proofs = _last_proofs(seen, report)
    bodies = defaultdict(list)
    roles = DutyRole.objects.filter(duty__in=duties, naming=Naming.BEARER).order_by("position")
    for duty_id, name in roles.values_list("duty_id", "role__name_vi"):
        bodies[duty_id].append(name)
    return [
        {
            "provision": place(one.provision),
            "act": one.act_vi,
            "bearers": "; ".join(bodies[one.pk]),
            "last_proof": _proof_words(proofs.get(one.pk), report),
        }
        | {key: str(number) for key, number in counted.get(one.pk, {}).items()}
        for one in duties
    ]


def _counts_by_duty(seen: QuerySet[Case], report: Report) -> dict[int, dict[str, int]]:
    assert report.begins_on and report.ends_on  # noqa: S101, PT018  asked by the only caller
    span = (report.begins_on, report.ends_on)
    wanted = {one: Count("pk", filter=part_in(one, *span)) for one in MEASURES}
    rows = seen.filter(kind="duties.occurrence").order_by()
    told = rows.values("occurrence__duty_id").annotate(**wanted)
    listed = told.values_list("occurrence__duty_id", *MEASURES)
    return {duty_id: dict(zip(MEASURES, counts, strict=True)) for duty_id, *counts in listed}


def _last_proofs(seen: QuerySet[Case], report: Report) -> dict[int, date]:
    """Return by duty the day of the last proof up to the end of the period."""
    proofs = Evidence.objects.filter(
        case__in=seen.values("pk"), withdrawn_at=None, proven_on__lte=report.ends_on
    )
    found: dict[int, date] = {}
    for column in ("case__card__duty_id", "case__occurrence__duty_id"):
        rows = proofs.exclude(**{column: None}).order_by().values(column)
        for duty_id, day in rows.annotate(last=Max("proven_on")).values_list(column, "last"):
            found[duty_id] = max(day, found.get(duty_id, day))
    return found


def _proof_words(day: date | None, report: Report) -> str:
    """Return the day of the last proof; says where there is none, or none in the period."""
    if day is None:
        return _("chưa có")
    is_old = report.begins_on is not None and day < report.begins_on
    words = _("%(day)s, trước kỳ này") if is_old else "%(day)s"
    return words % {"day": show_day(day)}
