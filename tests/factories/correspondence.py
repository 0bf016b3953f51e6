"""An office that issues documents: a body with names, a term, registers and a clerk; its papers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.models import Case, CaseUnit, Taking
from danvan.kernel.correspondence.issuers import IssuerFacts, set_profile, set_term
from danvan.kernel.correspondence.models import Document, Incoming, Register
from danvan.kernel.correspondence.registers import open_register
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit
from tests.factories.accounts import actor_at
from tests.factories.trees import BY, START, Tree, make_tree

TODAY = date(2026, 6, 15)
TERM = "2025-2030"
NAMES = {
    "party": IssuerFacts("Đảng ủy xã", "Đảng bộ tỉnh", "ĐU", "Xã A"),
    "state": IssuerFacts("Ủy ban nhân dân xã", "", "UBND", "Xã A"),
}
EVERY_ROLE = ("officer", "head", "planner")
numbers = count(1)


@dataclass(frozen=True)
class Office:
    """A body and what it issues with."""

    tree: Tree
    unit: Unit
    out: Register
    into: Register
    clerk: Actor = field(repr=False)

    @property
    def stranger(self) -> Actor:
        """Return somebody who does all that at another tree."""
        return actor_at(make_tree(today=TODAY).root, roles=EVERY_ROLE, downward=True, today=TODAY)


def make_office(world: str = "state", *, body: str = "council", tree: Tree | None = None) -> Office:
    """Make an office of one world."""
    tree = tree or make_tree(today=TODAY)
    unit = tree[body]
    clerk = actor_at(unit, roles=EVERY_ROLE, today=TODAY)
    set_profile(unit, world, NAMES[world], valid_from=START, actor=clerk)
    set_term(unit, TERM, valid_from=date(2025, 8, 1), actor=clerk)
    out = open_register(unit, "out", world, "Văn bản đi", actor=clerk)
    into = open_register(unit, "in", world, "Văn bản đến", actor=clerk)
    return Office(tree, unit, out, into, clerk)


def make_case(unit: Unit, kind: str, *, classification: int = Classification.INTERNAL) -> Case:
    """Make a bare case of a kind."""
    case = Case.objects.create(
        slug=f"paper-{next(numbers)}",
        kind=kind,
        title_vi="Về việc thử",
        title_en="On a trial",
        unit=unit,
        state="draft",
        classification=classification,
        opened_on=TODAY,
    )
    CaseUnit.objects.create(case=case, unit=unit, taking=Taking.HANDLING)
    return case


def draft(
    office: Office,
    *,
    type_key: str = "report",
    world: str | None = None,
    classification: int = Classification.INTERNAL,
) -> Document:
    """Make a draft of an office."""
    return Document.objects.create(
        case=make_case(office.unit, "documents.outgoing", classification=classification),
        type_key=type_key,
        world=world or office.out.world,
        unit=office.unit,
        summary="Về việc thử",
    )


def arrived(office: Office, *, classification: int = Classification.INTERNAL) -> Incoming:
    """Make what came from outside."""
    return Incoming.objects.create(
        case=make_case(office.unit, "documents.incoming", classification=classification),
        sender="Sở A",
        their_number="12/SA-VP",
        summary="Mời họp",
        received_on=TODAY,
    )


def stored(digest: str = "a", name: str = "van-ban.pdf") -> StoredFile:
    """Make the row of a file; its bytes stand nowhere."""
    return StoredFile.objects.create(
        digest=digest * 64,
        name=name,
        media_type="application/pdf",
        size=1,
        stored_at=timezone.now(),
        stored_by=BY,
    )
