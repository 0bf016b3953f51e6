"""Read the tree as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from danvan.kernel.organisations.models import Closure, Unit, UnitPeriod


def holding_on(day: date) -> Q:
    """Return the filter "valid on this day" for rows with ``valid_from`` and ``valid_until``."""
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def period_of(unit_id: int, on: date) -> UnitPeriod | None:
    """Return what a unit was on a day; ``None`` where it did not exist."""
    return UnitPeriod.objects.filter(holding_on(on), unit_id=unit_id).first()


def names_of(unit_ids: Iterable[int], on: date, language: str = "vi") -> dict[int, str]:
    """Return the names of units on a day; a unit that did not exist then gives its nearest name.

    Args:
        unit_ids: Units to name.
        on: Legal day.
        language: "en" gives the English name where there is one.
    """
    names: dict[int, str] = {}
    rows = UnitPeriod.objects.filter(unit_id__in=set(unit_ids)).order_by("valid_from")
    for row in rows.values_list("unit_id", "name", "name_en", "valid_from"):
        unit_id, name, name_en, valid_from = row
        if unit_id not in names or valid_from <= on:
            names[unit_id] = (name_en or name) if language.startswith("en") else name
    return names


def name_of(unit_id: int, on: date, language: str = "vi") -> str:
    """Return one unit's name on a day; empty where there is no such unit."""
    return names_of([unit_id], on, language).get(unit_id, "")


def descendants(unit_ids: Iterable[int], on: date) -> QuerySet[Closure, int]:
    """Return the ids of units at or below some units on a day, as a subquery."""
    rows = Closure.objects.filter(holding_on(on), ancestor_id__in=list(unit_ids))
    return rows.values_list("descendant_id", flat=True)


def is_below(unit_id: int, ancestor_id: int, on: date) -> bool:
    """Return whether a unit stands at or below another on a day."""
    rows = Closure.objects.filter(holding_on(on), ancestor_id=ancestor_id, descendant_id=unit_id)
    return rows.exists()


def units_of(root: Unit, on: date) -> QuerySet[UnitPeriod]:
    """Return the units of a tree on a day with their names, parents first by tier and name."""
    return (
        UnitPeriod.objects.filter(holding_on(on))
        .filter(Q(unit__root=root) | Q(unit=root))
        .select_related("unit")
        .order_by("pk")
    )
