"""Names of units and residential groups for public pages, remembered for a minute."""

from __future__ import annotations

import time
from datetime import date
from functools import lru_cache
from typing import Final

from danvan.kernel.organisations.models import Tier, Unit
from danvan.kernel.organisations.tree import name_of, units_of

KEPT_FOR: Final = 60
"""Seconds."""


def unit_name(unit_id: int, today: date, language: str) -> str:
    """Return what a unit is called."""
    return _name(unit_id, today, language, _span())


def groups(root: Unit, today: date, language: str) -> list[tuple[int, str]]:
    """Return the residential groups of a tree by name."""
    return list(_groups(root, today, language, _span()))


def forget() -> None:
    """Forget the names, where the database was replaced under the process."""
    _name.cache_clear()
    _groups.cache_clear()


def _span() -> int:
    return int(time.monotonic() // KEPT_FOR)


@lru_cache(maxsize=2048)
def _name(unit_id: int, today: date, language: str, _moment: int) -> str:
    return name_of(unit_id, today, language)


@lru_cache(maxsize=256)
def _groups(root: Unit, today: date, language: str, _moment: int) -> tuple[tuple[int, str], ...]:
    rows = units_of(root, today).filter(tier=Tier.HAMLET).order_by("sort_key", "pk")
    english = language.startswith("en")
    return tuple((row.unit_id, (row.name_en or row.name) if english else row.name) for row in rows)
