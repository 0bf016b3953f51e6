"""Names of units and residential groups for public pages, remembered for a minute."""

from __future__ import annotations

from datetime import date
from typing import Final

from danvan.kernel.letterbox.remembering import remembered
from danvan.kernel.organisations.models import Tier, Unit
from danvan.kernel.organisations.tree import name_of, units_of

KEPT_FOR: Final = 60
"""Seconds."""


@remembered(KEPT_FOR, most=2048)
def unit_name(unit_id: int, today: date, language: str) -> str:
    """Return what a unit is called."""
    return name_of(unit_id, today, language)


@remembered(KEPT_FOR)
def groups(root: Unit, today: date, language: str) -> list[tuple[int, str]]:
    """Return the residential groups of a tree by name, in Vietnamese order."""
    rows = units_of(root, today).filter(tier=Tier.HAMLET).order_by("sort_key", "pk")
    english = language.startswith("en")
    return [(row.unit_id, (row.name_en or row.name) if english else row.name) for row in rows]
