"""An account that was reset stays shut to every way in until a new password is set."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as keys
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import Holding
from danvan.kernel.accounts.passwords import awaits_new_password, reset, set_password
from tests.factories.accounts import grants_at, make_post, make_user
from tests.factories.guarded import PASSWORD, browser, code_of, make_person, secret_of, signed_in

pytestmark = pytest.mark.django_db
NEW = "mat-khau-moi-hoan-toan"
PASSKEY = "/accounts/login/passkey/"


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()


def reset_code(user, **options):
    """Reset an account as an administrator of its tree; return the code."""
    root = Holding.objects.get(user=user).post.unit
    over_all = grants_at(root, roles=("administrator",), downward=True)
    return reset(user, actor=actor_of(make_user(make_post(root, over_all))), **options)


def passkey_of(user, monkeypatch):
    """Give somebody a passkey whose proof is always right."""
    made = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Máy"})
    monkeypatch.setattr(keys, "parse_authentication_response", lambda sent: sent)
    monkeypatch.setattr(keys, "extract_user_from_response", lambda _sent: user)
    monkeypatch.setattr(keys, "complete_authentication", lambda *_given: made)


def by_passkey():
    client = browser()
    return client, client.post(PASSKEY, {"credential": "{}"})


def is_in(client):
    return "_auth_user_id" in client.session


def test_passkey_opens_nothing_until_the_new_password_is_set(monkeypatch):
    user = make_person()
    passkey_of(user, monkeypatch)
    assert is_in(by_passkey()[0])

    code = reset_code(user)
    client, answer = by_passkey()

    assert not is_in(client)
    assert answer.url == "/account/new-password/"
    assert "SIGN-15" in client.get(answer.url).content.decode()
    set_password(code, NEW)
    assert is_in(by_passkey()[0])


def test_sign_in_that_was_half_done_does_not_go_on():
    user = make_person("planner", factor=True)
    client = browser()
    half = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})

    reset_code(user)
    answer = client.post(half.url, {"code": code_of(secret_of(user))})

    assert not is_in(client)
    assert answer.url == "/account/new-password/"


def test_dropping_the_second_factor_drops_the_other_house():
    user = make_person()
    SocialAccount.objects.create(user=user, provider="sso", uid="x")

    reset_code(user, second_factor=True)

    assert not SocialAccount.objects.exists()


def test_account_without_a_password_of_its_own_was_not_reset():
    user = make_person()
    user.set_unusable_password()
    user.save()

    assert not awaits_new_password(user)
    assert is_in(signed_in(make_person()))
