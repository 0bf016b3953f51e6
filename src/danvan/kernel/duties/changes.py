"""What a plan would do, as values: additions, changes of single cases, and the plan itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from danvan.kernel.cases.bulk import Bearer
from danvan.kernel.duties.models import Duty
from danvan.kernel.duties.series import Series
from danvan.kernel.organisations.models import Unit
from danvan.law.schedules import Occasion


@dataclass(frozen=True, slots=True)
class Addition:
    """Bearers times occasions (or one card each) that a duty opens.

    Args:
        series: Where the days come from; ``None`` for cards and what is done once.
        occasions: What each of the bearers gets; empty for a card.
        reason: Code of why: ``pack``, ``binding``, ``local_date``, ``horizon``.
    """

    duty: Duty
    bearers: tuple[Bearer, ...]
    occasions: tuple[Occasion, ...]
    series: Series | None
    origin: str
    reason: str

    @property
    def count(self) -> int:
        """Return how many cases it opens."""
        return len(self.bearers) * max(1, len(self.occasions))


@dataclass(frozen=True, slots=True)
class Change:
    """One occurrence or card that goes, moves, or must stay because somebody has worked on it.

    Args:
        reason: Code of why: ``binding``, ``local_date``, ``pack``, ``calendar``, ``worked_on``.
        due_after: New last day in time, inclusive; ``None`` where it goes. The same day as before
            where only its mark as provisional goes or comes.
    """

    duty: Duty
    case_id: int
    unit_id: int
    key: str
    due_before: date | None
    due_after: date | None
    reason: str
    series: Series | None = None


@dataclass(frozen=True)
class Plan:
    """What applying would do, with a digest by which it is recognised.

    Args:
        unbound: Duties whose bearer no unit is, with the body.
        leaderless: Joint duties that count as assigned only when a person names who leads.
    """

    root: Unit
    until: date
    additions: tuple[Addition, ...]
    removals: tuple[Change, ...]
    moves: tuple[Change, ...]
    kept: tuple[Change, ...]
    unbound: tuple[tuple[Duty, str], ...] = field(default=())
    leaderless: tuple[Duty, ...] = field(default=())

    @property
    def added(self) -> int:
        """Return how many cases would be opened."""
        return sum(addition.count for addition in self.additions)

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to do."""
        return not (self.additions or self.removals or self.moves)

    @cached_property
    def digest(self) -> str:
        """Return what tells this plan from any other."""
        total = hashlib.sha256(f"{self.root.pk} {self.until}".encode())
        for one in self.additions:
            units = [bearer.unit_id for bearer in one.bearers]
            days = [(occasion.key, str(occasion.due_on)) for occasion in one.occasions]
            total.update(repr((one.duty.pk, one.origin, units, days)).encode())
        for change in (*self.removals, *self.moves):
            total.update(repr((change.case_id, str(change.due_after))).encode())
        return total.hexdigest()
