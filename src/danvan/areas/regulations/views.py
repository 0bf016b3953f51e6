"""Pages of the room: gate, query, page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.regulations import acts, queries
from danvan.areas.regulations.forms import ImportForm, SearchForm, UsePackForm
from danvan.areas.regulations.models import Version, Work
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.files.store import FileRefused, read
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403
from danvan.web.pages import render


def planner_or_404(request: HttpRequest) -> Actor:
    """Return the actor if the post plans for the whole tree, else not found."""
    actor = actor_or_403(request)
    if not queries.may_import(actor):
        raise Http404
    return actor


def work_or_404(request: HttpRequest, work_id: int) -> tuple[Actor, Work]:
    """Return a regulation of the actor's own tree, else not found."""
    actor = actor_or_403(request)
    work = queries.work_by_id(actor, work_id)
    if work is None:
        raise Http404
    return actor, work


def version_or_404(work: Work) -> Version:
    """Return the newest version of a work, else not found."""
    version = queries.version_of(work)
    if version is None:
        raise Http404
    return version


@require_safe
def show_regulations(request: HttpRequest) -> HttpResponse:
    """Show the regulations of the tree."""
    actor = actor_or_403(request)
    context = {"rows": queries.list_lines(actor), "may_import": queries.may_import(actor)}
    return render(request, "regulations/list.html", context)


@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Read an uploaded file and keep it."""
    actor = planner_or_404(request)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*given)
    if request.method == "POST" and form.is_valid():
        try:
            work, is_new = acts.import_regulation(form.cleaned_data["file"], actor)
        except (LawError, FileRefused) as refused:
            form.add_error("file", sentence(refused))
        else:
            told = (
                _("Đã đọc và lưu.") if is_new else _("Tệp này đã có từ trước; không ghi thêm gì.")
            )
            messages.success(request, told)
            return redirect("regulation", work.pk)
    return render(
        request, "regulations/import.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
def show_regulation(request: HttpRequest, work_id: int) -> HttpResponse:
    """Show the text with duties and findings beside each provision."""
    actor, work = work_or_404(request, work_id)
    search = SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    uses = [
        one
        for one in queries.uses_of(actor)
        if queries.same_number(one.pack.document_number, work.number)
    ]
    version = version_or_404(work)
    page = queries.ReadingPage(actor, uses, version, words)
    context = {"work": work, "shown": page, "search": search, "version": version, "words": words}
    context |= {"kind": queries.KIND_WORDS.get(work.kind), "header": version.tree["document"]}
    if queries.may_import(actor):
        context["offers"] = [(one, use_form(one, actor)) for one in queries.offers(actor, work)]
    return render(request, "regulations/reading.html", context)


def use_form(offer: queries.Offer, actor: Actor) -> UsePackForm:
    """Return the small form that puts a pack to use."""
    usual = {"valid_from": offer.first_day(actor.today)}
    return UsePackForm(initial=usual, prefix=offer.name)


@require_safe
def show_pack(request: HttpRequest, pack: str) -> HttpResponse:
    """Show the regulation of a pack: its text where it was imported, else by addresses in the
    pack's words.
    """
    actor = actor_or_403(request)
    use = queries.use_by_name(actor, pack)
    if use is None:
        raise Http404
    work = queries.work_of_pack(actor, use)
    if work is not None:
        return redirect("regulation", work.pk)
    search = SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    page = queries.ReadingPage(actor, [use], None, words)
    context = {"use": use, "shown": page, "search": search, "words": words}
    context |= {"may_import": queries.may_import(actor)}
    return render(request, "regulations/by_address.html", context)


@require_http_methods(["GET", "POST"])
def use_pack(request: HttpRequest, work_id: int, pack: str) -> HttpResponse:
    """Put the pack of a regulation to use from a day on."""
    actor, (_same, work) = planner_or_404(request), work_or_404(request, work_id)
    offer = next((one for one in queries.offers(actor, work) if one.name == pack), None)
    if offer is None:
        raise Http404
    form = (
        UsePackForm(request.POST, prefix=pack)
        if request.method == "POST"
        else use_form(offer, actor)
    )
    if request.method == "POST" and form.is_valid():
        try:
            acts.use_pack(pack, work, valid_from=form.cleaned_data["valid_from"], actor=actor)
        except LawError as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(
                request, _("Đã dùng gói nhiệm vụ. Tiếp theo: gắn đơn vị, xem và áp dụng kế hoạch.")
            )
            return redirect("regulation", work.pk)
    context = {"form": form, "offer": offer, "work": work}
    return render(request, "regulations/use_pack.html", context, status=422 if form.errors else 200)


@require_safe
def download_file(request: HttpRequest, work_id: int) -> HttpResponse:
    """Give the file as it came, for saving, never for running."""
    _actor, work = work_or_404(request, work_id)
    stored = version_or_404(work).file
    try:
        response = HttpResponse(read(stored), content_type=stored.media_type)
    except FileRefused as refused:
        return render(request, "web/errors/refused.html", {"told": sentence(refused)}, status=410)
    response["Content-Disposition"] = content_disposition_header(True, stored.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
