"""Resets, sessions, shut accounts; and the codes that are told once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from danvan.kernel.accounts.codes import LIFE, is_right, make_code, spaced, spend, typed
from danvan.kernel.accounts.models import Holding, OneTimeCode, Purpose
from danvan.kernel.accounts.passwords import (
    end_sessions,
    open_account,
    reset,
    set_password,
    shut_account,
)
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.audit.models import Entry
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.trees import START, TODAY

pytestmark = pytest.mark.django_db
NEW = "mat-khau-moi-hoan-toan"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def is_in(client):
    return client.get("/accounts/password/change/").status_code == 200


def test_reset_shuts_the_account_until_a_new_password_is_set(place):
    user, client = place.users["officer"], signed_in(place.users["officer"])
    Authenticator.objects.create(user=user, type="totp", data={})

    code = reset(user, actor=place.actor())

    user.refresh_from_db()
    assert not user.has_usable_password()
    assert not user.check_password(PASSWORD)
    assert not is_in(client)
    assert Authenticator.objects.filter(user=user).exists()
    assert set_password(code.upper().replace("-", " "), NEW).check_password(NEW)
    with pytest.raises(AccountRefused, match="PEOPLE-01"):
        set_password(code, NEW)


def test_reset_drops_the_second_factor_where_it_is_asked(place):
    user = place.users["officer"]
    Authenticator.objects.create(user=user, type="totp", data={})

    reset(user, actor=place.actor(), second_factor=True)

    assert not Authenticator.objects.filter(user=user).exists()
    assert Entry.objects.get(action="accounts.password.reset").details == {"second_factor": True}


def test_code_is_kept_only_as_a_digest_and_written_into_no_entry(place):
    code = reset(place.users["officer"], actor=place.actor())

    kept = OneTimeCode.objects.get()
    written = str(list(Entry.objects.values_list("details", "subject", "actor")))
    assert typed(code) not in f"{kept.digest}{written}"
    assert spaced(typed(code)) == code


def test_second_code_ends_the_first(place):
    first = reset(place.users["officer"], actor=place.actor())
    reset(place.users["officer"], actor=place.actor())

    with pytest.raises(AccountRefused, match="PEOPLE-01"):
        set_password(first, NEW)


def test_code_runs_out_after_a_day(place):
    code = reset(place.users["officer"], actor=place.actor())
    OneTimeCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(AccountRefused, match="PEOPLE-01"):
        set_password(code, NEW)
    assert timedelta(hours=24) == LIFE


def test_code_of_one_purpose_opens_no_other(place):
    code = make_code(Purpose.BEGIN, by="tests")

    with pytest.raises(AccountRefused, match="PEOPLE-01"):
        spend(Purpose.RESET, code)
    assert spend(Purpose.BEGIN, code).used_at


@pytest.mark.parametrize("act", [reset, end_sessions, shut_account, open_account])
def test_account_of_another_tree_or_ones_own_is_not_touched(place, other_place, act):
    with pytest.raises(AccountRefused, match="PEOPLE-05"):
        act(other_place.users["officer"], actor=place.actor())
    with pytest.raises(AccountRefused, match="PEOPLE-03"):
        act(place.users["first"], actor=place.actor())


def test_account_of_who_also_works_elsewhere_is_not_touched(place, other_place):
    user = place.users["officer"]
    Holding.objects.create(post=other_place.posts["empty"], user=user, valid_from=START)

    with pytest.raises(AccountRefused, match="PEOPLE-05"):
        reset(user, actor=place.actor())


def test_sessions_end_everywhere_at_once_and_only_theirs(place):
    user = place.users["officer"]
    clients = [signed_in(user), signed_in(user)]
    colleague = signed_in(place.users["second"])
    for client in clients:
        UserSession.objects.create(
            user=user, session_key=client.session.session_key, ip="127.0.0.1", user_agent="x"
        )
    assert all(is_in(client) for client in clients)

    keys = [client.session.session_key for client in clients]
    end_sessions(user, actor=place.actor())

    assert not any(is_in(client) for client in clients)
    assert not Session.objects.filter(pk__in=keys).exists()
    assert is_in(colleague)
    assert not UserSession.objects.filter(user=user).exists()
    assert is_in(signed_in(user))


def test_shut_account_signs_in_no_more_until_it_is_opened(place):
    user = place.users["officer"]
    client = signed_in(user)

    shut_account(user, actor=place.actor())

    assert not is_in(client)
    assert not Client().login(username=user.username, password=PASSWORD)
    open_account(user, actor=place.actor())
    user.refresh_from_db()
    assert user.is_active


def test_code_opens_no_account_that_is_shut(place):
    user = place.users["officer"]
    code = reset(user, actor=place.actor())
    shut_account(user, actor=place.actor())

    with pytest.raises(AccountRefused, match="PEOPLE-01"):
        set_password(code, NEW)


def test_last_administrator_is_not_shut(place):
    Holding.objects.filter(user=place.users["second"]).update(valid_until=TODAY + LIFE)

    with pytest.raises(AccountRefused, match="PEOPLE-06"):
        shut_account(place.users["first"], actor=place.actor("second"))
    place.users["first"].refresh_from_db()
    assert place.users["first"].is_active


def test_person_without_a_post_is_still_administered(place):
    user = make_user(place.posts["empty"])
    Holding.objects.filter(user=user).update(valid_until=TODAY)

    assert reset(user, actor=place.actor())


def test_code_is_right_until_it_is_used():
    code = make_code(Purpose.BEGIN, by="tests")

    assert is_right(Purpose.BEGIN, code.upper())
    assert not is_right(Purpose.RESET, code)
    assert not is_right(Purpose.BEGIN, code[:-1])
    spend(Purpose.BEGIN, code)
    assert not is_right(Purpose.BEGIN, code)
