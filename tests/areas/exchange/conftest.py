"""Two places in one database that send envelopes to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from danvan.areas.exchange.models import Envelope, Organ
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.models import Unit
from tests.areas.documents.conftest import clerk_at, file_store, printed, strangers, tree
from tests.factories.documents import act, draft, signed

__all__ = ("clerk_at", "file_store", "printed", "strangers", "tree")
HERE, THERE = "000.00.01.H56", "000.00.02.H56"


@dataclass
class Side:
    """A unit that sends and gets, with its clerk."""

    unit: Unit
    actor: Actor
    client: Client


def side(tree: Any, clerk_at: Callable[..., tuple[Actor, Client]], code: str, name: str) -> Side:
    actor, client = clerk_at(tree, "board")
    unit = tree["board"]
    Organ.objects.create(root_id=actor.root_id, unit=unit, organ_id=code, name=name)
    return Side(unit, actor, client)


@pytest.fixture
def here(tree, clerk_at) -> Side:
    """Return who sends."""
    return side(tree, clerk_at, HERE, "Ủy ban nhân dân xã Mẫu")


@pytest.fixture
def there(strangers, clerk_at) -> Side:
    """Return who gets it, in another tree."""
    return side(strangers, clerk_at, THERE, "Đảng ủy xã Khác")


@pytest.fixture
def issued(here, printed) -> Case:
    """Return a document that was issued and printed."""
    case = signed(draft(here.unit, here.actor, summary="Mời phối hợp"), here.actor)
    return act(case, "issue", here.actor)


@pytest.fixture
def made(here, issued) -> Envelope:
    """Return an envelope of it for the other side."""
    told = {"receivers": f"{THERE} | Đảng ủy xã Khác", "with_docx": "on"}
    here.client.post(f"/exchange/issued/{issued.slug}/", told)
    return Envelope.objects.get()


@pytest.fixture
def sent(here, made) -> bytes:
    """Return that envelope as it is sent."""
    return here.client.get(f"/exchange/envelopes/{made.pk}/file/").content


@pytest.fixture
def upload() -> Callable[..., Any]:
    """Return a function that reads a file in at a side."""

    def read(client: Client, content: bytes, name: str = "goi.edxml") -> Any:
        return client.post("/exchange/read/", {"file": SimpleUploadedFile(name, content)})

    return read
