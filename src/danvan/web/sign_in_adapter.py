"""How allauth behaves here: counted tries, bound sessions, our own words."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.functional import lazy

from danvan.kernel.accounts.adapter import ClosedSignUp
from danvan.kernel.accounts.models import User
from danvan.kernel.accounts.passwords import awaits_new_password
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.onward import is_plain
from danvan.web.sign_in_again import signed_in_recently
from danvan.web.sign_in_limits import address_of, count_try
from danvan.web.sign_in_sessions import bind, note

WRONG = lazy(lambda: sentence(LawError("SIGN-02")), str)()
"""Tells nothing about which of the two is wrong, nor whether the account exists."""


class DeskAccounts(ClosedSignUp):
    """Accounts of a unit: closed, counted, bound."""

    error_messages: ClassVar[dict[str, Any]] = ClosedSignUp.error_messages | {
        "username_password_mismatch": WRONG,
        "incorrect_password": WRONG,
        "enter_current_password": WRONG,
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Return whether somebody may be led on there."""
        return bool(url) and is_plain(url or "") and bool(super().is_safe_url(url))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address somebody calls from; a proxy that is not ours is not believed."""
        return address_of(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our views speak for themselves."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again unless somebody signed in a short while ago."""
        del app, kwargs
        return not signed_in_recently(self.request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return whose name and password these are, counting every wrong try.

        The count is kept by account and by address: many passwords for one account and one
        password for many accounts are both slowed down. A right password only takes back its own
        try, so nobody clears the count by signing in between.
        """
        name = str(credentials.get("username", "")).casefold()
        usage = count_try(request, f"account:{name}")
        AuthenticationBackend.unstash_authenticated_user()
        found = authenticate(request, **credentials)
        found = found or AuthenticationBackend.unstash_authenticated_user()
        if not isinstance(found, User):
            return None
        usage.rollback()
        return found

    def login(self, request: HttpRequest, user: User) -> None:
        """Let somebody in: a session of its own, bound to this browser, and an audit entry.

        Every way in ends here, so an account that was reset stays shut to all of them.
        """
        user.refresh_from_db(fields=["password"])
        if awaits_new_password(user):
            messages.error(request, sentence(LawError("SIGN-15")))
            raise ImmediateHttpResponse(redirect("account-new-password"))
        super().login(request, user)
        bind(request)
        records = get_authentication_records(request, user)
        how = [str(record.get("type") or record["method"]) for record in records]
        note(request, user, "accounts.session.open", {"how": how})


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """What authenticator apps and passkeys are told about the site."""

    def get_totp_issuer(self) -> str:
        """Return the name an app shows beside its codes."""
        return f"danvan {super().get_totp_issuer()}"
