"""Figures of a period: counted from the cases one may see, each leading to the cases behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danvan.areas.petitions.models import Channel, Competence
from danvan.areas.petitions.queries import receiving_units
from danvan.areas.petitions.register import petitions, petitions_table
from danvan.areas.petitions.shapes import CONTENT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.rates import part_in
from danvan.kernel.duties.wording import period_words
from danvan.kernel.packs.rules import representatives
from danvan.law.duties import PeriodName
from danvan.law.schedules import Covered, covered_in
from danvan.web.export import Sheet, sheets_response
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403
from danvan.web.pages import render
from danvan.web.states import Text
from danvan.web.tables import answer
from danvan.web.templatetags.web import said

PERIODS: tuple[PeriodName, ...] = ("annual", "semiannual", "quarterly", "monthly")
YEARS = 3
"""How many years are offered, this one included."""
ALL = "all"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted in a period, both days inclusive."""

    key: str
    label: Text
    behind: Callable[[date, date], Q]


def _part(measure: Any) -> Callable[[date, date], Q]:
    return lambda first, last: part_in(measure, first, last)


def _received(first: date, last: date) -> Q:
    return Q(opened_on__range=(first, last))


def _of_many(last: date) -> Q:
    """Return the condition of petitions of so many that the law of the day asks for speakers."""
    held = [row.people_from for row in representatives() if row.period.holds(last)]
    return Q(petition__signatory_count__gte=min(held)) if held else Q(pk__in=())


