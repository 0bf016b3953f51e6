"""Write many units at once, with the same outcome as adding them one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from danvan.kernel.audit.record import record
from danvan.kernel.organisations.closure import TreeError, closure_rows, stays_of
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.kernel.organisations.writing import BATCH, UnitFacts, period, write_closure


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit to be added.

    Args:
        parent: Key of another row, or of a unit that stands already.
        valid_until: First day on which it no longer stands.
        is_locality: Whether bodies below are resolved inside it.
        home: Key of the locality it belongs to, where that is not its parent's.
    """

    key: str
    facts: UnitFacts
    parent: str
    valid_from: date
    valid_until: date | None = None
    is_locality: bool = False
    home: str = ""


@transaction.atomic
def add_units(root: Unit, rows: Sequence[UnitRow], *, by: str) -> dict[str, Unit]:
    """Add many units to a tree, with the closure; returns all units of the tree by key.

    Nothing is written where one of them cannot be.

    Raises:
        TreeError: ``ORG-09`` a key stands twice, ``ORG-10`` a parent or home is not in the tree,
            ``ORG-03`` units stand below each other in a circle.
    """
    units = {unit.key: unit for unit in Unit.objects.filter(Q(root=root) | Q(pk=root.pk))}
    by_key = {row.key: row for row in rows}
    if len(by_key) < len(rows) or by_key.keys() & units.keys():
        raise TreeError("ORG-09", count=len(rows) - len(by_key.keys() - units.keys()))
    homes = _homes(by_key, units)
    places = _write([Unit(root=root, key=key) for key in by_key if homes[key] == key])
    for unit in places:
        unit.locality_id = unit.pk
    for begin in range(0, len(places), BATCH):
        some = [unit.pk for unit in places[begin : begin + BATCH]]
        Unit.objects.filter(pk__in=some).update(locality=F("pk"))
    units |= {unit.key: unit for unit in places}
    inside = [key for key in by_key if homes[key] != key]
    share = {key: units[homes[key]].locality_id for key in inside}
    made = _write([Unit(root=root, key=key, locality_id=share[key]) for key in inside])
    units |= {unit.key: unit for unit in made}
    _write_periods(root, rows, units)
    record(
        "organisations.unit.add_many",
        actor=by,
        subject=f"unit:{root.pk}",
        unit_id=root.pk,
        details={"count": len(rows)},
    )
    return units


def _write(units: list[Unit]) -> list[Unit]:
    return Unit.objects.bulk_create(units, batch_size=BATCH)


def _write_periods(root: Unit, rows: Sequence[UnitRow], units: Mapping[str, Unit]) -> None:
    UnitPeriod.objects.bulk_create(
        (
            period(units[row.key], row.facts, units[row.parent].pk, row.valid_from, row.valid_until)
            for row in rows
        ),
        batch_size=BATCH,
    )
    stays = stays_of(root)
    write_closure(closure_rows(stays, [units[row.key].pk for row in rows]))


def _homes(rows: Mapping[str, UnitRow], units: Mapping[str, Unit]) -> dict[str, str]:
    """Return the key whose locality each row shares: its own where it is one itself."""
    found: dict[str, str] = {}
    for key, row in rows.items():
        for named in (row.parent, row.home or row.parent):
            if named not in rows and named not in units:
                raise TreeError("ORG-10", unit=key, parent=named)
        way: dict[str, None] = {}
        at = key
        while at in rows and at not in found and not rows[at].is_locality:
            if at in way:
                raise TreeError("ORG-03", unit=at)
            way[at] = None
            at = rows[at].home or rows[at].parent
        if at in rows:
            way[at] = None
        found.update(dict.fromkeys(way, found.get(at, at)))
    return found
