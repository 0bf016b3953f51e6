"""Codes of an app, recovery codes and passkeys: set up, asked at sign-in, removed."""

from __future__ import annotations

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from danvan.kernel.audit.models import Entry
from tests.factories.guarded import (
    FIREFOX,
    PASSWORD,
    add_app,
    browser,
    code_of,
    make_person,
    secret_of,
    signed_in,
)

pytestmark = pytest.mark.django_db
APP = "/accounts/security/app/"
CODES = "/accounts/security/codes/"
FACTOR = "/accounts/login/factor/"
PASSKEY = "/accounts/login/passkey/"


def shown_secret(client) -> str:
    return re.search(r"<code>([A-Z2-7 ]+)</code>", client.get(APP).content.decode())[1].replace(
        " ", ""
    )


def first_step(user):
    client = browser()
    answer = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert answer.headers["Location"] == FACTOR
    return client


def test_app_is_set_up_with_one_code_and_brings_recovery_codes():
    user = make_person("administrator")
    client = signed_in(user)

    answer = client.post(APP, {"code": code_of(shown_secret(client))}, follow=True)

    assert answer.redirect_chain == [(CODES, 302)]
    assert len(re.findall(r"<li><code>\d{8}</code>", answer.content.decode())) == 10
    assert client.get("/notices/").status_code == 200
    assert Entry.objects.filter(action="accounts.factor.add", actor_user_id=user.pk).count() == 1


def test_recovery_codes_are_shown_once():
    client = signed_in(make_person("officer", factor=True))

    first, second = (client.get(CODES).content.decode() for _time in range(2))

    assert len(re.findall(r"<code>\d{8}</code>", first)) == 10
    assert re.findall(r"<code>\d{8}</code>", second) == []
    assert "Còn 10 mã chưa dùng." in second


def test_new_recovery_codes_replace_the_old():
    user = make_person("officer", factor=True)
    client = signed_in(user)
    old = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes"))
    old_code = old.get_unused_codes()[0]

    client.post(CODES)

    refused = first_step(user).post(FACTOR, {"code": old_code})
    assert refused.status_code == 422
    assert "SIGN-03" in refused.content.decode()


def test_secret_stays_the_same_while_somebody_tries():
    client = signed_in(make_person("officer"))
    secret = shown_secret(client)

    refused = client.post(APP, {"code": "000000"})

    assert refused.status_code == 422
    assert "SIGN-03" in refused.content.decode()
    assert shown_secret(client) == secret


def test_square_code_is_drawn_without_style_or_data():
    page = signed_in(make_person("officer")).get(APP).content.decode()
    path = re.search(r'<path d="([^"]+)"', page)[1]

    assert path.count("M") > 300
    assert set(path) <= set("Mhvz -0123456789")
    assert "data:" not in page
    assert "otpauth" not in page


def test_sign_in_asks_for_the_code_and_takes_it_once():
    user = make_person("planner")
    code = code_of(add_app(user))

    entered = first_step(user).post(FACTOR, {"code": code})
    again = first_step(user).post(FACTOR, {"code": code})

    assert entered.headers["Location"] == "/"
    assert again.status_code == 422


def test_code_of_one_step_before_is_taken_and_older_ones_are_not():
    user = make_person("planner")
    secret = add_app(user)

    assert first_step(user).post(FACTOR, {"code": code_of(secret, steps=-3)}).status_code == 422
    assert first_step(user).post(FACTOR, {"code": code_of(secret, steps=-1)}).status_code == 302


def test_password_alone_lets_nobody_in():
    client = first_step(make_person("officer", factor=True))

    assert client.get("/notices/").headers["Location"].startswith("/accounts/login/")


def test_recovery_code_lets_in_once():
    user = make_person("planner", factor=True)
    kept = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes"))
    code = kept.get_unused_codes()[0]

    assert first_step(user).post(FACTOR, {"code": f"{code[:4]} {code[4:]}"}).status_code == 302
    assert first_step(user).post(FACTOR, {"code": code}).status_code == 422


