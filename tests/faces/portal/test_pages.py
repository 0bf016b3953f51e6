"""The first page and the frame of every public page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.letters import open_desk


@pytest.fixture
def page(db):
    return Client().get(reverse("portal"))


def test_first_page_needs_no_account_and_sets_no_cookie(page):
    assert page.status_code == 200
    assert not page.cookies
    assert "max-age=60" in page.headers["Cache-Control"]
    assert "public" in page.headers["Cache-Control"]
    assert "Cookie" in page.headers["Vary"]


def test_first_page_stays_inside_the_content_policy(page):
    assert "script-src 'none'" in page.headers["Content-Security-Policy"]


def test_machines_are_told_what_is_public(db):
    page = Client().get("/robots.txt")

    lines = page.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-2:] == ["Allow: /portal/", "Disallow: /"]
    assert "Disallow: /portal/track/" in lines


def test_sign_in_leads_to_the_door(db):
    assert reverse("portal") in Client().get(reverse("account_login")).content.decode()


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [({"language": "en"}, 'lang="en"'), ({"size": "large"}, 'class="large"')],
)
def test_how_a_reader_reads_is_kept_in_the_browser(db, chosen, shown):
    reader = Client(enforce_csrf_checks=True)

    answer = reader.post(reverse("portal-reading"), chosen | {"next": reverse("portal")})

    assert (answer.status_code, answer.url) == (302, reverse("portal"))
    assert shown in reader.get(reverse("portal")).content.decode()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "", "/\u202eportal/"])
def test_choosing_leads_nowhere_else(db, target):
    answer = Client().post(reverse("portal-reading"), {"size": "huge", "next": target})

    assert answer.url == reverse("portal")
    assert not answer.cookies


def test_menu_marks_the_part_in_which_a_page_stands(db):
    desk = open_desk()

    form = Client().get(f"/portal/send/{desk.unit.pk}/").content.decode()
    first = Client().get("/portal/").content.decode()

    assert '<a href="/portal/send/" aria-current="true">' in form
    assert form.count("aria-current") == 1
    assert '<a href="/portal/" aria-current="page">' in first
    assert first.count("aria-current") == 1


def test_form_leads_back_to_the_choice_of_units(db):
    page = Client().get(f"/portal/send/{open_desk().unit.pk}/").content.decode()

    trail = page[page.index('class="trail"') :].partition("</ol>")[0]
    assert 'href="/portal/send/"' in trail
