"""Write units: the only place where units, their periods and the closure change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection, transaction

from danvan.kernel.audit.record import record
from danvan.kernel.organisations.closure import Row, TreeError, closure_rows, in_tree, stays_of
from danvan.kernel.organisations.models import Closure, Succession, Unit, UnitPeriod
from danvan.kernel.organisations.tree import is_below, period_of
from danvan.law.collation import fold, sort_key

BATCH = 2000
"""Rows of one statement."""
INSERT_CLOSURE = """
    INSERT INTO organisations_closure
        (ancestor_id, descendant_id, depth, valid_from, valid_until)
    VALUES (%s, %s, %s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What a unit is called and where it stands."""

    name: str
    tier: str
    side: str
    name_en: str = ""
    short_name: str = ""
    basis: str = ""


@transaction.atomic
def add_unit(  # noqa: PLR0913  a unit has these parts
    facts: UnitFacts,
    *,
    key: str,
    valid_from: date,
    by: str,
    parent: Unit | None = None,
    root: Unit | None = None,
    is_locality: bool = False,
    home: Unit | None = None,
    demo_on: date | None = None,
) -> Unit:
    """Add a unit below a parent, or a new tree where there is neither parent nor root.

    The closure is not rebuilt here: call ``rebuild_closure`` once after the last change.

    Args:
        facts: Name, tier and side.
        key: Stable key inside its tree.
        valid_from: Legal day from which it stands.
        by: Label of the post or process.
        parent: Where it stands; ``None`` for a root or a unit beside the root.
        is_locality: Whether bodies below are resolved inside it.
        home: The locality it belongs to, where that is not its parent's.
    """
    tree = root or (parent and (parent.root or parent))
    unit = Unit.objects.create(root=tree, key=key, demo_on=demo_on)
    above = parent.locality if parent else tree
    unit.locality = unit if is_locality or tree is None else (home or above)
    unit.save(update_fields=["locality"])
    period(unit, facts, parent.pk if parent else None, valid_from).save()
    record("organisations.unit.add", actor=by, subject=f"unit:{unit.pk}", unit_id=unit.pk)
    return unit


@transaction.atomic
def rename(unit: Unit, facts: UnitFacts, *, valid_from: date, by: str) -> UnitPeriod:
    """Give a unit another name or tier from a day on; what it was called before stays.

    Raises:
        TreeError: ``ORG-01`` the unit does not stand on that day, ``ORG-02`` it already changes
        on it.
    """
    now = _standing(unit, valid_from)
    made = _follow(now, facts, now.parent_id, valid_from)
    _record_change("rename", unit, by, {"from": valid_from.isoformat(), "name": facts.name})
    return made


@transaction.atomic
def move(
    unit: Unit,
    parent: Unit,
    *,
    valid_from: date,
    basis: str,
    by: str,
    facts: UnitFacts | None = None,
) -> UnitPeriod:
    """Put a unit under another parent from a day on; where it stood before stays.

    The closure is not rebuilt here: call ``rebuild_closure`` once after the last change.

    Args:
        facts: What it is called from then on, where that changes too.

    Raises:
        TreeError: ``ORG-01`` the unit does not stand on that day, ``ORG-02`` it already changes
        on it, ``ORG-03`` the parent stands below the unit, ``ORG-05`` the parent is of another
        tree, ``ORG-07`` the parent does not stand on that day, ``ORG-08`` it would leave its
        locality.
    """
    now = _standing(unit, valid_from)
    if (parent.root_id or parent.pk) != (unit.root_id or unit.pk):
        raise TreeError("ORG-05", unit=now.name)
    if period_of(parent.pk, valid_from) is None:
        raise TreeError("ORG-07", day=valid_from)
    if is_below(parent.pk, unit.pk, valid_from):
        raise TreeError("ORG-03", unit=now.name)
    near = {unit.locality_id, now.parent.locality_id if now.parent else None}
    if unit.locality_id != unit.pk and parent.locality_id not in near:
        raise TreeError("ORG-08", unit=now.name)
    made = _follow(now, replace(facts or facts_of(now), basis=basis), parent.pk, valid_from)
    _record_change("move", unit, by, {"from": valid_from.isoformat(), "parent": parent.pk})
    return made


@transaction.atomic
def begin_earlier(unit: Unit, *, valid_from: date, basis: str, by: str) -> None:
    """Correct the first day of a unit: it stood earlier than was written.

    The closure is not rebuilt here: call ``rebuild_closure`` once after the last change.

    Raises:
        TreeError: ``ORG-02`` it does not become earlier, ``ORG-07`` its superior does not stand
            on that day.
    """
    first = UnitPeriod.objects.filter(unit=unit).order_by("valid_from")[0]
    if valid_from >= first.valid_from:
        raise TreeError("ORG-02", day=valid_from)
    if first.parent_id and period_of(first.parent_id, valid_from) is None:
        raise TreeError("ORG-07", day=valid_from)
    UnitPeriod.objects.filter(pk=first.pk).update(valid_from=valid_from)
    details = {"from": valid_from.isoformat(), "before": first.valid_from.isoformat()}
    _record_change("begin_earlier", unit, by, details | {"basis": basis})


def facts_of(kept: UnitPeriod) -> UnitFacts:
    """Return what a unit was called in a period."""
    return UnitFacts(kept.name, kept.tier, kept.side, kept.name_en, kept.short_name, kept.basis)


def period(
    unit: Unit,
    facts: UnitFacts,
    parent_id: int | None,
    valid_from: date,
    valid_until: date | None = None,
) -> UnitPeriod:
    """Return a period not yet saved, with what it is found and sorted by."""
    words = (unit.key, facts.name, facts.short_name, facts.name_en)
    return UnitPeriod(
        unit=unit,
        name=facts.name,
        name_en=facts.name_en,
        short_name=facts.short_name,
        tier=facts.tier,
        side=facts.side,
        parent_id=parent_id,
        valid_from=valid_from,
        valid_until=valid_until,
        basis=facts.basis,
        search=fold(" ".join(words)),
        sort_key=sort_key(facts.name),
    )


def _standing(unit: Unit, day: date) -> UnitPeriod:
    """Return the period that a change on a day ends."""
    now = period_of(unit.pk, day)
    if now is None:
        raise TreeError("ORG-01", day=day)
    if now.valid_from == day:
        raise TreeError("ORG-02", day=day)
    return now


def _follow(
    now: UnitPeriod, facts: UnitFacts, parent_id: int | None, valid_from: date
) -> UnitPeriod:
    """End a period on a day and let another take its place until the end that was set."""
    UnitPeriod.objects.filter(pk=now.pk).update(valid_until=valid_from)
    made = period(now.unit, facts, parent_id, valid_from, now.valid_until)
    made.save()
    return made


def _record_change(what: str, unit: Unit, by: str, details: Mapping[str, object]) -> None:
    record(
        f"organisations.unit.{what}",
        actor=by,
        subject=f"unit:{unit.pk}",
        unit_id=unit.pk,
        details=details,
    )


@transaction.atomic
def succeed(
    old: Unit, new: Unit | None, *, manner: str, happened_on: date, basis: str, by: str
) -> Succession:
    """Say that one unit follows another (or that nothing does) and end the old one on that day.

    Raises:
        TreeError: ``ORG-01`` the old one does not stand before that day.
    """
    standing = UnitPeriod.objects.filter(unit=old, valid_until__isnull=True)
    ended_then = UnitPeriod.objects.filter(unit=old, valid_until=happened_on)
    if (
        standing.filter(valid_from__gte=happened_on).exists()
        or not (standing | ended_then).exists()
    ):
        raise TreeError("ORG-01", day=happened_on)
    made = Succession.objects.create(
        old=old, new=new, manner=manner, happened_on=happened_on, basis=basis
    )
    standing.update(valid_until=happened_on)
    details = {"new": new.pk if new else None, "manner": manner, "on": happened_on.isoformat()}
    _record_change("succeed", old, by, details)
    return made


def write_closure(rows: Iterable[Row]) -> int:
    """Write rows of the closure; returns how many.

    They are several for each unit of a large tree and hold nothing but ids and days, so they go
    to the database without becoming objects first.
    """
    day = connection.ops.adapt_datefield_value
    values = [
        (above, below, depth, day(begin), day(end)) for above, below, depth, begin, end in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(INSERT_CLOSURE, values)
    return len(values)


@transaction.atomic
def rebuild_closure(root: Unit) -> int:
    """Write the closure of a tree anew from the periods; returns the number of rows.

    Raises:
        TreeError: ``ORG-03`` where units stand below each other in a circle.
    """
    stays = stays_of(root)
    rows = list(closure_rows(stays, stays))
    Closure.objects.filter(in_tree(root, "descendant")).delete()
    return write_closure(rows)
