"""Plan.

What a pack, a binding, a local date or a calendar adds, removes or moves, before anything is
written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q

from danvan.kernel.cases.bulk import CHUNK, Bearer, untouched
from danvan.kernel.cases.clocks import ClockBasis
from danvan.kernel.cases.models import Clock, ClockSnapshot
from danvan.kernel.duties.bearing import Bearers
from danvan.kernel.duties.bindings import Bodies, Bound
from danvan.kernel.duties.changes import Addition, Change, Plan
from danvan.kernel.duties.leaders import Leaders
from danvan.kernel.duties.models import Card, Duty, LocalDate, Occurrence, Origin
from danvan.kernel.duties.series import REST_DAY, Horizon, Series, series_of
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import PackUse
from danvan.kernel.packs.queries import calendar
from danvan.law.duties import OWING, SERIES
from danvan.law.schedules import Occasion

FARTHEST = timedelta(days=400)
"""Occurrences are rows at most about thirteen months ahead; house decision 7."""
DECEMBER = 12


def default_until(today: date) -> date:
    """Return how far a plan looks unless told.

    To the end of this year, in December to the end of the next.
    """
    return date(today.year + (today.month == DECEMBER), DECEMBER, 31)


def farthest(today: date) -> date:
    """Return the farthest day to which a plan may look, inclusive."""
    return today + FARTHEST


def plan(root: Unit, *, today: date, until: date | None = None) -> Plan:
    """Compare what a tree's packs, bindings and local dates owe with what stands; write nothing.

    Args:
        root: Root of the tree.
        today: The tree's today.
        until: Last due day looked at, inclusive; at most :func:`farthest`.
    """
    last = min(until or default_until(today), farthest(today))
    return _Planner(root, today, last).plan()


class Row(NamedTuple):
    """What stands of one occurrence or card."""

    case_id: int
    due_on: date | None
    is_open: bool
    is_provisional: bool = False


Rows = dict[tuple[int, str], Row]
"""What stands of one duty, by unit and key."""


class _Planner:
    """One comparison; holds what it has read."""

    def __init__(self, root: Unit, today: date, until: date) -> None:
        self.root, self.today, self.until = root, today, until
        self.bodies = Bodies(root)
        self.additions: list[Addition] = []
        self.removals: list[Change] = []
        self.moves: list[Change] = []
        self.unbound: list[tuple[Duty, str]] = []
        self.leaders = Leaders(root)
        self.bearers = Bearers(self.bodies, self.leaders)
        self.locals: dict[int, list[LocalDate]] = defaultdict(list)
        for local in LocalDate.objects.filter(root=root).order_by("valid_from"):
            self.locals[local.duty_id].append(local)
        self.cards = self._rows(Card.objects.all())
        self.occurrences = self._rows(Occurrence.objects.exclude(origin=Origin.EVENT))

    def _rows(self, rows: object) -> dict[int, Rows]:
        found: dict[int, Rows] = defaultdict(dict)
        chosen = rows.filter(Q(unit__root=self.root) | Q(unit=self.root))  # type: ignore[attr-defined]
        is_dated = chosen.model is Occurrence
        names = ["duty_id", "unit_id", "key" if is_dated else "duty__code"]
        names += ["case_id", "case__due_on", "case__closed_on"]
        names += ["is_provisional"] if is_dated else []
        for duty_id, unit_id, code, case_id, due_on, closed_on, *more in chosen.values_list(*names):
            found[duty_id][unit_id, code] = Row(case_id, due_on, closed_on is None, any(more))
        return found

    def plan(self) -> Plan:
        """Walk every duty of every pack that is or was in use: what was owed stays owed."""
        uses = PackUse.objects.filter(root=self.root, valid_from__lte=self.today)
        uses = uses.select_related("pack")
        calendar_known = calendar(self.root.pk)
        for use in uses.order_by("pk"):
            horizon = Horizon(use, self.until, calendar_known)
            duties = Duty.objects.filter(pack=use.pack).prefetch_related("roles__role")
            for duty in duties.order_by("position"):
                self._duty(duty, horizon)
        self._orphans()
        return self._finished()

    def _duty(self, duty: Duty, horizon: Horizon) -> None:
        until = horizon.use.valid_until
        is_over = until is not None and until <= self.today
        bearers = list(self.bearers.of(duty)) if duty.modality in OWING else []
        led = duty.pk not in self.bearers.leaderless
        if duty.modality in OWING and not bearers and not is_over and led:
            self.unbound.append((duty, duty.roles.all()[0].role.slug if duty.roles.all() else ""))
        lasting, gone = ([], "pack") if is_over else (bearers, "binding")
        existing = self.occurrences.pop(duty.pk, {})
        runs = series_of(duty, horizon, self.locals[duty.pk])
        if duty.timing == "once":
            self._undated(duty, lasting, existing, "once", gone)
            existing = {}
        self._compare(duty, bearers, runs, existing, until)
        cards = self.cards.pop(duty.pk, {})
        if duty.timing == "once" or _is_dated_by_text(duty) or runs:
            self._gone(duty, cards, set(), gone)
        else:
            self._undated(duty, lasting, cards, duty.code, gone)

    def _wanted(
        self, bearers: Iterable[tuple[Bearer, Bound]], runs: list[Series]
    ) -> list[tuple[Series, tuple[Occasion, ...], list[Bearer]]]:
        """Return product groups: bearers bound for the same span share their occasions."""
        spans: dict[tuple[date, date | None], list[Bearer]] = defaultdict(list)
        for bearer, bound in bearers:
            spans[bound.valid_from, bound.valid_until].append(bearer)
        return [
            (run, tuple(one for one in run.occasions if _within(span, one.due_on)), group)
            for run in runs
            for span, group in spans.items()
        ]

    def _compare(
        self,
        duty: Duty,
        bearers: list[tuple[Bearer, Bound]],
        runs: list[Series],
        existing: Rows,
        ended: date | None,
    ) -> None:
        units_known = {unit_id for unit_id, _key in existing}
        for run, occasions, bound in self._wanted(bearers, runs):
            missing: dict[tuple[Occasion, ...], list[Bearer]] = defaultdict(list)
            for bearer in bound:
                if bearer.unit_id not in units_known:
                    missing[occasions].append(bearer)
                    continue
                lacking = tuple(
                    one for one in occasions if not self._stands(duty, run, bearer, one, existing)
                )
                missing[lacking].append(bearer)
            for lacking, group in missing.items():
                if lacking and group:
                    reason = self._why(run, group, units_known)
                    self.additions.append(
                        Addition(duty, tuple(group), lacking, run, run.origin, reason)
                    )
        for (unit_id, key), row in existing.items():
            if row.is_open and (row.due_on is None or row.due_on <= self.until):
                reason = self._why_gone(bearers, unit_id, row.due_on, ended)
                self._remove(duty, unit_id, key, row, reason)

    def _why_gone(
        self,
        bearers: list[tuple[Bearer, Bound]],
        unit_id: int,
        due_on: date | None,
        ended: date | None,
    ) -> str:
        """Return why an occurrence goes: the pack ended, the date is another, nobody is bound."""
        if ended is not None and (due_on is None or due_on >= ended):
            return "pack"
        spans = (bound for bearer, bound in bearers if bearer.unit_id == unit_id)
        is_bound = any(due_on is not None and span.holds(due_on) for span in spans)
        return "local_date" if is_bound else "binding"

    def _remove(self, duty: Duty, unit_id: int, key: str, row: Row, reason: str) -> None:
        self.removals.append(Change(duty, row.case_id, unit_id, key, row.due_on, None, reason))

    def _stands(
        self,
        duty: Duty,
        run: Series,
        bearer: Bearer,
        occasion: Occasion,
        existing: Rows,
    ) -> bool:
        found = existing.pop((bearer.unit_id, occasion.key), None)
        if found is None:
            return False
        is_other = run.is_provisional(occasion.key) != found.is_provisional
        if found.is_open and (found.due_on != occasion.due_on or is_other):
            reason = "local_date" if run.local else "pack"
            days = (found.due_on, occasion.due_on)
            self.moves.append(
                Change(duty, found.case_id, bearer.unit_id, occasion.key, *days, reason, run)
            )
        return True

    def _why(self, run: Series, group: list[Bearer], known: set[int]) -> str:
        if run.local:
            return "local_date"
        if not known:
            return "pack"
        return "horizon" if group[0].unit_id in known else "binding"

    def _undated(
        self,
        duty: Duty,
        bearers: list[tuple[Bearer, Bound]],
        existing: Rows,
        key: str,
        gone: str,
    ) -> None:
        """Cards, and what is done once: one a bearer bound today."""
        bound = [bearer for bearer, span in bearers if span.holds(self.today)]
        known = {unit_id for unit_id, found in existing if found == key}
        new = tuple(bearer for bearer in bound if bearer.unit_id not in known)
        if new:
            origin = Origin.ONCE.value if key == "once" else ""
            reason = "binding" if known else "pack"
            self.additions.append(Addition(duty, new, (), None, origin, reason))
        self._gone(duty, existing, {bearer.unit_id for bearer in bound}, gone)

    def _gone(self, duty: Duty, existing: Rows, wanted: set[int], reason: str) -> None:
        for (unit_id, key), row in existing.items():
            if unit_id not in wanted and row.is_open:
                self._remove(duty, unit_id, key, row, reason)

    def _orphans(self) -> None:
        """What stands open of packs that are no longer in use."""
        left = {**self.cards}
        for duty_id, rows in self.occurrences.items():
            left[duty_id] = left.get(duty_id, {}) | rows
        duties = Duty.objects.in_bulk([duty_id for duty_id, rows in left.items() if rows])
        for duty_id, duty in duties.items():
            for (unit_id, key), row in left[duty_id].items():
                if row.is_open:
                    self._remove(duty, unit_id, key, row, "pack")

    def _finished(self) -> Plan:
        free = untouched([change.case_id for change in self.removals])
        removals = tuple(change for change in self.removals if change.case_id in free)
        kept = tuple(change for change in self.removals if change.case_id not in free)
        waiting = (
            duty
            for duty in self.bearers.leaderless.values()
            if self.leaders.missing(duty, self.bodies, self.today)
        )
        return Plan(
            self.root,
            self.until,
            tuple(self.additions),
            removals,
            tuple(by_calendar(self.moves)),
            kept,
            tuple(self.unbound),
            tuple(waiting),
        )


def by_calendar(moves: Sequence[Change]) -> Iterator[Change]:
    """Yield moves; of those whose rule and paper stand as they did, the calendar is the reason."""
    kept: dict[int, ClockSnapshot] = {}
    for start in range(0, len(moves), CHUNK):
        ids = [change.case_id for change in moves[start : start + CHUNK]]
        clocks = Clock.objects.filter(case_id__in=ids, key="due").select_related("snapshot")
        kept |= {clock.case_id: clock.snapshot for clock in clocks}
    for change in moves:
        is_same = change.series and _says(kept.get(change.case_id)) == _says(change.series.basis)
        yield replace(change, reason="calendar") if is_same else change


def _says(basis: ClockBasis | ClockSnapshot | None) -> object:
    """Return what a basis says apart from the calendar."""
    if basis is None:
        return None
    rule = {name: value for name, value in basis.rule.items() if name != REST_DAY}
    return rule, basis.provision, basis.source, basis.pack


def _is_dated_by_text(duty: Duty) -> bool:
    """Return whether the text itself gives a rhythm, so that no card is needed."""
    return duty.timing in SERIES and duty.period not in {"", "multi_year"}


def _within(span: tuple[date, date | None], day: date) -> bool:
    return span[0] <= day and (span[1] is None or span[1] > day)
