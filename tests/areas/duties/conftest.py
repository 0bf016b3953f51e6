"""A tree that works by the small pack, and clients who sit in it and beside it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from danvan.kernel.organisations.models import Unit
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.cases import apply_all
from tests.factories.packs import Worked, put_to_work
from tests.factories.trees import Tree, make_tree

DAY = date(2022, 5, 20)


def client_at(unit: Unit, *grants) -> Client:
    client = Client()
    client.force_login(make_user(make_post(unit, [one for group in grants for one in group])))
    return client


@pytest.fixture
def tree(db) -> Tree:
    del db
    return make_tree(today=DAY)


@pytest.fixture
def worked(tree, tmp_path) -> Worked:
    return put_to_work(tree, tmp_path)


@pytest.fixture
def applied(worked) -> Worked:
    apply_all(worked.tree.root, today=DAY, until=date(2022, 12, 31))
    return worked


@pytest.fixture
def planner(tree) -> Client:
    roles = ("planner", "reader", "officer", "head")
    return client_at(tree["bloc"], grants_at(tree.root, roles=roles, downward=True))


@pytest.fixture
def officer(tree) -> Client:
    return client_at(tree["police"], grants_at(tree["police"], roles=("officer",)))


@pytest.fixture
def stranger(db) -> Client:
    """Return somebody with every right in another tree."""
    del db
    other = make_tree(today=DAY)
    roles = ("planner", "reader", "officer", "head")
    return client_at(other["board"], grants_at(other.root, roles=roles, downward=True))


def page_of(client: Client, address: str, **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()
