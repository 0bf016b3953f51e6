"""Which page of the guide helps on which page of the site.

An application says ``help_pages = {"url-name": "guide-page"}``; one page of one kind of case is
named ``"url-name kind"``. What nobody names leads to the index.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from danvan.web.guide import INDEX, Book, book


def guide() -> Book:
    """Return the guide in the reader's language."""
    return book(folder_of(translation.get_language() or "vi"), address_of)


def folder_of(language: str) -> Path:
    """Return the folder of the guide in a language; English has its own, all else is Vietnamese."""
    folder = Path(settings.GUIDE)
    return folder / "en" if language.startswith("en") else folder


def address_of(page: str, anchor: str = "") -> str:
    """Return where a page of the guide stands in the site."""
    place = reverse("help") if page == INDEX else reverse("help-page", args=[page])
    return f"{place}#{anchor}" if anchor else place


@cache
def declared() -> Mapping[str, str]:
    """Return what the installed applications say helps on their pages."""
    found: dict[str, str] = {}
    for config in apps.get_app_configs():
        found |= getattr(config, "help_pages", {})
    return found


def help_for(request: HttpRequest) -> str:
    """Return the address of the page that helps where the reader is."""
    match = request.resolver_match
    if match is None or match.url_name is None:
        return reverse("help")
    name = match.url_name
    page = declared().get(f"{name} {match.kwargs.get('kind', '')}") or declared().get(name, "")
    return address_of(page if page in guide().pages else INDEX)
