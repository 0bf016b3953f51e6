"""Read what units owe: the tree of units, one unit's page, the board of a year, the board of who
has sent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from danvan.areas.duties import plan
from danvan.areas.duties.queries import (
    CaseLine,
    in_reach,
    language,
    lines,
    status,
    tree_names,
    uses_of,
)
from danvan.areas.duties.shapes import Board, Column, Mark, RowSource, board
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Post
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, CaseUnit, Clock, Taking
from danvan.kernel.cases.rates import Rates, is_open, rates_by
from danvan.kernel.duties.leaders import Leaders, waits_for_leader
from danvan.kernel.duties.models import Binding, Duty, DutyRole, Naming, Origin
from danvan.kernel.duties.queries import days_late, with_last_proof
from danvan.kernel.duties.wording import period_words
from danvan.kernel.organisations.models import Succession, Tier, Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on
from danvan.law.collation import collation_key, fold
from danvan.law.duties import Words
from danvan.web.reasons import place, why
from danvan.web.templatetags.web import said

MONTHS = range(1, 13)
SENT_TO = (Taking.RECEIVER, Taking.COPY, Taking.VIA)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit in the list: how deep it stands, and what is open there within the actor's sight."""

    period: UnitPeriod
    name: str
    depth: int
    tier: str
    parent_name: str
    overdue: int = 0
    open: int = 0


def unit_lines(actor: Actor, words: str = "") -> list[UnitLine]:
    """Return the units in reach in the order of the tree; with words, those whose names hold
    them.
    """
    rows = UnitPeriod.objects.filter(in_reach(actor, "unit_id"), holding_on(actor.today))
    rows = rows.filter(Q(unit__root_id=actor.root_id) | Q(unit_id=actor.root_id))
    periods = {row.unit_id: row for row in rows}
    names = {pk: _name(row) for pk, row in periods.items()}
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, row in periods.items():
        below[row.parent_id if row.parent_id in periods else None].append(pk)
    found: list[UnitLine] = []
    waiting = [(pk, 0) for pk in sorted(below[None], key=_by(names), reverse=True)]
    while waiting:
        pk, depth = waiting.pop()
        row = periods[pk]
        parent = names.get(row.parent_id or 0, "")
        found.append(UnitLine(row, names[pk], depth, str(Tier(row.tier).label), parent))
        under = sorted(below[pk], key=_by(names), reverse=True)
        waiting += [(each, depth + 1) for each in under]
    asked = fold(words).split()
    return [one for one in found if all(word in fold(one.name) for word in asked)]


def _by(names: Mapping[int, str]):  # noqa: ANN202  a sort key has no name
    return lambda pk: collation_key(names[pk])


def _name(row: UnitPeriod) -> str:
    return (row.name_en or row.name) if language() == "en" else row.name


def with_counts(found: Iterable[UnitLine], actor: Actor) -> list[UnitLine]:
    """Return lines of units with what is open and overdue there; one query."""
    kept = list(found)
    units = [one.period.unit_id for one in kept]
    rows = visible_cases(actor).filter(is_open(), unit_id__in=units)
    by_unit = rates_by(rows, actor.today, "unit_id")
    return [
        UnitLine(
            one.period,
            one.name,
            one.depth,
            one.tier,
            one.parent_name,
            overdue=by_unit.get(one.period.unit_id, Rates()).overdue,
            open=by_unit.get(one.period.unit_id, Rates()).open,
        )
        for one in kept
    ]


@dataclass(frozen=True, slots=True)
class OwedLine:
    """Something a unit owes this month or is late with, why on that day, and to whom.

    Args:
        source: The paper that dates it, where the text itself does not.
    """

    line: CaseLine
    period: str
    why: str
    sent_to: str
    source: str


