"""Who grants, puts packs to work or opens sealed records gets nowhere without a second factor."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.kernel.accounts.models import Classification
from tests.factories.guarded import add_app, make_person, signed_in

pytestmark = pytest.mark.django_db
WHY = "/accounts/security/why/"


@pytest.mark.parametrize(
    ("role", "highest"),
    [
        ("administrator", Classification.INTERNAL),
        ("planner", Classification.INTERNAL),
        ("reader", Classification.SEALED),
    ],
)
def test_posts_of_weight_are_led_to_set_one_up(role, highest):
    client = signed_in(make_person(role, highest=highest))

    for path in ("/", "/cases/", "/notices/"):
        assert client.get(path).headers.get("Location") == WHY
    assert client.post("/notices/read/").headers.get("Location") == WHY
    assert "Cần thêm bước xác thực thứ hai" in client.get(WHY).content.decode()


@pytest.mark.parametrize("role", ["reader", "officer", "head"])
def test_other_posts_are_not_asked(role):
    assert signed_in(make_person(role)).get("/notices/").status_code == 200


def test_demonstrations_are_not_asked():
    assert signed_in(make_person("planner", is_demo=True)).get("/notices/").status_code == 200


def test_whoever_has_one_goes_on():
    client = signed_in(make_person("administrator", factor=True))

    assert client.get("/notices/").status_code == 200
    assert client.get(WHY).headers["Location"] == "/accounts/security/"


def test_ones_own_account_is_open_before():
    client = signed_in(make_person("administrator"))

    paths = ("/accounts/security/", "/accounts/security/app/", "/accounts/security/passkey/")
    for path in (*paths, "/accounts/security/sessions/", "/accounts/password/change/", "/help/"):
        assert client.get(path).status_code == 200, path


def test_asking_costs_one_question_and_none_for_others():
    planner = make_person("planner")
    clerk = make_person("officer")
    add_app(planner)

    assert questions_about_factors(planner) == 1
    assert questions_about_factors(clerk) == 0


def questions_about_factors(user) -> int:
    client = signed_in(user)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/notices/")
    return sum("mfa_authenticator" in query["sql"] for query in asked)


def test_no_setting_switches_it_off(settings):
    settings.DANVAN_SECOND_FACTOR = False
    settings.SECOND_FACTOR = False

    assert signed_in(make_person("planner")).get("/notices/").headers["Location"] == WHY
