"""Lists that sort as Vietnamese does, are searched with and without marks, and leave as XLSX.

A page hands its rows and columns over and gets a whole list: search, order, pages, export. The
state stands in the address: ``?q=`` words, ``?sort=`` column (``-`` before it: downward),
``?page=`` number, ``?format=xlsx`` the file, and one key for each filter of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from danvan.kernel.cases.search import matching
from danvan.law.collation import collation_key, fold
from danvan.web.export import text_of, xlsx_response
from danvan.web.pages import render
from danvan.web.paging import page_of
from danvan.web.states import Text

Rows = Sequence[Any] | QuerySet[Any]
MOST_EXPORTED = 100_000
"""How many rows one file takes; more must be narrowed by a search."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Args:
        value: What a row shows there: text, number, day or nothing; exported as it is.
        order: Database columns it is sorted by where the rows come as a query; empty: not sorted.
        link: Address the cell leads to.
        is_wide: Whether the cell may take long text.
        sorts: What a row in memory is sorted by there, where it is not what is shown.
    """

    key: str
    label: Text
    value: Callable[[Any], object]
    order: tuple[str, ...] = ()
    link: Callable[[Any], str] | None = None
    is_wide: bool = False
    sorts: Callable[[Any], object] | None = None

    def sort_value(self, row: object) -> object:
        """Return what a row in memory is sorted by."""
        return (self.sorts or self.value)(row)


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice that narrows a list; nothing chosen shows all.

    Args:
        key: Key in the address.
        options: Values with their words, in the order shown.
        holds: Whether a row in memory belongs to a value.
        narrows: The condition of a value, where the rows come as a query.
    """

    key: str
    label: Text
    options: Sequence[tuple[str, Text]]
    holds: Callable[[Any, str], bool] | None = None
    narrows: Callable[[str], Q] | None = None

    def chosen(self, request: HttpRequest) -> str:
        """Return the value asked for; one that is none narrows nothing."""
        asked = request.GET.get(self.key, "")
        return asked if asked in {value for value, _words in self.options} else ""

    def kept(self, rows: Rows, value: str) -> Rows:
        """Return the rows that belong to a value."""
        if not value:
            return rows
        if isinstance(rows, QuerySet):
            return rows.filter(self.narrows(value)) if self.narrows else rows
        return [row for row in rows if self.holds is None or self.holds(row, value)]


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it is declared once.

    Args:
        name: File name of the export without its ending, ASCII.
        columns: The first one names the row.
        first_sort: Column it is sorted by where nobody asked; ``-`` before it: downward.
        told: Turns the rows of one page into lines, where the rows are a query.
        found_by: The filter for words, where the rows are a query; by default on ``search``.
        actions: What may be done with a row: words and address.
        filters: Choices beside the words.
    """

    name: str
    caption: Text
    columns: tuple[Column, ...]
    first_sort: str
    told: Callable[[Iterable[Any]], Sequence[Any]] = list
    found_by: Callable[[str], Q] = matching
    actions: Callable[[Any], Sequence[tuple[Text, str]]] | None = None
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as shown."""

    value: object
    label: Text
    url: str
    is_day: bool
    is_moment: bool
    is_number: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row as shown."""

    cells: Sequence[Cell]
    actions: Sequence[tuple[Text, str]]


@dataclass(frozen=True, slots=True)
class Head:
    """One heading: how it is sorted now, and what a press asks for; empty where it cannot be."""

    label: Text
    sorted_how: str
    asks: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as one request sees it; the template ``web/components/_table.html`` shows it."""

    table: Table
    words: str
    sort: str
    page: Page[Any]
    heads: Sequence[Head] = field(default=())
    filters: Sequence[tuple[Filter, str]] = field(default=())

    @property
    def count(self) -> int:
        """Return how many rows there are under words and filters."""
        return self.page.paginator.count

    @property
    def has_actions(self) -> bool:
        """Return whether something may be done with its rows."""
        return self.table.actions is not None

    @property
    def is_narrowed(self) -> bool:
        """Return whether words or a filter leave rows out."""
        return bool(self.words) or any(value for _filter, value in self.filters)

    @property
    def lines(self) -> list[Line]:
        """Return the rows of this page."""
        return [_line(self.table, row) for row in self.page.object_list]


