"""What follows an event of the outbox.

One explicit list, run after commit by ``notices.reacting``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from danvan.kernel.accounts.actors import system_actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.models import Event, Taking
from danvan.kernel.cases.running import recount, running_in
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.notices.dispatch import posts_of, tell
from danvan.kernel.organisations.days import today_of

URGENT = "urgent"
"""Timing of a duty whose notices do not wait for the morning."""
Reaction = Callable[[Event], None]


def _tell_bearers(event: Event) -> None:
    """A plan opened work: each bearing unit gets one line with the count."""
    if event.batch is None:
        return
    counts: dict[int, int] = {}
    for unit_id in event.batch.cases.values_list("unit_id", flat=True).iterator():
        counts[unit_id] = counts.get(unit_id, 0) + 1
    first = event.batch.cases.select_related("unit__root").first()
    if first is None:
        return
    today = today_of(first.unit)
    for unit_id, count in counts.items():
        tell("duties.opened", posts_of([unit_id], today), None, today, {"count": count})


def _tell_of_new(event: Event) -> None:
    """Work was opened by hand: who receives it is told; all who bear it where it is urgent."""
    occurrence: Occurrence | None = getattr(event.case, "occurrence", None)
    if event.case is None or occurrence is None or occurrence.duty.timing != URGENT:
        _tell_takers(event)
        return
    units = event.case.units.values_list("unit_id", flat=True)
    today = today_of(event.case.unit)
    tell("duties.urgent", posts_of(units, today), event.case, today, {})


def _tell_takers(event: Event) -> None:
    """Something was done: the units that receive it are told."""
    case = event.case
    if case is None:
        return
    takings = (Taking.RECEIVER, Taking.COPY, Taking.BEARER, Taking.COUNTERPART)
    units = case.units.filter(taking__in=takings).values_list("unit_id", flat=True)
    today = today_of(case.unit)
    tell(event.name, posts_of(units, today), case, today, {})


def _tell_sides(event: Event) -> None:
    """A joint draft was opened or moved on: each unit that issues it is told."""
    case = event.case
    sides = (Taking.HANDLING, Taking.COUNTERPART)
    if case is None or not case.units.filter(taking=Taking.COUNTERPART).exists():
        return
    units = case.units.filter(taking__in=sides).values_list("unit_id", flat=True)
    today = today_of(case.unit)
    tell(event.name, posts_of(units, today), case, today, {})


def _tell_handling(event: Event) -> None:
    """Somebody answered: the unit that handles it, and those that bear it too, are told."""
    case = event.case
    if case is None:
        return
    takings = (Taking.HANDLING, Taking.BEARER)
    units = case.units.filter(taking__in=takings).values_list("unit_id", flat=True)
    today = today_of(case.unit)
    tell(event.name, posts_of(units, today), case, today, {})


def _count_again(event: Event) -> None:
    """The calendar of a tree changed: running clocks that it may move are counted again."""
    root_id, since = event.payload["root"], date.fromisoformat(event.payload["from"])
    moved = recount(running_in(root_id, since))
    record(
        "cases.clocks.recount",
        actor=system_actor().label,
        subject=f"unit:{root_id}",
        unit_id=root_id,
        details={"moved": moved},
    )


VOICES = ("recommendation", "feedback", "voters")
PASSED_ON: dict[str, Reaction] = {
    **{f"petitions.{kind}.transfer": _tell_takers for kind in VOICES},
    "petitions.complaint.forward": _tell_takers,
    **{f"petitions.{kind}.remind": _tell_takers for kind in (*VOICES, "complaint")},
    **{f"petitions.{kind}.note_settled": _tell_handling for kind in (*VOICES, "complaint")},
    **{f"petitions.{kind}.hear_result": _tell_handling for kind in (*VOICES, "complaint")},
}
"""Between the body that passed a petition on and the one that received it."""

INSIDE: dict[str, Reaction] = {
    f"petitions.{kind}.{act}": _tell_handling
    for kind in (*VOICES, "complaint")
    for act in ("hand_over", "report_head", "mark_urgent")
}
"""What those who handle a petition now must hear of at once."""

REACTIONS: dict[str, Reaction] = {
    **PASSED_ON,
    **INSIDE,
    "packs.calendar_notice.give": _count_again,
    "packs.calendar_notice.withdraw": _count_again,
    "duties.plan.apply": _tell_bearers,
    "duties.occurrence.open": _tell_of_new,
    "duties.occurrence.complete": _tell_takers,
    "duties.occurrence.reopen": _tell_takers,
    "duties.occurrence.acknowledge": _tell_takers,
    "documents.outgoing.open": _tell_sides,
    "documents.outgoing.check_side": _tell_sides,
    "documents.outgoing.check": _tell_sides,
    "documents.outgoing.sign": _tell_sides,
    "documents.outgoing.hand_back": _tell_sides,
    "documents.outgoing.deliver": _tell_takers,
    "documents.outgoing.recall": _tell_takers,
    "reporting.report.submit": _tell_takers,
    "reporting.report.pass_on": _tell_takers,
    "reporting.report.take_back": _tell_takers,
    "reporting.report.return": _tell_handling,
    "reporting.report.return_correction": _tell_handling,
    "reporting.report.accept": _tell_handling,
    "letterbox.letter.take": _tell_handling,
    "letterbox.message.receive": _tell_handling,
    "meetings.record.hold": _tell_takers,
    "meetings.record.cancel": _tell_takers,
}
