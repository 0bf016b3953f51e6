"""Send a letter: choose a unit, write, get the receipt."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from danvan.faces.portal.forms import LetterForm
from danvan.faces.portal.frame import show
from danvan.faces.portal.gates import public_form, public_page
from danvan.faces.portal.naming import groups, unit_name
from danvan.faces.portal.receipts import show_receipt
from danvan.faces.portal.uploads import measured, stage_all
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox import doors, sending, tickets
from danvan.kernel.letterbox.codes import slip_of
from danvan.kernel.letterbox.enclosing import MOST_FILES, staged
from danvan.kernel.letterbox.flooding import SPAN
from danvan.kernel.letterbox.models import Door
from danvan.kernel.letterbox.offering import offers
from danvan.kernel.letterbox.promising import At, promised
from danvan.kernel.organisations.days import legal_day, today_of
from danvan.law.errors import LawError
from danvan.law.messages import say
from danvan.web.dates import is_near
from danvan.web.errors import sentence
from danvan.web.paging import page_of
from danvan.web.sign_in_limits import address_of

WEB, POSTER = "web", "poster"
TOO_MANY = "LET-02"
IPV6_PREFIX = 64
"""Bits of an address that one household or network shares."""


@dataclass(frozen=True, slots=True)
class Way:
    """By which door somebody writes, and what is known from a poster.

    Args:
        place_id: The residential group of the poster.
    """

    door: Door
    channel: str = WEB
    place_id: int | None = None

    @property
    def today(self) -> date:
        """Return the legal day at that door."""
        return today_of(self.door.unit)


@public_page
def choose_unit(request: HttpRequest) -> HttpResponse:
    """Show the units whose door is open, found by words."""
    words = request.GET.get("q", "").strip()[:100]
    page = page_of(doors.open_doors(legal_day(), words), request.GET.get("page"), list)
    return show(request, "portal/units.html", {"page": page, "words": words})


@public_form
def write_letter(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the form of a unit, or take what was written."""
    door = doors.open_door(unit_id)
    if door is None:
        return show(request, "portal/door_closed.html", {"said": _said("LET-01")}, status=404)
    return _letter(request, Way(door))


@public_form
def write_from_poster(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form that a poster leads to, with unit and residential group filled in."""
    poster = doors.poster_of(token)
    if poster is None:
        return show(request, "portal/door_closed.html", {"said": _said("LET-01")}, status=404)
    door: Door = poster.unit.door
    return _letter(request, Way(door, POSTER, poster.place_id))


def _said(code: str) -> str:
    return sentence(Refused(code))


def _letter(request: HttpRequest, way: Way) -> HttpResponse:
    language = get_language() or "vi"
    root = way.door.unit.root or way.door.unit
    places = [] if way.place_id else groups(root, way.today, language)
    if request.method != "POST":
        return _page(request, way, LetterForm(places=places), tickets.issue(way.door.pk))
    handler = measured(request)
    form = LetterForm(request.POST, places=places)
    try:
        ticket = tickets.read(request.POST.get("ticket", ""), way.door.pk)
    except Refused as refused:
        ticket = tickets.issue(way.door.pk)
        form.add_error(None, sentence(refused))
    if request.FILES and (response := _sent_before(request, way, form, ticket)):
        return response
    digest = slip_of(ticket.secret).code_digest if request.FILES else ""
    wrong = stage_all(request, handler, digest)
    if not form.is_valid() or wrong:
        return _page(request, way, form, ticket, wrong=wrong, status=422)
    return _send(request, way, form, ticket)


def _sent_before(
    request: HttpRequest, way: Way, form: LetterForm, ticket: tickets.Ticket
) -> HttpResponse | None:
    """Answer a form that comes again, so that its files are not kept a second time."""
    try:
        posted = sending.sent_before(ticket)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return _page(request, way, form, ticket, status=422)
    return _receipt(request, posted) if posted else None


def _send(request: HttpRequest, way: Way, form: LetterForm, ticket: tickets.Ticket) -> HttpResponse:
    content = form.content(channel=way.channel, place_id=way.place_id)
    try:
        posted = sending.post(ticket, form.cleaned_data["kind"], content, origin=origin_of(request))
    except Refused as refused:
        form.add_error(None, sentence(refused))
        is_flood = refused.code == TOO_MANY
        response = _page(request, way, form, ticket, status=429 if is_flood else 422)
        if is_flood:
            response.headers["Retry-After"] = str(int(SPAN.total_seconds()))
        return response
    return _receipt(request, posted)


def _receipt(request: HttpRequest, posted: sending.Posted) -> HttpResponse:
    unit = unit_name(posted.unit_id, posted.received_on, get_language() or "vi")
    return show_receipt(request, posted, unit)


def origin_of(request: HttpRequest) -> str:
    """Return the keyed digest of an address for one day; nobody can tell the address from it."""
    address = ipaddress.ip_address(address_of(request))
    if isinstance(address, ipaddress.IPv6Address):
        network = ipaddress.ip_network((address, IPV6_PREFIX), strict=False)
        address = network.network_address
    today = timezone.now().date().isoformat()
    return salted_hmac("danvan.letterbox.origin", f"{today} {address}").hexdigest()[:32]


def _page(
    request: HttpRequest,
    way: Way,
    form: LetterForm,
    ticket: tickets.Ticket,
    *,
    wrong: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    language = get_language() or "vi"
    context: dict[str, Any] = {
        "form": form,
        "ticket": ticket.signed(),
        "door": way.door,
        "offers": list(offers().values()),
        "unit": unit_name(way.door.pk, way.today, language),
        "place": unit_name(way.place_id, way.today, language) if way.place_id else "",
        "wrong_files": wrong or [],
        "staged": staged(slip_of(ticket.secret).code_digest) if form.is_bound else (),
        "most_files": MOST_FILES,
    }
    return show(request, "portal/letter.html", context, status=status)


@public_page
def show_why(request: HttpRequest, kind: str, unit_id: int, day: str) -> HttpResponse:
    """Show day by day why a promised day is what it is; it says nothing of any letter."""
    on, door = _day_written(day), doors.open_door(unit_id)
    if door is None or kind not in offers():
        raise Http404
    try:
        found = promised(kind, At.of(door.unit), on)
    except (KeyError, LawError):
        raise Http404 from None
    if found is None:
        raise Http404
    language = get_language() or "vi"
    lines = [(one, say(one.code, one.fields, language)) for one in found.days]
    context = {"promise": found, "lines": lines, "offer": offers()[kind], "received_on": on}
    return show(request, "portal/why.html", context)


def _day_written(day: str) -> date:
    """Return the day of an address: in the one form that we write, in the years of a form."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    if on.isoformat() != day or not is_near(on):
        raise Http404
    return on


@public_page
def show_paper(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the empty form of a unit for printing and writing by hand."""
    door = doors.open_door(unit_id)
    if door is None:
        raise Http404
    name = unit_name(unit_id, today_of(door.unit), get_language() or "vi")
    context = {"door": door, "unit": name, "offers": list(offers().values())}
    return show(request, "portal/paper.html", context)
