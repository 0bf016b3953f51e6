"""Before something that cannot be taken back, who sits there is asked again."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import path

from danvan.config.urls import urlpatterns as site
from danvan.web.sign_in import recently_signed_in
from tests.factories.guarded import PASSWORD, code_of, long_ago, make_person, secret_of, signed_in
from tests.web.conftest import signed_in as forced_in

pytestmark = pytest.mark.django_db


@recently_signed_in
def grant(request):
    return HttpResponse(f"done by {request.method}")


urlpatterns = [*site, path("try/", grant, name="try")]


@pytest.fixture(autouse=True)
def with_a_sensitive_page(settings):
    settings.ROOT_URLCONF = __name__


def test_fresh_sign_in_is_enough():
    assert signed_in(make_person()).post("/try/").content == b"done by POST"


def test_after_a_while_the_password_is_asked_and_leads_back():
    client = signed_in(make_person())
    long_ago(client)

    asked = client.get("/try/?a=1")
    again = client.post(asked.headers["Location"], {"password": PASSWORD})

    assert asked.headers["Location"] == "/accounts/reauthenticate/?next=%2Ftry%2F%3Fa%3D1"
    assert again.headers["Location"] == "/try/?a=1"
    assert client.get("/try/").content == b"done by GET"


def test_wrong_password_does_not_do():
    client = signed_in(make_person())
    long_ago(client)

    wrong = client.post("/accounts/reauthenticate/?next=/try/", {"password": "sai"})

    assert wrong.status_code == 422
    assert "SIGN-02" in wrong.content.decode()
    assert client.get("/try/").status_code == 302


def test_code_does_as_well_as_the_password():
    user = make_person("planner", factor=True)
    client = signed_in(user)
    long_ago(client)
    used_at_sign_in = code_of(secret_of(user))

    where = "/accounts/reauthenticate/factor/?next=/try/"
    assert client.post(where, {"code": used_at_sign_in}).status_code == 422
    assert client.post(where, {"code": code_of(secret_of(user), steps=1)}).url == "/try/"
    assert client.get("/try/").status_code == 200


def test_what_was_sent_is_not_kept_and_the_form_is_led_back_to():
    client = signed_in(make_person())
    long_ago(client)

    asked = client.post("/try/", {"x": "1"}, headers={"referer": "http://testserver/notices/?q=a"})
    again = client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)

    assert again.redirect_chain == [("/notices/?q=a", 302)]
    assert "Chưa ghi gì." in again.content.decode()


@pytest.mark.parametrize("page", ["https://elsewhere.example/x", "", "//elsewhere.example/"])
def test_pages_elsewhere_are_not_led_back_to(page):
    client = signed_in(make_person())
    long_ago(client)

    asked = client.post("/try/", headers={"referer": page})

    assert asked.headers["Location"] == "/accounts/reauthenticate/?next=%2F"


def test_demonstrations_are_not_asked(desk):
    assert forced_in(desk).get("/try/").status_code == 200


def test_session_that_nobody_signed_in_to_is_asked():
    client = signed_in(make_person())
    session = client.session
    del session["account_authentication_methods"]
    session.save()

    assert client.get("/try/").status_code == 302


def test_account_without_any_way_to_confirm_signs_in_anew():
    user = make_person()
    client = signed_in(user)
    long_ago(client)
    user.set_unusable_password()
    user.save()
    session = client.session
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()

    assert client.get("/try/").headers["Location"] == "/accounts/login/?next=/try/"
    assert client.get("/notices/").status_code == 302


def test_guessing_is_slowed_down_here_too():
    client = signed_in(make_person())
    long_ago(client)

    answers = [client.post("/accounts/reauthenticate/", {"password": "sai"}) for _n in range(6)]

    assert answers[-1].status_code == 429
