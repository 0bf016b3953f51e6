"""Say from the periods of units what the closure of their tree is, and where the two disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Q

from danvan.kernel.organisations.models import Closure, Unit, UnitPeriod
from danvan.law.errors import LawError


class TreeError(LawError):
    """A change of the tree that cannot be."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Under whom a unit stood from a day on, until a day (exclusive)."""

    parent_id: int | None
    valid_from: date
    valid_until: date | None


Stays = Mapping[int, Sequence[Stay]]
"""The stays of units by their ids, in order of days."""
Row = tuple[int, int, int, date, date | None]
"""Ancestor, descendant, depth, first day, first day no more."""


@dataclass(frozen=True, slots=True)
class TreeFault:
    """Something in a stored tree that cannot be: code and the unit it is about."""

    code: str
    unit_id: int


def in_tree(root: Unit, column: str = "unit") -> Q:
    """Return the filter for rows whose unit is a root or stands in its tree."""
    return Q(**{f"{column}__root": root}) | Q(**{column: root})


def stays_of(root: Unit) -> dict[int, list[Stay]]:
    """Return the stays of all units of a tree, those that ended included."""
    found: dict[int, list[Stay]] = defaultdict(list)
    rows = UnitPeriod.objects.filter(in_tree(root)).order_by("unit_id", "valid_from")
    columns = ("unit_id", "parent_id", "valid_from", "valid_until")
    for unit_id, parent_id, begins, ends in rows.values_list(*columns):
        found[unit_id].append(Stay(parent_id, begins, ends))
    return dict(found)


def closure_rows(stays: Stays, below: Iterable[int]) -> Iterator[Row]:
    """Give the closure of some units.

    A unit that ended stays below those above it, so that its open work is still seen from there;
    it has itself nobody below it any more.

    Raises:
        TreeError: ``ORG-03`` where units stand below each other in a circle.
    """
    lasting = {unit_id: _lasting(found) for unit_id, found in stays.items()}
    for unit_id in below:
        yield from _merged(_upward(unit_id, stays, lasting))


def _lasting(stays: Sequence[Stay]) -> Sequence[Stay]:
    """Return stays without an end: after its last day a unit is remembered where it stood."""
    *before, last = stays
    if last.valid_until is None:
        return stays
    return [*before, Stay(last.parent_id, last.valid_from, None)]


def _upward(unit_id: int, stays: Stays, lasting: Stays) -> Iterator[Row]:
    """Walk up from a unit, split wherever something on the way changes."""
    first = stays[unit_id][0].valid_from
    waiting: list[tuple[int, date, date | None, tuple[int, ...]]] = [
        (unit_id, first, None, (unit_id,))
    ]
    while waiting:
        above, begin, end, way = waiting.pop()
        for stay in stays[above]:
            if common := _common(begin, end, stay):
                yield above, unit_id, len(way) - 1, *common
        for stay in lasting[above]:
            parent = stay.parent_id
            common = _common(begin, end, stay)
            if common is None or parent is None or parent not in stays:
                continue
            if parent in way:
                raise TreeError("ORG-03", unit=unit_id)
            waiting.append((parent, *common, (*way, parent)))


def _common(begin: date, end: date | None, stay: Stay) -> tuple[date, date | None] | None:
    first = max(begin, stay.valid_from)
    ends = [day for day in (end, stay.valid_until) if day is not None]
    until = min(ends) if ends else None
    return None if until is not None and until <= first else (first, until)


def _merged(rows: Iterable[Row]) -> Iterator[Row]:
    """Join the rows of one unit that follow each other without a gap."""
    kept: Row | None = None
    for row in sorted(rows, key=lambda row: (row[0], row[3])):
        if kept and kept[:3] == row[:3] and kept[4] == row[3]:
            kept = (*kept[:4], row[4])
            continue
        if kept:
            yield kept
        kept = row
    if kept:
        yield kept


def tree_faults(root: Unit) -> list[TreeFault]:
    """Return what is wrong with a stored tree; empty where all is well.

    The codes: ``ORG-03`` a circle, ``ORG-04`` periods of a unit overlap, ``ORG-05`` a parent of
    another tree, ``ORG-06`` the closure is not what the periods say.
    """
    stays = stays_of(root)
    faults = [TreeFault("ORG-04", unit_id) for unit_id, found in stays.items() if _overlap(found)]
    faults += [
        TreeFault("ORG-05", unit_id)
        for unit_id, found in stays.items()
        if any(stay.parent_id and stay.parent_id not in stays for stay in found)
    ]
    columns = ("ancestor_id", "descendant_id", "depth", "valid_from", "valid_until")
    kept = set(Closure.objects.filter(in_tree(root, "descendant")).values_list(*columns))
    try:
        wrong = kept ^ set(closure_rows(stays, stays))
    except TreeError as error:
        return [*faults, TreeFault(error.code, int(str(error.fields["unit"])))]
    return faults + [TreeFault("ORG-06", unit_id) for unit_id in sorted({row[1] for row in wrong})]


def _overlap(stays: Sequence[Stay]) -> bool:
    return any(
        one.valid_until is None or one.valid_until > following.valid_from
        for one, following in pairwise(stays)
    )
