"""A person's own page: where and when they want to be told, and their calendar address."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from danvan.kernel.accounts.models import User
from danvan.kernel.notices import feeds, preferences, smtp
from danvan.kernel.notices.addressing import write_confirmation
from danvan.kernel.notices.policy import policy_of
from danvan.law.errors import LawError
from danvan.web import errors
from danvan.web.gates import actor_or_403
from danvan.web.notice_forms import AddressForm, ChoicesForm, chosen
from danvan.web.pages import render

WRONG = 422


def user_of(request: HttpRequest) -> User:
    """Return who is signed in.

    Raises:
        PermissionDenied: Nobody is.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def show_settings(request: HttpRequest) -> HttpResponse:
    """Show and keep how a person wants to be told."""
    actor, user = actor_or_403(request), user_of(request)
    preference = preferences.preference_of(user)
    usual = policy_of(actor.root_id or 0).quiet
    form = ChoicesForm(request.POST or None, initial=chosen(preference, usual))
    if request.method == "POST" and form.is_valid():
        preferences.choose(user, form.choices(), actor)
        messages.success(request, _("Đã lưu cách nhận thông báo."))
        return redirect("notices-settings")
    context = {
        "form": form,
        "preference": preference,
        "address": user.email,
        "takes_mail": preferences.takes_mail(preference, user),
        "usual": usual,
        "feed": feeds.feed_of(user),
        "is_connected": smtp.is_connected(),
    }
    status = WRONG if form.errors else 200
    return render(request, "web/notices/settings.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def ask_address(request: HttpRequest) -> HttpResponse:
    """Take an address and mail the link that confirms it."""
    actor, user = actor_or_403(request), user_of(request)
    form = AddressForm(request.POST or None, initial={"address": user.email})
    if request.method == "POST" and form.is_valid():
        address, now = form.cleaned_data["address"], timezone.now()
        try:
            preferences.ask_address(user, address, actor, now)
        except LawError as refused:
            form.add_error("address", errors.sentence(refused))
        else:
            write_confirmation(user, actor, address, now)
            told = _("Thư xác nhận đã vào hàng chờ gửi. Mở đường dẫn trong thư để hoàn tất.")
            messages.success(request, told)
            return redirect("notices-settings")
    status = WRONG if form.errors else 200
    context = {"form": form, "is_connected": smtp.is_connected()}
    return render(request, "web/notices/address.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, then let mail go to the address of the link."""
    actor, user = actor_or_403(request), user_of(request)
    try:
        if request.method == "POST":
            preferences.confirm_address(user, token, actor, timezone.now())
            messages.success(request, _("Địa chỉ đã được xác nhận."))
            return redirect("notices-settings")
        context = {"address": preferences.address_of(user, token)}
    except LawError as refused:
        context = {"refused": errors.sentence(refused)}
    status = WRONG if "refused" in context else 200
    return render(request, "web/notices/confirm.html", context, status=status)


@require_POST
def make_feed(request: HttpRequest) -> HttpResponse:
    """Make a calendar address and show it this once: it is kept nowhere, so no redirect."""
    token = feeds.make_feed(user_of(request), actor_or_403(request), timezone.now())
    url = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    return render(request, "web/notices/feed_made.html", {"url": url})


@require_POST
def revoke_feed(request: HttpRequest) -> HttpResponse:
    """End the calendar address."""
    if feeds.revoke_feed(user_of(request), actor_or_403(request), timezone.now()):
        messages.success(request, _("Địa chỉ lịch cũ không còn dùng được."))
    return redirect("notices-settings")
