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
from danvan.kernel.duties.leaders import Leaders, waits_for_leader
from danvan.kernel.duties.models import Card, Duty, LocalDate, Naming, Occurrence, Origin
from danvan.kernel.duties.series import Horizon, Series, series_of
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import PackUse
from danvan.kernel.packs.queries import calendar
from danvan.law.duties import OWING, SERIES
from danvan.law.schedules import Occasion

FARTHEST = timedelta(days=400)
"""Occurrences are rows at most about thirteen months ahead; house decision 7."""
DECEMBER = 12
RECEIVING = (Naming.COPY, Naming.VIA, Naming.RECEIVER)
"""How bodies take part besides those that bear; the last one wins."""


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
        self.leaderless: dict[int, Duty] = {}
        self.locals: dict[int, list[LocalDate]] = defaultdict(list)
        for local in LocalDate.objects.filter(root=root).order_by("valid_from"):
            self.locals[local.duty_id].append(local)
        self.cards = self._rows(Card.objects.all())
        self.occurrences = self._rows(Occurrence.objects.exclude(origin=Origin.EVENT))

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
        """Walk every duty of every pack that is or was in use: what was owed stays owed."""
        uses = PackUse.objects.filter(root=self.root, valid_from__lte=self.today)
        uses = uses.select_related("pack")
        calendar_known = calendar()
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
        bearers = list(self._bearers(duty)) if duty.modality in OWING else []
        led = duty.pk not in self.leaderless
        if duty.modality in OWING and not bearers and not is_over and led:
            self.unbound.append((duty, duty.roles.all()[0].role.slug if duty.roles.all() else ""))
        lasting = [] if is_over else bearers
        existing = self.occurrences.pop(duty.pk, {})
        runs = series_of(duty, horizon, self.locals[duty.pk])
        if duty.timing == "once":
            self._undated(duty, lasting, existing, "once")
            existing = {}
        self._compare(duty, bearers, runs, existing)
        cards = self.cards.pop(duty.pk, {})
        if duty.timing == "once" or _is_dated_by_text(duty) or runs:
            self._gone(duty, cards, set())
        else:
            self._undated(duty, lasting, cards, duty.code)

    def _bearers(self, duty: Duty) -> Iterator[tuple[Bearer, Bound]]:
        """Yield who bears a duty and for which span; spans of one unit never overlap."""
        named: dict[str, list[str]] = defaultdict(list)
        for row in sorted(duty.roles.all(), key=lambda row: row.position):
            named[row.naming].append(row.role.slug)
        slugs = [slug for naming in (Naming.BEARER, *RECEIVING) for slug in named[naming]]
        for locality in self.bodies.localities(named[Naming.BEARER]):
            found: dict[int, list[tuple[Bearer, Bound]]] = defaultdict(list)
            changes = self.leaders.days(duty.pk, locality)
            for begin, end in self.bodies.spans(slugs, locality, changes):
                for bearer in self._bearing(duty, named, locality, begin):
                    spans = found[bearer.unit_id]
                    goes_on = spans and spans[-1][0] == bearer and spans[-1][1].valid_until == begin
                    since = spans.pop()[1].valid_from if goes_on else begin
                    spans.append((bearer, Bound(bearer.unit_id, locality, since, end)))
            for spans in found.values():
                yield from spans

    def _bearing(
        self, duty: Duty, named: dict[str, list[str]], locality: int | None, day: date
    ) -> list[Bearer]:
        """Return who bears a duty in a locality on a day, each, or the first with the others."""
        inside = (b for slug in named[Naming.BEARER] for b in self.bodies.inside(slug, locality))
        bound = list(dict.fromkeys(one.unit_id for one in inside if one.holds(day)))
        if not bound:
            return []
        if duty.bearing == "each":
            return self._each(named, locality, day, bound)
        first = bound[0]
        if waits_for_leader(duty):
            leader = self.leaders.of(duty.pk, locality, day)
            if leader is None:
                self.leaderless[duty.pk] = duty
                return []
            first = leader
        others = [unit_id for unit_id in bound if unit_id != first]
        takings = self._takings(named, locality, day, {first, *others})
        return [Bearer(first, takings | dict.fromkeys(others, Taking.BEARER.value))]

    def _each(
        self, named: dict[str, list[str]], locality: int | None, day: date, bound: list[int]
    ) -> list[Bearer]:
        """Return each bearer with who receives; nobody receives what it bears itself."""
        shared = self._takings(named, locality, day, set())
        return [
            Bearer(
                unit_id,
                self._takings(named, locality, day, {unit_id}) if unit_id in shared else shared,
            )
            for unit_id in bound
        ]

    def _takings(
        self, named: dict[str, list[str]], locality: int | None, day: date, bearers: set[int]
    ) -> dict[int, str]:
        found: dict[int, str] = {}
        for naming in RECEIVING:
            for slug in named[naming]:
                for bound in self.bodies.near(slug, locality, on=day, besides=bearers, below=True):
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
        bearers: list[tuple[Bearer, Bound]],
        runs: list[Series],
        existing: dict[tuple[int, str], tuple[int, date | None, bool]],
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
        for (unit_id, key), (case_id, due_on, is_open) in existing.items():
            if is_open and (due_on is None or due_on <= self.until):
                reason = "local_date" if self._is_bound(bearers, unit_id, due_on) else "binding"
                self.removals.append(Change(duty, case_id, unit_id, key, due_on, None, reason))

    def _is_bound(
        self, bearers: list[tuple[Bearer, Bound]], unit_id: int, due_on: date | None
    ) -> bool:
        spans = (bound for bearer, bound in bearers if bearer.unit_id == unit_id)
        return any(due_on is not None and span.holds(due_on) for span in spans)

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
        waiting = (
            duty
            for duty in self.leaderless.values()
            if self.leaders.missing(duty, self.bodies, self.today)
        )
        return Plan(
            self.root,
            self.until,
            tuple(self.additions),
            removals,
            tuple(self.moves),
            kept,
            tuple(self.unbound),
            tuple(waiting),
        )


def _is_dated_by_text(duty: Duty) -> bool:
    """Return whether the text itself gives a rhythm, so that no card is needed."""
    return duty.timing in SERIES and duty.period not in {"", "multi_year"}


def _within(span: tuple[date, date | None], day: date) -> bool:
    return span[0] <= day and (span[1] is None or span[1] > day)
