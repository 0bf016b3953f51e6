"""Asking again who sits there, before something that could not be taken back."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _

from danvan.web.onward import is_within

View = Callable[..., HttpResponseBase]


def signed_in_recently(request: HttpRequest) -> bool:
    """Return whether somebody gave a password, a code or a passkey a short while ago.

    How short is ``ACCOUNT_REAUTHENTICATION_TIMEOUT``, seconds.
    """
    given = [record["at"] for record in get_authentication_records(request, request.user)]
    limit: int = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return bool(given) and time.time() - max(given) < limit


def recently_signed_in(view: View) -> View:
    """Ask again who sits there before a sensitive view, unless they signed in a short while ago.

    What was sent by POST is not kept: the person comes back to the page with the form. Trees of
    a demonstration are not asked, their passwords are known to everybody.
    """

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = getattr(request, "actor", None)
        if (actor is not None and actor.is_demo) or signed_in_recently(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return ask_first


def always_recently_signed_in(view: View) -> View:
    """Ask as ``recently_signed_in`` does, in demonstrations too: for one's own account."""

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if signed_in_recently(request):
            return view(request, *args, **kwargs)
        return ask_again(request)

    return ask_first


def ask_again(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the page that asks, and from there back."""
    back = request.get_full_path()
    if request.method != "GET":
        back = _page_before(request)
        messages.warning(request, _("Chưa ghi gì. Xác nhận lại rồi làm lại thao tác vừa rồi."))
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        logout(request)
        return redirect_to_login(back)
    return HttpResponseRedirect(f"{ways[0]['url']}?{urlencode({'next': back})}")


def _page_before(request: HttpRequest) -> str:
    """Return the path of the page a form was sent from, else the first page."""
    sent_from = request.headers.get("Referer", "")
    if not is_within(request, sent_from):
        return "/"
    parts = urlsplit(sent_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")
