"""A commune with an administrator at the browser, and one beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import Post, User
from danvan.kernel.organisations.models import UnitPeriod
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.trees import Tree, make_tree


@dataclass(frozen=True)
class Place:
    """A tree: an administrator, a colleague, an officer of a hamlet team, an empty post."""

    tree: Tree
    posts: dict[str, Post]
    users: dict[str, User]

    def actor(self, name: str = "first") -> Actor:
        found = actor_of(self.users[name])
        assert found is not None
        return found

    def client(self, name: str = "first") -> Client:
        client = Client()
        client.force_login(self.users[name])
        return client


def make_place() -> Place:
    tree = make_tree()
    UnitPeriod.objects.filter(unit=tree["team"]).update(tier="hamlet")
    over_all = grants_at(tree.root, roles=("administrator",), downward=True)
    posts = {
        "first": make_post(tree.root, over_all),
        "second": make_post(tree.root, over_all),
        "officer": make_post(tree["team"], grants_at(tree["team"])),
        "empty": make_post(tree["bloc"]),
    }
    users = {name: make_user(posts[name]) for name in ("first", "second", "officer")}
    return Place(tree, posts, users)


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


@pytest.fixture
def place(db) -> Place:
    del db
    return make_place()


@pytest.fixture
def other_place(db) -> Place:
    del db
    return make_place()


@pytest.fixture
def admin(place) -> Client:
    return place.client()
