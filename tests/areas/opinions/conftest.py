"""The Front of a commune and the committee it speaks to, under the limits of the base pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import EvidenceInput, Opening, open_case, perform
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import Term
from danvan.law.duties import Words
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.openings import load_rules
from tests.factories.trees import make_tree

TODAY = date(2026, 5, 20)
BEGAN = date(2026, 4, 6)
PROOF = (EvidenceInput(role="minutes", note="Biên bản sinh hoạt"),)


@dataclass(frozen=True)
class Side:
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


def side(unit: Unit) -> Side:
    return Side(unit, make_user(make_post(unit, grants_at(unit))))


@pytest.fixture
def sides(db) -> dict[str, Side]:
    del db
    load_rules()
    for number, (key, words) in enumerate((("roads", "Đường"), ("water", "Nước"))):
        Term.objects.create(
            kind="topics", key=key, label_vi=words, label_en=key.title(), position=number
        )
    tree = make_tree({"front": "", "committee": ""}, today=TODAY)
    return {key: side(tree[key]) for key in ("front", "committee")}


def begin(at: Side, people: int | None = 40) -> Case:
    """Begin a gathering at a body."""
    days = {"first_on": BEGAN, "last_on": date(2026, 4, 10)}
    opening = Opening(
        unit_id=at.unit.pk,
        title=Words("Ý kiến tháng Tư", "Opinions of April"),
        opened_on=BEGAN,
        facts={"subject": "Đường và cống", "way": "meeting", "people": people, **days},
        takings={},
    )
    return open_case("opinions.gathering", at.actor, opening)


def do(case: Case, act: str, by: Side, on: date = BEGAN, **data) -> Case:
    """Perform one act."""
    fresh = Case.objects.get(pk=case.pk)
    return perform(
        fresh, act, by.actor, effective_on=on, data=data, evidence=PROOF, reason="Theo chương trình"
    )


def gathered(at: Side) -> Case:
    """Return a gathering that is finished: one matter by many, one by few."""
    case = begin(at)
    do(case, "gather", at, topic="roads", people=12, summary="Đường xóm xấu.")
    do(case, "gather", at, topic="water", people=3, summary="Nước yếu.")
    return do(case, "finish", at)
