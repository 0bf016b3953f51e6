"""Desks and clients that are signed in."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from danvan.web.sign_in_sessions import BOUND
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
    bound_to_this_browser(client)
    return client


def bound_to_this_browser(client: Client) -> None:
    """Do what signing in does besides: the first page need not write it."""
    session = client.session
    session[BOUND] = {"browser": "/", "began": int(time.time()), "seen": int(time.time())}
    session.save()
