"""A tree with an administrator, a colleague who administers too, and an officer."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import Post, User
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.trees import Tree, make_tree


@dataclass(frozen=True)
class Place:
    """A tree whose root has two administrators and whose team has an officer."""

    tree: Tree
    posts: dict[str, Post]
    users: dict[str, User]

    def actor(self, name: str = "first") -> Actor:
        found = actor_of(self.users[name])
        assert found is not None
        return found


@pytest.fixture
def place(db) -> Place:
    del db
    return make_place()


@pytest.fixture
def other_place(db) -> Place:
    del db
    return make_place()


def make_place() -> Place:
    tree = make_tree()
    over_all = grants_at(tree.root, roles=("administrator",), downward=True)
    posts = {
        "first": make_post(tree.root, over_all),
        "second": make_post(tree.root, over_all),
        "officer": make_post(tree["team"], grants_at(tree["team"])),
        "empty": make_post(tree["bloc"]),
    }
    users = {name: make_user(posts[name]) for name in ("first", "second", "officer")}
    return Place(tree, posts, users)
