"""A duty expanded once and shared by all that owe it: charges and rosters."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from itertools import chain, product
from typing import Generic, NamedTuple, TypeVar

from danvan.law.duties import SERIES, DueRule, Duty
from danvan.law.periods import Period
from danvan.law.schedules import Occasion, Reason, occasions, reason_for

Bearer = TypeVar("Bearer", bound=Hashable)


class Charge(NamedTuple):
    """What a duty asks on one occasion, the same for each body that owes it.

    ``due_on`` is the last day in time, inclusive; the other days are those of
    :class:`danvan.law.schedules.Occasion`. ``reason`` is the sentence, ``provision`` the address.
    """

    duty: str
    provision: str
    reason: str
    key: str
    begins_on: date
    ends_on: date
    due_on: date
    written_on: date | None


class Obligation(NamedTuple, Generic[Bearer]):
    """One body, one duty, one occasion: a charge with who owes it."""

    bearer: Bearer
    charge: Charge


def charges(
    duty: Duty,
    *,
    due_from: date,
    due_until: date,
    in_force: Period,
    local_rule: DueRule | None = None,
    say: Callable[[Reason], str] = str,
) -> tuple[Charge, ...]:
    """Return what a duty asks on each occasion due in a span, in order of the periods covered.

    A duty without a rhythm, or one that waits for a local day, gives nothing until a local rule is
    given.

    Args:
        duty: As a pack holds it.
        due_from: First due day wanted, inclusive.
        due_until: Last due day wanted, inclusive.
        in_force: When the document is in force.
        local_rule: A day set locally, with its source kept by the caller; it stands in for a
            missing rule.
        say: Makes the sentence of a reason; done once for each occasion, not for each body.
    """
    if duty.period is None or (duty.timing not in SERIES and local_rule is None):
        return ()
    rule = local_rule or duty.deadline
    found = occasions(
        duty.period,
        rule,
        due_from=due_from,
        due_until=due_until,
        in_force_from=in_force.first,
        in_force_until=in_force.until,
    )
    return tuple(_charge(duty, occasion, say(reason_for(rule, occasion))) for occasion in found)


def _charge(duty: Duty, occasion: Occasion, reason: str) -> Charge:
    return Charge(duty.id, duty.provision, reason, *occasion)


class Roster(Generic[Bearer]):
    """Who owes what when, as blocks of bearers and charges that are multiplied only when walked
    through.

    Every obligation is reachable: iteration gives (bearer, charge) pairs, bearer by bearer, and a
    charge carries duty, provision, reason and days. Nothing is stored for each pair.

    Args:
        blocks: Bearers with the charges that each of them owes. A bearer stands in one block only.
    """

    __slots__ = ("blocks",)

    def __init__(self, blocks: Iterable[tuple[Iterable[Bearer], Iterable[Charge]]]) -> None:
        self.blocks = tuple((tuple(bearers), tuple(owed)) for bearers, owed in blocks)

    def __len__(self) -> int:
        """Return the number of obligations."""
        return sum(len(bearers) * len(owed) for bearers, owed in self.blocks)

    def __iter__(self) -> Iterator[tuple[Bearer, Charge]]:
        """Go through all pairs of bearer and charge."""
        return chain.from_iterable(product(bearers, owed) for bearers, owed in self.blocks)

    def obligations(self) -> Iterator[Obligation[Bearer]]:
        """Go through all pairs with names; slower than plain iteration."""
        return (Obligation(bearer, charge) for bearer, charge in self)

    def owed_by(self, bearer: Bearer) -> tuple[Charge, ...]:
        """Return what a bearer owes, in order."""
        return next((owed for bearers, owed in self.blocks if bearer in bearers), ())

    def due_in(self, first: date, last: date) -> Roster[Bearer]:
        """Return the part that falls due between two days, both inclusive."""
        return Roster(
            (bearers, [charge for charge in owed if first <= charge.due_on <= last])
            for bearers, owed in self.blocks
        )

    def rows(self) -> list[tuple[object, ...]]:
        """Return one flat row for each obligation: the bearer, then the fields of
        :class:`Charge`.
        """
        return [
            (bearer, *charge)
            for bearers, owed in self.blocks
            for bearer in bearers
            for charge in owed
        ]