MEASURES = {
    one.key: one
    for one in (
        Measure(
            "carried",
            gettext_lazy("Kỳ trước chuyển sang"),
            lambda first, _last: part_in("open", first, first - DAY),
        ),
        Measure("received", gettext_lazy("Nhận trong kỳ"), _received),
        Measure("handled", gettext_lazy("Đã xong"), _part("handled")),
        Measure("on_time", gettext_lazy("Đúng hạn"), _part("on_time")),
        Measure("late", gettext_lazy("Xong muộn"), _part("late")),
        Measure("undated", gettext_lazy("Xong, không có hạn"), _part("undated")),
        Measure("waived", gettext_lazy("Rút, không làm nữa"), _part("waived")),
        Measure("extended", gettext_lazy("Đã gia hạn"), _part("extended")),
        Measure("open", gettext_lazy("Còn lại cuối kỳ"), _part("open")),
        Measure("overdue", gettext_lazy("Trong đó quá hạn"), _part("overdue")),
        Measure(
            "many",
            gettext_lazy("Nhận trong kỳ, đông người"),
            lambda first, last: _received(first, last) & _of_many(last),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Cut:
    """One way to part the petitions.

    Args:
        columns: Values of which make a row.
        words: The label of a row.
    """

    key: str
    label: Text
    columns: tuple[str, ...]
    words: Callable[..., Text]
    measures: tuple[str, ...]


def _kind(key: str) -> Text:
    return kinds.get(key).label


def _outcome(kind: str, state: str) -> Text:
    return f"{kinds.get(kind).label}: {kinds.get(kind).states.get(state, state)}"


CUTS = {
    one.key: one
    for one in (
        Cut("kind", gettext_lazy("Theo loại"), ("kind",), _kind, tuple(MEASURES)),
        Cut(
            "channel",
            gettext_lazy("Theo cách gửi đến"),
            ("petition__channel",),
            lambda key: Channel(key).label,
            ("received",),
        ),
        Cut(
            "competence",
            gettext_lazy("Theo thẩm quyền"),
            ("petition__competence",),
            lambda key: Competence(key).label,
            ("received",),
        ),
        Cut(
            "outcome",
            gettext_lazy("Theo kết quả"),
            ("kind", "state"),
            _outcome,
            ("handled", "waived"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Wish:
    """Which figures are asked for."""

    span: Covered
    unit_id: int | None

    def rows(self, actor: Actor) -> QuerySet[Case]:
        """Return the petitions that are counted: only those the actor sees."""
        found = petitions(actor)
        return found.filter(unit_id=self.unit_id) if self.unit_id else found

    def behind(self, measure: str) -> Q:
        """Return the condition of a measure in the period."""
        return MEASURES[measure].behind(self.span.begins_on, self.span.ends_on)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of figures: its label, and each count with the way to its cases."""

    label: Text
    cells: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Board:
    """One table of figures."""

    cut: Cut
    heads: Sequence[Text]
    rows: Sequence[Row]


def spans(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the periods that have begun, by year, the newest year first."""
    return [
        (
            str(year),
            [
                (one.key, said(period_words(one.key)).capitalize())
                for period in PERIODS
                for one in covered_in(period, year)
                if one.begins_on <= today
            ],
        )
        for year in range(today.year, today.year - YEARS, -1)
    ]


def span_of(key: str) -> Covered | None:
    """Return the period of a key; ``None`` where it is none of those that are counted."""
    year = key[:4]
    if not (year.isascii() and year.isdigit() and int(year) > 1):
        return None
    found = (one for period in PERIODS for one in covered_in(period, int(year)))
    return next((one for one in found if one.key == key), None)


def board(cut: Cut, wish: Wish, actor: Actor) -> Board:
    """Return one table of figures; one query."""
    wanted = {key: Count("pk", filter=wish.behind(key)) for key in cut.measures}
    counted = wish.rows(actor).order_by().values(*cut.columns).annotate(**wanted)
    rows = []
    for one in counted:
        values = [one[column] for column in cut.columns]
        counts = [one[key] for key in cut.measures]
        if any(counts):
            rows.append(_row(cut.words(*values), ":".join(values), counts, cut, wish))
    rows.sort(key=lambda row: str(row.label))
    if cut.key == "kind" and rows:
        totals = [sum(row.cells[at][0] for row in rows) for at in range(len(cut.measures))]
        rows.append(_row(_("Tất cả"), ALL, totals, cut, wish))
    return Board(cut, [MEASURES[key].label for key in cut.measures], rows)


def _row(label: Text, key: str, counts: Iterable[int], cut: Cut, wish: Wish) -> Row:
    named = zip(cut.measures, counts, strict=True)
    return Row(label, [(count, _way(cut, key, measure, wish)) for measure, count in named])


def _way(cut: Cut, row: str, measure: str, wish: Wish) -> str:
    told = [wish.span.key, wish.unit_id or 0, measure, cut.key, row or "-"]
    return reverse("petition-figure-cases", args=told)


def sheets(boards: Iterable[Board]) -> Iterable[Sheet]:
    """Go through tables of figures as sheets of a workbook."""
    for one in boards:
        lines = ([str(row.label), *(count for count, _url in row.cells)] for row in one.rows)
        yield Sheet(str(one.cut.label), [str(one.cut.label), *map(str, one.heads)], lines)


class FiguresForm(HouseForm):
    """Which period, and whose petitions."""

    period = forms.ChoiceField(label=gettext_lazy("Kỳ"))
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Đơn vị"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None:
            units = receiving_units(self.actor, get_language() or "vi")
            self.offer("period", spans(self.actor.today))
            self.offer("unit", [("", _("Mọi nơi tôi thấy")), *units])

    @property
    def wish(self) -> Wish:
        """Return what was asked for."""
        span = span_of(self.cleaned_data["period"])
        assert span is not None  # noqa: S101  one of those offered
        return Wish(span, self.cleaned_data["unit"])


@require_safe
def show_figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period; ``?format=xlsx`` is the workbook."""
    actor = actor_or_403(request)
    usual = {"period": str(actor.today.year), "unit": ""}
    form = FiguresForm({**usual, **request.GET.dict()}, actor=actor)
    if not form.is_valid():
        return render(request, "petitions/figures.html", {"form": form}, status=422)
    boards = [board(cut, form.wish, actor) for cut in CUTS.values()]
    if request.GET.get("format") == "xlsx":
        return sheets_response(f"so-lieu-don-thu-{form.wish.span.key}", sheets(boards))
    context = {"form": form, "boards": boards, "span": form.wish.span}
    return render(request, "petitions/figures.html", context)


@require_safe
def show_cases(
    request: HttpRequest, period: str, unit_id: int, measure: str, cut: str, row: str
) -> HttpResponse:
    """Show the petitions behind one figure, as far as the actor sees them."""
    actor = actor_or_403(request)
    span, parted = span_of(period), CUTS.get(cut)
    if span is None or parted is None or measure not in parted.measures:
        raise Http404
    offered = {pk for pk, _name in receiving_units(actor, "vi")} | {0}
    if unit_id not in offered:
        raise Http404
    wish = Wish(span, unit_id or None)
    rows = wish.rows(actor).filter(wish.behind(measure))
    if row != ALL:
        rows = rows.filter(**told_row(parted, row))
    context = {
        "measure": MEASURES[measure].label,
        "period": period_words(span.key),
        "back": f"{reverse('petition-figures')}?period={span.key}&unit={unit_id or ''}",
    }
    return answer(
        request,
        petitions_table(actor),
        rows,
        template="petitions/figure_cases.html",
        context=context,
    )


def told_row(cut: Cut, row: str) -> Mapping[str, str]:
    """Return the condition of one row; not found where there is no such row."""
    values = ("" if row == "-" else row).split(":")
    if len(values) != len(cut.columns):
        raise Http404
    if "kind" in cut.columns and values[0] not in CONTENT:
        raise Http404
    return dict(zip(cut.columns, values, strict=True))
