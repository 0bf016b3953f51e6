"""Which limits run for a matter, from which day, and when each ends: the calculator's arithmetic.

It knows the law's limits and days, and no case. Where the day of an act was not told, the last day
of the limit before it is taken, and said to be taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

from danvan.law.calendar import Calendar
from danvan.law.clocks import Clock, DueDay
from danvan.law.counting import CountedDay, clock_by_day
from danvan.law.errors import LawError
from danvan.law.limits import limit_for
from danvan.law.pack_values import LimitValue

Event = Literal["received", "accepted", "decided", "told", "answered"]

PAUSED = "DAY-paused"
WARNING = "_warning"
"""A limit of this ending is the safe reading of the one before it."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One limit on the way of a matter.

    Args:
        starts: Event whose day starts it.
        ends: Event that it waits for; where that was not told, its last day is taken.
        pauses: Whether it stands while the matter is paused.
        instance: Runs at this instance only; 0 at each.
        through: Runs only for what came through this body.
    """

    limit: str
    starts: Event
    ends: Event | None = None
    pauses: bool = False
    instance: int = 0
    through: str = ""


WAYS: Mapping[str, Sequence[Leg]] = {
    "complaint": (
        Leg("complaint.acceptance", "received", "accepted", pauses=True),
        Leg("complaint.first_settlement", "accepted", "decided", pauses=True, instance=1),
        Leg("complaint.second_settlement", "accepted", "decided", pauses=True, instance=2),
        Leg("complaint.first_decision_sent", "decided", "told", instance=1),
        Leg("complaint.second_decision_sent", "decided", "told", instance=2),
        Leg("complaint.published", "decided"),
        Leg("complaint.second_filing", "told", instance=1),
        Leg("complaint.first_in_force", "decided", instance=1),
        Leg("complaint.second_in_force", "decided", instance=2),
    ),
    "recommendation": (
        Leg("feedback.transfer", "received", pauses=True),
        Leg("reception.outcome", "received"),
        Leg("transfer.result", "answered", "told"),
        Leg("transfer.told_citizen", "told"),
    ),
    "voters": (
        Leg("voters.council", "received", "answered", through="council"),
        Leg("voters.assembly", "received", "answered", through="assembly"),
        Leg("voters.published", "answered"),
    ),
    "information": (Leg("petition.transfer", "received"),),
    "party": (Leg("party.notice", "received"),),
}
"""The limits of each sort of matter, in the order of its way."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks to be reckoned.

    Args:
        days: Legal days of the events that are known, ``received`` at least.
        pauses: Stretches in which the matter stands; only the last may have no end.
        circumstances: ``remote``, ``complex``.
        through: Through whom voters spoke.
    """

    way: str
    days: Mapping[Event, date]
    instance: int = 1
    circumstances: frozenset[str] = frozenset()
    pauses: tuple[tuple[date, date | None], ...] = ()
    through: str = "council"


@dataclass(frozen=True, slots=True)
class Run:
    """A day in the trace, or a stretch of days told alike."""

    on: date
    until: date
    code: str
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One limit as it runs, or why none runs.

    Args:
        is_assumed: Its first day was not told but taken from the limit before it.
        due: ``None`` while it stands.
        safe: The safe reading, where it ends earlier, with its value.
        refused: Why nothing is reckoned.
    """

    leg: Leg
    started_on: date
    is_assumed: bool = False
    value: LimitValue | None = None
    due: DueDay | None = None
    extended_by: int = 0
    trace: tuple[Run, ...] = ()
    safe: tuple[date, LimitValue] | None = None
    refused: LawError | None = None


def reckon(asked: Asked, values: Sequence[LimitValue], calendar: Calendar) -> tuple[Reckoned, ...]:
    """Return every limit that runs for what was asked, in the order of its way.

    A limit whose first day is neither told nor follows from another is left out.

    Raises:
        LawError: ``TIM-05``, the pauses overlap or an open one is not the last.
    """
    known = dict(asked.days)
    assumed: set[Event] = set()
    found = []
    for leg in _legs(asked):
        if leg.starts not in known:
            continue
        one = _reckoned(leg, known[leg.starts], leg.starts in assumed, asked, values, calendar)
        found.append(one)
        if leg.ends and leg.ends not in known and one.due:
            known[leg.ends] = one.safe[0] if one.safe else one.due.on
            assumed.add(leg.ends)
    return tuple(found)


def _legs(asked: Asked) -> Iterator[Leg]:
    for leg in WAYS[asked.way]:
        if leg.instance in {0, asked.instance} and leg.through in {"", asked.through}:
            yield leg


def _reckoned(
    leg: Leg,
    start: date,
    is_assumed: bool,  # noqa: FBT001  said once
    asked: Asked,
    values: Sequence[LimitValue],
    calendar: Calendar,
) -> Reckoned:
    plain = asked.circumstances - {"complex"}
    try:
        value = limit_for(values, leg.limit, start, plain)
        longest = limit_for(values, leg.limit, start, asked.circumstances)
    except LawError as refused:
        return Reckoned(leg, start, is_assumed, refused=refused)
    clock = Clock(value.limit, start)
    more = longest.limit.amount - value.limit.amount
    if more > 0:
        clock = clock.extend(more)
    if leg.pauses:
        clock = _paused(clock, asked.pauses, asked.days.get(leg.ends) if leg.ends else None)
    due, days = clock_by_day(clock, calendar)
    safe = _safe(leg, clock, due, values, calendar)
    runs = tuple(_runs(days))
    return Reckoned(leg, start, is_assumed, longest, due, max(more, 0), runs, safe)


def _paused(clock: Clock, pauses: Sequence[tuple[date, date | None]], until: date | None) -> Clock:
    """Return the clock with the pauses that begin while it runs: before ``until``, where told."""
    for paused_on, resumed_on in pauses:
        is_over = resumed_on is not None and resumed_on <= clock.started_on
        if is_over or (until and paused_on >= until):
            continue
        clock = clock.pause(max(paused_on, clock.started_on))
        if resumed_on is not None:
            clock = clock.resume(resumed_on)
    return clock


def _safe(
    leg: Leg, clock: Clock, due: DueDay | None, values: Sequence[LimitValue], calendar: Calendar
) -> tuple[date, LimitValue] | None:
    """Return the safe reading of a limit, where the packs have one and it ends earlier."""
    try:
        value = limit_for(values, leg.limit + WARNING, clock.started_on)
    except LawError:
        return None
    other = Clock(value.limit, clock.started_on, clock.pauses).due_day(calendar)
    return (other.on, value) if other and due and other.on < due.on else None


def _runs(days: Sequence[CountedDay]) -> Iterator[Run]:
    """Tell days one by one, but days on which the matter stands in one stretch."""
    for (code, _day), group in groupby(days, lambda one: (one.code, _alone(one))):
        same = list(group)
        yield Run(same[0].on, same[-1].on, code, same[0].fields)


def _alone(day: CountedDay) -> date | None:
    return None if day.code == PAUSED else day.on
