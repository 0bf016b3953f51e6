"""The list of meetings in reach."""

from __future__ import annotations

import pytest
from django.test import Client

from danvan.kernel.cases.models import Case
from tests.factories.cases import hold, plan_meeting

pytestmark = pytest.mark.django_db


def test_list_shows_meetings_in_reach_and_nothing_else(tree, client_at):
    seen = hold([tree["board"]], [tree["front"]])
    Case.objects.filter(pk=seen.pk).update(title_vi="Giao ban tháng 5")
    plan_meeting([tree["police"]])

    page = client_at("board").get("/meetings/").content.decode()

    assert "Giao ban tháng 5" in page
    assert page.count(f"/cases/{seen.slug}/") == 1
    assert not any(f"/cases/{case.slug}/" in page for case in Case.objects.exclude(pk=seen.pk))


def test_list_is_for_who_is_signed_in(tree):
    answer = Client().get("/meetings/")

    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


def test_list_only_shows(tree, client_at):
    assert client_at("board").post("/meetings/").status_code == 405


def test_sheet_says_nothing_of_texts_and_days(tree, client_at):
    planned = plan_meeting([tree["board"]])

    page = client_at("board").get(f"/cases/{planned.slug}/").content.decode()

    assert "Văn bản không định ngày" not in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_form_is_not_there_for_somebody_who_may_not_open(tree, client_at, method):
    reader = client_at("board", "reader")

    answer = getattr(reader, method)("/cases/new/meetings.record/", {"title": "Họp"})

    assert answer.status_code == 404


def test_a_form_sent_empty_says_what_is_missing(tree, client_at):
    answer = client_at("board").post("/cases/new/meetings.record/", {})

    assert answer.status_code == 422


def test_sheet_of_a_session_that_was_held_says_it_is_done(tree, client_at):
    held = hold([tree["board"]], [tree["front"]])

    page = client_at("board").get(f"/cases/{held.slug}/").content.decode()

    assert "Đã xong" in page
    assert "Đã kết thúc" not in page
