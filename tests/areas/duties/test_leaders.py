"""Joint duties that nobody leads until a person names who does: plan, register, duty, unit."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from danvan.areas.duties.register import Register, Wish
from danvan.kernel.accounts.models import User
from danvan.kernel.duties.models import Card, Leader
from tests.areas.duties.conftest import DAY, client_at, page_of
from tests.factories.accounts import grants_at, planner_of
from tests.factories.cases import apply_all
from tests.factories.packs import Worked, duty, put_to_work

JOINT = {"bearers": ["board", "police"], "bearing": "jointly"}
DUTIES = "".join(
    [
        duty("open", "standing", 'tags = ["leader_to_be_named"]', **JOINT),
        duty("settled", "standing", **JOINT),
        duty("own", "standing"),
    ]
)
MISSING = "Chưa phân công cơ quan chủ trì"


@pytest.fixture
def agreed(tree, tmp_path) -> Worked:
    return put_to_work(tree, tmp_path, DUTIES)


def named(tree, **changed):
    usual = {"unit": tree["police"].pk, "source": "Biên bản 01", "valid_from": "20/05/2022"}
    return usual | changed


def test_nobody_leads_until_a_person_names_one(agreed, planner, tree):
    plan = page_of(planner, "/plan/")
    page = page_of(planner, "/duties/local/open/")
    unit = page_of(planner, f"/units/{tree['board'].pk}/")

    assert "/duties/local/open/#leader" in plan
    assert "/duties/local/settled/#leader" not in plan
    assert MISSING in page
    assert "Đơn vị board" in page
    assert "Chờ phân công cơ quan chủ trì" in unit
    assert MISSING not in page_of(planner, "/duties/local/settled/")


def test_who_is_named_has_the_card_and_the_other_sees_it(agreed, planner, tree):
    done = planner.post("/duties/local/open/leader/", named(tree))
    apply_all(tree.root, today=DAY)
    card = Card.objects.get(duty__code="open")
    other = client_at(tree["board"], grants_at(tree["board"], roles=("officer",)))

    assert done.status_code == 302
    assert card.unit == tree["police"]
    page = page_of(other, f"/units/{tree['board'].pk}/")
    assert "Cùng chịu trách nhiệm" in page
    assert f"/cases/{card.case.slug}/" in page
    assert "Đơn vị police" in page
    assert "Chờ phân công" not in page
    assert MISSING not in page_of(planner, "/duties/local/open/")
    assert "leaderless-title" not in page_of(planner, "/plan/")


def test_history_of_leaders_is_shown(agreed, planner, tree):
    planner.post("/duties/local/open/leader/", named(tree, valid_from="01/05/2022"))
    planner.post(
        "/duties/local/open/leader/",
        named(tree, unit=tree["board"].pk, source="Biên bản 02", valid_from="10/05/2022"),
    )

    page = page_of(planner, "/duties/local/open/")

    assert page.index("Biên bản 02") < page.index("Biên bản 01")
    assert "thôi từ" in page
    assert page.count("đang chủ trì") == 1
    assert Leader.objects.get(source="Biên bản 01").valid_until == date(2022, 5, 10)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"unit": ""}, "FORM-01"),
        ({"unit": "0"}, "FORM-03"),
        ({"unit": "chủ trì"}, "FORM-03"),
        ({"source": "  "}, "FORM-01"),
        ({"source": "x" * 301}, "FORM-05"),
        ({"valid_from": "hôm nay"}, "FORM-04"),
        ({"valid_from": "01/01/2020"}, "LEAD-03"),
    ],
)
def test_what_cannot_be_comes_back_with_its_sentence(agreed, planner, tree, changed, expected):
    answer = planner.post("/duties/local/open/leader/", named(tree, **changed))

    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert not Leader.objects.exists()


def test_an_earlier_day_than_the_last_leader_is_refused(agreed, planner, tree):
    planner.post("/duties/local/open/leader/", named(tree))

    answer = planner.post("/duties/local/open/leader/", named(tree, valid_from="01/05/2022"))

    assert answer.status_code == 422
    assert "LEAD-04" in answer.content.decode()


def test_a_unit_outside_the_duty_cannot_lead(agreed, planner, tree):
    answer = planner.post("/duties/local/open/leader/", named(tree, unit=tree["council"].pk))

    assert answer.status_code == 422
    assert "FORM-03" in answer.content.decode()


def test_only_who_plans_this_tree_names_leaders(agreed, planner, officer, stranger, tree):
    address = "/duties/local/open/leader/"
    for client in (officer, stranger):
        assert client.get(address).status_code == 404
        assert client.post(address, named(tree)).status_code == 404
    assert planner.get("/duties/local/settled/leader/").status_code == 404
    assert planner.get(address).status_code == 200
    assert address not in page_of(officer, "/duties/local/open/")
    assert Client().get(address).status_code == 302
    assert User.objects.count() == 3


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"bearing": "each"}, ["own"]),
        ({"bearing": "jointly"}, ["open", "settled"]),
        ({"state": "leaderless"}, ["open"]),
    ],
)
def test_register_tells_joint_duties_from_own_ones(agreed, wish, expected):
    register = Register(planner_of(agreed.tree.root, today=DAY))

    assert [line.duty.code for line in register.chosen(Wish(**wish))] == expected


def test_register_names_who_leads(agreed, planner, tree):
    before = page_of(planner, "/duties/")
    planner.post("/duties/local/open/leader/", named(tree))

    after = page_of(planner, "/duties/")

    assert before.count(MISSING) == 2
    assert after.count(MISSING) == 1
    assert "Chủ trì: Đơn vị police" in after


def test_without_units_the_page_sends_to_the_bindings(tree, tmp_path, planner):
    put_to_work(tree, tmp_path, DUTIES, bodies={})

    page = page_of(planner, "/duties/local/open/")

    assert "/duties/local/open/leader/" not in page
    assert "Gắn đơn vị" in page
