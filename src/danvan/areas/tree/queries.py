"""Read units for whoever administers them; every read begins at the reach of the actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation

from danvan.areas.tree.models import ImportFinding, TreeImport
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole, Grant, Holding, Post
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.search import matching
from danvan.kernel.duties.models import Binding
from danvan.kernel.organisations.models import Succession, Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on, is_below, names_of
from danvan.kernel.packs.models import BodyRole, Term
from danvan.law.collation import fold
from danvan.law.errors import LawError
from danvan.law.tree_cells import TIER_WORDS, Vocabulary
from danvan.law.tree_rows import Standing

ADMINISTRATOR = {DeskRole.ADMINISTRATOR}


def language() -> str:
    """Return the language of the page."""
    return translation.get_language() or "vi"


def periods(actor: Actor) -> QuerySet[UnitPeriod]:
    """Return the units that stand today and that the actor administers."""
    rows = UnitPeriod.objects.filter(holding_on(actor.today))
    return rows.filter(actor.reach_with(ADMINISTRATOR)).select_related("unit")


def is_administered(unit_id: int, actor: Actor) -> bool:
    """Return whether a unit is within the administrator's reach today."""
    return Unit.objects.filter(actor.reach_with(ADMINISTRATOR, "pk"), pk=unit_id).exists()


def ended_periods(actor: Actor) -> QuerySet[UnitPeriod]:
    """Return the last period of each unit in reach that stands no more."""
    after = UnitPeriod.objects.filter(
        unit_id=OuterRef("unit_id"), valid_from__gt=OuterRef("valid_from")
    )
    rows = UnitPeriod.objects.filter(~Exists(after), valid_until__lte=actor.today)
    return rows.filter(actor.reach_with(ADMINISTRATOR)).select_related("unit")


@dataclass(frozen=True, slots=True)
class UnitRowShown:
    """A unit in a list."""

    period: UnitPeriod
    parent_name: str


def told(rows: Iterable[UnitPeriod], actor: Actor) -> list[UnitRowShown]:
    """Return periods with the names of their superiors."""
    kept = list(rows)
    names = names_of({row.parent_id for row in kept if row.parent_id}, actor.today, language())
    return [UnitRowShown(row, names.get(row.parent_id or 0, "")) for row in kept]


def found_units(actor: Actor, words: str) -> list[UnitPeriod]:
    """Return the units that some words may mean: one key, one name, else those that hold them."""
    rows = periods(actor)
    exact = list(rows.filter(Q(unit__key=words.strip().lower()) | Q(name=words.strip()))[:6])
    return exact or list(rows.filter(matching(words)).order_by("sort_key")[:6] if words else ())


def unit_by_words(actor: Actor, words: str) -> tuple[Unit | None, list[str]]:
    """Return the one unit meant, or what several are called so that one can be chosen."""
    found = found_units(actor, words)
    if len(found) == 1:
        return found[0].unit, []
    return None, [f"{row.name} ({row.unit.key})" for row in found]


def require_all_below(actor: Actor, unit: Unit) -> None:
    """Refuse to put units below one that is administered alone, without what stands below it.

    Raises:
        LawError: ``TREE-46``.
    """
    if not administers_below(actor, unit):
        raise LawError("TREE-46")


def administers_below(actor: Actor, unit: Unit) -> bool:
    """Return whether the post also administers what stands, or will stand, below a unit."""
    held = [one for one in actor.grants if one.desk_role in ADMINISTRATOR and one.downward]
    return any(
        one.unit_id == unit.pk or is_below(unit.pk, one.unit_id, actor.today) for one in held
    )


@dataclass(frozen=True, slots=True)
class UnitShown:
    """One unit with its past, what stands below it and what hangs on it."""

    unit: Unit
    now: UnitPeriod | None
    periods: list[tuple[UnitPeriod, str]]
    below: list[UnitPeriod]
    below_count: int
    bindings: list[Binding]
    posts: int
    came_after: list[tuple[Succession, str]]
    followed_by: list[tuple[Succession, str]]
    takes_units: bool

    @property
    def last(self) -> UnitPeriod:
        """Return the period that counts: today's, else the last one."""
        return self.now or self.periods[-1][0]


