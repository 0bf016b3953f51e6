"""How cases of duties stand on a day; one definition for every list, board and count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import DateField, OuterRef, QuerySet, Subquery

from danvan.kernel.cases import rates
from danvan.kernel.cases.models import Case, Evidence

Standing = Literal[
    "in_time", "late", "done", "overdue", "due", "coming", "undated", "waived", "ended", "standing"
]
"""How a case stands: done ``in_time`` or ``late``, ``done`` where nothing was dated, ``overdue``,
``due`` within the days of reminding, ``coming``, ``undated`` (open without a day: never overdue by
machine), ``waived``, ``ended``, or a ``standing`` card."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What tells how a case stands."""

    kind: str
    state: str
    due_on: date | None
    closed_on: date | None


def standing(moment: Moment | Case, today: date, *, remind_days: int) -> Standing:
    """Return how a case stands on a day.

    The due day is the last day in time, inclusive: closed on it is in time, open after it is
    overdue. What no document dates is ``undated`` for ever, whatever its age.

    Args:
        moment: The case, or the few columns that matter.
        today: The tree's today.
        remind_days: How many days before the due day count as due.
    """
    if moment.kind == "duties.card":
        return "standing" if moment.closed_on is None else "ended"
    if moment.state == "waived":
        return "waived"
    if moment.closed_on is not None:
        return _done(moment.due_on, moment.closed_on)
    if moment.due_on is None:
        return "undated"
    if rates.is_past(moment.due_on, today):
        return "overdue"
    return "due" if (moment.due_on - today).days <= remind_days else "coming"


def _done(due_on: date | None, closed_on: date) -> Standing:
    on_time = rates.was_on_time(due_on, closed_on)
    if on_time is None:
        return "done"
    return "in_time" if on_time else "late"


def days_late(moment: Moment | Case, today: date) -> int:
    """Return how many calendar days after the due day it was done, or stands open.

    0 where it is in time.
    """
    return rates.days_late(moment.due_on, moment.closed_on, today)


def with_last_proof(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Add ``last_proof_on``: the legal day of the newest proof that was not withdrawn."""
    proofs = Evidence.objects.filter(case=OuterRef("pk"), withdrawn_at=None).order_by("-proven_on")
    newest = Subquery(proofs.values("proven_on")[:1], output_field=DateField())
    return cases.annotate(last_proof_on=newest)
