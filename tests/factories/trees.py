"""Trees of units: a commune with a few bodies, each with a key, standing since START."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure

START = date(2021, 1, 1)
TODAY = date(2022, 5, 20)
BY = "tests"
BODIES = {"board": "", "bloc": "board", "council": "", "police": "council", "team": "bloc"}
"""Keys with the keys of their parents; an empty one stands below the root."""
numbers = count(1)


@dataclass(frozen=True)
class Tree:
    """A tree and its units by key."""

    root: Unit
    units: Mapping[str, Unit]

    def __getitem__(self, key: str) -> Unit:
        return self.units[key]

    def pk(self, *keys: str) -> list[int]:
        return [self.units[key].pk for key in keys]


def facts(name: str, tier: str = "commune") -> UnitFacts:
    """Return what a unit is called, in both languages."""
    return UnitFacts(name, tier, "party", f"{name} (en)")


def make_tree(
    bodies: Mapping[str, str] = BODIES, *, today: date | None = TODAY, name: str = ""
) -> Tree:
    """Make a tree; its root is the locality of all its units."""
    key = name or f"commune-{next(numbers)}"
    root = add_unit(
        facts(f"Xã {key}"), key=key, valid_from=START, by=BY, is_locality=True, demo_on=today
    )
    units = {"root": root}
    for body, parent in bodies.items():
        units[body] = add_unit(
            facts(f"Đơn vị {body}"),
            key=body,
            valid_from=START,
            by=BY,
            parent=units[parent or "root"],
            root=root,
        )
    rebuild_closure(root)
    return Tree(root, units)
