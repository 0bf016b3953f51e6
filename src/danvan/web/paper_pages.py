"""What the pages of documents and of registers share: their lists side by side, and their forms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.correspondence.access import (
    arrivals,
    visible_documents,
    visible_incoming,
    visible_registers,
)
from danvan.web.forms import HouseForm
from danvan.web.pages import render


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """Return the lists of documents with their counts, the one shown marked."""
    found = (
        ("documents", _("Văn bản đi"), visible_documents(actor).count()),
        ("documents-incoming", _("Văn bản đến"), visible_incoming(actor).count()),
        ("documents-arrivals", _("Chờ tiếp nhận"), len(arrivals(actor))),
        ("documents-registers", _("Sổ đăng ký"), visible_registers(actor).count()),
    )
    tabs = [
        {"url": address(name), "label": label, "count": count, "is_current": name == current}
        for name, label, count in found
    ]
    return [tab for tab in tabs if tab["url"]]


def address(name: str) -> str:
    """Return the address of a list; nothing where its room is switched off."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def asked(request: HttpRequest, form: HouseForm, title: str, **around: Any) -> HttpResponse:
    """Return the page of a form."""
    context = {"form": form, "page_title": title, "button": title, **around}
    return render(request, "web/papers/form.html", context, status=422 if form.errors else 200)


def sent(request: HttpRequest) -> Any:
    """Return what was sent, or nothing where the form is only shown."""
    return request.POST if request.method == "POST" else None
