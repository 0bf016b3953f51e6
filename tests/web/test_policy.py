"""What browsers are told, and which language is spoken."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_nothing_may_be_loaded_run_or_framed_from_elsewhere():
    policy = Client().get("/accounts/login/")["Content-Security-Policy"]

    assert policy.split("; ") == [
        "default-src 'self'",
        "script-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]


def test_vietnamese_comes_first_whatever_the_browser_likes():
    answer = Client(headers={"accept-language": "en-GB,en;q=0.9"}).get("/accounts/login/")

    assert answer["Content-Language"] == "vi"
    assert '<html lang="vi">' in answer.content.decode()


def test_switch_is_kept_and_leads_back():
    client = Client()

    answer = client.post("/language/", {"language": "en", "next": "/help/"})
    page = client.get("/help/").content.decode()

    assert (answer.status_code, answer.url) == (302, "/help/")
    assert '<html lang="en">' in page


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "x:y"])
def test_switch_never_leads_elsewhere(target):
    answer = Client().post("/language/", {"language": "en", "next": target})

    assert answer.url == "/"


def test_unknown_language_changes_nothing():
    client = Client()
    client.post("/language/", {"language": "fr", "next": "/help/"})

    assert client.get("/help/")["Content-Language"] == "vi"


def test_switch_is_a_post_with_a_token():
    assert Client().get("/language/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/language/").status_code == 403
