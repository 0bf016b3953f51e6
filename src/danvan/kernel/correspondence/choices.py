"""What forms of documents and registers offer: types of documents, and units by role."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.correspondence.models import IssuerProfile
from danvan.kernel.correspondence.rights import CLERKS, KEEPERS
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import holding_on, names_of
from danvan.law.collation import collation_key
from danvan.law.pack_folders import packs_folder
from danvan.papers.layouts import paper_type, paper_types

AUTHORITIES = (
    ("", gettext_lazy("Ký với chức vụ của mình")),
    ("TM", gettext_lazy("Thay mặt tập thể (T/M, TM.)")),
    ("KT", gettext_lazy("Ký thay (K/T, KT.)")),
    ("TL", gettext_lazy("Thừa lệnh (T/L, TL.)")),
    ("TUQ", gettext_lazy("Thừa ủy quyền (TUQ.)")),
    ("Q", gettext_lazy("Quyền (Q.)")),
)
"""In whose stead somebody signs."""


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


def issuing_profiles(actor: Actor) -> QuerySet[IssuerProfile]:
    """Return what the units print today for which the actor keeps documents."""
    return IssuerProfile.objects.filter(
        holding_on(actor.today), actor.reach_with(CLERKS, "unit_id")
    )


def profile_choice(profile: IssuerProfile) -> tuple[str, str]:
    """Return an issuer as a choice: unit and world, with the name as it is printed."""
    words = f"{profile.name} ({profile.get_world_display()})"
    return f"{profile.unit_id}:{profile.world}", words
