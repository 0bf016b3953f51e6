"""Pages of publishing, inside: prepare a copy, read it as the public will, decide, withdraw."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import FileRefused
from danvan.kernel.publication import publishing
from danvan.kernel.publication.figures import (
    count_due,
    figures_of,
    is_on,
    root_headed_by,
    set_plan,
)
from danvan.kernel.publication.models import Publication, Standing
from danvan.kernel.publication.publishing import OFFICE
from danvan.kernel.publication.queries import case_of, of_office, told_copy
from danvan.kernel.publication.redacting import pieces
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403, case_or_404
from danvan.web.handing import hand_out
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.publication_drafts import copied, left_in, masking, opened, sealed, source_of
from danvan.web.publication_forms import CopyForm, FileForm, ReasonForm, WithdrawForm
from danvan.web.publication_lists import copies_table
from danvan.web.tables import answer

PUBLISH = "publish"
"""Key of the act by which a room publishes what it decided."""


@require_safe
def show_copies(request: HttpRequest) -> HttpResponse:
    """Show the copies of one's offices, those that wait first."""
    actor = actor_or_403(request)
    context = {"may_set_figures": root_headed_by(actor) is not None}
    name = "web/publication/list.html"
    return answer(request, copies_table(), of_office(actor), template=name, context=context)


@require_http_methods(["GET", "POST"])
def set_figures(request: HttpRequest) -> HttpResponse:
    """Let the head of a tree have its on-time figures counted and shown, or shown no more."""
    actor = actor_or_403(request)
    root = root_headed_by(actor)
    if root is None:
        raise Http404
    if request.method == "POST":
        wanted = request.POST.get("is_on") == "yes"
        set_plan(root, actor, is_on=wanted)
        if wanted:
            count_due(root)
        messages.success(request, _("Đã ghi."))
        return redirect("publication-figures")
    context = {"root": root, "is_on": is_on(root.pk), "kept": figures_of(root)}
    return render(request, "web/publication/figures.html", context)


@require_http_methods(["GET", "POST"])
@once
def prepare_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead from words over masks and a preview to a copy that waits."""
    case, actor = case_or_404(request, slug), actor_or_403(request)
    if not actor.has(OFFICE, case.unit_id):
        raise Http404
    step = request.POST.get("step", "")
    if step == "propose":
        return proposed(request, case)
    old = replaced(request, case)
    form = CopyForm(request.POST or None, initial=first_words(request, case, old), actor=actor)
    context = {"case": case, "form": form, "old": old}
    if step in {"", "words"} or not form.is_valid():
        if step == "words":
            form.errors.clear()
        status = 422 if form.errors else 200
        return render(request, "web/publication/words.html", context, status=status)
    return masked_page(request, case, form, context)


def first_words(request: HttpRequest, case: Case, old: Publication | None) -> dict[str, object]:
    """Return what a copy begins with: the one it replaces, else what the room has."""
    actor = actor_or_403(request)
    usual: dict[str, object] = {"shown_from": actor.today, "audience": "all"}
    if old:
        words = {key: old.content[key] for key in ("title", "basis")}
        return usual | words | {"text": "\n\n".join(old.content["paragraphs"])}
    source = source_of(case, actor)
    return usual | {"title": source.title, "text": source.text, "basis": source.basis}


def replaced(request: HttpRequest, case: Case) -> Publication | None:
    """Return the shown copy of a case whose place a new one takes; ``None`` where none is named."""
    slug = (request.POST.get("replaces") or request.GET.get("replaces") or "").replace("\0", "")
    if not slug:
        return None
    mine = of_office(actor_or_403(request)).filter(case_slug=case.slug)
    return get_object_or_404(mine, slug=slug, standing=Standing.PUBLISHED)


def masked_page(
    request: HttpRequest, case: Case, form: CopyForm, context: dict[str, object]
) -> HttpResponse:
    """Show what may have to be masked, or the preview once that was decided."""
    actor = actor_or_403(request)
    own = request.POST.get("own", "")[:2000]
    found = masking(form.cleaned_data, source_of(case, actor), own)
    is_first = request.POST["step"] != "preview"
    ticked = [one.key for one in found.found] if is_first else request.POST.getlist("mask")
    values = copied(form.cleaned_data, found, ticked, case)
    context |= {
        "own": own,
        "ticked": ticked,
        "found": found.found,
        "pieces": pieces(found.text, found.found),
        "copy": {"content": values | {"kind": values["kind_label"]}},
        "masked": values["masked"],
        "left": left_in(values, source_of(case, actor)),
        "seal": sealed(values, actor),
    }
    name = "web/publication/masks.html" if is_first else "web/publication/preview.html"
    return render(request, name, context)


def proposed(request: HttpRequest, case: Case) -> HttpResponse:
    """Keep the previewed copy, and lead to its page."""
    actor = actor_or_403(request)
    try:
        copy = opened(request.POST.get("copy", ""), actor, case)
        row = publishing.propose(copy, actor, replaces=replaced(request, case))
    except Refused as refused:
        messages.warning(request, sentence(refused))
        return redirect("publication-new", case.slug)
    messages.success(request, _("Đã gửi người đứng đầu duyệt."))
    return redirect("publication", row.slug)


def copy_or_404(request: HttpRequest, slug: str) -> Publication:
    """Return a copy of an office of the actor, else not found."""
    return get_object_or_404(of_office(actor_or_403(request)), slug=slug)


@require_http_methods(["GET", "POST"])
def show_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a copy as the public will read it, and what can be done; a post adds a file."""
    row = copy_or_404(request, slug)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and file_added(form, row, request):
        return redirect("publication", slug)
    return copy_page(request, row, file_form=form, form=form if form.errors else None)


