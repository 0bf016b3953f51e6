"""What stands around every public page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from danvan.web.pages import render

SIZE_COOKIE = "danvan_type"
LARGE = "large"


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return a public page in its frame: menu and size of type."""
    told = surroundings(request) | dict(context or {})
    return render(request, template, told, status=status)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every public page shows: its menu and the size of type."""
    return {"pages": menu(request), "is_large": request.COOKIES.get(SIZE_COOKIE) == LARGE}


def menu(request: HttpRequest) -> list[dict[str, object]]:
    """Return the pages of the door in their order; the one shown is marked, or whose part it is."""
    declared = getattr(apps.get_app_config("portal"), "portal_pages")  # noqa: B009  for mypy
    first = reverse("portal")
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {
            "url": (url := reverse(name)),
            "label": label,
            "about": about,
            "is_current": name == here,
            "is_within": url != first and request.path.startswith(url),
        }
        for name, label, about in declared
    ]
