"""My work: what the post's own units owe, by due day, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, Clock, Evidence
from danvan.kernel.cases.rates import days_late, is_overdue, is_past
from danvan.kernel.cases.search import matching
from danvan.kernel.duties.models import Origin
from danvan.kernel.organisations.tree import names_of
from danvan.web.paging import page_of
from danvan.web.reasons import place
from danvan.web.states import Text

EXPORT_ROWS = 5000
TABS: Mapping[str, Text] = {
    "overdue": _("Quá hạn"),
    "due": _("Đến hạn"),
    "coming": _("Sắp tới"),
    "undated": _("Chưa định ngày"),
    "standing": _("Thường xuyên"),
}
SORTS: Mapping[str, Text] = {
    "day": _("Theo ngày, cũ trước"),
    "article": _("Theo điều trong văn bản"),
    "title": _("Theo tên việc"),
}
AREA = ("occurrence__duty__area", "card__duty__area")
POSITION = ("occurrence__duty__position", "card__duty__position")
HEAVY = [
    f"{facts}__duty__{column}"
    for facts in ("occurrence", "card")
    for column in ("snapshot", "act_vi", "act_en", "pack__calendar", "pack__document")
] + ["search"]
"""Columns that a line of the list never shows."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked to see: tab, words, process area, unit, order; empty means all."""

    tab: str = ""
    words: str = ""
    area: str = ""
    unit_id: int | None = None
    sort: str = "day"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list.

    Args:
        source: The paper that dates it, where the document itself does not.
    """

    case: Case
    status: str
    unit_name: str
    place: str
    document: str
    source: str
    days_late: int | None
    last_proof_on: date | None
    proof_age: int | None


class Worklist:
    """What an actor's own units owe, filtered and counted by tab."""

    def __init__(self, actor: Actor, wish: Wish | None = None) -> None:
        self.actor = actor
        self.wish = wish or Wish()

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many there are in each tab, under the filters; one query."""
        counted = {key: Count("pk", filter=wanted) for key, wanted in self._tabs.items()}
        return self._filtered.aggregate(**counted)

    @property
    def tab(self) -> str:
        """Return the tab shown: the one asked for, else the first that holds something."""
        if self.wish.tab in TABS:
            return self.wish.tab
        return next((key for key in TABS if self.counts[key]), "overdue")

    def page(self, number: str | None) -> Page[Any]:
        """Return one page of rows; a number that is none gives the first or last page."""
        return page_of(self._rows, number, self.told, count=self.counts[self.tab])

    def all_rows(self) -> list[Row]:
        """Return the rows for a file, at most so many."""
        return self.told(self._rows[:EXPORT_ROWS])

    def told(self, cases: Iterable[Case]) -> list[Row]:
        """Return cases as lines."""
        return [self._row(case) for case in cases]

    @cached_property
    def unit_names(self) -> dict[int, str]:
        """Return the names of the post's own units; one query."""
        language = translation.get_language() or "vi"
        return names_of(self.actor.own_unit_ids, self.actor.today, language)

    @cached_property
    def _filtered(self) -> QuerySet[Case]:
        wish = self.wish
        units = self.actor.own_unit_ids
        chosen = {wish.unit_id} & units if wish.unit_id else units
        rows = visible_cases(self.actor).filter(unit_id__in=chosen, closed_on__isnull=True)
        if wish.words:
            rows = rows.filter(matching(wish.words))
        if wish.area:
            rows = rows.filter(Q(**{AREA[0]: wish.area}) | Q(**{AREA[1]: wish.area}))
        return rows

    @property
    def _tabs(self) -> dict[str, Q]:
        today, horizon = self.actor.today, horizon_of(self.actor.today)
        standing = Q(due_on__isnull=True, card__duty__timing="standing")
        return {
            "overdue": is_overdue(today),
            "due": Q(due_on__gte=today, due_on__lte=horizon),
            "coming": Q(due_on__gt=horizon),
            "undated": Q(due_on__isnull=True) & ~standing,
            "standing": standing,
        }

    @property
    def _rows(self) -> QuerySet[Case]:
        proofs = Evidence.objects.filter(case=OuterRef("pk"), withdrawn_at__isnull=True)
        last = proofs.order_by().values("case").annotate(day=Max("proven_on")).values("day")
        papers = Clock.objects.filter(case=OuterRef("pk")).order_by("pk").values("snapshot__source")
        rows = self._filtered.filter(self._tabs[self.tab])
        rows = rows.annotate(last_proof_on=Subquery(last), dated_by=Subquery(papers[:1]))
        rows = rows.select_related("occurrence__duty__pack", "card__duty__pack").defer(*HEAVY)
        return rows.order_by(*self._order, "pk")

    @property
    def _order(self) -> tuple[str | Combinable, ...]:
        if self.wish.sort == "title":
            return ("title_en" if (translation.get_language() or "vi") == "en" else "title_vi",)
        if self.wish.sort == "day" and self.tab == "standing":
            return (F("last_proof_on").asc(nulls_first=True), Coalesce(*POSITION))
        if self.wish.sort == "day" and self.tab != "undated":
            return ("due_on", Coalesce(*POSITION))
        return (Coalesce(*POSITION), "due_on")

    def _row(self, case: Case) -> Row:
        facts = getattr(case, "occurrence", None) or getattr(case, "card", None)
        duty = facts.duty if facts else None
        is_local = getattr(facts, "origin", "") == Origin.LOCAL
        today, last = self.actor.today, getattr(case, "last_proof_on", None)
        return Row(
            case=case,
            status=status_of(case, self.tab, today),
            unit_name=self.unit_names.get(case.unit_id, ""),
            place=place(duty.provision) if duty else "",
            document=duty.pack.document_number if duty else "",
            source=getattr(case, "dated_by", None) or "" if is_local else "",
            days_late=days_late(case.due_on, None, today) or None,
            last_proof_on=last,
            proof_age=(today - last).days if last else None,
        )


def horizon_of(today: date) -> date:
    """Return the last day that counts as due now: end of the month, or of the days of reminding."""
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return max(next_month - timedelta(days=1), today + timedelta(days=settings.REMIND_DAYS))


def status_of(case: Case, tab: str, today: date) -> str:
    """Return the state of an open case by its due day; an undated one is told by its tab."""
    if case.due_on is None:
        return tab if tab in {"undated", "standing"} else "undated"
    if is_past(case.due_on, today):
        return "overdue"
    return "due" if case.due_on <= horizon_of(today) else "coming"
