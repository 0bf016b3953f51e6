"""How a report becomes an official document: who may issue it, what it opens with, what stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from danvan.areas.consolidation.vault import TYPE, Spoken, Wanted, marked, spoken
from danvan.areas.reporting.models import Part, ReportVersion
from danvan.areas.reporting.plan import route
from danvan.areas.reporting.queries import AT_DESK, documents_of, version_mark
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case, CaseLink, Relation
from danvan.kernel.cases.perform import Opening, open_case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import uploads
from danvan.kernel.correspondence.choices import issuing_profiles
from danvan.kernel.correspondence.issuers import snapshot
from danvan.kernel.correspondence.models import IssuerProfile, World
from danvan.kernel.organisations.models import UnitPeriod
from danvan.kernel.organisations.tree import holding_on, name_of, names_of
from danvan.law.collation import collation_key
from danvan.law.duties import Words
from danvan.papers import numbers, writing
from danvan.papers.layouts import layout, paper_type
from danvan.papers.values import Issuer, Paper, Signing

DOCUMENT: Final = "documents.outgoing"
PARTY: Final = "party"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a document made from a report.

    Args:
        profile: Who issues, in whose layout.
        signer: Authority, on whose behalf, title, name.
    """

    profile: IssuerProfile
    signer: Mapping[str, str]
    wanted: Wanted


def may_issue(case: Case, actor: Actor) -> bool:
    """Return whether an actor makes papers of a report: whoever writes it."""
    return actor.has(AT_DESK, case.unit_id)


def profiles_for(case: Case, actor: Actor) -> list[IssuerProfile]:
    """Return who may issue a report, the reporting unit in its own layout first."""
    own = world_of(case.unit_id, actor)
    rows = issuing_profiles(actor)
    return sorted(
        rows,
        key=lambda one: (one.unit_id != case.unit_id, one.world != own, collation_key(one.name)),
    )


def world_of(unit_id: int, actor: Actor) -> str:
    """Return whose layout a unit uses by itself: the Party's for Party bodies, else the State's."""
    rows = UnitPeriod.objects.filter(holding_on(actor.today), unit_id=unit_id)
    return World.PARTY if rows.filter(side=PARTY).exists() else World.STATE


def goes_to(version: ReportVersion, actor: Actor) -> dict[int, str]:
    """Return by unit how it gets a version: as it was sent, or as it would be sent today."""
    sent = dict(version.deliveries.order_by("pk").values_list("unit_id", "part"))
    if sent or version.submitted_at:
        return sent
    return dict(route(version.report.case, actor.today).parts)


def standing_document(case: Case, version: ReportVersion) -> bool:
    """Return whether a version has a document that was neither dropped nor recalled."""
    return documents_of(case, version.number).exclude(case__state="recalled").exists()


@transaction.atomic
def make_document(case: Case, version: ReportVersion, order: Order, actor: Actor) -> Case:
    """Open the draft of the document that a version becomes; both cases name each other.

    Raises:
        Refused: ``CASE-01`` no officer there, ``DOC-01`` it carries a secret mark, ``MERGE-12`` one
            stands that is not recalled, ``REG-09`` the issuer has no names today.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    if not may_issue(case, actor):
        raise Refused("CASE-01")
    if standing_document(case, version):
        raise Refused("MERGE-12", number=version.number)
    said = spoken(actor, version, order.wanted)
    uploads.refuse_secret(marked(said.body))
    name = paper_type(TYPE).name
    title = Words(f"{name.vi}: {said.summary}", f"{name.en}: {said.summary}")
    facts = {
        "type_key": TYPE,
        "world": order.profile.world,
        "unit_id": order.profile.unit_id,
        "summary": said.summary,
        "content": _content(said, order, goes_to(version, actor)),
    }
    opening = Opening(
        order.profile.unit_id, title, actor.today, facts, {}, classification=case.classification
    )
    made = open_case(DOCUMENT, actor, opening)
    CaseLink.objects.create(
        source=made,
        target=case,
        relation=Relation.CAUSED_BY,
        made_at=timezone.now(),
        made_by=actor.label,
        by_person=True,
        reason=version_mark(version.number),
    )
    return made


def _content(said: Spoken, order: Order, parts: Mapping[int, str]) -> dict[str, Any]:
    return {
        "bases": [],
        "body": marked(said.body),
        "to_units": [unit for unit, part in parts.items() if part != Part.COPY],
        "copy_units": [unit for unit, part in parts.items() if part == Part.COPY],
        "others": [],
        "signers": [dict(order.signer)],
        "annexes": [{"title": one.title, "body": marked(one.body)} for one in said.annexes],
    }


def plain_file(
    case: Case, version: ReportVersion, wanted: Wanted, actor: Actor, signer: Signing | None = None
) -> bytes:
    """Return a report as a Word file in the layout of its body, for who signs on paper.

    Number and day are left open, and the signature where nobody is named. A body that has not said
    how it issues stands under its own name.

    Raises:
        PaperError: It cannot be written.
    """
    said, issuer = spoken(actor, version, wanted), _issuer(case, actor)
    world: Any = issuer["world"]
    short = issuer["abbreviation"]
    day = actor.today
    names = names_of(goes_to(version, actor), day)
    paper = Paper(
        world=world,
        type=TYPE,
        issuers=(Issuer(issuer["name"], issuer["superior"], short),),
        symbol=numbers.symbol(world, TYPE, short, day) if short else "",
        place=issuer["place"],
        summary=said.summary,
        body=said.body,
        signers=(signer,) if signer else (),
        recipients=tuple(names.values()),
        annexes=said.annexes,
    )
    return writing.docx(paper, layout(world, day))


def _issuer(case: Case, actor: Actor) -> dict[str, Any]:
    found = [one for one in profiles_for(case, actor) if one.unit_id == case.unit_id]
    if found:
        return snapshot(found[0])
    name = name_of(case.unit_id, actor.today)
    world = world_of(case.unit_id, actor)
    return {"name": name, "superior": "", "abbreviation": "", "place": "", "world": world}