def copy_page(
    request: HttpRequest,
    row: Publication,
    *,
    form: HouseForm | None = None,
    file_form: HouseForm | None = None,
    back_form: HouseForm | None = None,
) -> HttpResponse:
    """Return the page of a copy; a form that came back wrong stands in its place."""
    actor, case = actor_or_403(request), case_of(row)
    is_head = actor.has(DeskRole.HEAD.value, row.unit_id)
    waits = row.standing == Standing.PROPOSED
    is_shown = row.standing == Standing.PUBLISHED
    context = {
        "row": row,
        "copy": told_copy(row),
        "case": case,
        "form": form,
        "file_form": file_form or FileForm(),
        "back_form": back_form or ReasonForm(),
        "files": row.files.select_related("file").order_by("number"),
        "may_decide": is_head and waits,
        "seal": publishing.seal_of(row) if is_head and waits else "",
        "may_withdraw": is_head and is_shown,
        "may_add": waits,
        "by_act": bool(case and acts_on(case, request)),
        "left": left_in(row.content, source_of(case, actor)) if waits and case else (),
    }
    return render(request, "web/publication/copy.html", context, status=422 if form else 200)


def acts_on(case: Case, request: HttpRequest) -> bool:
    """Return whether the case itself has an act by which the copy is approved now."""
    act = kinds.get(case.kind).act(PUBLISH)
    return act is not None and bool(act.form) and may(actor_or_403(request), act, case)


def file_added(form: FileForm, row: Publication, request: HttpRequest) -> bool:
    """Put a file beside a copy; a refusal becomes an error of the form."""
    upload = form.cleaned_data["file"]
    try:
        publishing.add_file(row, upload, upload.name, actor_or_403(request))
    except (Refused, FileRefused) as refused:
        form.add_error("file", sentence(refused))
        return False
    messages.success(request, _("Đã thêm tệp."))
    return True


@require_safe
def give_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the file of a copy to its office."""
    row = copy_or_404(request, slug)
    found = row.files.select_related("file").filter(number=number).first()
    if found is None:
        raise Http404
    return hand_out(request, found.file, found.label)


@require_POST
def approve_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a copy to the public."""
    row = copy_or_404(request, slug)
    try:
        publishing.approve(row, actor_or_403(request), seen=request.POST.get("seal", ""))
    except Refused as refused:
        messages.warning(request, sentence(refused))
    else:
        messages.success(request, _("Đã công khai."))
    return redirect("publication", slug)


@require_POST
def give_back_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a copy with what is to be mended."""
    row, form = copy_or_404(request, slug), ReasonForm(request.POST)
    if form.is_valid():
        try:
            publishing.give_back(row, actor_or_403(request), reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã trả lại để sửa."))
            return redirect("publication", slug)
    return copy_page(request, row, back_form=form, form=form)


@require_http_methods(["GET", "POST"])
def withdraw_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask why, then leave a notice in the place of a copy."""
    row, actor = copy_or_404(request, slug), actor_or_403(request)
    if row.standing != Standing.PUBLISHED or not actor.has(DeskRole.HEAD.value, row.unit_id):
        raise Http404
    form = WithdrawForm(request.POST or None, initial={"told": row.content["title"]})
    if request.method == "POST" and form.is_valid():
        try:
            publishing.withdraw(row, actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã rút; địa chỉ cũ còn thông báo rút."))
            return redirect("publication", slug)
    status = 422 if form.errors else 200
    context = {"row": row, "form": form}
    return render(request, "web/publication/withdraw.html", context, status=status)
