"""A tree with a commune below its root; its pack holds series that wait for a superior's paper."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.writing import add_unit, rebuild_closure
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.packs import Worked, bind_all, duty, put_to_work
from tests.factories.trees import BY, START, Tree, facts, make_tree

DAY = date(2022, 5, 20)
SERIES = ("monthly", "quarterly", "semiannual", "nine_months", "annual")
DUTIES = "".join(
    [
        *(duty(one, "period_not_stated", f'period = "{one}"') for one in SERIES),
        duty("anyhow", "period_not_stated"),
        duty("elsewhere", "by_reference"),
        duty("fixed", "period", 'period = "monthly"'),
        duty("always", "standing"),
    ]
)


def client_at(unit: Unit, *grants) -> Client:
    client = Client()
    client.force_login(make_user(make_post(unit, [one for group in grants for one in group])))
    return client


@pytest.fixture
def tree(db) -> Tree:
    """Return a tree in which a commune below has its own board."""
    del db
    made = make_tree(today=DAY)
    below = add_unit(
        facts("Xã Dưới"),
        key="below",
        valid_from=START,
        by=BY,
        parent=made.root,
        root=made.root,
        is_locality=True,
    )
    board = add_unit(
        facts("Đơn vị board dưới"),
        key="board_below",
        valid_from=START,
        by=BY,
        parent=below,
        root=made.root,
    )
    rebuild_closure(made.root)
    return Tree(made.root, {**made.units, "below": below, "board_below": board})


@pytest.fixture
def worked(tree, tmp_path, settings) -> Worked:
    settings.FILE_STORE = tmp_path / "files"
    made = put_to_work(tree, tmp_path, DUTIES)
    bind_all(tree, {"board": ("board_below",)})
    return made


@pytest.fixture
def planner(tree) -> Client:
    roles = ("planner", "reader", "officer", "head")
    return client_at(tree["bloc"], grants_at(tree.root, roles=roles, downward=True))


@pytest.fixture
def officer(tree) -> Client:
    return client_at(tree["board_below"], grants_at(tree["board_below"], roles=("officer",)))


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
