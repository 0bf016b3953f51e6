"""Read the tree templates of a pack: which units a commune or a province usually has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from danvan.law.calendar import Mark
from danvan.law.duties import Words
from danvan.law.pack_tables import Table

if TYPE_CHECKING:
    from danvan.law.pack_parts import Sheets

PLACE: Final = ""
"""Key of the place itself, under which all units of a template stand."""
TIERS: Final = ("central", "province", "district", "commune", "hamlet")
SIDES: Final = (
    "party",
    "state",
    "front",
    "mass_org",
    "armed_forces",
    "judiciary",
    "people",
    "none",
)
DESK_ROLES: Final = ("reader", "officer", "head", "planner")
"""What a post of a template may do; to administer is granted by a person alone."""


@dataclass(frozen=True, slots=True)
class TemplateUnit:
    """One unit of a template.

    Args:
        names, short_names: With ``{place}`` ("xã Mẫu"), ``{bare}`` ("Mẫu"), and ``{hamlet}`` where
            there is one for each hamlet.
        parent: Key of a unit above it in the template; empty for the place itself.
        roles: Bodies it is bound to.
        is_optional: Whether the page asks for it.
        is_usual: Whether an optional one is ticked beforehand.
        each_hamlet: Whether there is one for each hamlet.
        is_locality: Whether bodies below are resolved inside it; the hamlet itself is.
    """

    key: str
    names: Words
    short_names: Words
    tier: str
    side: str
    parent: str
    roles: tuple[str, ...]
    is_optional: bool
    is_usual: bool
    each_hamlet: bool
    is_locality: bool
    source: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class TemplatePost:
    """A post without a holder; its grants as pairs of desk role and unit key."""

    unit: str
    titles: Words
    grants: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TreeTemplate:
    """The units that a place of one kind usually has.

    Args:
        begins_on: First day of this organisation of the political system.
        kinds: What the place may be called, such as "xã" and "phường".
        roles: Bodies the place itself is bound to.
    """

    key: str
    label: Words
    note: Words
    tier: str
    begins_on: date
    kinds: tuple[Words, ...]
    roles: tuple[str, ...]
    units: tuple[TemplateUnit, ...]
    posts: tuple[TemplatePost, ...]

    @property
    def has_hamlets(self) -> bool:
        """Say whether the page asks for hamlets."""
        return any(unit.each_hamlet for unit in self.units)


def read_trees(sheets: Sheets, bodies: Collection[str]) -> tuple[TreeTemplate, ...]:
    """Return the templates of a pack, each key once; every body must be known."""
    found: dict[str, TreeTemplate] = {}
    for sheet in sheets.several("trees"):
        template = _template(sheet, bodies)
        if template.key in found:
            sheet.note("PACK-08", "key", value=template.key)
        found.setdefault(template.key, template)
        sheet.close()
    return tuple(found.values())


def _template(sheet: Table, bodies: Collection[str]) -> TreeTemplate:
    rows = sheet.tables("units", named_by="key")
    units = tuple(_unit(row, bodies) for row in rows)
    _check_order(rows, units)
    keys = {PLACE, *(unit.key for unit in units)}
    posts = tuple(_post(row, keys) for row in sheet.tables("posts", named_by="unit"))
    kinds = tuple(row.label("names") for row in sheet.tables("kinds", named_by="key"))
    if not kinds:
        sheet.note("PACK-05", "kinds")
    return TreeTemplate(
        key=sheet.text("key"),
        label=sheet.label("label"),
        note=sheet.label("note"),
        tier=sheet.choice("tier", TIERS),
        begins_on=sheet.day("begins_on") or date.min,
        kinds=kinds,
        roles=_known(sheet, "roles", bodies),
        units=units,
        posts=posts,
    )


def _unit(row: Table, bodies: Collection[str]) -> TemplateUnit:
    source, mark = row.source()
    unit = TemplateUnit(
        key=row.text("key"),
        names=row.label("names"),
        short_names=row.words("short_names", needed=False) or Words("", ""),
        tier=row.choice("tier", TIERS),
        side=row.choice("side", SIDES),
        parent=row.text("parent", default=PLACE),
        roles=_known(row, "roles", bodies),
        is_optional=row.truth("optional", default=False),
        is_usual=row.truth("usual", default=True),
        each_hamlet=row.truth("each_hamlet", default=False),
        is_locality=row.truth("locality", default=False),
        source=source,
        mark=mark,
    )
    _check_wording(row, unit)
    row.close()
    return unit


def _check_wording(row: Table, unit: TemplateUnit) -> None:
    """Note a name that asks for what is not there, or that every hamlet would share."""
    filled = {"place": "", "bare": ""} | ({"hamlet": ""} if unit.each_hamlet else {})
    for words in (unit.names, unit.short_names):
        for text in (words.vi, words.en):
            try:
                text.format(**filled)
            except (KeyError, IndexError, ValueError):
                row.note("PACK-06", "names", value=text)
    if unit.each_hamlet and "{hamlet}" not in unit.names.vi:
        row.note("PACK-06", "names", value=unit.names.vi)


def _check_order(rows: Iterable[Table], units: Iterable[TemplateUnit]) -> None:
    """Note keys that stand twice, and parents that do not stand before."""
    before: dict[str, TemplateUnit | None] = {PLACE: None}
    for row, unit in zip(rows, units, strict=True):
        if unit.key in before:
            row.note("PACK-08", "key", value=unit.key)
        above = before.get(unit.parent)
        if unit.parent not in before or (above and above.each_hamlet and not unit.each_hamlet):
            row.note("PACK-09", "parent", value=unit.parent)
        before[unit.key] = unit


def _post(row: Table, keys: Collection[str]) -> TemplatePost:
    unit = row.text("unit")
    grants = []
    for grant in row.tables("grants", named_by="role"):
        grants.append((grant.choice("role", DESK_ROLES), grant.text("unit", default=PLACE)))
        grant.close()
    for key in (unit, *(key for _role, key in grants)):
        if key not in keys:
            row.note("PACK-09", "unit", value=key)
    made = TemplatePost(unit, row.label("titles"), tuple(grants))
    row.close()
    return made


def _known(row: Table, name: str, bodies: Collection[str]) -> tuple[str, ...]:
    slugs = row.texts(name)
    for slug in slugs:
        if slug not in bodies:
            row.note("PACK-09", name, value=slug)
    return slugs
