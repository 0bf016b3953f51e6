"""A commune with two bodies that issue documents, and another tree that must see nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfWriter

from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import User
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.documents import let_issue
from tests.factories.trees import Tree, make_tree


@pytest.fixture(autouse=True)
def file_store(settings, tmp_path: Path) -> None:
    settings.FILE_STORE = tmp_path / "files"


@pytest.fixture
def tree(db) -> Tree:
    del db
    return make_tree()


@pytest.fixture
def strangers(db) -> Tree:
    del db
    return make_tree()


@pytest.fixture
def clerk_at() -> Callable[..., tuple[Actor, Client]]:
    """Return a function that seats a clerk who issues at a unit: as an actor and a browser."""

    def seated(tree: Tree, key: str, *roles: str) -> tuple[Actor, Client]:
        unit = tree[key]
        held = roles or ("officer", "head")
        user: User = make_user(make_post(unit, grants_at(unit, roles=held)))
        actor = actor_of(user)
        assert actor is not None
        if "head" in held:
            let_issue(unit, actor)
        client = Client()
        client.force_login(user)
        return actor, client

    return seated


@pytest.fixture
def blank(monkeypatch) -> None:
    """Print an empty page that can be signed, without LibreOffice."""
    paper, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(paper)
    monkeypatch.setattr("danvan.papers.printing.pdf", lambda _docx, **_told: paper.getvalue())


@pytest.fixture
def printed(monkeypatch) -> None:
    """Let nobody wait for LibreOffice where only the way of a document is asked."""
    monkeypatch.setattr("danvan.papers.printing.pdf", lambda docx, **_options: b"%PDF-1.7 " + docx)
