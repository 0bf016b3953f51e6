"""Pages of the room: gate, query, page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.regulations import acts, kinds, plan, queries, register
from danvan.areas.regulations.calculator import REGULATIONS
from danvan.areas.regulations.export import zipped
from danvan.areas.regulations.forms import ImportForm, SearchForm, UsePackForm
from danvan.areas.regulations.models import Draft, Version, Work
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import FileRefused, read
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403
from danvan.web.pages import render
from danvan.web.sign_in import recently_signed_in
from danvan.web.tables import answer

EDIT_PAGE = "regulations/confirm_edit.html"


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
    rows, context = queries.list_lines(actor), {"may_import": queries.may_import(actor)}
    return answer(request, REGULATIONS, rows, template="regulations/list.html", context=context)


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
            known = _("Tệp này đã có từ trước; không ghi thêm gì.")
            messages.success(request, _("Đã đọc và lưu.") if is_new else known)
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


@recently_signed_in
@require_http_methods(["GET", "POST"])
def use_pack(request: HttpRequest, work_id: int, pack: str) -> HttpResponse:
    """Put the pack of a regulation to use from a day on."""
    actor, (_same, work) = planner_or_404(request), work_or_404(request, work_id)
    offer = next((one for one in queries.offers(actor, work) if one.name == pack), None)
    if offer is None:
        raise Http404
    sent = UsePackForm(request.POST, prefix=pack) if request.method == "POST" else None
    form = sent or use_form(offer, actor)
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
        content = read(stored)
    except FileRefused as refused:
        return render(request, "web/errors/refused.html", {"told": sentence(refused)}, status=410)
    return attachment(content, stored.media_type, stored.name)


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file for saving, never for running."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def draft_or_404(request: HttpRequest, work_id: int) -> tuple[Actor, Draft]:
    """Return the newest draft of a regulation, for planners of its tree, else not found."""
    actor, (_same, work) = planner_or_404(request), work_or_404(request, work_id)
    draft = register.current_draft(work)
    if draft is None:
        raise Http404
    return actor, draft


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, work_id: int) -> HttpResponse:
    """Show how far the confirming of a text has come; begin it."""
    actor, (_same, work) = planner_or_404(request), work_or_404(request, work_id)
    version = version_or_404(work)
    if request.method == "POST":
        try:
            acts.open_draft(work, version, actor)
        except Refused as refused:
            messages.error(request, sentence(refused))
        return redirect("regulation-confirm", work.pk)
    draft = register.current_draft(work)
    context: dict[str, Any] = {"work": work, "version": version, "draft": draft}
    context["is_replaced"] = draft is not None and draft.version_id != version.pk
    if draft is not None:
        context |= {"progress": register.progress_of(draft), "lines": register.group_lines(draft)}
    return render(request, "regulations/confirm.html", context)


@require_safe
def show_candidates(request: HttpRequest, work_id: int, group: str) -> HttpResponse:
    """Show one article with the candidates beside its provisions."""
    _actor, draft = draft_or_404(request, work_id)
    focus = register.focus_of(draft, request.GET.get("c", ""))
    page = register.ConfirmPage(draft, group, focus, request.GET.get("page"))
    if not page.rows and not page.lines:
        raise Http404
    context = {"work": draft.version.work, "draft": draft, "shown": page}
    context["is_replaced"] = draft.version_id != register.newest_id(draft.version.work)
    if page.focus is not None:
        context["deeds"] = kinds.deeds_for(page.focus)
    return render(request, "regulations/confirm_article.html", context)


@require_safe
def next_candidate(request: HttpRequest, work_id: int) -> HttpResponse:
    """Go to the next candidate that is undecided."""
    _actor, draft = draft_or_404(request, work_id)
    return redirect(kinds.onward(draft))


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, work_id: int, candidate_id: int, act: str) -> HttpResponse:
    """Decide on one candidate, by a button or by a form."""
    actor, (_same, work) = planner_or_404(request), work_or_404(request, work_id)
    candidate = register.candidate_by_id(work, candidate_id)
    deed = kinds.DEEDS.get(act)
    if candidate is None or deed is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = deed.form(candidate, sent)
    if form.is_valid():
        try:
            target = deed.perform(form, candidate, actor)
        except Refused as refused:
            if refused.code == "CONFIRM-01" and act == "accept":
                messages.warning(request, sentence(refused))
                return redirect("regulation-decide", work.pk, candidate.pk, "edit")
            form.add_error(None, sentence(refused))
            candidate = register.candidate_by_id(work, candidate_id) or candidate
            form.seen_again(candidate.version)
        else:
            messages.success(request, str(deed.done))
            onward = kinds.onward(candidate.draft, candidate)
            return redirect(kinds.place_of(target) if target else onward)
    if not deed.template:
        for told in form.non_field_errors():
            messages.error(request, str(told))
        return redirect(kinds.place_of(candidate))
    context = {"form": form, "deed": deed, "act": act, "work": work, "candidate": candidate}
    context["shown"] = register.Beside(candidate.draft, candidate.address, candidate)
    return render(request, deed.template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def add_duty(request: HttpRequest, work_id: int, address: str) -> HttpResponse:
    """Add a duty by hand on a provision."""
    actor, draft = draft_or_404(request, work_id)
    shown = register.Beside(draft, address)
    if not shown.rows:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = kinds.duty_form(kinds.blank_duty(draft, address), sent)
    if form.is_valid() and kinds.is_whole(form):
        try:
            made = plan.add(draft, address, form.duty, actor)[1]
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã thêm."))
            return redirect(kinds.place_of(made))
    context = {"form": form, "work": draft.version.work, "shown": shown}
    return render(request, EDIT_PAGE, context, status=422 if form.errors else 200)


@require_safe
def show_decisions(request: HttpRequest, work_id: int) -> HttpResponse:
    """Show what was decided, newest first."""
    _actor, draft = draft_or_404(request, work_id)
    shown = plan.Decisions(draft, request.GET.get("page"))
    context = {"work": draft.version.work, "draft": draft, "shown": shown}
    return render(request, "regulations/confirm_decisions.html", context)


@require_POST
def undo_decision(request: HttpRequest, work_id: int, decision_id: int) -> HttpResponse:
    """Put back what a decision changed."""
    actor, draft = draft_or_404(request, work_id)
    decision = plan.decision_by_id(draft, decision_id)
    if decision is None:
        raise Http404
    try:
        plan.undo(decision, actor)
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("Đã hoàn tác."))
    back = register.focus_of(draft, request.POST.get("c", ""))
    if back is not None:
        return redirect(kinds.place_of(back))
    return redirect("regulation-decisions", work_id)


@require_http_methods(["GET", "POST"])
def save_pack(request: HttpRequest, work_id: int) -> HttpResponse:
    """Confirm the draft: save what was accepted as a pack."""
    actor, draft = draft_or_404(request, work_id)
    silent = register.silent_lines(draft)
    form = kinds.save_form(draft, actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            acts.confirm(draft, form.cleaned_data, actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
            form.set_answer("acknowledged", register.digest_of_lines(silent))
        else:
            messages.success(request, _("Đã lưu thành gói nháp."))
            return redirect("regulation-confirm", work_id)
    context = {"form": form, "work": draft.version.work, "draft": draft, "silent": silent}
    context |= {"progress": register.progress_of(draft), "english": register.english_left(draft)}
    status = 422 if form.errors else 200
    return render(request, "regulations/confirm_save.html", context, status=status)


@require_POST
def reopen(request: HttpRequest, work_id: int) -> HttpResponse:
    """Let decisions be made again after confirming."""
    actor, draft = draft_or_404(request, work_id)
    acts.reopen(draft, actor)
    messages.success(request, _("Có thể quyết tiếp; gói đã lưu vẫn giữ nguyên."))
    return redirect("regulation-confirm", work_id)


@require_safe
def download_pack(request: HttpRequest, work_id: int) -> HttpResponse:
    """Give the saved pack as a ZIP of its files."""
    _actor, draft = draft_or_404(request, work_id)
    if not draft.pack_digest:
        raise Http404
    try:
        packed = zipped(draft.pack_name, draft.pack_digest)
    except Refused as refused:
        return render(request, "web/errors/refused.html", {"told": sentence(refused)}, status=410)
    name = f"{draft.pack_name}-{draft.pack_version}.zip"
    return attachment(packed, "application/zip", name)
