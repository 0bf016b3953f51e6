"""Desks and clients that are signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.desks import Desk, make_desk


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """Let no test be slowed down by what another tried."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def desk(db) -> Desk:
    del db
    return make_desk()


@pytest.fixture
def other_desk(db) -> Desk:
    del db
    return make_desk("Khối Dân vận xã bên")


@pytest.fixture
def clerk(desk) -> Client:
    return signed_in(desk)


@pytest.fixture
def stranger_of_the_house(other_desk) -> Client:
    return signed_in(other_desk)


def signed_in(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.user)
    return client
