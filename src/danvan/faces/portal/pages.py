"""The first page, and how a reader wants to read."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from danvan.faces.portal.frame import LARGE, SIZE_COOKIE, show
from danvan.faces.portal.gates import public_page
from danvan.web.gates import open_page
from danvan.web.onward import is_within
from danvan.web.policy import LANGUAGE_COOKIE

YEAR = 365 * 24 * 3600
CLOSED = ("send", "q", "why", "reading", "calculator")
"""Parts of the door that machines leave alone: forms, posters, reckonings without end."""


@public_page
def show_home(request: HttpRequest) -> HttpResponse:
    """Show what somebody can do here."""
    return show(request, "portal/home.html")


@public_page
def show_robots(request: HttpRequest) -> HttpResponse:
    """Tell machines that read the web: what is public, nothing else."""
    del request
    closed = [reverse("letter-track"), *(f"{reverse('portal')}{part}/" for part in CLOSED)]
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in closed)]
    lines += [f"Allow: {reverse('portal')}", "Disallow: /", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@open_page
@csrf_exempt
@require_POST
def choose_reading(request: HttpRequest) -> HttpResponse:
    """Keep language and size of type in the reader's browser and go back.

    It changes nothing here, so it asks for no token: a token would set a cookie on every page.
    """
    target = request.POST.get("next", "")
    response = HttpResponseRedirect(target if is_within(request, target) else reverse("portal"))
    asked = {LANGUAGE_COOKIE: request.POST.get("language"), SIZE_COOKIE: request.POST.get("size")}
    known = {LANGUAGE_COOKIE: set(dict(settings.LANGUAGES)), SIZE_COOKIE: {LARGE, "plain"}}
    for name, value in asked.items():
        if value in known[name]:
            response.set_cookie(
                name, str(value), max_age=YEAR, samesite="Lax", httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
    return response
