"""Clocks that acts start, pause, resume, extend and stop, as a kind of case declares them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, cast

from django.db.models import Q, QuerySet

from danvan.kernel.cases import clocks, kinds
from danvan.kernel.cases.kinds import CaseKind, ClockRule
from danvan.kernel.cases.models import Case, Clock
from danvan.kernel.cases.refused import Refused
from danvan.kernel.packs.queries import calendar
from danvan.kernel.packs.rules import limits, rules_pack
from danvan.law.calendar import Calendar
from danvan.law.clocks import Clock as RunningClock
from danvan.law.clocks import DueDay, Pause, TimeLimit
from danvan.law.counting import CountedDay, clock_by_day
from danvan.law.errors import LawError
from danvan.law.limits import limit_for
from danvan.law.pack_values import LimitValue

OPEN = "open"
"""What opening a case is called where a rule says on which acts its clock starts."""

UNSTATED = frozenset({"LIM-01", "LIM-02"})
"""Codes that say that the packs give no value; it is shown as unstated, never invented."""

LIMIT_KEYS = ("amount", "measure", "last_day_rests")


def run(case: Case, act_key: str, on: date) -> None:
    """Let every clock of a case do what an act means to it, then set the case's due day.

    A clock that is started again while it runs, or was stopped, is another run of the same row.

    Args:
        act_key: Key of the act, or :data:`OPEN`.
        on: Legal day of the act; as an event it is not counted.

    Raises:
        Refused: ``CASE-15`` the limit gives no more time than the clock has; ``CASE-16`` no
            calendar is loaded.
        LawError: ``LIM-03`` two values fit, ``TIM-05`` it cannot pause or resume now.
    """
    kind = kinds.get(case.kind)
    if not kind.clocks:
        return
    rows = {row.key: row for row in case.clocks.select_related("snapshot")}
    for rule in kind.clocks:
        _apply(rule, case, rows.get(rule.key), act_key, on)
    _set_due(case, kind)


def _apply(rule: ClockRule, case: Case, row: Clock | None, act_key: str, on: date) -> None:
    if act_key in rule.starts and (rule.applies is None or rule.applies(case)):
        _start(rule, case, on)
    elif row is None or row.stopped_on is not None:
        return
    elif act_key in rule.stops:
        Clock.objects.filter(pk=row.pk).update(stopped_on=on, alarm_on=None)
    elif act_key in rule.pauses:
        _keep(row, running(row).pause(on))
    elif act_key in rule.resumes and running(row).is_paused:
        _keep(row, running(row).resume(on))
    elif act_key in rule.extends:
        _extend(rule, case, row)


def limit_now(rule: ClockRule, case: Case, on: date) -> LimitValue:
    """Return the limit that a rule gives for an event on a day, under the case's circumstances."""
    told = rule.circumstances(case) if rule.circumstances else ()
    return limit_for(limits(), rule.limit, on, told)


def _start(rule: ClockRule, case: Case, on: date) -> None:
    """Start a clock; where no pack gives a value for that day nothing runs and nothing is late."""
    try:
        found = limit_now(rule, case, on)
    except LawError as error:
        if error.code in UNSTATED:
            return
        raise
    basis = clocks.ClockBasis(
        rule=asdict(found.limit) | {"limit": found.key, "when": list(found.when)},
        provision=found.key,
        source=f"{found.source} ({found.mark})",
        pack=rules_pack(),
    )
    due = cast("DueDay", RunningClock(found.limit, on).due_day(calendar_of(case)))
    Clock.objects.update_or_create(
        case=case,
        key=rule.key,
        defaults={
            "snapshot": clocks.snapshot(basis),
            "started_on": on,
            "due_on": due.on,
            "stopped_on": None,
            "alarm_on": clocks.alarm_before(due.on),
            "pauses": [],
            "extended_by": 0,
            "is_provisional": due.is_provisional,
        },
    )


def _extend(rule: ClockRule, case: Case, row: Clock) -> None:
    """Give the time by which the limit under today's circumstances exceeds the clock's own."""
    clock = running(row)
    more = limit_now(rule, case, row.started_on).limit.amount - clock.limit.amount
    if more <= clock.extended_by:
        raise Refused("CASE-15")
    _keep(row, clock.extend(more - clock.extended_by))


def _keep(row: Clock, clock: RunningClock) -> None:
    due = clock.due_day(calendar_of(row.case))
    Clock.objects.filter(pk=row.pk).update(
        pauses=[_span(pause) for pause in clock.pauses],
        extended_by=clock.extended_by,
        due_on=due.on if due else row.due_on,
        alarm_on=clocks.alarm_before(due.on) if due else None,
        is_provisional=bool(due and due.is_provisional),
    )


def _span(pause: Pause) -> list[str | None]:
    resumed = pause.resumed_on.isoformat() if pause.resumed_on else None
    return [pause.paused_on.isoformat(), resumed]


def _set_due(case: Case, kind: CaseKind) -> None:
    """The case is due when the first of its running clocks that lead is; paused, it is not.

    Closed, it keeps the day it had, so that late stays late.
    """
    if case.closed_on is not None:
        return
    leading = {rule.key for rule in kind.clocks if rule.leads}
    rows = case.clocks.filter(key__in=leading, stopped_on=None)
    days = [row.due_on for row in rows if not running(row).is_paused]
    case.due_on = min(days, default=None)
    Case.objects.filter(pk=case.pk).update(due_on=case.due_on)


def calendar_of(case: Case) -> Calendar:
    """Return the calendar of a case's tree.

    Raises:
        Refused: ``CASE-16`` no pack with a calendar is loaded.
    """
    found = calendar(case.unit.root_id)
    if found is None:
        raise Refused("CASE-16")
    return found


def running(row: Clock) -> RunningClock:
    """Return a kept clock as the law floor computes it."""
    rule: dict[str, Any] = {key: row.snapshot.rule[key] for key in LIMIT_KEYS}
    return RunningClock(
        limit=TimeLimit(**rule),
        started_on=row.started_on,
        pauses=tuple(_pause(*each) for each in row.pauses),
        extended_by=row.extended_by,
        stopped_on=row.stopped_on,
    )


def _pause(paused_on: str, resumed_on: str | None) -> Pause:
    return Pause(
        date.fromisoformat(paused_on), date.fromisoformat(resumed_on) if resumed_on else None
    )


def told(row: Clock) -> tuple[DueDay | None, tuple[CountedDay, ...]]:
    """Return the due day of a kept clock and every day up to there, each with its reason."""
    return clock_by_day(running(row), calendar_of(row.case))


def running_in(root_id: int, since: date) -> QuerySet[Clock]:
    """Return the running clocks of a tree that a change of the calendar from a day on may move."""
    counted = [kind.key for kind in kinds.every() if kind.clocks]
    rows = Clock.objects.filter(stopped_on=None, due_on__gte=since, case__kind__in=counted)
    rows = rows.filter(Q(case__unit__root=root_id) | Q(case__unit=root_id))
    return rows.select_related("snapshot", "case__unit").order_by("pk")


def recount(rows: Iterable[Clock]) -> int:
    """Count running clocks again under the calendar as it is now; return how many moved.

    Called when a calendar notice is given or withdrawn; the limit itself never changes.
    """
    moved = 0
    for row in rows:
        due = running(row).due_day(calendar_of(row.case))
        if due and (due.on, due.is_provisional) != (row.due_on, row.is_provisional):
            _keep(row, running(row))
            _set_due(row.case, kinds.get(row.case.kind))
            moved += 1
    return moved
