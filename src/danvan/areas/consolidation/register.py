"""What a merged report is made of: its inputs, the cells behind a figure, words with their source.

Every row that comes from below is shown only to who sees that report below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from danvan.areas.consolidation import queries
from danvan.areas.consolidation.calculator import differences, form_of, plain, values_of
from danvan.areas.consolidation.models import Input, InputState, LeftWhy, OwnFigure
from danvan.areas.consolidation.reading import INPUT_WORDS, found_by_name, language
from danvan.areas.consolidation.shapes import Changed
from danvan.areas.reporting.models import Cell, Filled, ReportVersion
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.rates import Rates, rates_by
from danvan.kernel.duties.wording import period_words
from danvan.kernel.organisations.models import UnitPeriod
from danvan.kernel.organisations.tree import names_of
from danvan.law.reports import Figure, Section
from danvan.web.tables import Column, Filter, Table

LARGEST_ID = BigIntegerField.MAX_BIGINT
"""A larger number in an address is no id; a database would break on it."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period for which a unit is owed reports."""

    unit_id: int
    unit_name: str
    key: str
    words: str
    rates: Rates
    due_on: date | None

    @property
    def owed(self) -> int:
        """Return how many reports are owed, those waived left out."""
        return self.rates.handled + self.rates.open


def periods(actor: Actor, unit_ids: Sequence[int]) -> list[Period]:
    """Return the periods for which some units are owed reports; two queries a unit."""
    names = names_of(unit_ids, actor.today, language())
    found: list[Period] = []
    for unit_id in unit_ids:
        rows = queries.received(actor, unit_id).order_by()
        days = rows.values("occurrence__key").annotate(due=Min("due_on"))
        due = {row["occurrence__key"]: row["due"] for row in days}
        told = rates_by(rows, actor.today, "occurrence__key")
        found += [
            Period(
                unit_id,
                names.get(unit_id, ""),
                key,
                period_words(key).said(language()),
                counted,
                due.get(key),
            )
            for key, counted in told.items()
        ]
    return found


def periods_table() -> Table:
    """Return the list of periods for which units are owed reports."""
    return Table(
        "ky-bao-cao",
        gettext_lazy("Kỳ báo cáo"),
        (
            Column("period", gettext_lazy("Kỳ"), lambda row: row.words, link=_board_link),
            Column("unit", gettext_lazy("Nơi nhận"), lambda row: row.unit_name),
            Column("due", gettext_lazy("Ngày cuối sớm nhất"), lambda row: row.due_on),
            Column("owed", gettext_lazy("Phải nộp"), lambda row: row.owed),
            Column("sent", gettext_lazy("Đã xong"), lambda row: row.rates.handled),
            Column("overdue", gettext_lazy("Quá hạn"), lambda row: row.rates.overdue),
        ),
        "-due",
    )


def _board_link(line: Period) -> str:
    return reverse("consolidation-board", args=[line.unit_id, line.key])


@dataclass(frozen=True, slots=True)
class Seen:
    """A merged report as one person sees it."""

    case: Case
    actor: Actor
    version: ReportVersion
    may_write: bool

    @property
    def context(self) -> dict[str, Any]:
        """Return what every page of a merged report knows."""
        words = period_words(self.case.report.period_key).said(language())
        names = names_of([self.case.unit_id], self.actor.today, language())
        return {
            "case": self.case,
            "version": self.version,
            "may_write": self.may_write,
            "period": words,
            "unit_name": names.get(self.case.unit_id, ""),
        }


def inputs(actor: Actor, version: ReportVersion) -> QuerySet[Any]:
    """Return the inputs of a version that the actor may see, with the names of their bodies."""
    seen = visible_cases(actor).filter(pk=OuterRef("lower__report_id"))
    called = UnitPeriod.objects.filter(unit_id=OuterRef("unit_id"), valid_from__lte=actor.today)
    newest = called.order_by("-valid_from")
    rows = Input.objects.filter(Q(lower__isnull=True) | Exists(seen), version=version)
    return rows.annotate(
        name_key=Subquery(newest.values("sort_key")[:1]),
    ).select_related("lower__report__case")


def hidden(actor: Actor, version: ReportVersion) -> int:
    """Return how many inputs went in that the actor does not see."""
    return version.inputs.count() - inputs(actor, version).count()


@dataclass(frozen=True, slots=True)
class InputLine:
    """One input as shown."""

    input: Input
    unit_name: str
    state: str
    why: str
    is_own: bool

    @property
    def version_words(self) -> str:
        """Return which version was taken."""
        lower = self.input.lower
        return _("Bản %(number)s") % {"number": lower.number} if lower else ""

    @property
    def url(self) -> str:
        """Return the address of the report below; empty where there is none."""
        lower = self.input.lower
        return reverse("case", args=[lower.report.case.slug]) if lower else ""


def input_lines(actor: Actor, version: ReportVersion, rows: Iterable[Input]) -> list[InputLine]:
    """Turn inputs into lines: three queries however many there are."""
    kept = list(rows)
    units = {one.unit_id for one in kept} | {one.inside_id for one in kept if one.inside_id}
    names = names_of(units, actor.today, language())
    again = queries.stale_inputs([version.pk], [one.unit_id for one in kept])
    stale = {one.pk for one in again.get(version.pk, ())}
    own = version.report.case.unit_id
    return [
        InputLine(
            one,
            names.get(one.unit_id, ""),
            "again" if one.pk in stale else one.state,
            _why(one, names),
            one.unit_id == own,
        )
        for one in kept
    ]


