"""The receipt page: rendered once a minute for all who are told the same; code and PIN are put in.

What one letter is told and another one of the same door, kind and day is not, are its code and its
PIN alone; nothing of a letter is in what is remembered.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from danvan.faces.portal.frame import LARGE, SIZE_COOKIE, show
from danvan.kernel.accounts.codes import spaced
from danvan.kernel.letterbox.codes import Slip
from danvan.kernel.letterbox.offering import offers
from danvan.kernel.letterbox.sending import Posted

KEPT_FOR: Final = 60
"""Seconds."""
MOST: Final = 200
_BLANK: Final = Slip(secrets.token_hex(16), secrets.token_hex(16))
"""Stands for code and PIN in what is remembered; nobody outside this process can write it."""
_pages: dict[tuple[object, ...], str] = {}


def show_receipt(request: HttpRequest, posted: Posted, unit: str) -> HttpResponse:
    """Return the page of a receipt.

    Args:
        unit: What the receiving unit is called.
    """
    page = _page(request, replace(posted, slip=_BLANK), unit)
    page = page.replace(_BLANK.code, spaced(posted.slip.code))
    return HttpResponse(page.replace(_BLANK.pin, posted.slip.pin))


def _page(request: HttpRequest, posted: Posted, unit: str) -> str:
    """Return the page with the blank slip.

    Args:
        posted: With the blank slip.
    """
    span = int(time.monotonic() // KEPT_FOR)
    is_large = request.COOKIES.get(SIZE_COOKIE) == LARGE
    key = (span, get_language(), is_large, request.get_full_path(), posted, unit)
    if key not in _pages:
        if len(_pages) >= MOST:
            _pages.clear()
        told = {"posted": posted, "unit": unit, "offer": offers()[posted.kind]}
        _pages[key] = show(request, "portal/receipt.html", told).content.decode()
    return _pages[key]
