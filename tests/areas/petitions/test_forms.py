"""To whom a petition is passed on: likely units are listed, any other is found by its name."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from danvan.areas.petitions.forms import FEW_UNITS
from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.models import Petition
from danvan.areas.petitions.shapes import FEEDBACK, Intake
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from tests.areas.petitions.conftest import RECEIVED
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.openings import load_rules
from tests.factories.trees import Tree, make_tree

STAFFED = ("above", "own", "beside", "below", "cousin")
BODIES = {"above": "", "own": "above", "beside": "above", "empty": "above", "below": "own"}
BODIES |= {"far": "", "cousin": "far", "cousin2": "far"}
BODIES |= {f"group{number}": "far" for number in range(FEW_UNITS)}


@pytest.fixture
def tree(db) -> Tree:
    del db
    load_rules()
    return make_tree(BODIES, today=RECEIVED)


@pytest.fixture
def users(tree):
    roles = ("officer", "head")
    return {
        key: make_user(make_post(tree[key], grants_at(tree[key], roles=roles))) for key in STAFFED
    }


@pytest.fixture
def client(users) -> Client:
    made = Client()
    made.force_login(users["own"])
    return made


@pytest.fixture
def case(tree, users) -> Case:
    actor = actor_of(users["own"])
    told = Intake(FEEDBACK, tree["own"].pk, "Cống tắc", "Cống tắc.", RECEIVED, "letter")
    made = receive(told, actor).case
    perform(made, "classify", actor, effective_on=RECEIVED, data={"competence": "other"})
    return Case.objects.get(pk=made.pk)


def listed(page: str) -> list[str]:
    found = re.search(r'<select name="passed_to_unit".*?</select>', page, re.DOTALL)
    assert found
    return re.findall(r'<option value="(\d+)"', found[0])


def send(client, case, **told):
    usual = {"version": case.version, "effective_on": f"{RECEIVED:%d/%m/%Y}"}
    return client.post(f"/cases/{case.slug}/transfer/", usual | told)


def test_likely_units_are_listed_in_groups_and_only_where_somebody_works(tree, client, case):
    page = client.get(f"/cases/{case.slug}/transfer/").content.decode()

    assert listed(page) == [str(tree[key].pk) for key in ("above", "beside", "below")]
    assert re.findall(r'<optgroup label="([^"]+)"', page) == ["Cấp trên", "Cùng cấp", "Cấp dưới"]


def test_any_other_unit_is_searched_for_and_chosen_by_a_person(tree, client, case):
    found = send(client, case, find_unit="don vi cousin")

    page = found.content.decode()
    assert (found.status_code, Petition.objects.get().passed_to_unit_id) == (422, None)
    assert set(listed(page)) == {str(tree["cousin"].pk), str(tree["cousin2"].pk)}
    assert "PET-06" in page

    sent = send(client, case, find_unit="don vi cousin", passed_to_unit=tree["cousin"].pk)

    assert sent.status_code == 302
    assert Petition.objects.get().passed_to_unit_id == tree["cousin"].pk


def test_the_only_unit_found_is_chosen_but_not_yet_sent_to(tree, client, case):
    page = send(client, case, find_unit="cousin2").content.decode()

    assert f'<option value="{tree["cousin2"].pk}" selected>' in page
    assert Petition.objects.get().passed_to_unit_id is None


@pytest.mark.parametrize("words", ["không có nơi này", "Đơn vị own", "Xã"])
def test_own_unit_and_unknown_words_find_nothing(tree, client, case, words):
    page = send(client, case, find_unit=words).content.decode()

    assert str(tree["own"].pk) not in listed(page)
    assert ("PET-05" in page) is (words != "Xã")


def test_unit_of_another_tree_is_neither_found_nor_taken(client, case):
    other = make_tree({"foreign": ""}, today=RECEIVED)

    page = send(client, case, find_unit="foreign").content.decode()
    taken = send(client, case, passed_to_unit=other["foreign"].pk)

    assert "PET-05" in page
    assert taken.status_code == 422
    assert "FORM-03" in taken.content.decode()


def test_chosen_unit_stays_chosen_where_something_else_is_wrong(tree, client, case):
    page = send(client, case, passed_to_unit=tree["cousin"].pk, effective_on="x").content.decode()

    assert f'<option value="{tree["cousin"].pk}" selected>' in page


def test_few_units_stand_in_one_list(db):
    del db
    load_rules()
    tree = make_tree({"own": "", "office": ""}, today=RECEIVED)
    user = make_user(make_post(tree["own"], grants_at(tree["own"], roles=("officer", "head"))))
    told = Intake(FEEDBACK, tree["own"].pk, "Cống tắc", "Cống tắc.", RECEIVED, "letter")
    case = receive(told, actor_of(user)).case
    client = Client()
    client.force_login(user)

    page = client.get(f"/cases/{case.slug}/transfer/").content.decode()

    assert set(listed(page)) == {str(tree["office"].pk), str(tree.root.pk)}
    assert "find_unit" not in page
