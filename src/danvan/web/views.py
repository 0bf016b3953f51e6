"""Pages of the frame: language, help, the inbox."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from danvan.web.gates import open_page, without_post
from danvan.web.pages import render
from danvan.web.policy import LANGUAGE_COOKIE

YEAR = 365 * 24 * 3600


@open_page
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Keep the language asked for and go back."""
    asked = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    allowed = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(target if allowed else "/")
    if asked in dict(settings.LANGUAGES):
        response.set_cookie(
            LANGUAGE_COOKIE, asked, max_age=YEAR, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


@without_post
@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    """Explain the states, the ways to prove, the keys."""
    return render(request, "web/help.html")
