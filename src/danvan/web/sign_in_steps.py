"""The pages where a code or a passkey proves who sits there: at sign-in, and asked again."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import ratelimit
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from danvan.kernel.accounts.models import User
from danvan.web.gates import open_page, without_post
from danvan.web.pages import render
from danvan.web.policy import with_script
from danvan.web.sign_in_factors import has_code, has_passkey, options_for
from danvan.web.sign_in_forms import CodeAgainForm, CodeForm, PasskeyAgainForm, PasskeyForm

SHOW_AND_SEND = ["GET", "HEAD", "POST"]


@open_page
@require_http_methods(SHOW_AND_SEND)
@ratelimit.decorator(app="allauth.mfa", action="webauthn_login")  # type: ignore[untyped-decorator]  # allauth ships no types
def sign_in_by_passkey(request: HttpRequest) -> HttpResponseBase:
    """Let somebody in by a passkey alone: it is kept on a device and asks for a finger or a PIN."""
    onward = get_next_redirect_url(request)
    if request.user.is_authenticated:
        return redirect(onward or "/")
    form = PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.proven is not None:
        login = Login(user=form.proven.user, redirect_url=onward)
        entered: HttpResponse = perform_passwordless_login(request, form.proven, login)
        return entered
    found = {"form": form, "options": options_for(None), "next": onward or ""}
    page = render(request, "web/accounts/passkey.html", found, status=status_of(form))
    return with_script(page)


@open_page
@require_http_methods(SHOW_AND_SEND)
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]  # allauth ships no types
def prove_second_factor(request: HttpRequest) -> HttpResponseBase:
    """Ask for the second factor after the first was right."""
    stage = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001  allauth's only place for it
    user: User = stage.login.user
    form = _sent(request, user, CodeForm, PasskeyForm)
    if request.method == "POST" and form.is_valid():
        form.save()
        entered: HttpResponse = stage.exit()
        return entered
    return _ask(request, user, form, "web/accounts/second_step.html")


@without_post
@require_http_methods(SHOW_AND_SEND)
def confirm_by_factor(request: HttpRequest) -> HttpResponseBase:
    """Ask again who sits there, by a code or a passkey."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    if not (has_code(user) or has_passkey(user)):
        return redirect("account_reauthenticate")
    refused: HttpResponse | None = ratelimit.consume_or_429(
        request, app="allauth.account", action="reauthenticate", user=user
    )
    if refused:
        return refused
    form = _sent(request, user, CodeAgainForm, PasskeyAgainForm)
    if request.method == "POST" and form.is_valid():
        form.save()
        onward: HttpResponse | None = resume_request(request)
        return onward or redirect("/")
    return _ask(request, user, form, "web/accounts/confirm_factor.html")


def _sent(
    request: HttpRequest, user: User, code: type[CodeForm], passkey: type[PasskeyForm]
) -> CodeForm | PasskeyForm:
    """Return the form that was sent, else the first one to show."""
    if "credential" in request.POST or not has_code(user):
        return passkey(request.POST or None, user=user)
    return code(request.POST or None, user=user)


def _ask(
    request: HttpRequest, user: User, form: CodeForm | PasskeyForm, template: str
) -> HttpResponse:
    found: dict[str, Any] = {
        "form": form,
        "code_form": (form if isinstance(form, CodeForm) else CodeForm(user=user))
        if has_code(user)
        else None,
        "options": options_for(user) if has_passkey(user) else "",
        "next": get_next_redirect_url(request) or "",
        "has_password": user.has_usable_password(),
    }
    page = render(request, template, found, status=status_of(form))
    return with_script(page) if found["options"] else page


def status_of(form: Any) -> int:
    """Return the status of a page with a form: 422 where it comes back, 429 after too many."""
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return 429 if "too_many_login_attempts" in codes else 422 if codes else 200
