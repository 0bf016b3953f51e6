"""Every address is closed to strangers unless its view is declared open, and those are known."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

HELP = {"help", "help-all", "help-page", "help-signs", "rates"}
SIGN_IN = {"mfa_authenticate", "mfa_login_webauthn"}
SIGN_IN |= {"openid_connect_login", "openid_connect_callback"}
OPEN = HELP | SIGN_IN | {"account_login", "account_inactive", "language"}
PORTAL = {
    "portal-calculator",
    "portal-figures",
    "portal-results",
    "portal-result",
    "portal-result-file",
    "portal-feed",
}
PORTAL |= {"robots", "portal", "portal-reading"}
LETTERS = {"letter-units", "letter-send", "letter-paper", "letter-poster", "letter-why"}
LETTERS |= {"letter-track", "letter-file"}
OPEN |= PORTAL | LETTERS | {"begin", "account-new-password", "slip-enter", "calendar-feed"}
"""Addresses that strangers may see; a new one is a decision and is added here by hand."""

OWN_ACCOUNT = {"account_change_password", "account_logout", "account_reauthenticate"}
OWN_ACCOUNT |= {"account_set_password", "app-set-up", "factor-remove", "mfa_reauthenticate"}
OWN_ACCOUNT |= {"oidc-link", "oidc-unlink", "passkey-add", "recovery-codes", "second-factor"}
OWN_ACCOUNT |= {"security", "session-end", "sessions", "sessions-end"}
"""Addresses open without a post and before a second factor is set up; nothing but one's own."""

SAMPLES = {"int": "1", "str": "x", "slug": "x", "path": "x"}


def addresses(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Return every address below a resolver, its arguments filled with samples."""
    for entry in resolver.url_patterns:
        here = before + sample(str(entry.pattern), isinstance(entry.pattern, RoutePattern))
        if isinstance(entry, URLResolver):
            yield from addresses(entry, here)
        else:
            yield here, entry


def sample(pattern: str, is_route: bool) -> str:  # noqa: FBT001  one of Django's two ways
    """Return a pattern with its arguments filled."""
    if is_route:
        return re.sub(
            r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), pattern
        )
    return re.sub(r"\(\?P<\w+>[^)]*\)", "x", pattern).strip("^$").removesuffix(r"\Z")


def all_addresses() -> list[tuple[str, URLPattern]]:
    """Return every address of the site."""
    return sorted(addresses(get_resolver()), key=lambda pair: pair[0])


def is_open(entry: URLPattern) -> bool:
    """Return whether a view declares itself open to strangers."""
    return getattr(entry.callback, "is_open_page", False)


def test_open_pages_are_known():
    assert {entry.name for _address, entry in all_addresses() if is_open(entry)} <= OPEN


def test_pages_before_the_second_factor_are_known():
    assert {
        entry.name
        for _address, entry in all_addresses()
        if getattr(entry.callback, "is_without_post", False)
    } <= OWN_ACCOUNT


def test_every_address_has_a_name():
    assert [address for address, entry in all_addresses() if not entry.name] == []


@pytest.mark.parametrize(
    "address", [address for address, entry in all_addresses() if not is_open(entry)]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_sign_in(address: str, method: str):
    answer = getattr(Client(), method)(address)

    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/?next=")


def test_checker_fills_arguments():
    assert sample("cases/<str:number>/<int:page>/", is_route=True) == "cases/x/1/"
    assert sample(r"^confirm/(?P<key>[-:\w]+)/$", is_route=False) == "confirm/x/"