class UnitPage:
    """Everything one page says about one unit."""

    def __init__(self, actor: Actor, unit: Unit) -> None:
        self.actor, self.unit = actor, unit
        self.name = tree_names(actor, [unit.pk]).get(unit.pk, unit.key)
        self.periods = list(unit.periods.order_by("-valid_from"))
        both = Succession.objects.filter(Q(old=unit) | Q(new=unit)).order_by("happened_on")
        self._successions = list(both)
        ids = {one.old_id for one in self._successions} | {
            one.new_id for one in self._successions if one.new_id
        }
        self._names = tree_names(actor, {unit.pk, *ids})
        rows = Binding.objects.filter(unit=unit).select_related("role")
        self.bindings = list(rows.order_by("role__position", "valid_from"))
        self.posts = list(Post.objects.filter(unit=unit).order_by("pk"))

    @property
    def successions(self) -> list[tuple[Succession, str, str]]:
        """Return who it followed and who followed it, with names."""
        return [
            (one, self._names.get(one.old_id, ""), self._names.get(one.new_id or 0, ""))
            for one in self._successions
        ]

    @property
    def _cases(self) -> QuerySet[Case]:
        rows = visible_cases(self.actor).filter(unit=self.unit)
        return rows.select_related("occurrence__duty__pack", "card__duty__pack")

    def owed(self) -> list[OwedLine]:
        """Return what is due this month and what is open from before, oldest due day first."""
        first, following = _month_of(self.actor.today)
        this_month = Q(due_on__gte=first, due_on__lt=following)
        rows = self._cases.filter(this_month | Q(closed_on=None, due_on__lt=first))
        rows = with_last_proof(rows.filter(occurrence__isnull=False)).order_by("due_on", "pk")
        clocks = Clock.objects.select_related("snapshot")
        takings = CaseUnit.objects.filter(taking__in=SENT_TO)
        kept = list(rows.prefetch_related(Prefetch("clocks", clocks), Prefetch("units", takings)))
        names = tree_names(self.actor, {one.unit_id for case in kept for one in case.units.all()})
        told = lines(kept, self.actor, {self.unit.pk: self.name})
        return [self._owed(line, names) for line in told]

    def _owed(self, line: CaseLine, names: Mapping[int, str]) -> OwedLine:
        clock = next(iter(line.case.clocks.all()), None)
        sent_to = ", ".join(names.get(one.unit_id, "") for one in line.case.units.all())
        facts = line.case.occurrence
        source = clock.snapshot.source if clock and facts.origin == Origin.LOCAL else ""
        told = why(clock, line.case) if clock else ""
        return OwedLine(line, period_words(facts.key).said(language()), told, sent_to, source)

    def joint(self) -> list[CaseLine]:
        """Return what is open that the unit bears together with one that leads, by due day; each
        line names who leads.
        """
        both = CaseUnit.objects.filter(unit=self.unit, taking=Taking.BEARER).values("case_id")
        rows = visible_cases(self.actor).filter(pk__in=both, closed_on=None)
        rows = with_last_proof(rows.exclude(unit=self.unit))
        rows = rows.select_related("occurrence__duty__pack", "card__duty__pack")
        kept = list(rows.order_by(F("due_on").asc(nulls_last=True), "pk"))
        names = tree_names(self.actor, {case.unit_id for case in kept})
        return lines(kept, self.actor, names)

    def waiting(self) -> list[tuple[Duty, str]]:
        """Return the joint duties of bodies that this unit is and that nobody was named to lead."""
        held = Binding.objects.filter(holding_on(self.actor.today), unit=self.unit)
        packs = [use.pack_id for use in uses_of(self.actor)]
        rows = Duty.objects.filter(pack_id__in=packs).exclude(bearing="each")
        borne = DutyRole.objects.filter(role_id__in=held.values("role_id"), naming=Naming.BEARER)
        rows = rows.filter(pk__in=borne.values("duty_id")).select_related("pack")
        tagged = [duty for duty in rows.order_by("pack_id", "position") if waits_for_leader(duty)]
        if not tagged:
            return []
        leaders = Leaders(plan.root_of(self.actor))
        place_of, today = self.unit.locality_id, self.actor.today
        open_ones = [duty for duty in tagged if leaders.of(duty.pk, place_of, today) is None]
        return [(duty, place(duty.provision)) for duty in open_ones]

    def standing(self) -> list[CaseLine]:
        """Return the cards that are open here, in the order of the text, with the age of their last
        proof.
        """
        rows = with_last_proof(self._cases.filter(card__isnull=False, closed_on=None))
        rows = rows.order_by("card__duty__pack_id", "card__duty__position")
        return lines(rows, self.actor, {self.unit.pk: self.name})


