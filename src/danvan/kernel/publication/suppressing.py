"""Keep small groups out of published counts, and out of what can be found by subtraction.

A column lists how many matters each unit settled, with one total below. Nothing else is published
from which a hidden number could be reckoned: no totals across columns, no overlapping periods.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

SMALLEST = 5
"""The smallest group that is shown; house decision 15."""


@dataclass(frozen=True, slots=True)
class Hidden(Generic[Key]):
    """What of a column is not shown.

    Args:
        keys: Rows whose number is hidden: small ones, and others that protect them.
        hides_total: No further row could protect them, so the total is hidden in their place.
    """

    keys: frozenset[Key]
    hides_total: bool = False


def hidden_in(column: Mapping[Key, int]) -> Hidden[Key]:
    """Return what of a column is hidden so that every small number stays unknown.

    Nought is shown: it tells of nobody. Of the rest, what is hidden sums up, by subtraction from
    the total, to a number that leaves each of its parts room from one up to the smallest group
    shown at least.
    """
    some = {key: count for key, count in column.items() if count > 0}
    small = {key for key, count in some.items() if count < SMALLEST}
    chosen = set(small)
    for key in sorted(some.keys() - small, key=lambda one: some[one]):
        if not small or _is_safe(some, chosen):
            break
        chosen.add(key)
    if small and not _is_safe(some, chosen):
        return Hidden(frozenset(small), hides_total=True)
    return Hidden(frozenset(chosen))


def _is_safe(column: Mapping[Key, int], chosen: set[Key]) -> bool:
    """Whether each hidden number could, by the sum alone, be anything from one to a shown group."""
    spare = sum(column[key] for key in chosen) - len(chosen)
    return len(chosen) > 1 and spare >= SMALLEST - 1
