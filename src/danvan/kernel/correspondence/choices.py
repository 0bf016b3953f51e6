"""What forms of documents and registers offer: types of documents, and units by role."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.correspondence.rights import CLERKS, KEEPERS
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import names_of
from danvan.law.collation import collation_key
from danvan.law.pack_folders import packs_folder
from danvan.papers.layouts import paper_type, paper_types


def language() -> str:
    """Return the language of the reader."""
    return get_language() or "vi"


def types(world: str = "") -> list[tuple[str, str]]:
    """Return the types of documents, of one world or all, in the order of the pack."""
    known = paper_types(packs_folder()).values()
    return [
        (kind.key, kind.name.said(language()))
        for kind in known
        if not world or world in kind.symbols
    ]


def type_name(key: str) -> str:
    """Return the name of a type; empty for none."""
    return paper_type(key).name.said(language()) if key else ""


def named(unit_ids: Iterable[int], actor: Actor) -> list[tuple[int, str]]:
    """Return units with their names, in Vietnamese order."""
    names = names_of(unit_ids, actor.today, language())
    return sorted(names.items(), key=lambda pair: collation_key(pair[1]))


def working_units(actor: Actor) -> list[tuple[int, str]]:
    """Return the units at which the actor keeps documents."""
    wanted = actor.reach_with(CLERKS, "pk")
    return named(Unit.objects.filter(wanted).values_list("pk", flat=True), actor)


def keeping_units(actor: Actor) -> list[tuple[int, str]]:
    """Return the units for which the actor says how they issue."""
    wanted = actor.reach_with(KEEPERS, "pk")
    return named(Unit.objects.filter(wanted).values_list("pk", flat=True), actor)