def _month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    months = first.year * 12 + first.month
    return first, date(months // 12, months % 12 + 1, 1)


def _year_cases(actor: Actor, year: int) -> QuerySet[Case]:
    rows = visible_cases(actor).filter(occurrence__isnull=False)
    rows = rows.filter(due_on__gte=date(year, 1, 1), due_on__lte=date(year, 12, 31))
    return rows.select_related("occurrence__duty").order_by("due_on", "pk")


def _mark(case: Case, today: date) -> Mark:
    facts = case.occurrence
    words = period_words(facts.key).said(language())
    late = days_late(case, today) if case.state != "waived" else 0
    days = (case.due_on, case.closed_on, late, facts.is_provisional)
    return Mark(case.slug, status(case, today), words, *days)


def unit_board(actor: Actor, unit: Unit, year: int) -> Board:
    """Return the year of a unit: series as rows in the order of the text, months of the due days as
    columns.
    """
    marks: dict[int, dict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    duties: dict[int, Duty] = {}
    for case in _year_cases(actor, year).filter(unit=unit):
        duty = case.occurrence.duty
        duties[duty.pk] = duty
        marks[duty.pk][f"{case.due_on:%m}"].append(_mark(case, actor.today))
    ordered = sorted(duties.values(), key=lambda duty: (duty.pack_id, duty.position))
    columns = [
        Column(f"{month:02}", _("Tháng %(month)s") % {"month": month}, f"{month:02}")
        for month in MONTHS
    ]
    rows = [
        RowSource(duty, capfirst(said(duty, "act")), place(duty.provision), marks[duty.pk])
        for duty in ordered
    ]
    return board(columns, rows)


def sent_board(actor: Actor, duty: Duty, year: int) -> Board:
    """Return who has sent and who has not: bearers within sight as rows, periods as columns."""
    marks: dict[int, dict[str, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    columns: dict[str, Column] = {}
    rows = _year_cases(actor, year).filter(occurrence__duty=duty)
    for case in rows.filter(Q(unit__root_id=actor.root_id) | Q(unit_id=actor.root_id)):
        key = case.occurrence.key
        columns[key] = Column(key, period_words(key).said(language()), short_period(key))
        marks[case.unit_id][key].append(_mark(case, actor.today))
    names = tree_names(actor, marks.keys())
    ordered = sorted(marks, key=lambda pk: collation_key(names.get(pk, "")))
    return board(
        list(columns.values()), [RowSource(pk, names.get(pk, ""), "", marks[pk]) for pk in ordered]
    )


def short_period(key: str) -> str:
    """Return a period in few signs: 03/26 for a month, Q1/26 for a quarter, else what follows the
    year.
    """
    found = re.fullmatch(r"\d\d(\d\d)-(\w+)", key)
    return f"{found[2]}/{found[1]}" if found else key


def board_words(shown: Board) -> Words:
    """Return how many marks stand on a board, in both languages, for its description."""
    done = sum(shown.counts.get(key, 0) for key in ("done_in_time", "done_late", "done"))
    total = sum(shown.counts.values())
    overdue = shown.counts.get("overdue", 0)
    return Words(
        f"{total} kỳ, {done} đã xong, {overdue} quá hạn.",
        f"{total} periods, {done} done, {overdue} overdue.",
    )
