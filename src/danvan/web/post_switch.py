"""Choosing among several posts that one person holds."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from danvan.web.gates import ACTING_POST, actor_or_403


@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Act under another post that the person holds today, for the rest of this session."""
    others = dict(actor_or_403(request).other_posts)
    asked = request.POST.get("post", "")
    chosen = next((pk for pk in others if str(pk) == asked), None)
    if chosen is None:
        raise Http404
    request.session[ACTING_POST] = chosen
    return redirect("work")
