"""The day that is promised at once: the first that the law gives, computed without any case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.module_loading import import_string

from danvan.kernel.cases import kinds, running
from danvan.kernel.letterbox.offering import offers
from danvan.kernel.letterbox.remembering import remembered
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.queries import calendar
from danvan.law.counting import CountedDay, day_by_day
from danvan.law.errors import LawError
from danvan.law.pack_values import LimitValue

KEPT_FOR: Final = 60
"""How long, in seconds, a process remembers a promise; a new pack or calendar counts after that."""


@dataclass(frozen=True, slots=True)
class Promised:
    """The last day of the first clock that runs from the day of receipt.

    Args:
        on: Last day in time, inclusive.
        limit: What the packs give for it, with its source.
        days: Every day from receipt to there, each with its reason.
    """

    on: date
    is_provisional: bool
    limit: LimitValue
    days: tuple[CountedDay, ...]


@dataclass(frozen=True, slots=True)
class At:
    """Where a letter is received: the unit says under whose rules, its tree by which calendar."""

    unit_id: int
    root_id: int

    @staticmethod
    def of(unit: Unit) -> At:
        """Return a unit as a promise asks of it."""
        return At(unit.pk, unit.root_id or unit.pk)


@remembered(KEPT_FOR)
def promised(kind_key: str, unit: At, on: date, channel: str = "web") -> Promised | None:
    """Return what is promised for a letter of a kind received at a unit on a day.

    Args:
        channel: How it came in, as the room knows it.

    Returns:
        ``None`` where the law gives no day, or no pack with limits and calendar is loaded.
    """
    found = calendar(unit.root_id)
    if found is None:
        return None
    made = []
    for limit in _limits(kind_key, unit.unit_id, on, channel):
        due, days = day_by_day(limit.limit, on, found)
        made.append(Promised(due.on, due.is_provisional, limit, days))
    return min(made, key=lambda one: one.on, default=None)


def _limits(kind_key: str, unit_id: int, on: date, channel: str) -> list[LimitValue]:
    """The limits of the clocks that lead and would run from opening."""
    case = import_string(offers()[kind_key].suppose)(kind_key, unit_id, on, channel)
    found = []
    for rule in kinds.get(kind_key).clocks:
        applies = rule.applies is None or rule.applies(case)
        if running.OPEN in rule.starts and rule.leads and applies:
            try:
                found.append(running.limit_now(rule, case, on))
            except LawError as error:
                if error.code not in running.UNSTATED:
                    raise
    return found
