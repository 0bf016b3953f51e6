"""The guide inside the site: index and search, one page, what the signs mean, all on one sheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from danvan.web.gates import open_page
from danvan.web.guide import INDEX, book
from danvan.web.help_links import folder_of, guide
from danvan.web.pages import render

LONGEST_QUERY = 100


@open_page
@require_safe
def show_index(request: HttpRequest) -> HttpResponse:
    """Show the way through the guide, or where the words asked for stand."""
    found = guide()
    words = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    context = {"index": found.index, "q": words, "hits": found.find(words), "asked": bool(words)}
    return render(request, "web/help/index.html", context)


@open_page
@require_safe
def show_page(request: HttpRequest, page: str) -> HttpResponse:
    """Show one page between its neighbours."""
    found = guide()
    if page not in found.pages:
        raise Http404
    before, after = found.beside(page)
    context = {"page": found.pages[page], "before": before, "after": after, "parts": found.parts}
    return render(request, "web/help/page.html", context)


@open_page
@require_safe
def show_signs(request: HttpRequest) -> HttpResponse:
    """Explain the states, the ways to prove, the keys."""
    return render(request, "web/help/signs.html")


@open_page
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """Show the whole guide on one sheet, to be printed."""
    found = book(folder_of(translation.get_language() or "vi"), on_one_sheet, level=1)
    return render(request, "web/help/all.html", {"index": found.index, "parts": found.parts})


def on_one_sheet(page: str, anchor: str) -> str:
    """Return where a page stands when all stand on one sheet."""
    return f"#{page}" + (f"--{anchor}" if anchor else "") if page != INDEX else "#guide"
