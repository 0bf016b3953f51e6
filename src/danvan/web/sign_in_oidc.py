"""Sign-in through another house (OpenID Connect): only for accounts whose owner has linked them."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from danvan.kernel.accounts.models import User
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.gates import open_page, without_post
from danvan.web.pages import render
from danvan.web.sign_in_again import always_recently_signed_in, signed_in_recently
from danvan.web.sign_in_gate import has_second_factor
from danvan.web.sign_in_sessions import note, renew

UNREADABLE = (TypeError, ValueError, KeyError, AttributeError)
"""What another house may send and our libraries stumble over."""


def provider_name() -> str:
    """Return what the other house is called, empty where none is set up."""
    return str(settings.OIDC["name"]) if settings.OIDC else ""


def linked_on(user: User) -> datetime | None:
    """Return when somebody linked their account to the other house."""
    linked = SocialAccount.objects.filter(user=user).first()
    return linked.date_joined if linked else None


class LinkedOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody gets an account by coming from elsewhere; errors are pages of ours."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Answer no."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link where linking was asked for; else let nobody on who is not linked."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_link(request, sociallogin))
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(failed(request, "SIGN-06"))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, **more: Any
    ) -> None:
        """Say what went wrong between the houses, in a page of ours."""
        del provider
        code = "SIGN-08"
        if error == AuthError.CANCELLED:
            code = "SIGN-09"
        elif isinstance(more.get("exception"), RequestException):
            code = "SIGN-07"
        raise ImmediateHttpResponse(failed(request, code))


class CheckedTokens(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Believes a token only when it is signed, and made for this very sign-in."""

    nonce = ""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Return who comes, known by issuer and subject alone; nothing else of them is kept."""
        if not kwargs["response"].get("id_token"):
            message = "no id_token"
            raise OAuth2Error(message)
        login = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data["id_token"]
        who = f"{told['iss']}\n{told['sub']}"
        login.account.uid = sha256(who.encode()).hexdigest()
        login.account.extra_data = {}
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        told: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not self.nonce or not secrets.compare_digest(str(told.get("nonce")), self.nonce):
            message = "nonce"
            raise OAuth2Error(message)
        return told


class ComeBack(OAuth2CallbackView):  # type: ignore[misc]  # allauth ships no types
    """Takes back somebody who was sent to the other house."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, refused = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, refused


@open_page
@require_POST
def enter(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send somebody to the other house to sign in there."""
    _ours_or_404(provider_id)
    limited: HttpResponse | None = ratelimit.consume_or_429(
        request, app="allauth.account", action="login"
    )
    return limited or _send(request, AuthProcess.LOGIN, get_next_redirect_url(request))


@open_page
@require_safe
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Let in who comes back with a token that is right."""
    _ours_or_404(provider_id)
    try:
        answer: HttpResponseBase = ComeBack.adapter_view(CheckedTokens(request, provider_id))(
            request
        )
    except RequestException:
        return failed(request, "SIGN-07")
    except UNREADABLE:
        return failed(request, "SIGN-08")
    return answer


@without_post
@require_POST
@always_recently_signed_in
def link(request: HttpRequest) -> HttpResponseBase:
    """Send somebody who is signed in here to the other house, to link the two accounts."""
    if not settings.OIDC:
        raise Http404
    return _send(request, AuthProcess.CONNECT, None)


@without_post
@require_POST
@always_recently_signed_in
def unlink(request: HttpRequest) -> HttpResponseBase:
    """Part the two accounts, unless no other way in would be left."""
    user = request.user
    linked = SocialAccount.objects.filter(user=user).first() if isinstance(user, User) else None
    if linked is None or not isinstance(user, User):
        raise Http404
    if not user.has_usable_password() and not has_second_factor(user):
        return failed(request, "SIGN-13", status=422)
    linked.delete()
    note(request, user, "accounts.oidc.unlink")
    renew(request, user)
    messages.success(request, _("Đã bỏ liên kết."))
    return redirect("security")


def failed(request: HttpRequest, code: str, *, status: int = 401) -> HttpResponse:
    """Answer that the way through the other house did not work, and what to do."""
    found = {"told": sentence(LawError(code, name=provider_name()))}
    return render(request, "web/accounts/oidc_failed.html", found, status=status)


def _ours_or_404(provider_id: str) -> None:
    if not settings.OIDC or provider_id != settings.OIDC["id"]:
        raise Http404


def _send(request: HttpRequest, process: str, onward: str | None) -> HttpResponseBase:
    """Show the page that leads on; a redirect would be stopped by our form policy."""
    nonce = secrets.token_urlsafe(24)
    provider = get_adapter().get_provider(request, settings.OIDC["id"])
    who = request.user.pk
    try:
        away = provider.redirect(
            request, process, next_url=onward, auth_params={"nonce": nonce}, nonce=nonce, who=who
        )
    except RequestException:
        return failed(request, "SIGN-07", status=502)
    except (*UNREADABLE, OAuth2Error):
        return failed(request, "SIGN-08", status=502)
    found = {"away": away.url, "provider": provider_name()}
    return render(request, "web/accounts/oidc_leave.html", found)


def _link(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponseBase:
    """Link the account of the other house to the one that is signed in and asked for it."""
    user = request.user
    if not isinstance(user, User) or user.pk != sociallogin.state.get("who"):
        return failed(request, "SIGN-08")
    if not signed_in_recently(request):
        return failed(request, "SIGN-08")
    if sociallogin.is_existing and sociallogin.user.pk != user.pk:
        return failed(request, "SIGN-10", status=422)
    if not sociallogin.is_existing:
        sociallogin.connect(request, user)
        note(request, user, "accounts.oidc.link")
        renew(request, user)
    messages.success(request, _("Đã liên kết với %(name)s.") % {"name": provider_name()})
    return redirect("security")