def test_guessing_codes_is_slowed_down_and_told():
    user = make_person("planner", factor=True)
    answers = [first_step(user).post(FACTOR, {"code": f"{n:06}"}) for n in range(6)]

    assert answers[-1].status_code == 429
    assert "Chờ khoảng 5 phút" in answers[-1].content.decode()
    right = first_step(user).post(FACTOR, {"code": code_of(secret_of(user))})
    assert right.status_code == 429


def test_second_step_without_a_first_leads_to_sign_in():
    assert browser().get(FACTOR).headers["Location"] == "/accounts/login/"


def test_last_factor_of_a_post_that_needs_one_stays():
    user = make_person("administrator", factor=True)
    client = signed_in(user)
    app = Authenticator.objects.get(user=user, type="totp")

    refused = client.post(f"/accounts/security/remove/{app.pk}/")

    assert refused.status_code == 422
    assert "SIGN-05" in refused.content.decode()
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_others_may_remove_theirs_and_the_recovery_codes_go_with_it():
    user = make_person("officer", factor=True)
    client = signed_in(user)
    app = Authenticator.objects.get(user=user, type="totp")

    asked = client.get(f"/accounts/security/remove/{app.pk}/")
    answer = client.post(f"/accounts/security/remove/{app.pk}/")

    assert "Ứng dụng tạo mã" in asked.content.decode()
    assert answer.headers["Location"] == "/accounts/security/"
    assert not Authenticator.objects.filter(user=user).exists()
    assert Entry.objects.filter(action="accounts.factor.remove").count() == 1


def test_factors_of_somebody_else_are_not_found():
    theirs = make_person("officer", factor=True)
    app = Authenticator.objects.get(user=theirs, type="totp")
    client = signed_in(make_person("officer"))

    for send in (client.get, client.post):
        assert send(f"/accounts/security/remove/{app.pk}/").status_code == 404
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_new_factor_ends_the_sessions_that_were_opened_without_it():
    user = make_person("officer")
    elsewhere, here = signed_in(user), signed_in(user)

    here.post(APP, {"code": code_of(shown_secret(here))})

    assert here.get("/notices/").status_code == 200
    assert elsewhere.get("/notices/").status_code == 302


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "x",
        "5",
        "[]",
        "{}",
        '{"id": "a", "response": 3}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AA"}}',
        json.dumps({"response": {"userHandle": "ff" * 5}}),
        "[" * 10_000,
    ],
)
def test_made_up_passkeys_are_refused_in_words(sent):
    asked = browser()
    asked.get(PASSKEY)
    user = make_person("officer")
    keeper = signed_in(user)
    keeper.get("/accounts/security/passkey/")

    entered = asked.post(PASSKEY, {"credential": sent})
    added = keeper.post("/accounts/security/passkey/", {"name": "Máy", "credential": sent})

    for answer in (entered, added):
        assert answer.status_code == 422
        assert "SIGN-04" in answer.content.decode()
    assert not Authenticator.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    "typed",
    ["", " ", "abcdef", "١٢٣٤٥٦", "１２３４５６", "é" * 6, "-" * 6, "0" * 20, "0" * 21, "\x00"],
)
def test_odd_codes_are_refused_in_words(typed):
    user = make_person("planner", factor=True)
    keeper = signed_in(make_person("officer"))

    for answer in (
        first_step(user).post(FACTOR, {"code": typed}),
        keeper.post(APP, {"code": typed}),
    ):
        assert answer.status_code == 422
        assert 'class="error-summary"' in answer.content.decode()


def test_person_is_told_in_the_site_that_factors_changed():
    user = make_person()
    client = signed_in(user)
    client.post(APP, {"code": code_of(shown_secret(client))})
    told = client.get("/notices/").content.decode()

    client.post(f"/accounts/security/remove/{Authenticator.objects.get(type='totp').pk}/")

    assert f"{user.username} vừa thêm một bước xác thực" in told
    assert "vừa gỡ một bước xác thực" in client.get("/notices/").content.decode()


def test_person_is_told_in_the_site_that_a_session_was_stolen():
    user = make_person()
    thief = signed_in(user)
    thief.get("/notices/", headers={"user-agent": FIREFOX})

    assert "bị dùng từ trình duyệt khác" in signed_in(user).get("/notices/").content.decode()
