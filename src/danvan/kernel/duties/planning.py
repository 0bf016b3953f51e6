"""Plan.

What a pack, a binding, a local date or a calendar adds, removes or moves, before anything is
written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q

from danvan.kernel.cases.bulk import Bearer, untouched
from danvan.kernel.cases.models import Taking
from danvan.kernel.duties.bindings import Bodies, Bound
from danvan.kernel.duties.changes import Addition, Change, Plan
from danvan.kernel.duties.models import Card, Duty, LocalDate, Naming, Occurrence, Origin
from danvan.kernel.duties.series import Horizon, Series, series_of
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import holding_on
from danvan.kernel.packs.models import PackUse
from danvan.kernel.packs.queries import calendar
from danvan.law.duties import OWING
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
    """Compare what a tree's packs, bindings and local dates owe with what stands.

    And write nothing.

    Args:
        root: Root of the tree.
        today: The tree's today.
        until: Last due day looked at, inclusive; at most :func:`farthest`.
    """
    last = min(until or default_until(today), farthest(today))
    return _Planner(root, today, last).plan()


class _Planner:
    """One comparison; holds what it has read."""

    def __init__(self, root: Unit, today: date, until: date) -> None:
        self.root, self.today, self.until = root, today, until
        self.bodies = Bodies(root)
        self.additions: list[Addition] = []
        self.removals: list[Change] = []
        self.moves: list[Change] = []
        self.unbound: list[tuple[Duty, str]] = []
        self.locals: dict[int, list[LocalDate]] = defaultdict(list)
        for local in LocalDate.objects.filter(root=root).order_by("valid_from"):
            self.locals[local.duty_id].append(local)
        self.cards = self._rows(Card.objects.filter(case__closed_on=None))
        series = Occurrence.objects.exclude(origin=Origin.EVENT)
        within = Q(case__due_on__lte=until) | Q(case__due_on=None)
        self.occurrences = self._rows(series.filter(within))

    def _rows(
        self, rows: object
    ) -> dict[int, dict[tuple[int, str], tuple[int, date | None, bool]]]:
        found: dict[int, dict[tuple[int, str], tuple[int, date | None, bool]]] = defaultdict(dict)
        chosen = rows.filter(Q(unit__root=self.root) | Q(unit=self.root))  # type: ignore[attr-defined]
        key = "key" if chosen.model is Occurrence else "duty__code"
        names = ("duty_id", "unit_id", key, "case_id", "case__due_on", "case__closed_on")
        for duty_id, unit_id, code, case_id, due_on, closed_on in chosen.values_list(*names):
            found[duty_id][unit_id, code] = (case_id, due_on, closed_on is None)
        return found

    def plan(self) -> Plan:
        """Walk every duty of every pack in use."""
        uses = PackUse.objects.filter(holding_on(self.today), root=self.root).select_related("pack")
        calendar_known = calendar()
        for use in uses.order_by("pk"):
            horizon = Horizon(use, self.until, calendar_known)
            duties = Duty.objects.filter(pack=use.pack).prefetch_related("roles__role")
            for duty in duties.order_by("position"):
                self._duty(duty, horizon)
        self._orphans()
        return self._finished()

    def _duty(self, duty: Duty, horizon: Horizon) -> None:
        bearers = list(self._bearers(duty)) if duty.modality in OWING else []
        if duty.modality in OWING and not bearers:
            self.unbound.append((duty, duty.roles.all()[0].role.slug if duty.roles.all() else ""))
        runs = series_of(duty, horizon, self.locals[duty.pk])
        existing = self.occurrences.pop(duty.pk, {})
        if duty.timing == "once":
            runs = []
            self._undated(duty, bearers, existing, "once")
        wanted = self._wanted(bearers, runs)
        self._compare(duty, wanted, existing, "once" if duty.timing == "once" else "")
        if not runs and duty.timing != "once":
            self._undated(duty, bearers, self.cards.pop(duty.pk, {}), duty.code)
        else:
            self._gone(duty, self.cards.pop(duty.pk, {}), {b[0].unit_id for b in bearers})

    def _bearers(self, duty: Duty) -> Iterator[tuple[Bearer, Bound]]:
        named: dict[str, list[str]] = defaultdict(list)
        for row in sorted(duty.roles.all(), key=lambda row: row.position):
            named[row.naming].append(row.role.slug)
        roles = named[Naming.BEARER]
        for locality in self.bodies.localities(roles):
            bound = {b.unit_id: b for slug in roles for b in self.bodies.inside(slug, locality)}
            if not bound:
                continue
            takings = self._takings(named, locality)
            if duty.bearing == "each":
                for one in bound.values():
                    yield Bearer(one.unit_id, takings), one
            else:
                first, *others = bound.values()
                joint = {other.unit_id: Taking.BEARER.value for other in others}
                yield Bearer(first.unit_id, takings | joint), first

    def _takings(self, named: dict[str, list[str]], locality: int | None) -> dict[int, str]:
        found: dict[int, str] = {}
        for naming in (Naming.COPY, Naming.VIA, Naming.RECEIVER):
            for slug in named[naming]:
                for bound in self.bodies.near(slug, locality):
                    found[bound.unit_id] = naming.value
        return found

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
        wanted: list[tuple[Series, tuple[Occasion, ...], list[Bearer]]],
        existing: dict[tuple[int, str], tuple[int, date | None, bool]],
        spared: str,
    ) -> None:
        units_known = {unit_id for unit_id, _key in existing}
        for run, occasions, bearers in wanted:
            missing: dict[tuple[Occasion, ...], list[Bearer]] = defaultdict(list)
            for bearer in bearers:
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
        for (unit_id, key), (case_id, due_on, is_open) in existing.items():
            if is_open and key != spared:
                self.removals.append(Change(duty, case_id, unit_id, key, due_on, None, "binding"))

    def _stands(
        self,
        duty: Duty,
        run: Series,
        bearer: Bearer,
        occasion: Occasion,
        existing: dict[tuple[int, str], tuple[int, date | None, bool]],
    ) -> bool:
        found = existing.pop((bearer.unit_id, occasion.key), None)
        if found is None:
            return False
        case_id, due_on, is_open = found
        if is_open and due_on != occasion.due_on:
            reason = "local_date" if run.local else "pack"
            self.moves.append(
                Change(
                    duty,
                    case_id,
                    bearer.unit_id,
                    occasion.key,
                    due_on,
                    occasion.due_on,
                    reason,
                    run,
                )
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
        existing: dict[tuple[int, str], tuple[int, date | None, bool]],
        key: str,
    ) -> None:
        """Cards, and what is done once: one a bearer bound today."""
        bound = [bearer for bearer, span in bearers if span.holds(self.today)]
        known = {unit_id for unit_id, found in existing if found == key}
        new = tuple(bearer for bearer in bound if bearer.unit_id not in known)
        if new:
            origin = Origin.ONCE.value if key == "once" else ""
            reason = "binding" if known else "pack"
            self.additions.append(Addition(duty, new, (), None, origin, reason))
        self._gone(duty, existing, {bearer.unit_id for bearer in bound})

    def _gone(
        self,
        duty: Duty,
        existing: dict[tuple[int, str], tuple[int, date | None, bool]],
        wanted: set[int],
    ) -> None:
        for (unit_id, key), (case_id, due_on, is_open) in existing.items():
            if unit_id not in wanted and is_open:
                self.removals.append(Change(duty, case_id, unit_id, key, due_on, None, "binding"))

    def _orphans(self) -> None:
        """What stands open of packs that are no longer in use."""
        left = {**self.cards}
        for duty_id, rows in self.occurrences.items():
            left[duty_id] = left.get(duty_id, {}) | rows
        duties = Duty.objects.in_bulk([duty_id for duty_id, rows in left.items() if rows])
        for duty_id, duty in duties.items():
            for (unit_id, key), (case_id, due_on, is_open) in left[duty_id].items():
                if is_open:
                    self.removals.append(Change(duty, case_id, unit_id, key, due_on, None, "pack"))

    def _finished(self) -> Plan:
        free = untouched([change.case_id for change in self.removals])
        removals = tuple(change for change in self.removals if change.case_id in free)
        kept = tuple(change for change in self.removals if change.case_id not in free)
        return Plan(
            self.root,
            self.until,
            tuple(self.additions),
            removals,
            tuple(self.moves),
            kept,
            tuple(self.unbound),
        )


def _within(span: tuple[date, date | None], day: date) -> bool:
    return span[0] <= day and (span[1] is None or span[1] > day)
