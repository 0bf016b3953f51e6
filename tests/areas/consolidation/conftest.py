"""A line of reports, and clients of those who sit along it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.lines import Line, make_line


@pytest.fixture
def line(tmp_path: Path) -> Line:
    """Return a country of two provinces with five communes that owe reports for May."""
    return make_line(tmp_path)


@pytest.fixture
def client_at(line: Line) -> Callable[..., Client]:
    """Return a function that signs somebody in at a unit of the line."""

    def sign_in(key: str, *roles: str) -> Client:
        client, unit = Client(), line[key]
        grants = grants_at(unit, roles=roles or ("officer", "head"))
        client.force_login(make_user(make_post(unit, grants)))
        return client

    return sign_in
