"""Write what was planned: units, bodies and posts, all or nothing, whatever the plan came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from django.db import transaction

from danvan.kernel.accounts.actors import Actor, GrantValue
from danvan.kernel.accounts.models import Classification
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.rights import require_power
from danvan.kernel.accounts.writing import add_post
from danvan.kernel.duties.bindings import bind_many
from danvan.kernel.organisations.bulk import UnitRow, add_units
from danvan.kernel.organisations.closure import TreeError
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import period_of
from danvan.kernel.organisations.writing import (
    UnitFacts,
    begin_earlier,
    move,
    rebuild_closure,
    rename,
)
from danvan.law.collation import collation_key
from danvan.law.pack_folders import pack_folder
from danvan.law.pack_trees import TreeTemplate
from danvan.law.packs import load
from danvan.law.tree_plans import PostLine, UnitLine
from danvan.law.tree_rows import Checked

HIGHEST = Classification.INTERNAL
"""Up to which classification posts of a template see cases."""


class Branch(NamedTuple):
    """One line of a tree as it is shown."""

    depth: int
    key: str
    name: str
    tier: str


@cache
def templates() -> tuple[TreeTemplate, ...]:
    """Return the templates of the base pack."""
    return load(pack_folder("vn-base")).trees


def may_give(actor: Actor, unit: Unit, post: PostLine) -> bool:
    """Return whether somebody could give by hand what a post of a template may do."""
    try:
        _require_power(actor, unit, post)
    except AccountRefused:
        return False
    return True


def _require_power(actor: Actor, unit: Unit, post: PostLine) -> None:
    """Ask for the power over all of the place; the units of the template may begin later."""
    for role, _key in post.grants:
        require_power(actor, GrantValue(role, unit.pk, downward=True, highest=HIGHEST))


@transaction.atomic
def plant(
    unit: Unit, lines: Sequence[UnitLine], posts: Iterable[PostLine], *, actor: Actor
) -> None:
    """Write the units, bodies and posts of a filled template below a unit.

    A tree that is only begun lets its top stand as early as what is planted below it.

    Raises:
        TreeError: ``ORG-07`` the unit does not stand on the first day, ``ORG-09`` a key is taken.
        AccountRefused: ``PEOPLE-02``, ``PEOPLE-04`` a post would get rights that the actor may not
            give.
    """
    first_day = min(line.valid_from for line in lines)
    basis = lines[0].basis
    if period_of(unit.pk, first_day) is None:
        if unit.root_id is not None:
            raise TreeError("ORG-07", day=first_day)
        begin_earlier(unit, valid_from=first_day, basis=basis, by=actor.label)
        rebuild_closure(unit)
    root = unit.root or unit
    units = _add(root, lines, actor)
    for post in posts:
        _require_power(actor, unit, post)
        grants = [
            GrantValue(role, units[key].pk, downward=key == unit.key, highest=HIGHEST)
            for role, key in post.grants
        ]
        add_post(
            units[post.unit],
            post.titles.vi,
            title_en=post.titles.en,
            grants=grants,
            valid_from=first_day,
            by=actor.label,
        )


@transaction.atomic
def take(checked: Checked, root: Unit, *, actor: Actor) -> None:
    """Write what a checked spreadsheet says, whole or not at all.

    Raises:
        TreeError: Something of it cannot be after all.
    """
    units = _add(root, checked.added, actor)
    for line in checked.changed:
        _change(line, units, actor)
    if checked.changed:
        rebuild_closure(root)
    rows = [(units[key].pk, slug, day) for key, slug, day in checked.bound]
    if rows:
        bind_many(rows, root, by=actor.label, basis="")


def _add(root: Unit, lines: Sequence[UnitLine], actor: Actor) -> dict[str, Unit]:
    rows = [
        UnitRow(
            key=line.key,
            facts=_facts(line),
            parent=line.parent,
            valid_from=line.valid_from,
            valid_until=line.valid_until,
            is_locality=line.is_locality,
            home=line.home,
        )
        for line in lines
    ]
    units = add_units(root, rows, by=actor.label)
    bound = [(units[one.key].pk, slug, one.valid_from) for one in lines for slug in one.roles]
    if bound:
        bind_many(bound, root, by=actor.label, basis=lines[0].basis)
    return units


def _facts(line: UnitLine) -> UnitFacts:
    return UnitFacts(line.name, line.tier, line.side, line.name_en, line.short_name, line.basis)


def _change(line: UnitLine, units: Mapping[str, Unit], actor: Actor) -> None:
    unit, facts, day = units[line.key], _facts(line), line.valid_from
    now = period_of(unit.pk, day)
    if line.parent and now is not None and now.parent_id != units[line.parent].pk:
        move(
            unit,
            units[line.parent],
            valid_from=day,
            basis=line.basis,
            by=actor.label,
            facts=facts,
        )
    else:
        rename(unit, facts, valid_from=day, by=actor.label)


def branches(lines: Iterable[UnitLine]) -> Iterator[Branch]:
    """Give lines as a tree, in Vietnamese order below each unit."""
    below: dict[str, list[UnitLine]] = defaultdict(list)
    kept = {line.key: line for line in lines}
    for line in kept.values():
        below[line.parent if line.parent in kept else ""].append(line)
    waiting = _in_order(below[""], 0)
    while waiting:
        depth, line = waiting.pop()
        yield Branch(depth, line.key, line.name, line.tier)
        waiting += _in_order(below[line.key], depth + 1)


def _in_order(lines: Iterable[UnitLine], depth: int) -> list[tuple[int, UnitLine]]:
    """Return lines with the first to be shown last, as a stack takes them."""
    return [
        (depth, line)
        for line in sorted(lines, key=lambda line: collation_key(line.name), reverse=True)
    ]
