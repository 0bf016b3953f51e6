"""Pages of long lists: so many rows a page, counted once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PAGE_ROWS = 50
MOST = 10_000
"""No list is counted further; more must be narrowed."""

Told = Callable[[Iterable[Any]], Sequence[Any]]


def page_of(
    rows: QuerySet[Any] | Sequence[Any],
    number: str | None,
    told: Told,
    *,
    count: int | None = None,
) -> Page[Any]:
    """Return one page of lines.

    Args:
        rows: Ordered.
        number: As asked for; one that is none gives the first or the last page.
        told: Turns the rows of a page into lines.
        count: How many rows there are, where that is known already.
    """
    if count is None and isinstance(rows, QuerySet):
        return _page_of_query(rows, number, told)
    page = _Counted(rows, len(rows) if count is None else count).get_page(number)
    page.object_list = told(page.object_list)
    return page


def _page_of_query(rows: QuerySet[Any], number: str | None, told: Told) -> Page[Any]:
    """Order and count the rows in one pass over their keys; only the page itself is read whole."""
    keys = list(rows.values_list("pk", flat=True)[:MOST])
    page = _Counted(keys, len(keys)).get_page(number)
    page.object_list = told(rows.filter(pk__in=list(page.object_list)))
    return page


class _Counted(Paginator):  # type: ignore[type-arg]  # generic for mypy only
    """Paginator that was told how many rows there are."""

    def __init__(self, rows: Sequence[Any] | QuerySet[Any], known: int) -> None:
        super().__init__(rows, PAGE_ROWS)
        self._known = known

    @property
    def count(self) -> int:
        """Return the number given."""
        return self._known
