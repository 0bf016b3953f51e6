"""Units to invite, and what a session may still serve."""

from __future__ import annotations

from django.utils.translation import get_language

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, CaseLink, Relation
from danvan.kernel.duties.fulfilment import Match, matches
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import names_of, units_of
from danvan.kernel.packs.queries import body_names
from danvan.law.collation import collation_key


def tree_units(actor: Actor, language: str = "vi") -> list[tuple[int, str]]:
    """Return the units of the actor's tree by name, in Vietnamese order."""
    root = Unit.objects.filter(pk=actor.root_id or 0).first()
    if root is None:
        return []
    ids = [period.unit_id for period in units_of(root, actor.today)]
    names = names_of(ids, actor.today, language)
    return sorted(names.items(), key=lambda pair: collation_key(pair[1]))


def convening_units(actor: Actor, language: str = "vi") -> list[tuple[int, str]]:
    """Return the units at which the actor records sessions."""
    wanted = actor.reach_with({DeskRole.OFFICER, DeskRole.HEAD}, "pk")
    ids = list(Unit.objects.filter(wanted).values_list("pk", flat=True))
    names = names_of(ids, actor.today, language)
    return sorted(names.items(), key=lambda pair: collation_key(pair[1]))


def serves(case: Case) -> list[CaseLink]:
    """Return the duties a session counts for."""
    links = case.links_out.filter(relation=Relation.FULFILS).select_related("target")
    return list(links.order_by("pk"))


def may_serve(case: Case) -> list[Match]:
    """Return what a session that was held may still count for."""
    return matches(case) if case.state == "held" else []


def sheet_facts(case: Case, actor: Actor) -> dict[str, object]:
    """Return what the sheet of a session shows: what it counts for, and what it still may.

    Only what the actor sees is named. Each match comes with the names of the bodies that were not
    there.
    """
    told, offered = serves(case), may_serve(case)
    wanted = {link.target_id for link in told} | {match.case.pk for match in offered}
    seen = set(visible_cases(actor).filter(pk__in=wanted).values_list("pk", flat=True))
    found = [match for match in offered if match.case.pk in seen]
    names = body_names(slug for match in found for slug in match.lacking)
    language = get_language() or "vi"
    lacking = [[names[slug].said(language) for slug in match.lacking] for match in found]
    return {
        "serves": [link for link in told if link.target_id in seen],
        "may_serve": list(zip(found, lacking, strict=True)),
    }
