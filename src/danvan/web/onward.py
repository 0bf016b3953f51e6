"""Where somebody may be led on: within this site, by an address in which nothing is hidden."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Kinds of signs that nobody sees."""


def is_plain(address: str) -> bool:
    """Return whether an address holds no sign that nobody sees, written out or encoded."""
    return all(unicodedata.category(sign) not in HIDDEN for sign in address + unquote(address))


def is_within(request: HttpRequest, address: str) -> bool:
    """Return whether an address leads to a page of this site."""
    return is_plain(address) and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
