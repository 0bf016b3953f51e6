"""A desk to sit at: a tree with one body, a post with its account, and duties owed there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.utils import timezone

from danvan.kernel.accounts.actors import Actor, GrantValue, actor_of
from danvan.kernel.accounts.models import Classification, User
from danvan.kernel.accounts.writing import add_holder, add_post
from danvan.kernel.cases.clocks import ClockBasis
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import Opening, open_case
from danvan.kernel.duties.models import Duty
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure
from danvan.kernel.packs.models import Pack
from danvan.law.duties import Words

TODAY = date(2026, 4, 15)
START = date(2025, 1, 1)
BY = "tests"
PASSWORD = "mat-khau-thu-nghiem"
EVERY_ROLE = ("officer", "head", "planner")
numbers = count(1)


@dataclass(frozen=True)
class Desk:
    """A body of one tree and who works there."""

    root: Unit
    unit: Unit
    user: User
    roles: tuple[str, ...] = field(default=EVERY_ROLE)

    @property
    def actor(self) -> Actor:
        actor = actor_of(self.user)
        assert actor is not None
        return actor


def make_desk(
    name: str = "Khối Dân vận", *, roles: tuple[str, ...] = EVERY_ROLE, side: str = "party"
) -> Desk:
    """Make a tree of its own with one body and one post; its today is TODAY."""
    key = f"tree-{next(numbers)}"
    commune = UnitFacts(f"Xã {key}", "commune", "none", f"Commune {key}")
    root = add_unit(commune, key=key, valid_from=START, by=BY, is_locality=True, demo_on=TODAY)
    body = UnitFacts(name, "commune", side, "Mass Mobilisation Bloc")
    unit = add_unit(body, key="bloc", valid_from=START, by=BY, parent=root)
    rebuild_closure(root)
    return Desk(root, unit, add_clerk(unit, roles=roles), roles)


def add_clerk(unit: Unit, *, roles: tuple[str, ...] = EVERY_ROLE) -> User:
    """Make an account holding a post with some roles at a unit."""
    number = next(numbers)
    grants = [GrantValue(role, unit.pk, False, Classification.INTERNAL) for role in roles]
    title = f"Cán bộ {number}"
    post = add_post(unit, title, title_en="Officer", grants=grants, valid_from=START, by=BY)
    username = f"canbo{number}"
    return add_holder(post, username=username, password=PASSWORD, valid_from=START, by=BY)


def make_duty(timing: str = "dated", *, act: str = "báo cáo công tác dân vận") -> Duty:
    """Make one duty of a made-up pack."""
    number = next(numbers)
    pack = Pack.objects.create(
        name=f"pack-{number}",
        version="1",
        digest="0" * 64,
        state="draft",
        label_vi="Gói thử",
        label_en="Trial pack",
        document_number="01-QĐ/ĐU",
        loaded_at=timezone.now(),
        loaded_by=BY,
    )
    return Duty.objects.create(
        pack=pack,
        code=f"t-{number}",
        provision="att_1__art_21__cl_2",
        position=number,
        article="att_1__art_21",
        timing=timing,
        period="monthly",
        modality="duty",
        bearing="each",
        area="reporting",
        act_vi=act,
        act_en="report on mass mobilisation",
        snapshot={"evidence": ["report"]},
    )


def owe(desk: Desk, due_on: date | None, *, title: str = "Báo cáo tháng", key: str = "") -> Case:
    """Open one occurrence at a desk, due on a day."""
    number = next(numbers)
    return open_case(
        "duties.occurrence",
        desk.actor,
        Opening(
            unit_id=desk.unit.pk,
            title=Words(title, f"Report {number}"),
            opened_on=START,
            takings={},
            due_on=due_on,
            basis=ClockBasis(
                rule={"period": "monthly", "relation": "before", "day": 10, "month": "every"},
                provision="att_1__art_21__cl_2",
                source="01-QĐ/ĐU",
                pack="pack 1",
            ),
            facts={
                "duty": make_duty(),
                "unit_id": desk.unit.pk,
                "key": key or f"k{number}",
                "origin": "text",
                "begins_on": date(2026, 3, 1),
                "ends_on": date(2026, 3, 31),
                "written_on": date(2026, 4, 10) if due_on else None,
            },
        ),
    )


def follow(desk: Desk, timing: str = "standing", *, title: str = "Vận động nhân dân") -> Case:
    """Open the card of an undated duty at a desk."""
    return open_case(
        "duties.card",
        desk.actor,
        Opening(
            unit_id=desk.unit.pk,
            title=Words(title, "Mobilise the people"),
            opened_on=START,
            takings={},
            facts={"duty": make_duty(timing), "unit_id": desk.unit.pk},
        ),
    )
