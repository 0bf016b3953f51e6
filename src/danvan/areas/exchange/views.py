"""Pages of one envelope: made of a document, read in and decided about, shown, given as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.exchange import export, intake, queries
from danvan.areas.exchange.forms import MakeForm, ReadForm, RefuseForm, TakeForm
from danvan.areas.exchange.models import Direction, Envelope
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import Document
from danvan.kernel.correspondence.rights import CLERKS
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import MEDIA_TYPES, FileRefused
from danvan.law.errors import LawError
from danvan.papers.edxml_status import is_status
from danvan.web.errors import sentence
from danvan.web.export import file_response
from danvan.web.gates import actor_or_403, role_or_404
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.paper_pages import sent

SALT = "exchange-arrival"
KEPT_FOR = 3600
"""How long, in seconds, an envelope that was checked may wait to be decided about."""
XML = "application/xml"
TROUBLE = (Refused, FileRefused, LawError)


@require_http_methods(["GET", "POST"])
@once
def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the envelope of a document would hold, and make it."""
    actor = role_or_404(request, *CLERKS)
    document: Document = get_object_or_404(queries.sendable(actor), case__slug=slug)
    receivers = queries.receivers_of(document, actor)
    known = "\n".join(f"{code} | {name}" for code, name in receivers if code)
    form = MakeForm(sent(request), initial={"receivers": known, "with_docx": True}, actor=actor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = export.make(document, told["receivers"], actor, with_docx=told["with_docx"])
        except TROUBLE as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã đóng gói; tải gói tin về rồi gửi qua trục liên thông."))
            return redirect("exchange-envelope", made.pk)
    context = {
        "form": form,
        "document": document,
        "has_code": document.unit_id in queries.own_codes(actor),
        "unknown": [name for code, name in receivers if not code],
        "files": export.files_of(document, with_docx=True),
    }
    status = 422 if form.errors else 200
    return render(request, "exchange/make.html", context, status=status)


@require_http_methods(["GET", "POST"])
def read_in(request: HttpRequest) -> HttpResponse:
    """Check an envelope that came and show it; a receipt is noted at once."""
    actor = role_or_404(request, *CLERKS)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReadForm(*given, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            upload = form.cleaned_data["file"]
            intake.too_large(upload.size)
            content = upload.read()
            if is_status(content):
                receipt = intake.note_receipt(content, actor)
                messages.success(
                    request, _("Đã ghi phản hồi của %(organ)s.") % {"organ": receipt.organ_name}
                )
                return redirect("exchange-envelope", receipt.envelope_id)
            arrival = intake.read_arrival(content, actor)
        except TROUBLE as refused:
            form.add_error("file", sentence(refused))
        else:
            return _preview(request, actor, arrival)
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "exchange/read.html", context, status=status)


def _preview(
    request: HttpRequest,
    actor: Actor,
    arrival: intake.Arrival,
    *,
    take: TakeForm | None = None,
    refuse: RefuseForm | None = None,
) -> HttpResponse:
    """Show an envelope that was checked, with what may be decided about it."""
    told = {"told": arrival.told, "files": list(arrival.files), "by": actor.user_id}
    units = _meant(arrival, actor)
    registers = queries.incoming_registers(units, actor)
    take = take or TakeForm(initial={"answer_by": arrival.due}, actor=actor)
    take.offer("register", registers)
    files = queries.files_of(arrival.files)
    stranger = intake.other_code(arrival, actor)
    earlier = [queries.arrived(unit, arrival.told["document_id"]) for unit in units]
    twins = [intake.twin_of(arrival, unit) for unit in units]
    context = {
        "arrival": arrival.told,
        "dated": arrival.dated,
        "due": arrival.due,
        "files": [_shown(files[one]) for one in arrival.files if one in files],
        "ticket": signing.dumps(told, salt=SALT, compress=True),
        "take": take,
        "refuse": refuse or RefuseForm(prefix="refuse", actor=actor),
        "registers": registers,
        "stranger": sentence(stranger) if stranger else "",
        "is_ours": _is_ours(arrival, actor),
        "earlier": next((one for one in earlier if one), None),
        "twin": next((one for one in twins if one), None),
    }
    wrong = take.errors or (refuse.errors if refuse else {})
    return render(request, "exchange/preview.html", context, status=422 if wrong else 200)


def _shown(file: StoredFile) -> dict[str, object]:
    """Return a file as the page names it: its kind is that of its content, which was checked."""
    kinds = {media: ending.removeprefix(".").upper() for ending, media in MEDIA_TYPES.items()}
    return {"name": file.name, "kind": kinds.get(file.media_type, ""), "size": file.size}


def _is_ours(arrival: intake.Arrival, actor: Actor) -> bool:
    codes = queries.codes_of(actor)
    return any(code in codes for code, _name in arrival.told["receivers"])


def _meant(arrival: intake.Arrival, actor: Actor) -> list[int]:
    """Return the actor's units that an envelope goes to; all of them where it names none."""
    wanted = {code for code, _name in arrival.told["receivers"]}
    own = queries.own_codes(actor)
    meant = [unit for unit, organ in own.items() if organ.organ_id in wanted]
    return meant or queries.clerk_units(actor)


def stale(wrong: signing.BadSignature) -> str:
    """Return what is said of a ticket that ran out, or that is none of ours."""
    is_old = isinstance(wrong, signing.SignatureExpired)
    return sentence(Refused("EXCH-11" if is_old else "EXCH-12"))


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Register an envelope that was checked, or refuse it with a reason."""
    actor = role_or_404(request, *CLERKS)
    try:
        told = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature as wrong:
        messages.warning(request, stale(wrong))
        return redirect("exchange-read")
    if told["by"] != actor.user_id:
        raise Http404
    arrival = intake.Arrival(told["told"], tuple(told["files"]))
    if "refuse" in request.POST:
        return _refuse(request, actor, arrival)
    form = TakeForm(request.POST, actor=actor)
    form.offer("register", queries.incoming_registers(_meant(arrival, actor), actor))
    if form.is_valid():
        register = queries.register_of(form.cleaned_data["register"])
        try:
            row = intake.take(arrival, register, form.cleaned_data["answer_by"], actor)
        except TROUBLE as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã vào sổ. Tải phản hồi để gửi lại nơi gửi."))
            return redirect("exchange-envelope", row.pk)
    return _preview(request, actor, arrival, take=form)


def _refuse(request: HttpRequest, actor: Actor, arrival: intake.Arrival) -> HttpResponse:
    form = RefuseForm(request.POST, prefix="refuse", actor=actor)
    units = _meant(arrival, actor)
    if form.is_valid() and units:
        try:
            row = intake.refuse(arrival, units[0], form.cleaned_data["why"], actor)
        except TROUBLE as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã từ chối. Tải phản hồi để gửi lại nơi gửi."))
            return redirect("exchange-envelope", row.pk)
    return _preview(request, actor, arrival, refuse=form)


def envelope_or_404(request: HttpRequest, envelope_id: int) -> Envelope:
    """Return an envelope in sight, else not found."""
    rows = queries.visible_envelopes(actor_or_403(request)).select_related("case")
    row: Envelope = get_object_or_404(rows, pk=envelope_id)
    return row


@require_safe
def show_envelope(request: HttpRequest, envelope_id: int) -> HttpResponse:
    """Show one envelope: what it holds, what was told of it."""
    row = envelope_or_404(request, envelope_id)
    context: dict[str, Any] = {
        "envelope": row,
        "is_out": row.direction == Direction.OUT,
        "files": export.files_kept(row),
        "receipts": row.receipts.order_by("pk"),
        "receivers": row.header.get("receivers", []),
    }
    return render(request, "exchange/envelope.html", context)


@require_safe
def envelope_file(request: HttpRequest, envelope_id: int) -> HttpResponse:
    """Give an envelope that was made as XML."""
    row = envelope_or_404(request, envelope_id)
    if row.direction != Direction.OUT:
        raise Http404
    try:
        content = export.content_of(row)
    except TROUBLE as refused:
        context = {"told": sentence(refused)}
        return render(request, "web/errors/refused.html", context, status=422)
    return file_response(content, f"{_plain(row.written)}.edxml", XML)


@require_safe
def receipt_file(request: HttpRequest, envelope_id: int) -> HttpResponse:
    """Give what we tell the sender of an envelope that came."""
    row, actor = envelope_or_404(request, envelope_id), actor_or_403(request)
    if row.direction != Direction.IN:
        raise Http404
    organ = queries.organs(actor).filter(unit_id=row.unit_id).first()
    try:
        if organ is None:
            raise Refused("EXCH-01")
        content = export.receipt_of(row, organ)
    except TROUBLE as refused:
        context = {"told": sentence(refused)}
        return render(request, "web/errors/refused.html", context, status=422)
    return file_response(content, f"phan-hoi-{_plain(row.written)}.xml", XML)


def _plain(written: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in written)
