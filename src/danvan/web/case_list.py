"""The list of all cases in sight: filters and lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.search import matching
from danvan.kernel.organisations.tree import names_of
from danvan.web.case_sheet import Sheet
from danvan.web.forms import HouseForm
from danvan.web.states import Text


class CaseFilter(HouseForm):
    """What to narrow the list by; a choice that is none is left out."""

    q = forms.CharField(label=gettext_lazy("Tìm trong tên hồ sơ"), required=False, max_length=100)
    kind = forms.ChoiceField(label=gettext_lazy("Loại hồ sơ"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[
            ("", gettext_lazy("Tất cả")),
            ("open", gettext_lazy("Đang mở")),
            ("closed", gettext_lazy("Đã kết thúc")),
        ],
    )

    def __init__(self, query: QueryDict, actor: Actor, only: kinds.CaseKind | None = None) -> None:
        super().__init__(query, actor=actor, auto_id="filter_%s")
        self.only = only
        self.fields["q"].widget.input_type = "search"
        every = [(kind.key, kind.label) for kind in kinds.every()]
        self.offer("kind", [("", _("Tất cả")), *every])
        if only:
            del self.fields["kind"]
        self.is_valid()

    def cases(self) -> QuerySet[Case]:
        """Return the cases in the actor's sight that were asked for, newest first."""
        told = self.cleaned_data
        rows = visible_cases(self.actor) if self.actor else Case.objects.none()
        if told.get("q"):
            rows = rows.filter(matching(told["q"]))
        if told.get("kind"):
            rows = rows.filter(kind=told["kind"])
        if told.get("state"):
            rows = rows.filter(closed_on__isnull=told["state"] == "open")
        known = [self.only] if self.only else kinds.every()
        return rows.filter(kind__in=[kind.key for kind in known]).order_by("-pk")


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the list."""

    case: Case
    kind: Text
    unit_name: str
    status: str
    state_words: Text


def may_open(actor: Actor, kind: kinds.CaseKind | None) -> bool:
    """Return whether an actor may open cases of a kind somewhere, by its own form."""
    if kind is None or not kind.open_form:
        return False
    return any(grant.desk_role in kind.opens_by for grant in actor.grants)


def lines(cases: Iterable[Case], actor: Actor) -> list[Line]:
    """Return cases as lines, with the names of their units in one query."""
    kept = list(cases)
    names = names_of(
        {case.unit_id for case in kept}, actor.today, translation.get_language() or "vi"
    )
    return [_line(case, Sheet(case, actor), names.get(case.unit_id, "")) for case in kept]


def _line(case: Case, sheet: Sheet, unit_name: str) -> Line:
    return Line(case, sheet.kind.label, unit_name, sheet.status, sheet.state_words)
