"""The receipt page: its frame is rendered once a minute, what it tells every time.

The frame is most of the page and the same for everybody who reads alike; nothing of a letter is in
what is remembered.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from danvan.faces.portal.frame import LARGE, SIZE_COOKIE, show

KEPT_FOR: Final = 60
"""Seconds."""
MOST: Final = 200
_PLACE: Final = "<!-- receipt -->"
_frames: dict[tuple[object, ...], tuple[str, str]] = {}


def show_receipt(request: HttpRequest, told: Mapping[str, Any]) -> HttpResponse:
    """Return the page of a receipt."""
    before, after = _frame(request)
    return HttpResponse(before + render_to_string("portal/_receipt.html", dict(told)) + after)


def _frame(request: HttpRequest) -> tuple[str, str]:
    span = int(time.monotonic() // KEPT_FOR)
    is_large = request.COOKIES.get(SIZE_COOKIE) == LARGE
    key = (span, get_language(), is_large, request.get_full_path())
    if key not in _frames:
        if len(_frames) >= MOST:
            _frames.clear()
        page = show(request, "portal/receipt.html", {}).content.decode()
        before, _place, after = page.partition(_PLACE)
        _frames[key] = (before, after)
    return _frames[key]
