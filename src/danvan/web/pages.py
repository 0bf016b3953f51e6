"""One way to answer with a page, and what every page knows about its surroundings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.utils import translation

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.organisations.days import legal_day
from danvan.web import navigation
from danvan.web.help_links import help_for
from danvan.web.inbox import unread_count
from danvan.web.labels import label_of


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return a page; 422 is the status of a form that comes back with errors."""
    return render_template(request, template, dict(context or {}), status=status)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page shows: who acts, menu, today, unread notices."""
    actor: Actor | None = getattr(request, "actor", None)
    language = (translation.get_language() or "vi")[:2]
    found: dict[str, Any] = {"actor": actor, "language": language, "menu": [], "path": request.path}
    found["help_url"] = help_for(request)
    if actor is None:
        return found
    return found | {
        "menu": navigation.entries(actor, request.path),
        "actor_label": label_of(actor, language),
        "today": actor.today,
        "is_demo_day": actor.today != legal_day(),
        "unread_count": unread_count(actor),
    }