def input_line(actor: Actor, version: ReportVersion, unit_id: int) -> InputLine | None:
    """Return the input of a body whose report came; ``None`` where there is none in sight."""
    if unit_id > LARGEST_ID:
        return None
    rows = inputs(actor, version).filter(unit_id=unit_id, lower__isnull=False)
    return next(iter(input_lines(actor, version, rows)), None)


def _why(one: Input, names: Mapping[int, str]) -> str:
    if not one.why:
        return one.note
    told = str(LeftWhy(one.why).label)
    if one.inside_id:
        return f"{told}: {names.get(one.inside_id, '')}"
    return f"{told}: {one.note}" if one.note else told


def inputs_table(actor: Actor, version: ReportVersion, slug: str, *, may_write: bool) -> Table:
    """Return the list of the inputs of a version."""
    states = [(key, INPUT_WORDS[key]) for key in InputState.values]

    def actions(line: InputLine) -> Sequence[tuple[str, str]]:
        if not may_write or line.is_own or line.input.state == InputState.MISSING:
            return ()
        left = line.input.state == InputState.LEFT
        words = _("Đưa vào hay không") if left else _("Để ngoài")
        return [(words, reverse("consolidation-input", args=[slug, line.input.unit_id]))]

    return Table(
        "dau-vao",
        gettext_lazy("Đầu vào của báo cáo tổng hợp"),
        (
            Column("unit", gettext_lazy("Đơn vị"), lambda row: row.unit_name, ("name_key",)),
            Column(
                "state",
                gettext_lazy("Tình trạng"),
                lambda row: _("số của chính đơn vị") if row.is_own else INPUT_WORDS[row.state],
                ("state",),
            ),
            Column(
                "report",
                gettext_lazy("Báo cáo"),
                lambda row: row.version_words,
                link=lambda row: row.url,
            ),
            Column("why", gettext_lazy("Ghi chú"), lambda row: row.why, is_wide=True),
        ),
        "unit",
        told=lambda rows: input_lines(actor, version, rows),
        found_by=found_by_name,
        filters=(
            Filter("state", gettext_lazy("Tình trạng"), states, narrows=lambda v: Q(state=v)),
        ),
        actions=actions if may_write else None,
    )


def cells(actor: Actor, version: ReportVersion, key: str) -> QuerySet[Any]:
    """Return the inputs behind one figure that the actor may see, each with its ``value``."""
    below = Cell.objects.filter(version_id=OuterRef("lower_id"), key=key)
    own = OwnFigure.objects.filter(input_id=OuterRef("pk"), key=key)
    rows = inputs(actor, version).filter(state=InputState.TAKEN)
    return rows.annotate(
        below_value=Subquery(below.values("value")[:1]),
        own_value=Subquery(own.values("value")[:1]),
        below_filled=Subquery(below.values("filled")[:1]),
    )


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell behind a figure: who, which report, which version, what number."""

    line: InputLine
    value: Decimal | None
    filled: str


def cells_table(actor: Actor, version: ReportVersion, figure: Figure) -> Table:
    """Return the list of the cells behind one figure."""

    def told(rows: Iterable[Input]) -> list[CellLine]:
        kept = list(rows)
        lines = input_lines(actor, version, kept)
        return [_cell(one, line) for one, line in zip(kept, lines, strict=True)]

    return Table(
        f"o-{figure.key}".replace("_", "-"),
        gettext_lazy("Các số hợp thành"),
        (
            Column("unit", gettext_lazy("Đơn vị"), lambda row: row.line.unit_name, ("name_key",)),
            Column(
                "value",
                gettext_lazy("Số liệu"),
                lambda row: _("không có số") if row.value is None else plain(row.value),
                ("below_value", "own_value"),
            ),
            Column(
                "report",
                gettext_lazy("Báo cáo"),
                lambda row: row.line.version_words or _("số của chính đơn vị"),
                link=lambda row: row.line.url,
            ),
            Column("filled", gettext_lazy("Nguồn"), lambda row: row.filled),
        ),
        "unit",
        told=told,
        found_by=found_by_name,
    )


def _cell(one: Input, line: InputLine) -> CellLine:
    row = one.__dict__
    value = row["own_value"] if line.is_own else row["below_value"]
    filled = row["below_filled"]
    return CellLine(line, value, str(Filled(filled).label) if filled else "")


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of a merged report.

    Args:
        expected: What the inputs give by the rule, where something else stands.
    """

    figure: Figure
    value: Decimal | None
    filled: str
    expected: Changed | None


def figure_sections(
    version: ReportVersion,
) -> list[tuple[Section, list[FigureLine]]]:
    """Return the figures of a version by section, each with what its inputs give if it differs."""
    form, values = form_of(version.report), values_of(version)
    filled = dict(version.cells.values_list("key", "filled"))
    wrong = {one.key: one for one in differences(version)}
    return [
        (
            section,
            [
                FigureLine(one, values.get(one.key), filled.get(one.key, ""), wrong.get(one.key))
                for one in section.figures
            ],
        )
        for section in form.sections
        if section.figures
    ]
