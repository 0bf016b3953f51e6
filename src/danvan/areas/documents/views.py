"""The outline of a document, what the check says of it, and its files."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.documents import export, jobs, merge, notices, queries, vault
from danvan.areas.documents.kinds import OUTGOING
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import sides
from danvan.kernel.correspondence.access import visible_incoming
from danvan.kernel.correspondence.choices import type_name
from danvan.kernel.correspondence.models import Document, Manner
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import MEDIA_TYPES, FileRefused, read
from danvan.law.errors import LawError
from danvan.papers import printing
from danvan.papers.writing_body import numbered
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403, case_or_404
from danvan.web.pages import render

FORMS = frozenset({"docx", "pdf"})


class CompareForm(HouseForm):
    """A signed PDF that somebody has, to be looked at here."""

    file = forms.FileField(label=gettext_lazy("Tệp PDF muốn kiểm tra"))


def document_or_404(request: HttpRequest, slug: str) -> tuple[Case, Document]:
    """Return an outgoing document in sight with its case, else not found."""
    case = case_or_404(request, slug)
    if case.kind != OUTGOING.key:
        raise Http404
    return case, case.outgoing_document


@require_safe
def show_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a document says, in order, and what is to be mended."""
    case, document = document_or_404(request, slug)
    actor = actor_or_403(request)
    context = {
        "case": case,
        "type": type_name(document.type_key),
        "is_draft": document.issued_on is None,
        "remarks": [] if document.issued_on else notices.findings_of(document, actor.today),
        "said": merge.open_remarks(document.content),
        "may_mend": case.state == "draft" and sides.drafts(case, actor),
        **_outline(document, actor),
    }
    return render(request, "documents/preview.html", context)


def _outline(document: Document, actor: Actor) -> dict[str, Any]:
    try:
        paper = export.paper_now(document, actor.today)
    except (Refused, LawError) as refused:
        return {"paper": None, "trouble": sentence(refused)}
    annexes = [(one, numbered(one.body)) for one in paper.annexes]
    return {"paper": paper, "parts": numbered(paper.body), "annexes": annexes}


@require_safe
def draft_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give a document as it would be printed now, for looking at; nothing is kept."""
    case, document = document_or_404(request, slug)
    actor = actor_or_403(request)
    if form not in FORMS:
        raise Http404
    try:
        day = document.issued_on or actor.today
        content = export.docx_of(document, export.paper_now(document, actor.today), day)
        if form == "pdf":
            content = printing.pdf(content)
    except (Refused, LawError, FileRefused) as refused:
        context = {"told": sentence(refused)}
        return render(request, "web/errors/refused.html", context, status=422)
    return given(content, f"{case.slug}.{form}", MEDIA_TYPES[f".{form}"])


@require_safe
def version_file(request: HttpRequest, version_id: int, form: str) -> HttpResponse:
    """Give a file of a version that was kept, of a document in sight."""
    rows = queries.visible_versions(actor_or_403(request))
    version = get_object_or_404(rows, pk=version_id)
    if form not in FORMS:
        raise Http404
    return stored(request, version.docx if form == "docx" else version.pdf)


@require_safe
def signed_file(request: HttpRequest, signing_id: int) -> HttpResponse:
    """Give the signed print or the scan of a signature, of a document in sight."""
    rows = queries.visible_signings(actor_or_403(request))
    return stored(request, get_object_or_404(rows, pk=signing_id).file)


@require_http_methods(["GET", "POST"])
def show_report(request: HttpRequest, signing_id: int) -> HttpResponse:
    """Show what a signature is worth: as noted when it was given, now, and in a file sent here."""
    rows = queries.visible_signings(actor_or_403(request))
    signing = get_object_or_404(rows.select_related("document__case"), pk=signing_id)
    if signing.file is None:
        raise Http404
    given_form = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CompareForm(*given_form)
    context = {
        "signing": signing,
        "case": signing.document.case,
        "roots": vault.trusted_roots(),
        **(_worth(signing.file) if signing.manner == Manner.DIGITAL else {"is_scan": True}),
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        context |= _compared(form, signing.file)
    status = 422 if form.errors else 200
    return render(request, "documents/report.html", context, status=status)


def _worth(file: StoredFile) -> dict[str, Any]:
    try:
        report = vault.checked(read(file))
    except (FileRefused, LawError) as refused:
        return {"trouble": sentence(refused)}
    return {"report": report, "told": vault.told_of(report)}


def _compared(form: CompareForm, file: StoredFile) -> dict[str, Any]:
    """Return what a file that was sent shows; nothing of it is kept."""
    content = form.cleaned_data["file"].read()
    try:
        report = vault.checked(content)
    except LawError as refused:
        form.add_error("file", sentence(refused))
        return {}
    is_same = hashlib.sha256(content).hexdigest() == file.digest
    return {"sent": report, "sent_told": vault.told_of(report), "is_same": is_same}


@require_POST
def print_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a print that failed into the queue again, for who keeps papers of an issuer."""
    case, document = document_or_404(request, slug)
    if not sides.drafts(case, actor_or_403(request)):
        raise Http404
    order = queries.print_of(document)
    if order is not None:
        jobs.print_again(order)
        messages.success(request, _("Đã xếp hàng để in lại."))
    return redirect("case", slug)


@require_safe
def incoming_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the file of an incoming document in sight."""
    rows = visible_incoming(actor_or_403(request)).select_related("file")
    return stored(request, get_object_or_404(rows, case__slug=slug).file)


def stored(request: HttpRequest, file: StoredFile | None) -> HttpResponse:
    """Return a kept file for saving, never for running; not found where there is none."""
    if file is None:
        raise Http404
    try:
        content = read(file)
    except FileRefused as refused:
        return render(request, "web/errors/refused.html", {"told": sentence(refused)}, status=410)
    return given(content, file.name, file.media_type)


def given(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return bytes as a file to save."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
