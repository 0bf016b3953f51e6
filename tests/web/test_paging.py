"""Pages of a list that comes as a query."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.kernel.organisations.models import Unit
from danvan.web import paging

pytestmark = pytest.mark.django_db


def units(count: int):
    Unit.objects.bulk_create(Unit(key=f"u{number:04}") for number in range(count))
    return Unit.objects.order_by("-key")


def test_second_page_goes_on_in_the_same_order():
    rows = units(paging.PAGE_ROWS + 2)

    page = paging.page_of(rows, "2", list)

    assert [unit.key for unit in page.object_list] == ["u0001", "u0000"]
    assert page.paginator.count == paging.PAGE_ROWS + 2


def test_no_list_is_counted_further_than_the_most(monkeypatch):
    rows = units(5)
    monkeypatch.setattr(paging, "MOST", 3)

    page = paging.page_of(rows, None, list)

    assert page.paginator.count == 3
    assert [unit.key for unit in page.object_list] == ["u0004", "u0003", "u0002"]


def test_a_page_takes_two_queries():
    rows = units(60)

    with CaptureQueriesContext(connection) as ran:
        paging.page_of(rows, "1", list)

    assert len(ran) == 2
