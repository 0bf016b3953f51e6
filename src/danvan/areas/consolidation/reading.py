"""The board of a receiving unit: who has reported for a period, in time, late, not yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, FilteredRelation, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from danvan.areas.consolidation import queries
from danvan.areas.consolidation.models import Input, InputState
from danvan.areas.reporting.models import Report, ReportVersion
from danvan.areas.reporting.queries import HANDED_IN, KIND, WRITTEN
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.rates import Rates, is_open, part, rates
from danvan.kernel.cases.search import matching
from danvan.kernel.duties.models import Duty
from danvan.kernel.duties.queries import days_late, standing
from danvan.kernel.duties.wording import period_kind, period_words
from danvan.kernel.organisations.models import UnitPeriod
from danvan.kernel.organisations.tree import names_of
from danvan.law.reports import ONCE
from danvan.web import dates
from danvan.web.states import Text
from danvan.web.tables import Column, Filter, Table
from danvan.web.templatetags.web import said

STATES: Mapping[str, Text] = {
    "accepted": _("đã được chấp nhận"),
    "in_time": _("đã nộp, đúng hạn"),
    "late": _("đã nộp, chậm"),
    "done": _("đã nộp"),
    "returned": _("bị trả lại"),
    "overdue": _("chưa nộp, quá hạn"),
    "due": _("chưa nộp, sắp đến hạn"),
    "coming": _("chưa đến hạn"),
    "undated": _("chưa nộp, không ghi hạn"),
    "waived": _("không phải làm"),
}
"""How a body stands on the board, in words; the keys of how a case stands, and two of a report."""
INPUT_WORDS: Mapping[str, Text] = {
    InputState.TAKEN.value: _("đã đưa vào"),
    InputState.LEFT.value: _("để ngoài"),
    InputState.MISSING.value: _("ghi là thiếu"),
    "again": _("có bản mới, cần lấy lại"),
}
LAST_WEEK = 53
RETURNED = Q(occurrence__reports__case__state="returned")
ACCEPTED = Q(occurrence__reports__case__state="accepted")


def narrowed(value: str, today: date) -> Q:
    """Return the condition under which a row of the board stands in a group of the filter."""
    conditions = {
        "sent": part("handled", today),
        "in_time": part("on_time", today),
        "late": part("late", today),
        "accepted": ACCEPTED,
        "returned": is_open() & RETURNED,
        "missing": part("overdue", today),
        "not_due": part("coming", today) | part("open_undated", today),
    }
    return conditions.get(value, Q())


def language() -> str:
    """Return the reader's language."""
    return (translation.get_language() or "vi")[:2]


def is_period(key: str) -> bool:
    """Return whether a key of an address is a period of the years that may be typed."""
    kind = period_kind(key)
    if kind == ONCE or not key.isascii():
        return False
    is_week = kind != "weekly" or 1 <= int(key[-2:]) <= LAST_WEEK
    return is_week and dates.FIRST_YEAR <= int(key[:4]) <= dates.LAST_YEAR


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One body on the board.

    Args:
        state: Key of ``STATES``.
        merged: Key of ``INPUT_WORDS``; empty where no merged report exists yet.
    """

    case: Case
    unit_name: str
    duty: str
    state: str
    late: int
    report_slug: str
    version: int | None
    merged: str

    @property
    def state_words(self) -> Text:
        """Return how the body stands, in words."""
        return STATES[self.state]

    @property
    def sent_on(self) -> date | None:
        """Return the legal day of handing in."""
        return self.case.closed_on if self.state != "waived" else None

    @property
    def report_words(self) -> str:
        """Return which version stands; empty where there is no report in the system."""
        return str(_("Bản %(number)s")) % {"number": self.version} if self.version else ""


@dataclass(frozen=True)
class Board:
    """Everything one board says besides its rows.

    Args:
        circle: Names of the units through which the unit's own report comes back to it.
        behind: How many reports still name a predecessor that ceased.
        uppers: The unit's own reports of the period.
    """

    actor: Actor
    unit_id: int
    unit_name: str
    key: str
    rates: Rates
    returned: int
    accepted: int
    circle: tuple[str, ...]
    behind: int
    uppers: tuple[Report, ...]

    @property
    def words(self) -> str:
        """Return the period in words."""
        return period_words(self.key).said(language())

    @property
    def told_uppers(self) -> list[tuple[Report, Text, bool]]:
        """Return the unit's own reports, the state of each in words, whether it is written now."""
        states = kinds.get(KIND).states
        return [(one, states[one.case.state], one.case.state in WRITTEN) for one in self.uppers]

    @property
    def upper_version(self) -> ReportVersion | None:
        """Return the version into which the period's reports go."""
        if not self.uppers:
            return None
        first = self.uppers[0]
        return first.versions.filter(number=first.current).first()


def board_rows(actor: Actor, unit_id: int, key: str) -> QuerySet[Case]:
    """Return the rows of a board, with what each body is ``called`` today to sort by.

    The name is joined, not looked up row by row: it is sorted and counted over all rows.
    """
    today, periods = actor.today, "unit__periods"
    since = Q(**{f"{periods}__valid_from__lte": today})
    until = Q(**{f"{periods}__valid_until": None}) | Q(**{f"{periods}__valid_until__gt": today})
    rows = queries.expected(actor, unit_id, key).select_related("occurrence__duty__pack")
    return rows.annotate(called=FilteredRelation(periods, condition=since & until))


