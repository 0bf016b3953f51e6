"""All candidates of a text at once: the list with its filters, and accepting many in one decision.

What is accepted is shown before; where anything changed since, nothing is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.regulations import plan, register
from danvan.areas.regulations.calculator import Labels, Line
from danvan.areas.regulations.export import faults_of_each, vocabulary
from danvan.areas.regulations.kinds import place_of
from danvan.areas.regulations.models import Candidate, Draft, Standing
from danvan.areas.regulations.views import draft_or_404
from danvan.kernel.cases.refused import Refused
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.pages import render
from danvan.web.reasons import place
from danvan.web.states import Text
from danvan.web.tables import Column, Filter, Table, answer
from danvan.web.templatetags.web import said

USUAL = 80
"""Percent above which many are accepted where nobody said otherwise."""

STEPS = (90, 80, 60)
MOST = 500
"""How many candidates one press accepts: what a person can look through, and take back."""

NUMBERS = 1_000_000
"""More than a draft has candidates."""

UNTIMED = "standing"
TIMES: tuple[tuple[str, Text], ...] = (
    ("timed", gettext_lazy("Việc có chữ về thời gian")),
    ("untimed", gettext_lazy("Việc thường xuyên, không ghi thời gian")),
)
STANDINGS = [(one.value, one.label) for one in register.LIVE]
SURE: list[tuple[str, Text]] = [(f"{step}", f"≥ {step} %") for step in STEPS] + [
    ("low", gettext_lazy("Dưới 60 %, hoặc thêm bằng tay"))
]


@dataclass(frozen=True)
class Row(Line):
    """One candidate in the list of all."""

    @property
    def percent(self) -> int | None:
        """Return how sure the proposal is, in percent; the whole proposal is not read."""
        return percent_of(self.candidate)

    @property
    def is_timed(self) -> bool:
        """Return whether a word of time stands in it."""
        return bool(self.duty.get("timing") != UNTIMED)


def percent_of(candidate: Candidate) -> int | None:
    """Return how sure the proposal of a candidate is, in percent."""
    sure = getattr(candidate, "sure", None)
    return round(sure * 100) if isinstance(sure, int | float) else None


def rows_of(draft: Draft, **narrowed: Any) -> list[Row]:
    """Return the candidates that stand; one query and those of the words."""
    found = register.live(draft).filter(**narrowed).annotate(sure=F("proposal__confidence"))
    candidates = list(found.defer("proposal"))
    for one in candidates:
        one.draft = draft
    labels = Labels(one.duty for one in candidates)
    return [Row(one, labels, is_focus=False) for one in candidates]


def _is_sure(row: Row, value: str) -> bool:
    percent = row.percent or 0
    return percent < STEPS[-1] if value == "low" else percent >= int(value)


CANDIDATES = Table(
    "candidates",
    gettext_lazy("Các đề xuất"),
    (
        Column(
            "act",
            gettext_lazy("Việc"),
            lambda row: said(row.duty.get("act")) or "–",
            link=lambda row: place_of(row.candidate),
            is_wide=True,
        ),
        Column(
            "place",
            gettext_lazy("Điều khoản"),
            lambda row: place(row.candidate.address),
            sorts=lambda row: row.candidate.position * NUMBERS + row.candidate.number,
        ),
        Column(
            "bearers",
            gettext_lazy("Ai làm"),
            lambda row: "; ".join(said(words) for words in row.bearers) or _("chưa rõ"),
            is_wide=True,
        ),
        Column(
            "time",
            gettext_lazy("Thời gian"),
            lambda row: " · ".join(
                filter(None, (said(row.timing) if row.timing else "", row.when))
            ),
        ),
        Column("sure", gettext_lazy("Độ chắc, %"), lambda row: row.percent),
        Column(
            "standing", gettext_lazy("Đã quyết"), lambda row: row.candidate.get_standing_display()
        ),
    ),
    "place",
    filters=(
        Filter(
            "standing",
            gettext_lazy("Đã quyết"),
            STANDINGS,
            holds=lambda row, value: row.candidate.standing == value,
        ),
        Filter(
            "time",
            gettext_lazy("Thời gian"),
            TIMES,
            holds=lambda row, value: row.is_timed == (value == "timed"),
        ),
        Filter("sure", gettext_lazy("Độ chắc"), SURE, holds=_is_sure),
    ),
)


@require_safe
def list_candidates(request: HttpRequest, work_id: int) -> HttpResponse:
    """Show all candidates of a text, narrowed by standing, time, sureness and article."""
    _actor, draft = draft_or_404(request, work_id)
    rows = rows_of(draft)
    groups = dict.fromkeys(row.candidate.group for row in rows)
    by_article = Filter(
        "group",
        gettext_lazy("Điều"),
        [(group, capfirst(register.group_words(group))) for group in groups],
        holds=lambda row, value: row.candidate.group == value,
    )
    table = replace(CANDIDATES, filters=(*CANDIDATES.filters, by_article))
    context = {"work": draft.version.work, "draft": draft, "counts": counts_of(rows)}
    return answer(request, table, rows, template="regulations/confirm_all.html", context=context)


@dataclass(frozen=True, slots=True)
class CountLine:
    """How many candidates are undecided at one sureness or above."""

    percent: int
    timed: int
    untimed: int


def counts_of(rows: Iterable[Row]) -> list[CountLine]:
    """Return how many candidates are undecided by sureness."""
    left = [row for row in rows if row.candidate.standing == Standing.UNDECIDED]
    found = []
    for step in (*STEPS, 0):
        sure = [row for row in left if (row.percent or 0) >= step]
        timed = sum(row.is_timed for row in sure)
        found.append(CountLine(step, timed, len(sure) - timed))
    return found


class ManyForm(HouseForm):
    """Which candidates are accepted at once."""

    sure = forms.IntegerField(
        label=gettext_lazy("Độ chắc từ bao nhiêu phần trăm"),
        min_value=1,
        max_value=100,
        initial=USUAL,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    time = forms.ChoiceField(
        label=gettext_lazy("Việc nào"),
        required=False,
        choices=(("", gettext_lazy("Mọi việc")), *TIMES),
    )


class Many:
    """The undecided candidates at or above a sureness: those a pack can hold, and the others; the
    first in document order where there are very many.
    """

    def __init__(self, draft: Draft, told: Mapping[str, Any]) -> None:
        self.percent, self.time = told["sure"], told["time"]
        rows = rows_of(draft, standing=Standing.UNDECIDED)
        found = [row for row in rows if self._is_asked_for(row)]
        self.ready, self.left = _sorted_out(found)
        self.more = len(found) - len(self.ready) - len(self.left)

    def _is_asked_for(self, row: Row) -> bool:
        is_sure = (row.percent or 0) >= self.percent
        return is_sure and (not self.time or row.is_timed == (self.time == "timed"))

    @property
    def digest(self) -> str:
        """Return what names the candidates with the versions seen."""
        told = "\n".join(f"{row.candidate.pk}:{row.candidate.version}" for row in self.ready)
        return hashlib.sha256(told.encode()).hexdigest()


def _sorted_out(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return those that a pack can hold, the first where there are very many, and the others that
    stand before the last of them.
    """
    ready: list[Row] = []
    left: list[Row] = []
    faults = faults_of_each((row.duty for row in rows), vocabulary())
    for row, told in zip(rows, faults, strict=False):
        (left if told else ready).append(row)
        if len(ready) == MOST:
            break
    return ready, left


