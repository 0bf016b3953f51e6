from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import escape

from danvan.kernel.accounts.models import DeskRole, User
from danvan.kernel.audit.models import Entry
from danvan.web.help_links import guide
from danvan.web.tour import tours_of
from danvan.web.tour_steps import STEPS, TOURS
from tests.factories.desks import make_desk

OFFER = "Lần đầu vào danvan?"


@pytest.fixture
def officer(db):
    return make_desk(roles=("officer",))


@pytest.fixture
def client_of(officer) -> Client:
    client = Client()
    client.force_login(officer.user)
    return client


def test_the_tour_is_offered_at_the_first_sign_in(client_of):
    assert OFFER in client_of.get("/").text


def test_looking_at_the_tour_does_not_end_the_offer(client_of):
    client_of.get("/tour/officer/5/")

    assert OFFER in client_of.get("/").text


@pytest.mark.parametrize("answer", ["never", "done"])
def test_who_has_answered_is_not_asked_again(client_of, officer, answer):
    left = client_of.post("/tour/leave/", {"answer": answer})

    assert left.url == "/"
    assert OFFER not in client_of.get("/").text
    assert User.objects.get(pk=officer.user.pk).toured_at is not None
    assert Entry.objects.filter(action="accounts.tour.end").count() == 1


def test_answering_twice_is_kept_once(client_of, officer):
    client_of.post("/tour/leave/", {"answer": "never"})
    first = User.objects.get(pk=officer.user.pk).toured_at

    client_of.post("/tour/leave/", {"answer": "done"})

    assert User.objects.get(pk=officer.user.pk).toured_at == first
    assert Entry.objects.filter(action="accounts.tour.end").count() == 1


def test_later_holds_until_the_next_sign_in(client_of, officer):
    client_of.post("/tour/leave/", {"answer": "later"})
    again = Client()
    again.force_login(officer.user)

    assert OFFER not in client_of.get("/").text
    assert OFFER in again.get("/").text


def test_the_tour_is_ended_by_post_alone(client_of, officer):
    assert client_of.get("/tour/leave/").status_code == 405
    assert User.objects.get(pk=officer.user.pk).toured_at is None


@pytest.mark.parametrize("role", ["officer", "reader"])
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_every_step_has_words_and_a_way_on(client_of, role, number):
    text = client_of.get(f"/tour/{role}/{number}/").text
    step = STEPS[TOURS[role][number - 1]]

    assert f"<h1>{escape(str(step.title))}</h1>" in text
    assert escape(str(step.text)) in text
    assert ('value="done"' in text) is (number == 5)


@pytest.mark.parametrize(
    "path", ["/tour/planner/1/", "/tour/officer/0/", "/tour/officer/6/", "/tour/king/1/"]
)
def test_tours_of_others_and_steps_that_are_not_there_are_not_found(client_of, path):
    assert client_of.get(path).status_code == 404


def test_what_a_step_wants_tried_opens(client_of):
    for number in range(1, 6):
        address = client_of.get(f"/tour/officer/{number}/").context["try_url"]
        assert client_of.get(address).status_code == 200


def test_the_strongest_role_comes_first(db):
    desk = make_desk(roles=("officer", "planner", "administrator"))

    assert tours_of(desk.actor) == ["administrator", "planner", "officer", "reader"]


def test_every_role_has_five_steps():
    assert set(TOURS) == set(DeskRole)
    assert {len(keys) for keys in TOURS.values()} == {5}
    assert {key for keys in TOURS.values() for key in keys} == set(STEPS)


def test_every_step_leads_to_a_page_of_the_guide():
    assert {step.guide for step in STEPS.values()} - set(guide().pages) == set()