def board(actor: Actor, unit_id: int, key: str) -> Board:
    """Return what a board says above its rows; a constant number of queries."""
    owed = queries.expected(actor, unit_id, key)
    told = owed.aggregate(
        returned=Count("pk", filter=is_open() & RETURNED), accepted=Count("pk", filter=ACCEPTED)
    )
    circle = queries.circle_of(unit_id, key)
    names = names_of({unit_id, *circle}, actor.today, language())
    return Board(
        actor,
        unit_id,
        names.get(unit_id, ""),
        key,
        rates(owed, actor.today),
        told["returned"],
        told["accepted"],
        tuple(names.get(one, "") for one in circle),
        queries.left_behind(unit_id, actor.today).count(),
        tuple(uppers(actor, unit_id, key)),
    )


def uppers(actor: Actor, unit_id: int, key: str) -> QuerySet[Report]:
    """Return the unit's own reports of a period, the oldest first."""
    seen = visible_cases(actor).filter(unit_id=unit_id).exclude(state="withdrawn")
    rows = Report.objects.filter(case__in=seen.values("pk"), period_key=key)
    return rows.select_related("case", "form").order_by("pk")


def duties_of(actor: Actor, unit_id: int, key: str) -> list[Duty]:
    """Return the duties whose reports a unit is owed for a period, in order of the text."""
    owed = queries.expected(actor, unit_id, key).order_by().values("occurrence__duty_id")
    rows = Duty.objects.filter(pk__in=owed).select_related("pack")
    return list(rows.order_by("pack_id", "position"))


def told_lines(board: Board, rows: Iterable[Case]) -> list[BoardLine]:
    """Turn the rows of one page into lines: four queries however many rows there are."""
    kept = list(rows)
    names = names_of({case.unit_id for case in kept}, board.actor.today, language())
    seen = visible_cases(board.actor).values("pk")
    reports = Report.objects.filter(
        occurrence_id__in=[case.pk for case in kept], case_id__in=seen
    ).select_related("case")
    by_owed = {report.occurrence_id: report for report in reports}
    merged = _merged(board, [case.unit_id for case in kept])
    today = board.actor.today
    return [
        _line(case, by_owed.get(case.pk), names, merged.get(case.unit_id, ""), today)
        for case in kept
    ]


def _merged(board: Board, unit_ids: Sequence[int]) -> dict[int, str]:
    """Return by unit what became of its report in the upper one."""
    version = board.upper_version
    if version is None:
        return {}
    rows = Input.objects.filter(version=version, unit_id__in=unit_ids)
    again = queries.stale_inputs([version.pk], unit_ids).get(version.pk, ())
    stale = {one.unit_id for one in again}
    told = rows.values_list("unit_id", "state")
    return {unit: "again" if unit in stale else state for unit, state in told}


def _line(
    case: Case, report: Report | None, names: Mapping[int, str], merged: str, today: date
) -> BoardLine:
    state: str = standing(case, today, remind_days=settings.REMIND_DAYS)
    held = report.case.state if report else ""
    if held in ("accepted", "returned"):
        state = held
    stands = report is not None and held in HANDED_IN
    number = report.current if report and stands and held != "correcting" else None
    if report and held == "correcting":
        number = max(report.current - 1, 1)
    return BoardLine(
        case,
        names.get(case.unit_id, ""),
        capfirst(said(case.occurrence.duty, "act")),
        state,
        days_late(case, today) if state != "waived" else 0,
        report.case.slug if report else "",
        number,
        merged,
    )


def found_by_name(words: str, column: str = "unit_id") -> Q:
    """Return the condition on the unit of a row for words of a name it has or had."""
    called = UnitPeriod.objects.filter(matching(words))
    return Q(**{f"{column}__in": called.values("unit_id")})


def board_table(board: Board, duties: Sequence[Duty]) -> Table:
    """Return the list of a board: who, what, when due, how it stands, where it is."""
    groups = (
        ("sent", _("đã nộp")),
        ("in_time", _("đã nộp, đúng hạn")),
        ("late", _("đã nộp, chậm")),
        ("accepted", _("đã được chấp nhận")),
        ("returned", _("bị trả lại")),
        ("missing", _("chưa nộp, quá hạn")),
        ("not_due", _("chưa đến hạn")),
    )
    today = board.actor.today
    filters = [Filter("state", _("Tình trạng"), groups, narrows=lambda v: narrowed(v, today))]
    if len(duties) > 1:
        options = [(str(duty.pk), capfirst(said(duty, "act"))) for duty in duties]
        narrows = Filter(
            "duty", _("Nhiệm vụ"), options, narrows=lambda v: Q(occurrence__duty_id=int(v))
        )
        filters.append(narrows)
    return Table(
        f"bao-cao-{board.key}".lower(),
        _("Ai đã báo cáo, ai chưa"),
        (
            Column("unit", _("Đơn vị"), lambda row: row.unit_name, order=("called__sort_key",)),
            Column("duty", _("Nhiệm vụ"), lambda row: row.duty, ("occurrence__duty__position",)),
            Column("due", _("Ngày cuối"), lambda row: row.case.due_on, ("due_on",), _owed_link),
            Column("state", _("Tình trạng"), lambda row: row.state_words),
            Column("sent", _("Ngày nộp"), lambda row: row.sent_on, ("closed_on",)),
            Column("late", _("Chậm (ngày)"), lambda row: row.late or None),
            Column("report", _("Báo cáo"), lambda row: row.report_words, link=_report_link),
            Column("merged", _("Tổng hợp"), lambda row: INPUT_WORDS.get(row.merged, "")),
        ),
        "unit",
        told=lambda rows: told_lines(board, rows),
        found_by=found_by_name,
        filters=tuple(filters),
    )


def _owed_link(line: BoardLine) -> str:
    return reverse("case", args=[line.case.slug])


def _report_link(line: BoardLine) -> str:
    return reverse("case", args=[line.report_slug]) if line.report_slug else ""