@require_http_methods(["GET", "POST"])
def accept_many(request: HttpRequest, work_id: int) -> HttpResponse:
    """Show which candidates would be accepted at once; accept them."""
    actor, draft = draft_or_404(request, work_id)
    given = request.POST if request.method == "POST" else request.GET
    form = ManyForm(given if "sure" in given else {"sure": USUAL, "time": given.get("time", "")})
    many = Many(draft, form.cleaned_data) if form.is_valid() else None
    if request.method == "POST" and many is not None:
        try:
            _accept_as_seen(draft, many, request.POST.get("seen", ""), actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            count = len(many.ready)
            told = ngettext(
                "Đã chấp nhận %(count)s đề xuất; muốn lấy lại cả loạt thì hoàn tác ở đây.",
                "Đã chấp nhận %(count)s đề xuất; muốn lấy lại cả loạt thì hoàn tác ở đây.",
                count,
            )
            messages.success(request, told % {"count": count})
            return redirect("regulation-decisions", work_id)
    context = {"form": form, "many": many, "work": draft.version.work, "draft": draft}
    status = 422 if form.errors else 200
    return render(request, "regulations/confirm_many.html", context, status=status)


def _accept_as_seen(draft: Draft, many: Many, seen: str, actor: Any) -> None:
    """Accept what was shown.

    Raises:
        Refused: ``CONFIRM-16`` the list has changed since; ``CONFIRM-17`` it is empty.
    """
    if not many.ready:
        raise Refused("CONFIRM-17", percent=many.percent)
    if many.digest != seen:
        raise Refused("CONFIRM-16")
    pairs = [(row.candidate, row.candidate.version) for row in many.ready]
    plan.accept_many(draft, pairs, actor)
