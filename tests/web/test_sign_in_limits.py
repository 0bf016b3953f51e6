"""Tries are counted by account and by address, in one place for all processes."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.test import RequestFactory

from danvan.kernel.audit.models import Entry
from danvan.web.sign_in_limits import UNKNOWN, address_of, wait
from tests.factories.guarded import PASSWORD, browser, make_person

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def guess(username: str, password: str = "sai", **how: str):
    address = how.pop("address", "127.0.0.1")
    headers = {"x-forwarded-for": how["passed"]} if "passed" in how else {}
    answers = {"login": username, "password": password}
    return browser(address=address).post(LOGIN, answers, headers=headers)


def test_one_password_for_many_accounts_is_slowed_down():
    people = [make_person().username for _number in range(12)]

    answers = [guess(name, "mat-khau-pho-bien") for name in people]

    assert [answer.status_code for answer in answers[:10]] == [422] * 10
    assert answers[10].status_code == 429
    assert "SIGN-01" in answers[10].content.decode()
    assert guess(people[11], PASSWORD).status_code == 429


def test_one_account_from_many_addresses_is_slowed_down():
    name = make_person().username

    answers = [guess(name, address=f"10.0.0.{number}") for number in range(1, 7)]
    right = guess(name.upper(), PASSWORD, address="10.0.1.1")

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert right.status_code == 429
    assert "Chờ khoảng 5 phút" in right.content.decode()


def test_signing_in_between_does_not_clear_the_count():
    mine, theirs = make_person().username, make_person().username
    for number in range(9):
        guess(f"{theirs}{number}")

    assert guess(mine, PASSWORD).status_code == 302
    assert guess(theirs).status_code == 422
    assert guess(f"{theirs}x").status_code == 429


def test_written_addresses_do_not_help():
    answers = [guess(f"ai{number}", passed=f"10.0.0.{number}") for number in range(12)]

    assert answers[-1].status_code == 429


def test_our_proxy_is_believed_about_the_last_address_only(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    spoofed = [guess(f"ai{n}", passed=f"10.0.0.{n}, 192.0.2.7") for n in range(12)]
    neighbour = guess("ai", passed="10.0.0.1, 192.0.2.8")

    assert spoofed[-1].status_code == 429
    assert neighbour.status_code == 422


@pytest.mark.parametrize(
    ("hops", "passed", "remote", "told"),
    [
        (0, "192.0.2.7", "10.0.0.1", "10.0.0.1"),
        (1, "192.0.2.7", "10.0.0.1", "192.0.2.7"),
        (1, "1.1.1.1, 192.0.2.7", "10.0.0.1", "192.0.2.7"),
        (2, "1.1.1.1, 192.0.2.7, 10.0.0.2", "10.0.0.1", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (1, "<script>", "10.0.0.1", "10.0.0.1"),
        (1, "2001:db8::1", "10.0.0.1", "2001:db8::1"),
        (0, "", "", UNKNOWN),
    ],
)
def test_address_of_a_caller(settings, hops, passed, remote, told):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = hops
    headers = {"X-Forwarded-For": passed} if passed else {}
    request = RequestFactory(REMOTE_ADDR=remote, headers=headers).get("/")

    assert address_of(request) == told


def test_page_says_how_long_to_wait():
    answers = [guess(f"ai{number}") for number in range(31)]

    last = answers[-1]
    assert last.status_code == 429
    assert 0 < int(last.headers["Retry-After"]) <= 3600
    assert "SIGN-01" in last.content.decode()


def test_many_refusals_make_one_entry_each_and_never_what_was_typed():
    person = make_person()
    for _number in range(12):
        guess(person.username)
        guess("mat-khau-go-nham-o-day", address="10.0.0.9")

    entries = list(Entry.objects.filter(action="accounts.session.refuse"))

    assert sorted(entry.subject for entry in entries) == sorted(
        [f"user:{person.pk}", "address 127.0.0.1", "user:?", "address 10.0.0.9"]
    )
    assert all("go-nham" not in str(entry.details) + entry.subject for entry in entries)


def test_processes_share_the_count(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "danvan_cache",
        }
    }
    call_command("createcachetable")
    for number in range(10):
        guess(f"ai{number}")

    caches["default"] = DatabaseCache("danvan_cache", {})  # as another process has it

    assert guess("ai-khac").status_code == 429


def test_nothing_to_wait_for_at_first():
    assert wait(RequestFactory().post("/"), "login") == 0
