"""Signing in and out, in our frame and words."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.desks import PASSWORD


def sign_in(client, desk, password=PASSWORD, **more):
    answers = {"login": desk.user.username, "password": password} | more
    return client.post("/accounts/login/", answers, follow=True)


def test_sign_in_leads_to_my_work(desk):
    page = sign_in(Client(), desk)

    assert page.redirect_chain == [("/", 302)]
    assert "Successfully" not in page.content.decode()


def test_sign_in_leads_where_somebody_wanted_to_go_but_never_elsewhere(desk):
    assert sign_in(Client(), desk, next="/notices/").redirect_chain == [("/notices/", 302)]
    assert sign_in(Client(), desk, next="https://elsewhere.example/").redirect_chain == [("/", 302)]


def test_wrong_password_tells_nothing_about_the_account(desk):
    known = sign_in(Client(), desk, password="sai").content.decode()
    unknown = Client().post("/accounts/login/", {"login": "khongco", "password": "sai"})

    assert 'class="error-summary"' in known
    assert 'class="error-summary"' in unknown.content.decode()
    assert "<title>Có lỗi" in known


def test_guessing_is_slowed_down(desk):
    client = Client()
    answers = [sign_in(client, desk, password=f"sai{number}") for number in range(12)]

    refused = sign_in(client, desk)

    assert answers[-1].wsgi_request.user.is_anonymous
    assert refused.wsgi_request.user.is_anonymous


@pytest.mark.parametrize(
    ("language", "told"), [("vi", "Đã thử quá nhiều lần"), ("en", "Too many tries")]
)
def test_too_many_sign_ins_are_told_in_our_words(desk, language, told):
    client = Client()
    client.cookies["danvan_language"] = language
    answers = [
        client.post("/accounts/login/", {"login": f"ai{number}", "password": "sai"})
        for number in range(40)
    ]

    last = answers[-1]
    page = last.content.decode()
    assert last.status_code == 429
    assert told in page
    assert "429" in page
    assert f'<html lang="{language}">' in page


def test_sign_out_is_asked_then_done(desk):
    client = Client()
    client.force_login(desk.user)

    asked = client.get("/accounts/logout/")
    done = client.post("/accounts/logout/", follow=True)

    assert asked.status_code == 200
    assert done.wsgi_request.user.is_anonymous
    assert "Đã đăng xuất." in done.content.decode()


def test_password_is_changed(desk):
    client = Client()
    client.force_login(desk.user)
    new = "mot-mat-khau-that-moi"

    answers = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    page = client.post("/accounts/password/change/", answers, follow=True)

    assert "Đã đổi mật khẩu." in page.content.decode()
    assert sign_in(Client(), desk, password=new).redirect_chain == [("/", 302)]


def test_weak_password_is_refused_in_vietnamese(desk):
    client = Client()
    client.force_login(desk.user)

    answers = {"oldpassword": PASSWORD, "password1": "ngan", "password2": "ngan"}
    page = client.post("/accounts/password/change/", answers).content.decode()

    assert 'id="id_password1_error"' in page
    assert "This password" not in page


def test_nobody_signs_up_by_themselves(db):
    del db

    assert Client().get("/accounts/signup/").status_code == 404


@pytest.mark.parametrize(
    "onward",
    ["/\t/elsewhere.example", "/\n/elsewhere.example", "/x\x7f", "/%09/elsewhere.example",
     "/%0a/x", "/notices/%00", "//elsewhere.example", "/\\elsewhere.example", "/x\u2028y"],
)  # fmt: skip
def test_way_onward_with_signs_nobody_sees_is_not_passed_on(desk, onward):
    page = Client().get("/accounts/login/", {"next": onward})

    assert page.context["redirect_field_value"] == ""
    assert sign_in(Client(), desk, next=onward).redirect_chain == [("/", 302)]
    switched = Client().post("/language/", {"language": "en", "next": onward})
    assert switched.url == "/"
