"""What goes out on paper: the sheet of slips with their QR squares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import qrcode  # type: ignore[import-untyped]  # ships no types
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from danvan.areas.people.queries import language
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.slips import Printed
from danvan.kernel.organisations.tree import names_of
from danvan.web.dates import last_day

QUIET = 4
"""Empty squares that a QR code asks for around it."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One printed slip."""

    title: str
    unit_name: str
    address: str
    path: str
    size: int
    pin: str
    last_day: date | None


def sheet(printed: Iterable[Printed], request: HttpRequest, actor: Actor) -> list[Leaf]:
    """Return slips as they are printed, each with the square of its address."""
    kept = list(printed)
    names = names_of({one.slip.post.unit_id for one in kept}, actor.today, language())
    return [_leaf(one, request, names.get(one.slip.post.unit_id, "")) for one in kept]


def _leaf(one: Printed, request: HttpRequest, unit_name: str) -> Leaf:
    address = address_of(reverse("slip-enter", args=[one.code]), request)
    path, size = square(address)
    last = last_day(one.slip.valid_until)
    return Leaf(one.slip.post.title, unit_name, address, path, size, one.pin, last)


def address_of(path: str, request: HttpRequest) -> str:
    """Return the address of a page for phones: the site's own where that is secure."""
    site: str = settings.SITE_ADDRESS
    return f"{site}{path}" if site.startswith("https://") else request.build_absolute_uri(path)


def square(text: str) -> tuple[str, int]:
    """Return the path of a QR code for an SVG image, and the side of its box."""
    made = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    path = "".join(
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, is_dark in enumerate(row)
        if is_dark
    )
    return path, len(rows)
