"""A commune whose board meets the Front every month, and clients that are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from danvan.kernel.packs.models import Term
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.cases import apply_all
from tests.factories.packs import SESSION, duty, put_to_work
from tests.factories.trees import Tree, make_tree

SESSIONS = "".join(
    duty(name, "period", 'period = "monthly"\n' + SESSION.replace("front", partner))
    for name, partner in (("front", "front"), ("police", "police"))
)


@pytest.fixture
def tree(db, tmp_path) -> Tree:
    del db
    made = make_tree({"board": "", "council": "", "police": "", "front": ""})
    put_to_work(made, tmp_path, SESSIONS)
    apply_all(made.root)
    Term.objects.create(
        kind="evidence", key="minutes", label_vi="Biên bản", label_en="Minutes", position=99
    )
    return made


@pytest.fixture
def client_at(tree) -> Callable[..., Client]:
    """Return a function that signs in a desk of a unit."""

    def signed_in(key: str, *roles: str) -> Client:
        grants = grants_at(tree[key], roles=roles or ("officer",))
        client = Client()
        client.force_login(make_user(make_post(tree[key], grants)))
        return client

    return signed_in
