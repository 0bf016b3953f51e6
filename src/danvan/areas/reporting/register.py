"""The list of reports: by period, form and state; searched, sorted, exported, printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from danvan.areas.reporting.kinds import REPORT
from danvan.areas.reporting.models import Report
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.duties.wording import period_words
from danvan.kernel.organisations.tree import names_of
from danvan.kernel.packs.queries import terms
from danvan.law.collation import fold
from danvan.web.case_list import lines as case_lines
from danvan.web.states import Text
from danvan.web.tables import Column, Filter, Table
from danvan.web.templatetags.web import said

MOST_PERIODS = 60
"""Periods to choose from; older ones are found by words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One report of the list."""

    report: Report
    unit: str
    form: str
    period: str
    state: Text
    due_on: date | None
    submitted_on: date | None

    @property
    def days_late(self) -> int | None:
        """Return by how many days it was handed in late; nothing where it was in time."""
        if self.due_on is None or self.submitted_on is None:
            return None
        return max((self.submitted_on - self.due_on).days, 0) or None


def reports_of(actor: Actor) -> QuerySet[Report]:
    """Return the reports in sight, with when each was handed in last."""
    rows = Report.objects.filter(case__in=visible_cases(actor))
    rows = rows.select_related("case", "form", "occurrence__case")
    return rows.annotate(submitted_on=Max("versions__submitted_on"))


def lines(rows: Iterable[Report], actor: Actor) -> list[Line]:
    """Return reports as lines, with the names of their units in one query."""
    kept = list(rows)
    names = names_of({one.case.unit_id for one in kept}, actor.today, get_language() or "vi")
    return [
        Line(
            report=one,
            unit=names.get(one.case.unit_id, ""),
            form=said(one.form.content["title"]),
            period=said(period_words(one.period_key)),
            state=REPORT.states.get(one.case.state, one.case.state),
            due_on=one.occurrence.case.due_on if one.occurrence else None,
            submitted_on=getattr(one, "submitted_on", None),
        )
        for one in kept
    ]


def named(cases: Iterable[Case], actor: Actor) -> list[tuple[Case, str]]:
    """Return cases with the name of their unit where the post works for several, else without."""
    kept = list(cases)
    units = {one.unit_id for one in kept} if len(actor.own_unit_ids) > 1 else set()
    names = names_of(units, actor.today, get_language() or "vi") if units else {}
    return [(one, names.get(one.unit_id, "")) for one in kept]


def found_by(words: str) -> Q:
    """Return the filter for words: in the title of the report."""
    found = Q()
    for word in fold(words).split():
        found &= Q(case__search__contains=word)
    return found


def table(actor: Actor, rows: QuerySet[Report]) -> Table:
    """Return the list of reports as it is declared once."""
    return Table(
        name="reports",
        caption=_("Báo cáo"),
        columns=(
            Column(
                "report",
                _("Báo cáo"),
                lambda one: said(one.report.case, "title"),
                order=("case__title_vi",),
                link=lambda one: reverse("case", args=[one.report.case.slug]),
                is_wide=True,
            ),
            Column("unit", _("Đơn vị"), lambda one: one.unit, is_wide=True),
            Column("form", _("Mẫu"), lambda one: one.form, order=("form__key",)),
            Column("period", _("Kỳ"), lambda one: one.period, order=("ends_on", "period_key")),
            Column(
                "due", _("Hạn cuối"), lambda one: one.due_on, order=("occurrence__case__due_on",)
            ),
            Column("sent", _("Nộp ngày"), lambda one: one.submitted_on, order=("submitted_on",)),
            Column("late", _("Chậm (ngày)"), lambda one: one.days_late),
            Column("state", _("Trạng thái"), lambda one: one.state, order=("case__state",)),
        ),
        first_sort="-period",
        told=lambda found: lines(found, actor),
        found_by=found_by,
        filters=(
            Filter("state", _("Trạng thái"), states(), narrows=lambda key: Q(case__state=key)),
            Filter("kind", _("Loại kỳ"), period_kinds(), narrows=lambda key: Q(period_kind=key)),
            Filter("period", _("Kỳ"), periods(rows), narrows=lambda key: Q(period_key=key)),
            Filter("form", _("Mẫu"), forms(rows), narrows=lambda key: Q(form__key=key)),
        ),
    )


def states() -> list[tuple[str, Text]]:
    """Return the states to choose from."""
    return list(REPORT.states.items())


def period_kinds() -> list[tuple[str, Text]]:
    """Return the kinds of period to choose from."""
    return [(key, said(words)) for key, words in terms("period").items()]


def periods(rows: QuerySet[Report]) -> list[tuple[str, Text]]:
    """Return the periods that reports in sight are about, the newest first."""
    keys = rows.order_by("-ends_on").values_list("period_key", flat=True)
    found: list[tuple[str, Text]] = [(key, said(period_words(key))) for key in dict.fromkeys(keys)]
    return found[:MOST_PERIODS]


def forms(rows: QuerySet[Report]) -> list[tuple[str, Text]]:
    """Return the forms that reports in sight are written on."""
    found = dict(rows.order_by("form__version").values_list("form__key", "form__content__title"))
    named: list[tuple[str, Text]] = [(key, said(title)) for key, title in found.items()]
    return sorted(named, key=lambda one: str(one[1]))


def records_table(actor: Actor) -> Table:
    """Return the list of the records behind a figure."""
    return Table(
        name="records",
        caption=_("Hồ sơ đứng sau số liệu"),
        columns=(
            Column(
                "case",
                _("Hồ sơ"),
                lambda one: said(one.case, "title"),
                order=("title_vi",),
                link=lambda one: reverse("case", args=[one.case.slug]),
                is_wide=True,
            ),
            Column("unit", _("Đơn vị"), lambda one: one.unit_name, is_wide=True),
            Column("opened", _("Mở ngày"), lambda one: one.case.opened_on, order=("opened_on",)),
            Column("due", _("Hạn cuối"), lambda one: one.case.due_on, order=("due_on",)),
            Column("closed", _("Xong ngày"), lambda one: one.case.closed_on, order=("closed_on",)),
            Column("state", _("Trạng thái"), lambda one: one.state_words, order=("state",)),
        ),
        first_sort="-opened",
        told=lambda found: case_lines(found, actor),
    )
