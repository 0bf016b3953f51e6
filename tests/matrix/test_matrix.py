"""Every address asked for by every desk role, at its own unit, another one and another tree.

What each is answered stands in docs/reference/access-matrix.md, so that a change of who may what is
seen in review; ``DANVAN_WRITE_MATRIX=1`` writes that page anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from danvan.kernel.audit.models import Entry
from danvan.kernel.organisations.models import Unit
from tests.matrix.places import (
    ROLES,
    SHARED,
    Place,
    arguments,
    fill,
    fill_desks,
    make_place,
    signed_in,
)

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/access-matrix.md"
HEAD = """# Who is answered what

Written by a test that asks for every address, signed out and as a post of each desk role at one
unit: `own` is that unit, `other` another one of the same tree. A cell is own / other, or one number
where the address names no unit. 200 shown, 302 sent on, 400 or 422 refused with a form, 403 told
that no post of theirs may, 404 not found, 405 not asked for that way. Whatever stands in another
tree is answered 404 to every role; the same test demands it.

| address | asked by | signed out | {roles} |
|---|---|---|{lines}|
"""
METHODS = ("get", "post")
FORBIDDEN = {404, 405}


@dataclass(frozen=True)
class Address:
    """One address: its name, what it takes, whether strangers may see it."""

    name: str
    takes: tuple[str, ...]
    is_open: bool

    @property
    def names_a_place(self) -> bool:
        """Whether some argument belongs to one tree."""
        return self.name != "tour-step" and bool(set(self.takes) - SHARED)


@dataclass(frozen=True)
class Answer:
    """What was answered: the status, where it leads, and how many audit entries were written."""

    status: int
    leads_to: str
    written: int


def addresses(resolver: URLResolver | None = None) -> Iterator[Address]:
    """Yield every address of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry)
        elif isinstance(entry, URLPattern):
            pattern = entry.pattern
            takes = getattr(pattern, "converters", None) or pattern.regex.groupindex
            is_open = getattr(entry.callback, "is_open_page", False)
            yield Address(entry.name or "", tuple(takes), is_open)


ADDRESSES = tuple(addresses())


@pytest.fixture
def places(db, tmp_path, settings) -> tuple[Place, Place]:
    """Return our place and theirs, with something of everything in each."""
    del db
    settings.FILE_STORE = tmp_path / "files"
    settings.VAR = tmp_path / "var"
    ours = make_place(tmp_path)
    theirs = make_place(tmp_path, ours.pack)
    for place in (ours, theirs):
        fill(place)
        fill_desks(place)
    return ours, theirs


def ask(client: Client, method: str, one: Address, place: Place, unit: Unit) -> Answer:
    """Send one request without any field; whatever it would have changed is taken back."""
    url = reverse(one.name, kwargs=arguments(one.name, one.takes, place, unit))
    before = Entry.objects.count()
    fresh = Client()
    fresh.cookies = deepcopy(client.cookies)
    with transaction.atomic():
        found = getattr(fresh, method)(url)
        written = Entry.objects.count() - before
        transaction.set_rollback(True)
    return Answer(found.status_code, found.headers.get("Location", ""), written)


def cell(own: Answer, other: Answer, one: Address) -> str:
    """Return what stands in one cell of the page."""
    return f"{own.status} / {other.status}" if one.names_a_place else str(own.status)


def page_of(table: Mapping[tuple[str, str], list[str]]) -> str:
    """Return the page as it should stand."""
    head = HEAD.format(roles=" | ".join(ROLES), lines="---|" * (len(ROLES) - 1) + "---")
    lines = [f"| {name} | {how} | {' | '.join(cells)} |\n" for (name, how), cells in table.items()]
    return head + "".join(sorted(lines))


def test_the_page_tells_who_is_answered_what(places):
    ours, _theirs = places
    desks = {role: signed_in(ours.desks[role]) for role in ROLES}
    table = {}
    for one in ADDRESSES:
        for method in METHODS:
            out = ask(Client(), method, one, ours, ours.own)
            cells = [str(out.status)]
            for client in desks.values():
                own = ask(client, method, one, ours, ours.own)
                known = not one.names_a_place
                other = own if known else ask(client, method, one, ours, ours.other)
                cells.append(cell(own, other, one))
            table[one.name, method.upper()] = cells
    page = page_of(table)
    if os.environ.get("DANVAN_WRITE_MATRIX"):
        PAGE.write_text(page, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page


@pytest.mark.parametrize("method", METHODS)
def test_nobody_reads_or_writes_in_another_tree(places, method):
    ours, theirs = places
    asked = [one for one in ADDRESSES if one.names_a_place and not one.is_open]
    found = {
        (one.name, role): answer
        for role, user in ours.desks.items()
        for client in [signed_in(user)]
        for one in asked
        for answer in [ask(client, method, one, theirs, theirs.own)]
        if answer.status not in FORBIDDEN or answer.written
    }

    assert len(asked) > 20
    assert found == {}


@pytest.mark.parametrize("method", METHODS)
def test_signed_out_nothing_closed_is_shown_or_changed(places, method):
    ours, _theirs = places
    found = {
        one.name: answer
        for one in ADDRESSES
        if not one.is_open
        for answer in [ask(Client(), method, one, ours, ours.own)]
        if answer.status != 302 or "/accounts/login/" not in answer.leads_to or answer.written
    }

    assert found == {}


def test_asking_to_see_changes_nothing(places):
    ours, _theirs = places
    client = signed_in(ours.desks["all"])
    found = {
        one.name: answer
        for one in ADDRESSES
        for answer in [ask(client, "get", one, ours, ours.own)]
        if answer.written or answer.status >= 500
    }

    assert found == {}
