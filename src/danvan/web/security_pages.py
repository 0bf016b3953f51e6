"""One's own account: second factors, recovery codes, sessions, the sign-in of another house."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.kernel.accounts.models import User
from danvan.law.errors import LawError
from danvan.web import sign_in_factors as factors
from danvan.web import sign_in_sessions as sessions
from danvan.web.errors import sentence
from danvan.web.gates import without_post
from danvan.web.pages import render
from danvan.web.policy import with_script
from danvan.web.sign_in_again import always_recently_signed_in
from danvan.web.sign_in_forms import NewAppForm, NewPasskeyForm
from danvan.web.sign_in_gate import has_second_factor, needs_second_factor
from danvan.web.sign_in_oidc import linked_on, provider_name
from danvan.web.sign_in_steps import status_of


def own(request: HttpRequest) -> User:
    """Return who is signed in, on a page about their own account."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@without_post
@require_safe
def show_security(request: HttpRequest) -> HttpResponse:
    """Show how the account is guarded and what may be changed."""
    user = own(request)
    found = {
        "factors": factors.factors_of(user),
        "has_app": factors.has_app(user),
        "codes_left": factors.codes_left(user),
        "is_needed": needs_second_factor(getattr(request, "actor", None)),
        "has_password": user.has_usable_password(),
        "provider": provider_name(),
        "linked": linked_on(user),
    }
    return render(request, "web/accounts/security.html", found)


@without_post
@require_safe
def explain_second_factor(request: HttpRequest) -> HttpResponse:
    """Explain why this post needs a second factor, and lead to setting one up."""
    if has_second_factor(own(request)):
        return redirect("security")
    return render(request, "web/accounts/second_factor.html")


@without_post
@always_recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_app(request: HttpRequest) -> HttpResponse:
    """Show the secret of an app and take the first code it makes."""
    user = own(request)
    if factors.has_app(user):
        return redirect("security")
    secret = factors.secret_to_show()
    form = NewAppForm(request.POST or None, user=user, secret=secret)
    if request.method == "POST" and form.is_valid():
        factors.add_app(request, user, secret)
        messages.success(request, _("Đã bật mã xác thực. Từ lần sau, đăng nhập sẽ hỏi thêm mã."))
        return redirect("recovery-codes")
    path, size = factors.qr_path(user, secret)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    found = {"form": form, "qr": path, "qr_size": size, "secret": groups}
    return render(request, "web/accounts/app.html", found, status=status_of(form))


@without_post
@always_recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Let the browser make a passkey and keep it."""
    user = own(request)
    form = NewPasskeyForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        factors.add_passkey(request, user, form.cleaned_data["name"], form.made)
        messages.success(request, _("Đã thêm khoá truy cập."))
        return redirect("recovery-codes")
    found = {"form": form, "options": factors.options_to_add(user)}
    page = render(request, "web/accounts/passkey_add.html", found, status=status_of(form))
    return with_script(page)


@without_post
@always_recently_signed_in
@require_http_methods(["GET", "POST"])
def show_codes(request: HttpRequest) -> HttpResponse:
    """Show the recovery codes once; a press makes new ones."""
    user = own(request)
    if not has_second_factor(user):
        return redirect("security")
    if request.method == "POST":
        factors.renew_codes(request, user)
        messages.success(request, _("Đã tạo mã dự phòng mới; mã cũ không còn dùng được."))
        return redirect("recovery-codes")
    found = {"codes": factors.codes_to_show(user), "left": factors.codes_left(user)}
    return render(request, "web/accounts/codes.html", found)


@without_post
@always_recently_signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove an app or a passkey."""
    user = own(request)
    factor = factors.factor_of(user, pk)
    if factor is None:
        raise Http404
    found: dict[str, Any] = {"name": factors.name_of(factor)}
    if request.method != "POST":
        return render(request, "web/accounts/factor_remove.html", found)
    try:
        factors.remove_factor(request, user, factor)
    except LawError as refused:
        found["told"] = sentence(refused)
        return render(request, "web/accounts/factor_remove.html", found, status=422)
    messages.success(request, _("Đã gỡ: %(name)s.") % found)
    return redirect("security")


@without_post
@require_safe
def show_sessions(request: HttpRequest) -> HttpResponse:
    """Show where the account is signed in."""
    lines = sessions.sessions_of(request, own(request))
    return render(request, "web/accounts/sessions.html", {"sessions": lines})


@without_post
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one other session."""
    if not sessions.end_session(request, own(request), pk):
        raise Http404
    messages.success(request, _("Đã kết thúc phiên; máy đó phải đăng nhập lại."))
    return redirect("sessions")


@without_post
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all sessions but this one."""
    ended = sessions.end_other_sessions(request, own(request))
    told = ngettext("Đã kết thúc %(count)d phiên khác.", "Đã kết thúc %(count)d phiên khác.", ended)
    messages.success(request, told % {"count": ended})
    return redirect("sessions")
