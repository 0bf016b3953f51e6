"""Keep small groups out of published counts, and out of what can be found by subtraction.

A column lists how many matters each unit settled, with one total below. Nothing else is published
from which a hidden number could be reckoned: no totals across columns, no overlapping periods.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Pair = tuple[int, int | None]
"""How many were settled, and how many of them on time; without the second that one is hidden."""

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


def shares_hidden_in(column: Mapping[Key, Pair | None], total: Pair | None) -> Hidden[Key]:
    """Return of which rows the number on time is hidden, so that no small number is known.

    On time and late are both numbers of matters: where either is small, the share of the two tells
    it. What hides a share is what hides a number: further rows, or the total. Safe to ask again of
    what was hidden before.

    Args:
        column: What is shown of each row; ``None`` where its number is hidden already.
    """
    chosen = {key for key, pair in column.items() if _tells_few(pair)}
    if not chosen or total is None or total[1] is None:
        return Hidden(frozenset(chosen), hides_total=_tells_few(total))
    small = frozenset(chosen)
    sizes = {key: pair[0] for key, pair in column.items() if key not in chosen and pair}
    for key in sorted(sizes, key=lambda one: sizes[one]):
        if _is_even(column, chosen, total):
            break
        chosen.add(key)
    if _is_even(column, chosen, total):
        return Hidden(frozenset(chosen))
    return Hidden(small, hides_total=True)


def _tells_few(pair: Pair | None) -> bool:
    """Whether what is shown of a row would tell a small number, or is hidden already."""
    return pair is None or pair[1] is None or _few((pair[1], pair[0] - pair[1]))


def _few(counts: Iterable[int]) -> bool:
    return any(0 < count < SMALLEST for count in counts)


def _is_even(column: Mapping[Key, Pair | None], chosen: set[Key], total: Pair) -> bool:
    """Whether what remains of the total for the hidden rows tells no small number of them.

    With both numbers of at least the smallest group, or nought, each row of two or more could hold
    anything from nought to such a group.
    """
    settled, on_time = total[0], total[1] or 0
    for key, pair in column.items():
        if key not in chosen and pair:
            settled, on_time = settled - pair[0], on_time - (pair[1] or 0)
    return len(chosen) > 1 and not _few((on_time, settled - on_time))
