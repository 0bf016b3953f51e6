"""Counting queries, for pages whose cost must not grow with their rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def query_count() -> Callable[[Callable[[], object]], int]:
    """Return a function that runs another and counts its queries."""

    def count(run: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as caught:
            run()
        return len(caught)

    return count
