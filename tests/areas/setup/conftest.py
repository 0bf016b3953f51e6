"""A bare commune with a planner and an administrator, somebody of it and somebody of another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from danvan.kernel.duties.loading import load_pack
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.trees import Tree, make_tree

DAY = date(2026, 3, 2)


def client_at(unit, *grants) -> Client:
    client = Client()
    client.force_login(make_user(make_post(unit, [one for group in grants for one in group])))
    return client


@pytest.fixture
def tree(db) -> Tree:
    del db
    load_pack(law_packs.load(pack_folder("vn-base")), by="tests")
    return make_tree(today=DAY)


@pytest.fixture
def planner(tree) -> Client:
    roles = ("planner", "reader", "officer", "head")
    return client_at(tree["bloc"], grants_at(tree.root, roles=roles, downward=True))


@pytest.fixture
def administrator(tree) -> Client:
    return client_at(tree["bloc"], grants_at(tree.root, roles=("administrator",), downward=True))


@pytest.fixture
def officer(tree) -> Client:
    return client_at(tree["police"], grants_at(tree["police"], roles=("officer",)))


@pytest.fixture
def stranger(db) -> Client:
    """Return somebody who plans another tree."""
    del db
    other = make_tree(today=DAY)
    roles = ("planner", "administrator", "reader", "officer", "head")
    return client_at(other["board"], grants_at(other.root, roles=roles, downward=True))


@pytest.fixture
def shelf(tmp_path, monkeypatch) -> Callable[[str], Path]:
    """Return a function that copies the real packs into a folder where versions may change."""
    real = pack_folder("vn-base").parent

    def copied(*names: str) -> Path:
        for name in ("vn-base", *names):
            for path in (real / name).rglob("*.*"):
                target = tmp_path / "packs" / path.relative_to(real)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        monkeypatch.setenv("DANVAN_PACKS", str(tmp_path / "packs"))
        return tmp_path / "packs"

    return copied
