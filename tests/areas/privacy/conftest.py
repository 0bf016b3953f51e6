"""A body with petitions whose time is over, two people who work there, and a planner."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.shapes import FEEDBACK, Intake, Sender
from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import EvidenceInput, perform
from danvan.kernel.files.store import keep
from danvan.kernel.organisations.models import Unit
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.openings import load_rules
from tests.factories.trees import Tree, make_tree

TODAY = date(2026, 5, 20)
OLD = date(2024, 3, 4)


@dataclass(frozen=True)
class Desk:
    """One body and who works there."""

    unit: Unit
    user: User

    @property
    def actor(self) -> Actor:
        actor = actor_of(self.user)
        assert actor is not None
        return actor

    @property
    def client(self) -> Client:
        client = Client()
        client.force_login(self.user)
        return client


def at(unit: Unit, *roles: str, downward: bool = False) -> Desk:
    grants = grants_at(unit, roles=roles or ("officer", "head"), downward=downward)
    return Desk(unit, make_user(make_post(unit, grants)))


@dataclass(frozen=True)
class House:
    """A tree, the one who proposes, a second person, a planner, and another body."""

    tree: Tree
    first: Desk
    second: Desk
    planner: Desk
    other: Desk


@pytest.fixture
def house(db, settings, tmp_path) -> House:
    del db
    settings.FILE_STORE = tmp_path / "files"
    load_rules()
    tree = make_tree({"committee": "", "front": ""}, today=TODAY)
    committee = tree["committee"]
    return House(tree, at(committee), at(committee), at(tree.root, "planner"), at(tree["front"]))


def filed(desk: Desk, title: str = "Đơn cũ", *, on: date = OLD) -> Case:
    """Return a petition that was filed long ago, with its sender, a proof and a file."""
    told = Intake(
        FEEDBACK, desk.unit.pk, title, "Nhà ông bên cạnh ồn.", on, "letter", (Sender("Tên thử"),)
    )
    case = receive(told, desk.actor).case
    stored = keep(io.BytesIO(title.encode()), "don.txt", by="tests")
    proof = EvidenceInput("report", file_id=stored.pk, note="Nói về Tên thử")
    for act, data in (("classify", {"competence": "ours"}), ("file", {"ground": "file-several"})):
        perform(
            Case.objects.get(pk=case.pk),
            act,
            desk.actor,
            effective_on=on,
            data=data,
            reason="Không đủ điều kiện",
            evidence=[proof] if act == "file" else [],
        )
    return Case.objects.get(pk=case.pk)


def propose(desk: Desk) -> Case:
    """Propose to dispose of what is past its time at a desk, by the form of the kind."""
    from_form = {"unit": desk.unit.pk, "key": "petitions.filed"}
    desk.client.post("/cases/new/privacy.disposal/", from_form)
    return Case.objects.filter(kind="privacy.disposal").latest("pk")


def do(case: Case, act: str, by: Desk, **data) -> Case:
    """Perform one act today."""
    return perform(
        Case.objects.get(pk=case.pk),
        act,
        by.actor,
        effective_on=TODAY,
        data=data,
        reason="Theo danh sách",
        evidence=[EvidenceInput("minutes", note="Biên bản hủy")],
    )
