"""Write a whole tree from one file.

Units, bindings, posts with their grants, and the pack it works by.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from danvan.kernel.accounts.actors import Actor, GrantValue, system_actor
from danvan.kernel.accounts.models import Classification, DeskRole
from danvan.kernel.accounts.writing import add_holder, add_post
from danvan.kernel.duties.bindings import bind
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure, succeed
from danvan.kernel.packs.models import BodyRole
from danvan.law.errors import PackError


@dataclass(frozen=True, slots=True)
class Account:
    """An account that was made: its name, its post and unit in words."""

    username: str
    post: str
    unit: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree that was written.

    Args:
        units: By their keys.
        pack, pack_from: The pack it works by and the first day that counts.
    """

    root: Unit
    units: Mapping[str, Unit]
    accounts: tuple[Account, ...]
    pack: str
    pack_from: date
    demo_on: date | None


@transaction.atomic
def write_tree(path: Path, *, password: Callable[[str], str | None]) -> Tree:
    """Write the tree of a file; the first unit is its root and a locality; others may be.

    The bodies that its units are bound to must be known: load the pack first.

    Args:
        path: TOML with ``tree``, ``units``, ``posts`` and ``pack``.
        password: Gives the first password of a username.

    Raises:
        PackError: ``TREE-01`` a unit names a parent that does not stand before it, ``TREE-02`` an
        unknown body.
    """
    kept = tomllib.loads(path.read_text(encoding="utf-8"))
    by = f"danvan: {path.name}"
    units = _write_units(kept, by)
    root = next(iter(units.values()))
    for one in kept.get("successions", ()):
        succeed(
            units[one["old"]],
            units.get(one.get("new", "")),
            manner=one["manner"],
            happened_on=one["on"],
            basis=one["basis"],
            by=by,
        )
    rebuild_closure(root)
    writer = _writer(root, by)
    for one in kept["units"]:
        _bind(one, units, writer)
    accounts = tuple(_write_post(one, kept, units, password, by) for one in kept.get("posts", ()))
    return Tree(
        root,
        units,
        accounts,
        kept["pack"]["name"],
        kept["pack"]["valid_from"],
        kept["tree"].get("demo_on"),
    )


def _write_units(kept: Mapping[str, Any], by: str) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for one in kept["units"]:
        parent_key = one.get("parent", "")
        if parent_key and parent_key not in units:
            raise PackError("TREE-01", unit=one["key"], parent=parent_key)
        first = next(iter(units.values()), None)
        units[one["key"]] = add_unit(
            UnitFacts(
                name=one["name"],
                name_en=one.get("name_en", ""),
                short_name=one.get("short_name", ""),
                tier=one["tier"],
                side=one["side"],
                basis=one.get("basis", ""),
            ),
            key=one["key"],
            valid_from=one["valid_from"],
            by=by,
            parent=units.get(parent_key),
            root=first,
            is_locality=first is None or one.get("locality") is True,
            home=_home(one, units),
            demo_on=kept["tree"].get("demo_on") if first is None else None,
        )
    return units


def _home(one: Mapping[str, Any], units: Mapping[str, Unit]) -> Unit | None:
    """Return the locality that a unit names instead of its parent's, such as its hamlet."""
    named = one.get("locality")
    if not isinstance(named, str):
        return None
    if named not in units:
        raise PackError("TREE-01", unit=one["key"], parent=named)
    return units[named]


def _writer(root: Unit, by: str) -> Actor:
    """Return the actor that binds the bodies of a tree while it is being written."""
    actor = system_actor(by)
    grants = tuple(
        GrantValue(DeskRole.PLANNER, pk, downward=False, highest=Classification.INTERNAL)
        for pk in (root.pk, *Unit.objects.filter(root=root).values_list("pk", flat=True))
    )
    return Actor(None, None, by, root.pk, root.pk, actor.today, grants)


def _bind(one: Mapping[str, Any], units: Mapping[str, Unit], writer: Actor) -> None:
    roles = {role.slug: role for role in BodyRole.objects.filter(slug__in=one.get("roles", ()))}
    for slug in one.get("roles", ()):
        if slug not in roles:
            raise PackError("TREE-02", unit=one["key"], role=slug)
        bind(
            roles[slug],
            units[one["key"]],
            valid_from=one.get("roles_from", one["valid_from"]),
            actor=writer,
            basis=one.get("basis", ""),
        )


def _write_post(
    one: Mapping[str, Any],
    kept: Mapping[str, Any],
    units: Mapping[str, Unit],
    password: Callable[[str], str | None],
    by: str,
) -> Account:
    unit = units[one["unit"]]
    facts = next(row for row in kept["units"] if row["key"] == one["unit"])
    since = one.get("valid_from", facts["valid_from"])
    grants = [
        GrantValue(
            grant["role"],
            units[grant["unit"]].pk,
            downward=grant.get("downward", False),
            highest=Classification.INTERNAL,
        )
        for grant in one["grants"]
    ]
    post = add_post(
        unit,
        one["title"],
        title_en=one.get("title_en", ""),
        grants=grants,
        valid_from=since,
        by=by,
    )
    add_holder(
        post,
        username=one["username"],
        password=password(one["username"]),
        valid_from=since,
        by=by,
    )
    return Account(one["username"], one["title"], facts["name"])
