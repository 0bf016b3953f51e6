"""What a tree is to become: lines of units, from a template or from rows of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan.law.collation import fold
from danvan.law.duties import Words
from danvan.law.pack_trees import PLACE, TemplateUnit, TreeTemplate

LONGEST_KEY: Final = 60


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as it is planned.

    Args:
        number: Row of the spreadsheet; 0 where there is none.
        parent: Key of another line, or of a unit that stands already.
        valid_until: First day on which it no longer stands.
        home: Key of the locality it belongs to, where that is not its parent's.
        roles: Bodies it is bound to, by slug.
    """

    key: str
    name: str
    tier: str
    side: str
    parent: str
    valid_from: date
    name_en: str = ""
    short_name: str = ""
    valid_until: date | None = None
    is_locality: bool = False
    home: str = ""
    basis: str = ""
    roles: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post as it is planned: unit key, title, and pairs of desk role and unit key."""

    unit: str
    titles: Words
    grants: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What fills a template.

    Args:
        key: Key of the unit that is the place.
        name: With its kind, such as "xã Mẫu", in both languages.
        bare: Without it, such as "Mẫu".
        hamlets: Their names, each once.
        wanted: Keys of the optional units that are wanted.
        prefix: Begins all keys, where the tree holds several places.
    """

    key: str
    name: Words
    bare: str
    valid_from: date
    basis: str = ""
    hamlets: tuple[str, ...] = ()
    wanted: Collection[str] = ()
    prefix: str = ""


def slug_of(text: str) -> str:
    """Return a text as a key: plain letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:LONGEST_KEY]


def filled(template: TreeTemplate, place: Place) -> tuple[list[UnitLine], list[PostLine]]:
    """Return the units and posts of a template for one place, parents first."""
    lines: list[UnitLine] = []
    keys: dict[str, str] = {PLACE: place.key}
    there = {PLACE}
    hamlets = dict(zip(_hamlet_keys(place.hamlets), place.hamlets, strict=True))
    for unit in template.units:
        if (unit.is_optional and unit.key not in place.wanted) or unit.parent not in there:
            continue
        there.add(unit.key)
        if unit.each_hamlet:
            lines += _of_hamlets(template, unit, place, hamlets)
        else:
            keys[unit.key] = f"{place.prefix}{unit.key}"[:LONGEST_KEY]
            lines.append(_line(unit, place, keys[unit.key], keys[unit.parent], {}))
    return lines, list(_posts(template, keys))


def _of_hamlets(
    template: TreeTemplate, unit: TemplateUnit, place: Place, hamlets: Mapping[str, str]
) -> Iterator[UnitLine]:
    """Give one line for each hamlet; a parent that is in each hamlet too is the hamlet's own."""
    by_key = {one.key: one for one in template.units}
    above = by_key.get(unit.parent)
    locality = next((one.key for one in template.units if one.each_hamlet and one.is_locality), "")
    for slug, name in hamlets.items():
        own = f"{place.prefix}{unit.key}-{slug}"[:LONGEST_KEY]
        if above is None:
            parent = place.key
        elif above.each_hamlet:
            parent = f"{place.prefix}{above.key}-{slug}"[:LONGEST_KEY]
        else:
            parent = f"{place.prefix}{above.key}"[:LONGEST_KEY]
        home = f"{place.prefix}{locality}-{slug}"[:LONGEST_KEY] if locality != unit.key else ""
        yield _line(unit, place, own, parent, {"hamlet": name}, home if locality else "")


def _line(
    unit: TemplateUnit,
    place: Place,
    key: str,
    parent: str,
    more: Mapping[str, str],
    home: str = "",
) -> UnitLine:
    hamlet = more.get("hamlet", "")
    inner = {"hamlet": hamlet[:1].lower() + hamlet[1:]} if unit.names.vi != "{hamlet}" else more
    vi = {"place": place.name.vi, "bare": place.bare, **inner}
    en = {"place": place.name.en, "bare": place.bare, **more}
    return UnitLine(
        key=key,
        name=unit.names.vi.format(**vi),
        name_en=unit.names.en.format(**en),
        short_name=unit.short_names.vi.format(**vi),
        tier=unit.tier,
        side=unit.side,
        parent=parent,
        valid_from=place.valid_from,
        is_locality=unit.is_locality,
        home=home,
        basis=place.basis,
        roles=unit.roles,
    )


def _posts(template: TreeTemplate, keys: Mapping[str, str]) -> Iterator[PostLine]:
    """Give the posts whose unit is there; a grant at a unit that is not wanted falls away."""
    for post in template.posts:
        if post.unit in keys:
            grants = [(role, keys[unit]) for role, unit in post.grants if unit in keys]
            yield PostLine(keys[post.unit], post.titles, tuple(grants))


def _hamlet_keys(names: Iterable[str]) -> list[str]:
    """Return a key for each hamlet; two that fold alike are numbered."""
    found: list[str] = []
    for name in names:
        slug = slug_of(name)[:24] or "h"
        number = 2
        key = slug
        while key in found:
            key, number = f"{slug}-{number}", number + 1
        found.append(key)
    return found
