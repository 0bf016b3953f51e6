"""People of a real tree, where second factors are asked for: their desks, codes and browsers."""

from __future__ import annotations

import time
from datetime import date
from itertools import count

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as codes
from django.test import Client

from danvan.kernel.accounts.actors import GrantValue
from danvan.kernel.accounts.models import Classification, User
from danvan.kernel.accounts.writing import add_holder, add_post
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure

START = date(2025, 1, 1)
BY = "tests"
PASSWORD = "mat-khau-thu-nghiem"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/{version}.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
numbers = count(1)


def make_person(
    role: str = "officer",
    *,
    highest: int = Classification.INTERNAL,
    is_demo: bool = False,
    factor: bool = False,
) -> User:
    """Make somebody with one post at a tree of their own."""
    number = next(numbers)
    root = add_unit(
        UnitFacts(f"Xã thật {number}", "commune", "none", f"Commune {number}"),
        key=f"that-{number}",
        valid_from=START,
        by=BY,
        is_locality=True,
        demo_on=date(2026, 4, 15) if is_demo else None,
    )
    rebuild_closure(root)
    grants = [GrantValue(role, root.pk, True, highest)]
    post = add_post(root, "Cán bộ", title_en="Officer", grants=grants, valid_from=START, by=BY)
    user = add_holder(
        post, username=f"nguoithat{number}", password=PASSWORD, valid_from=START, by=BY
    )
    if factor:
        add_app(user)
    return user


def add_app(user: User) -> str:
    """Give somebody an authenticator app with recovery codes; return its secret."""
    secret = codes.generate_totp_secret()
    codes.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def secret_of(user: User) -> str:
    """Return the secret of somebody's app."""
    return str(Authenticator.objects.get(user=user, type="totp").data["secret"])


def code_of(secret: str, *, steps: int = 0) -> str:
    """Return the code an app shows now, or some steps of thirty seconds from now."""
    return codes.format_hotp_value(codes.hotp_value(secret, int(time.time()) // 30 + steps))


def browser(user_agent: str = "", *, address: str = "127.0.0.1") -> Client:
    """Return a browser that calls from an address."""
    agent = user_agent or CHROME.format(version=130)
    return Client(headers={"user-agent": agent}, REMOTE_ADDR=address)


def signed_in(user: User, user_agent: str = "", *, address: str = "127.0.0.1") -> Client:
    """Return a browser in which somebody has just signed in by password, and by code if asked."""
    client = browser(user_agent, address=address)
    answer = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    if answer.url == "/accounts/login/factor/":
        answer = client.post(answer.url, {"code": code_of(secret_of(user))})
    assert answer.status_code == 302, answer.content.decode()
    return client


def long_ago(client: Client, seconds: int = 3600) -> None:
    """Make the sign-in of a browser lie further back."""
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - seconds} for record in records
    ]
    session.save()
