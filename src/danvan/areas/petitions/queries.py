"""What the pages of petitions read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from danvan.areas.petitions.models import Petition
from danvan.areas.petitions.shapes import COMPLAINT, CONTENT
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.letterbox.receipts import promised_to
from danvan.kernel.organisations.models import Tier, Unit
from danvan.kernel.organisations.tree import names_of, units_of
from danvan.kernel.packs.rules import handling
from danvan.law.collation import collation_key
from danvan.law.handling import HandlingRow, Matter, handlings

SHOWN = 100
"""How many decided complaints are offered; older ones are found by their own page."""

MANY = 5
"""Signatories from whom on the circular speaks of many; the decision tree names them so."""


def matter_of(petition: Petition) -> Matter | None:
    """Return a petition as the tree of handling sees it; ``None`` before it was classified."""
    if not petition.competence:
        return None
    forwarder = "privileged" if petition.is_privileged else "body" if petition.forwarder else ""
    return Matter(
        content=CONTENT[petition.case.kind],  # type: ignore[arg-type]
        competence=petition.competence,  # type: ignore[arg-type]
        condition=petition.condition,  # type: ignore[arg-type]
        forwarder=forwarder or "nobody",  # type: ignore[arg-type]
        before=petition.before,  # type: ignore[arg-type]
        signatories="many" if petition.signatory_count >= MANY else "one",
    )


def proposed(petition: Petition) -> tuple[HandlingRow, ...]:
    """Return what the tree proposes for a classified petition."""
    matter = matter_of(petition)
    return handlings(handling(), matter, petition.received_on) if matter else ()


def sheet_facts(case: Case, actor: Actor) -> dict[str, Any]:
    """Return what the sheet of a petition shows beside the case."""
    petition = Petition.objects.get(pk=case.pk)
    ids = {one for one in (petition.place_id, petition.passed_to_unit_id) if one}
    ids |= {petition.forwarder_unit_id} if petition.forwarder_unit_id else set()
    return {
        "petition": petition,
        "petitioners": list(petition.petitioners.order_by("pk")),
        "proposed": proposed(petition) if case.closed_on is None else (),
        "names": names_of(ids, actor.today, get_language() or "vi"),
        "promised_on": promised_to(case),
    }


def receiving_units(actor: Actor, language: str) -> list[tuple[int, str]]:
    """Return the units at which the actor takes petitions in, the own one first."""
    wanted = actor.reach_with({DeskRole.OFFICER, DeskRole.HEAD}, "pk")
    ids = list(Unit.objects.filter(wanted).values_list("pk", flat=True))
    found = _sorted(names_of(ids, actor.today, language))
    return sorted(found, key=lambda unit: unit[0] != actor.unit_id)


def units_of_tree(actor: Actor, language: str) -> list[tuple[int, str]]:
    """Return the units of the actor's tree by name, in Vietnamese order."""
    return _sorted(names_of(_periods(actor), actor.today, language))


def places(actor: Actor, language: str) -> list[tuple[int, str]]:
    """Return the residential groups of the actor's tree by name."""
    hamlets = [pk for pk, tier in _periods(actor).items() if tier == Tier.HAMLET]
    return _sorted(names_of(hamlets, actor.today, language))


def _periods(actor: Actor) -> dict[int, str]:
    root = Unit.objects.filter(pk=actor.root_id or 0).first()
    return {one.unit_id: one.tier for one in units_of(root, actor.today)} if root else {}


def _sorted(names: Mapping[int, str]) -> list[tuple[int, str]]:
    return sorted(names.items(), key=lambda pair: collation_key(pair[1]))


def decided_complaints(actor: Actor, kind: str, language: str) -> list[tuple[str, str]]:
    """Return the complaints in sight that were decided, to which a second one may belong."""
    if kind != COMPLAINT:
        return []
    rows = visible_cases(actor).filter(kind=kind, state__in=["decided", "settled"])
    title = "title_en" if language.startswith("en") else "title_vi"
    return list(rows.order_by("-pk").values_list("slug", title)[:SHOWN])