def answer(
    request: HttpRequest,
    table: Table,
    rows: Rows,
    *,
    template: str,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Return the page of a list, or its file where ``?format=xlsx`` asks for it.

    Args:
        rows: Only what the actor may see.
        template: Page that includes ``web/components/_table.html`` with ``list=list``.
        context: What else the page shows.
    """
    words = request.GET.get("q", "").strip()[:100]
    sort = _known(table, request.GET.get("sort", ""))
    chosen = [(one, one.chosen(request)) for one in table.filters]
    for one, value in chosen:
        rows = one.kept(rows, value)
    found = _sorted(table, _searched(table, rows, words), sort)
    if request.GET.get("format") == "xlsx":
        return _file(table, found)
    page = _page(table, found, request.GET.get("page"))
    heads = [_head(one, sort, rows, list(page.object_list)[:1]) for one in table.columns]
    shown = Shown(table, words, sort, page, heads, chosen)
    return render(request, template, {"list": shown, "page": page} | dict(context or {}))


def _known(table: Table, asked: str) -> str:
    keys = {column.key for column in table.columns}
    return asked if asked.removeprefix("-") in keys else table.first_sort


def _searched(table: Table, rows: Rows, words: str) -> Rows:
    if not words:
        return rows
    if isinstance(rows, QuerySet):
        return rows.filter(table.found_by(words))
    wanted = fold(words).split()
    return [row for row in rows if _holds(table, row, wanted)]


def _holds(table: Table, row: object, wanted: list[str]) -> bool:
    text = fold(" ".join(text_of(one.value(row) or "") for one in table.columns))
    return all(word in text for word in wanted)


def _sorted(table: Table, rows: Rows, sort: str) -> Rows:
    column = next(one for one in table.columns if one.key == sort.removeprefix("-"))
    downward = sort.startswith("-")
    if isinstance(rows, QuerySet):
        names = [f"-{name}" if downward else name for name in column.order]
        return rows.order_by(*names, "pk") if names else rows
    return sorted(rows, key=lambda row: sort_key(column.sort_value(row)), reverse=downward)


def sort_key(value: object) -> tuple[int, Any]:
    """Return what a cell is sorted by: days, numbers, text as Vietnamese does, nothing last."""
    if value is None or value == "":
        return 3, ""
    if isinstance(value, date):
        return 0, value.isoformat()
    if isinstance(value, (bool, int, float)):
        return 1, value
    return 2, collation_key(str(value))


def _page(table: Table, rows: Rows, number: str | None) -> Page[Any]:
    return page_of(rows, number, table.told if isinstance(rows, QuerySet) else list)


def _file(table: Table, rows: Rows) -> HttpResponse:
    kept = rows[:MOST_EXPORTED]
    lines = table.told(kept) if isinstance(kept, QuerySet) else kept
    cells = ([column.value(row) for column in table.columns] for row in lines)
    return xlsx_response(table.name, [str(one.label) for one in table.columns], cells)


def _head(column: Column, sort: str, rows: Rows, first: Sequence[Any]) -> Head:
    is_number = any(_is_number(column.value(row)) for row in first)
    if isinstance(rows, QuerySet) and not column.order:
        return Head(column.label, "", "", is_number)
    if sort.removeprefix("-") != column.key:
        return Head(column.label, "none", column.key, is_number)
    if sort.startswith("-"):
        return Head(column.label, "descending", column.key, is_number)
    return Head(column.label, "ascending", f"-{column.key}", is_number)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _line(table: Table, row: object) -> Line:
    cells = [_cell(column, row) for column in table.columns]
    return Line(cells, table.actions(row) if table.actions else ())


def _cell(column: Column, row: object) -> Cell:
    value = column.value(row)
    url = column.link(row) if column.link and value not in (None, "") else ""
    is_moment = isinstance(value, datetime)
    is_day = isinstance(value, date) and not is_moment
    return Cell(value, column.label, url, is_day, is_moment, _is_number(value))
