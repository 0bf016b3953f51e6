"""A form that is sent twice writes once and leads to where its first press led."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from danvan.areas.petitions.models import Petition
from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.models import Number
from danvan.web import once
from tests.areas.documents.conftest import clerk_at, file_store, printed, tree
from tests.areas.petitions.conftest import client, desk
from tests.areas.petitions.test_views import TOLD
from tests.areas.reporting.test_plan import make_house, out_of_turn, signed_in
from tests.factories.documents import register_of

__all__ = ("clerk_at", "client", "desk", "file_store", "printed", "tree")
pytestmark = pytest.mark.django_db
STUB = {"secrecy": "secret", "type_key": "report"}


def value_in(page) -> str:
    """Return the hidden value of a form that was shown."""
    found = re.search(r'name="once" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def twice(client, address, told):
    """Show a form, then send it two times; return both answers."""
    sent = told | {"once": value_in(client.get(address))}
    return client.post(address, sent), client.post(address, sent)


@pytest.mark.parametrize("name", ["documents-stub", "documents-reserve"])
def test_a_number_is_taken_once(tree, clerk_at, name):
    actor, client = clerk_at(tree, "board")
    register = register_of(tree["board"])
    told = STUB | {"on": f"{actor.today:%d/%m/%Y}"}

    first, second = twice(client, reverse(name, args=[register.pk]), told)

    page = client.get(second["Location"]).content.decode()
    assert Number.objects.count() == 1
    assert first["Location"] == second["Location"]
    assert "FORM-13" in page


def test_two_forms_take_two_numbers_and_so_does_one_without_the_value(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    address = reverse("documents-reserve", args=[register_of(tree["board"]).pk])
    told = {"type_key": "report", "on": f"{actor.today:%d/%m/%Y}"}

    for value in ("", "", "one", "two"):
        client.post(address, told | {"once": value})

    assert Number.objects.count() == 4


def test_the_value_of_somebody_else_is_not_ones_own(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    _other, colleague = clerk_at(tree, "board")
    address = reverse("documents-reserve", args=[register_of(tree["board"]).pk])
    told = {"type_key": "report", "on": f"{actor.today:%d/%m/%Y}", "once": "same"}

    client.post(address, told)
    colleague.post(address, told)

    assert Number.objects.count() == 2


def test_a_form_that_was_refused_may_be_sent_again(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    address = reverse("documents-reserve", args=[register_of(tree["board"]).pk])

    wrong = client.post(address, {"type_key": "report", "on": "", "once": "same"})
    told = {"type_key": "report", "on": f"{actor.today:%d/%m/%Y}", "once": "same"}
    right = client.post(address, told)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Number.objects.count() == 1


def test_a_press_while_the_first_is_at_work_writes_nothing(tree, clerk_at, monkeypatch):
    actor, client = clerk_at(tree, "board")
    address = reverse("documents-reserve", args=[register_of(tree["board"]).pk])
    told = {"type_key": "report", "on": f"{actor.today:%d/%m/%Y}", "once": "same"}
    monkeypatch.setattr(once, "PAUSE", 0)
    monkeypatch.setattr(cache, "add", lambda *_told: False)
    monkeypatch.setattr(cache, "get", lambda *_told: once.BUSY)

    answer = client.post(address, told)

    assert answer["Location"] == address
    assert not Number.objects.exists()


def test_a_document_is_begun_once(tree, clerk_at):
    actor, client = clerk_at(tree, "board")
    day = f"{actor.today:%d/%m/%Y}"
    told = {
        "unit": tree["board"].pk,
        "sender": "Sở thử",
        "their_number": "12/SO",
        "their_day": day,
        "summary": "Mời họp",
        "received_on": day,
    }

    first, second = twice(client, "/cases/new/documents.incoming/", told)

    assert Case.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_a_report_out_of_turn_is_opened_once():
    house = make_house()
    told = out_of_turn(house) | {"to": [house.board.unit.pk]}

    first, second = twice(signed_in(house.sender), "/reports/new/", told)

    assert Case.objects.filter(kind="reporting.report").count() == 1
    assert first["Location"] == second["Location"]


def test_a_petition_is_taken_in_once_and_its_receipt_is_not_lost(desk, client):
    told = {**TOLD, "unit": desk.unit.pk}

    first, second = twice(client, "/petitions/new/complaint/", told)

    assert Petition.objects.count() == 1
    assert (second.status_code, second.content) == (200, first.content)
    kept = [value for value in cache._cache.values() if b"page" in value]
    assert kept
    assert not any(b"<html" in value for value in kept)
