"""Sending a letter without an account: one row, one receipt, nothing lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from danvan.faces.portal import letters
from danvan.kernel.cases.models import Case
from danvan.kernel.letterbox.doors import DoorFacts, set_door
from danvan.kernel.letterbox.models import Letter
from tests.factories.desks import make_desk
from tests.factories.letters import LETTER, letter_of, open_desk, send, slip_in, ticket_in

pytestmark = pytest.mark.django_db


def form_of(desk, client=None):
    path = f"/portal/send/{desk.unit.pk}/"
    return path, ticket_in((client or Client()).get(path).content.decode())


def test_letter_is_one_row_and_no_case():
    desk = open_desk()

    sent = send(desk)

    letter = letter_of(sent)
    assert (letter.unit_id, letter.case, letter.content["title"]) == (
        desk.unit.pk,
        None,
        "Đường ngập",
    )
    assert letter.received_on == desk.actor.today
    assert not Case.objects.exists()


def test_letter_costs_one_query_once_the_door_is_known():
    desk, visitor = open_desk(), Client()
    send(desk, visitor)
    path, ticket = form_of(desk, visitor)

    with CaptureQueriesContext(connection) as asked:
        visitor.post(path, {**LETTER, "ticket": ticket})

    told = [one["sql"].split()[0] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert told == ["INSERT"]


def test_receipt_shows_code_pin_and_promised_day_with_its_reason():
    sent = send(open_desk())

    letter = letter_of(sent)
    assert f"{letter.promised_on:%d/%m/%Y}" in sent.page
    assert "/portal/why/" in sent.page


def test_letter_to_a_party_body_is_promised_what_the_party_owes():
    desk = open_desk("Văn phòng Đảng ủy xã", side="party")

    sent = send(desk, kind="petitions.complaint")
    why = (
        Client()
        .get(f"/portal/why/{desk.unit.pk}/petitions.complaint/{desk.actor.today}/")
        .content.decode()
    )

    assert letter_of(sent).promised_on == date(2026, 5, 4)
    assert "11-QĐi/TW" in why
    assert "124/2020" not in why


def test_form_sent_twice_shows_the_same_receipt_and_writes_once():
    desk, visitor = open_desk(), Client()
    path, ticket = form_of(desk, visitor)

    first, second = (
        visitor.post(path, {**LETTER, "text": text, "ticket": ticket}).content.decode()
        for text in ("Cống tắc.", "Cống tắc, đã sửa lời.")
    )

    assert slip_in(first) == slip_in(second)
    assert "đã gửi một lần" in second
    assert "đã gửi một lần" not in first
    assert Letter.objects.get().content["text"] == "Cống tắc."


def test_nothing_is_kept_in_the_browser():
    desk, visitor = open_desk(), Client()

    send(desk, visitor)

    assert not visitor.cookies
    assert not visitor.session.keys()


def test_pages_with_a_receipt_or_a_form_are_kept_by_nobody_on_the_way():
    path, _ticket = form_of(open_desk())

    assert Client().get(path).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("ticket", ["", "x", "made:up:here"])
def test_made_up_form_is_refused_and_the_words_stay(ticket):
    desk = open_desk()

    answer = Client().post(f"/portal/send/{desk.unit.pk}/", {**LETTER, "ticket": ticket})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "LET-04" in page
    assert "Cống tắc đã ba tháng." in page
    assert not Letter.objects.exists()


def test_form_of_another_door_is_refused():
    _path, ticket = form_of(open_desk())
    other = open_desk()

    answer = Client().post(f"/portal/send/{other.unit.pk}/", {**LETTER, "ticket": ticket})

    assert (answer.status_code, Letter.objects.count()) == (422, 0)


def test_closed_door_and_unit_without_door_say_where_to_go():
    desk = open_desk()
    set_door(desk.unit, DoorFacts(is_open=False), desk.actor)

    for unit in (desk.unit, make_desk().unit):
        answer = Client().get(f"/portal/send/{unit.pk}/")
        assert answer.status_code == 404
        assert "LET-01" in answer.content.decode()


def test_units_are_found_without_marks_and_only_where_the_door_is_open():
    desk, closed = open_desk("Ủy ban nhân dân xã Mẫu"), make_desk("Ủy ban nhân dân xã Kín")

    page = Client().get("/portal/send/", {"q": "uy ban mau"}).content.decode()

    assert f"/portal/send/{desk.unit.pk}/" in page
    assert f"/portal/send/{closed.unit.pk}/" not in page


def test_why_page_tells_every_day():
    desk = open_desk()

    page = Client().get(f"/portal/why/{desk.unit.pk}/petitions.complaint/2026-04-06/")

    assert page.content.decode().count("<tr>") == 12
    assert "16/04/2026" in page.content.decode()


@pytest.mark.parametrize(
    "bad",
    [
        "petitions.complaint/2026-13-01",
        "petitions.none/2026-04-06",
        "petitions.complaint/0001-01-01",
        "petitions.complaint/9999-12-31",
        "petitions.complaint/20260406",
        "petitions.complaint/2026-W15-1",
    ],
)
def test_why_page_of_nothing_is_not_found(bad):
    assert Client().get(f"/portal/why/{open_desk().unit.pk}/{bad}/").status_code == 404


def test_paper_form_can_be_printed():
    desk = open_desk()

    page = Client().get(f"/portal/send/{desk.unit.pk}/paper/")

    assert page.status_code == 200
    assert "Số 1" in page.content.decode()


@pytest.mark.parametrize("form", ["send/{}/", "send/{}/paper/", "why/{}/petitions.x/2026-04-06/"])
@pytest.mark.parametrize("digits", [19, 30, 5000])
def test_door_of_a_number_that_no_unit_has_is_not_found(form, digits):
    assert Client().get(f"/portal/{form.format('9' * digits)}").status_code == 404


def test_day_beyond_the_years_that_may_be_typed_is_not_reckoned(monkeypatch):
    desk = open_desk()
    monkeypatch.setattr(letters, "promised", lambda *_asked: pytest.fail("reckoned"))

    answer = Client().get(f"/portal/why/{desk.unit.pk}/petitions.complaint/9000-01-01/")

    assert answer.status_code == 404