def unit_shown(unit: Unit, actor: Actor) -> UnitShown:
    """Return what the page of a unit shows."""
    rows = list(UnitPeriod.objects.filter(unit=unit).order_by("valid_from"))
    today = actor.today
    before = list(unit.predecessors.order_by("happened_on"))
    after = list(unit.successors.order_by("happened_on"))
    ids = {row.parent_id for row in rows} | {one.old_id for one in before}
    ids |= {one.new_id for one in after}
    names = names_of({pk for pk in ids if pk}, today, language())
    below = periods(actor).filter(parent=unit).order_by("sort_key")
    return UnitShown(
        unit=unit,
        now=next((row for row in rows if _holds(row, today)), None),
        periods=[(row, names.get(row.parent_id or 0, "")) for row in rows],
        below=list(below[:50]),
        below_count=below.count(),
        bindings=list(
            Binding.objects.filter(holding_on(today), unit=unit)
            .select_related("role")
            .order_by("role__position")
        ),
        posts=Post.objects.filter(unit=unit).count(),
        came_after=[(one, names.get(one.old_id, "")) for one in before],
        followed_by=[(one, names.get(one.new_id or 0, "")) for one in after],
        takes_units=administers_below(actor, unit),
    )


def _holds(row: UnitPeriod, day: date) -> bool:
    return row.valid_from <= day and (row.valid_until is None or row.valid_until > day)


@dataclass(frozen=True, slots=True)
class Hanging:
    """What still hangs on a unit on the day it is to end; only open work may be left."""

    below: list[UnitPeriod]
    holders: int
    grants: int
    open_cases: int

    @property
    def forbids(self) -> bool:
        """Return whether the unit cannot end yet."""
        return bool(self.below or self.holders or self.grants)


def hanging(unit: Unit, day: date) -> Hanging:
    """Return what runs on from a day at a unit."""
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return Hanging(
        below=list(UnitPeriod.objects.filter(goes_on, parent=unit).order_by("sort_key")[:10]),
        holders=Holding.objects.filter(goes_on, post__unit=unit).count(),
        grants=Grant.objects.filter(goes_on, unit=unit).count(),
        open_cases=Case.objects.filter(unit=unit, closed_on__isnull=True).count(),
    )


def vocabulary() -> Vocabulary:
    """Return the words that a spreadsheet may use for tiers, sides and bodies."""
    tiers = {fold(word): key for key, words in TIER_WORDS.items() for word in words.split("; ")}
    sides: dict[str, str] = {}
    for term in Term.objects.filter(kind="sides"):
        sides |= {fold(term.label_vi): term.key, fold(term.label_en): term.key, term.key: term.key}
    roles: dict[str, str] = {}
    for role in BodyRole.objects.order_by("position"):
        roles.setdefault(fold(role.name_vi), role.slug)
        roles[role.slug] = role.slug
    return Vocabulary(tiers | {key: key for key in TIER_WORDS}, sides | {"none": "none"}, roles)


def standing(root: Unit, actor: Actor) -> dict[str, Standing]:
    """Return every unit of a tree by key, with whether the actor administers it."""
    mine = set(
        Unit.objects.filter(actor.reach_with(ADMINISTRATOR, "pk")).values_list("pk", flat=True)
    )
    bound: dict[int, set[str]] = {}
    in_tree = Q(unit__root=root) | Q(unit=root)
    for unit_id, slug in Binding.objects.filter(in_tree).values_list("unit_id", "role__slug"):
        bound.setdefault(unit_id, set()).add(slug)
    place = ("unit_id", "unit__key", "unit__locality_id", "parent__key")
    facts = ("name", "name_en", "short_name", "tier", "side", "valid_from", "valid_until")
    found: dict[str, Standing] = {}
    for row in (
        UnitPeriod.objects.filter(in_tree).order_by("valid_from").values_list(*place, *facts)
    ):
        unit_id, key, place_id, parent, name, name_en, short_name, tier, side, begins, ends = row
        found[key] = Standing(
            key=key,
            name=name,
            tier=tier,
            side=side,
            parent=parent or "",
            begins_on=found[key].begins_on if key in found else begins,
            changed_on=begins,
            name_en=name_en,
            short_name=short_name,
            ends_on=ends,
            is_locality=place_id == unit_id,
            roles=frozenset(bound.get(unit_id, ())),
            is_mine=unit_id in mine,
        )
    return found


def imports(actor: Actor) -> QuerySet[TreeImport]:
    """Return the spreadsheets brought for units the actor administers, newest first."""
    rows = TreeImport.objects.filter(actor.reach_with(ADMINISTRATOR))
    return rows.select_related("file", "unit__root", "user").order_by("-pk")


def findings(brought: TreeImport) -> QuerySet[ImportFinding]:
    """Return what was found in a spreadsheet."""
    return ImportFinding.objects.filter(brought=brought)


def taken_keys(root: Unit, keys: Iterable[str]) -> list[str]:
    """Return which keys a tree has already."""
    rows = Unit.objects.filter(Q(root=root) | Q(pk=root.pk), key__in=list(keys))
    return list(rows.values_list("key", flat=True))


def names_by_id(unit_ids: Iterable[int], actor: Actor) -> Mapping[int, str]:
    """Return the names of units as of the actor's day."""
    return names_of(unit_ids, actor.today, language())
