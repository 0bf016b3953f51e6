"""What the tests of correspondence share."""

from __future__ import annotations

import pytest

from tests.factories.correspondence import Office, make_office


@pytest.fixture
def office(db) -> Office:
    """Return an office of the State."""
    del db
    return make_office()


@pytest.fixture
def committee(db) -> Office:
    """Return an office of the Party."""
    del db
    return make_office("party", body="board")
