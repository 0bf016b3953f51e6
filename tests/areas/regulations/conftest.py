"""A planner, somebody who only reads, a stranger, and files to import."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from danvan.kernel.organisations.models import Unit
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.trees import Tree, make_tree

DAY = date(2026, 3, 20)
EVERY = ("planner", "reader", "officer", "head")
SAMPLE = "docs/samples/quy-che-mau.txt"


def client_at(unit: Unit, grants) -> Client:
    client = Client()
    client.force_login(make_user(make_post(unit, grants)))
    return client


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """Keep files of tests apart."""
    settings.FILE_STORE = tmp_path / "files"
    settings.VAR = tmp_path / "var"
    return settings.FILE_STORE


@pytest.fixture
def tree(db) -> Tree:
    del db
    return make_tree(today=DAY)


@pytest.fixture
def planner(tree) -> Client:
    return client_at(tree["bloc"], grants_at(tree.root, roles=EVERY, downward=True))


@pytest.fixture
def reader(tree) -> Client:
    return client_at(tree["police"], grants_at(tree["police"], roles=("reader",)))


@pytest.fixture
def stranger(db) -> Client:
    del db
    other = make_tree(today=DAY)
    return client_at(other["bloc"], grants_at(other.root, roles=EVERY, downward=True))


@pytest.fixture
def sample(repository) -> bytes:
    return (repository / SAMPLE).read_bytes()


def send(client: Client, content: bytes, name: str = "quy-che.txt"):
    return client.post("/regulations/import/", {"file": SimpleUploadedFile(name, content)})
