"""Write units: the only place where units, their periods and the closure change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from danvan.kernel.audit.record import record
from danvan.kernel.organisations.models import Closure, Succession, Unit, UnitPeriod


class TreeError(Exception):
    """A change of the tree that cannot be: code and fields, as on the law floor."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields


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
    UnitPeriod.objects.create(
        unit=unit,
        name=facts.name,
        name_en=facts.name_en,
        short_name=facts.short_name,
        tier=facts.tier,
        side=facts.side,
        parent=parent,
        valid_from=valid_from,
        basis=facts.basis,
    )
    record("organisations.unit.add", actor=by, subject=f"unit:{unit.pk}", unit_id=unit.pk)
    return unit


@transaction.atomic
def rename(unit: Unit, facts: UnitFacts, *, valid_from: date, by: str) -> UnitPeriod:
    """Give a unit another name or tier from a day on; what it was called before stays.

    Raises:
        TreeError: ``ORG-01`` the unit does not stand on that day, ``ORG-02`` it already changes
        on it.
    """
    open_ended = Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)
    now = UnitPeriod.objects.filter(open_ended, unit=unit, valid_from__lte=valid_from).first()
    if now is None:
        raise TreeError("ORG-01", day=valid_from)
    if now.valid_from == valid_from:
        raise TreeError("ORG-02", day=valid_from)
    until = now.valid_until
    UnitPeriod.objects.filter(pk=now.pk).update(valid_until=valid_from)
    made = UnitPeriod.objects.create(
        unit=unit,
        name=facts.name,
        name_en=facts.name_en,
        short_name=facts.short_name,
        tier=facts.tier,
        side=facts.side,
        parent=now.parent,
        valid_from=valid_from,
        valid_until=until,
        basis=facts.basis,
    )
    record(
        "organisations.unit.rename",
        actor=by,
        subject=f"unit:{unit.pk}",
        unit_id=unit.pk,
        details={"from": valid_from.isoformat(), "name": facts.name},
    )
    return made


@transaction.atomic
def succeed(
    old: Unit, new: Unit | None, *, manner: str, happened_on: date, basis: str, by: str
) -> Succession:
    """Say that one unit follows another (or that nothing does) and end the old one on that day.

    Raises:
        TreeError: ``ORG-01`` the old one does not stand before that day.
    """
    standing = UnitPeriod.objects.filter(unit=old, valid_until__isnull=True)
    if standing.filter(valid_from__gte=happened_on).exists():
        raise TreeError("ORG-01", day=happened_on)
    made = Succession.objects.create(
        old=old, new=new, manner=manner, happened_on=happened_on, basis=basis
    )
    standing.update(valid_until=happened_on)
    record(
        "organisations.unit.succeed",
        actor=by,
        subject=f"unit:{old.pk}",
        unit_id=old.pk,
        details={"new": new.pk if new else None, "manner": manner, "on": happened_on.isoformat()},
    )
    return made


def _pairs(parents: dict[int, int | None], spans: tuple[date, date | None]) -> Iterator[Closure]:
    for unit_id in parents:
        seen: set[int] = set()
        above: int | None = unit_id
        while above is not None and above in parents:
            if above in seen:
                raise TreeError("ORG-03", unit=unit_id)
            yield Closure(
                ancestor_id=above,
                descendant_id=unit_id,
                depth=len(seen),
                valid_from=spans[0],
                valid_until=spans[1],
            )
            seen.add(above)
            above = parents[above]


@transaction.atomic
def rebuild_closure(root: Unit) -> int:
    """Write the closure of a tree anew from the periods; returns the number of rows.

    Raises:
        TreeError: ``ORG-03`` where units stand below each other in a circle.
    """
    rows = list(
        UnitPeriod.objects.filter(Q(unit__root=root) | Q(unit=root)).values_list(
            "unit_id", "parent_id", "valid_from", "valid_until"
        )
    )
    days = sorted({row[2] for row in rows} | {row[3] for row in rows if row[3]})
    made: list[Closure] = []
    for begin, end in zip(days, [*days[1:], None], strict=True):
        parents: dict[int, int | None] = {
            unit: parent
            for unit, parent, start, until in rows
            if start <= begin and (until is None or until > begin)
        }
        made.extend(_pairs(parents, (begin, end)))
    Closure.objects.filter(Q(descendant__root=root) | Q(descendant=root)).delete()
    Closure.objects.bulk_create(made, batch_size=2000)
    return len(made)
