"""The calendar address of a post: due days as all-day events, for any calendar program."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.notices import feeds
from danvan.web.gates import open_page
from danvan.web.sign_in_limits import address_of
from danvan.web.templatetags.web import said

MOST_READS, MOST_MISSES = 60, 30
"""How often in an hour one address is read, and how many wrong ones one place may ask for."""
HOUR = 3600
TOO_MANY = 429


@open_page
@require_safe
def show_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer a calendar program: whoever knows the address reads, as long as the post is held."""
    reader = feeds.reader_of(token, timezone.now())
    place = f"ok:{feeds.digest_of(token)}" if reader else f"no:{address_of(request)}"
    if _is_too_often(place, MOST_READS if reader else MOST_MISSES):
        return HttpResponse(status=TOO_MANY, headers={"Retry-After": str(HOUR)})
    if reader is None:
        raise Http404
    with translation.override(reader.language):
        body = calendar_of(reader.actor, request).to_ical()
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer) or answer


def calendar_of(actor: Actor, request: HttpRequest) -> Calendar:
    """Return the due days of a post."""
    found = Calendar()
    found.add("prodid", "-//danvan//due days//VI")
    found.add("version", "2.0")
    found.add("x-wr-calname", _("danvan: %(post)s") % {"post": actor.label})
    found.add("refresh-interval", timedelta(hours=6))
    for case in feeds.events_of(actor):
        found.add_component(_event(case, request))
    return found


def _event(case: Case, request: HttpRequest) -> Event:
    event = Event()
    event.add("uid", f"{case.slug}.due@danvan")
    event.add("dtstamp", datetime.combine(case.opened_on, time(), UTC))
    event.add("sequence", case.version)
    event.add("dtstart", case.due_on)
    event.add("summary", said(case, "title"))
    event.add("transp", "TRANSPARENT")
    event.add("url", request.build_absolute_uri(reverse("case", args=[case.slug])))
    return event


def _is_too_often(place: str, most: int) -> bool:
    """Count one request; whether it is one too many within the hour."""
    key = f"danvan-feed:{place}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:
        return False
