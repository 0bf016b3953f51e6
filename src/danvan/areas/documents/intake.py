"""What comes in: documents delivered inside the site, and last year's register as a spreadsheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.documents import notices, queries
from danvan.areas.documents.register import kept_register_or_404, register_back, sent
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.clocks import ClockBasis
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import Opening, open_case, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.import_rows import CheckedRows, check_rows
from danvan.kernel.correspondence.importing import book_of, write_rows
from danvan.kernel.correspondence.models import Addressee, Register
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import FileRefused, read
from danvan.law.duties import Words
from danvan.law.errors import LawError
from danvan.papers.register_columns import COLUMNS
from danvan.readers.sheets import read_sheet
from danvan.web.errors import sentence
from danvan.web.export import xlsx_response
from danvan.web.forms import DayField, HouseForm
from danvan.web.gates import actor_or_403
from danvan.web.pages import render

MOST_ROWS = 20_000
MOST_SHOWN = 200
KEPT_FOR = 3600
"""How long, in seconds, a spreadsheet that was checked may wait to be written."""
SALT = "register-import"


class ReceiveForm(HouseForm):
    """Takes in what was delivered inside the site, with its number at once."""

    register = forms.TypedChoiceField(label=gettext_lazy("Sổ văn bản đến"), coerce=int)
    answer_by = DayField(label=gettext_lazy("Phải trả lời chậm nhất ngày"), required=False)


class ImportForm(HouseForm):
    """A register on paper, as a spreadsheet of one year."""

    year = forms.IntegerField(label=gettext_lazy("Năm của sổ"), min_value=1990, max_value=2100)
    file = forms.FileField(label=gettext_lazy("Bảng tính (XLSX)"))


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, addressee_id: int) -> HttpResponse:
    """Take in one document that another unit sent: registered here, acknowledged there."""
    actor = actor_or_403(request)
    arrival = next((one for one in queries.arrivals(actor) if one.pk == addressee_id), None)
    if arrival is None:
        raise Http404
    form = ReceiveForm(sent(request), actor=actor)
    form.offer("register", queries.incoming_registers(arrival.unit_id or 0, actor))
    if request.method == "POST" and form.is_valid():
        try:
            case = take_in(arrival, form.cleaned_data, actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã vào sổ; nơi gửi đã được báo."))
            return redirect("case", case.slug)
    context = {
        "form": form,
        "page_title": _("Tiếp nhận văn bản"),
        "lead": f"{arrival.document.written}: {arrival.document.summary}",
        "button": _("Tiếp nhận và vào sổ"),
        "back": reverse("documents-arrivals"),
        "back_text": _("Chờ tiếp nhận"),
    }
    return render(request, "documents/form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def take_in(arrival: Addressee, told: dict[str, Any], actor: Actor) -> Case:
    """Open the case of what was delivered and register it, both or neither.

    Raises:
        Refused: As ``open_case`` and ``perform``.
    """
    document = arrival.document
    assert arrival.unit_id is not None  # noqa: S101  only units take in
    last = document.versions.order_by("-order").first()
    title = f"{document.written}: {document.summary}"
    facts = {
        "sender_unit_id": document.unit_id,
        "sender": document.issuer.get("name", ""),
        "their_number": document.written[:60],
        "their_day": document.issued_on,
        "type_key": document.type_key,
        "summary": document.summary,
        "urgency": document.urgency,
        "file": last.pdf if last else None,
        "received_on": actor.today,
        "answer_by": told["answer_by"],
        "came_by": arrival,
    }
    basis = ClockBasis(source=document.written) if told["answer_by"] else None
    opening = Opening(
        unit_id=arrival.unit_id,
        title=Words(title, title),
        opened_on=actor.today,
        facts=facts,
        takings={},
        classification=document.case.classification,
        due_on=told["answer_by"],
        basis=basis,
    )
    case = open_case("documents.incoming", actor, opening)
    data = {"register": told["register"]}
    return perform(case, "register", actor, effective_on=actor.today, data=data)


@require_safe
def import_form(request: HttpRequest, register_id: int) -> HttpResponse:
    """Give the empty spreadsheet to fill in."""
    kept_register_or_404(request, register_id)
    return xlsx_response("so-dang-ky", list(COLUMNS.values()), [])


@require_http_methods(["GET", "POST"])
def import_register(request: HttpRequest, register_id: int) -> HttpResponse:
    """Check a spreadsheet of a register and show what it would write; nothing is written yet."""
    register, actor = kept_register_or_404(request, register_id), actor_or_403(request)
    given_form = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*given_form, initial={"year": actor.today.year - 1}, actor=actor)
    context: dict[str, Any] = {"form": form, "register": register, **register_back(register)}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            file = notices.kept(told["file"], actor)
            assert file is not None  # noqa: S101  the form asks for one
            checked = checked_of(file, register, told["year"], actor)
        except (Refused, FileRefused, LawError) as refused:
            form.add_error("file", sentence(refused))
        else:
            context |= shown(checked) | {"ticket": ticket(file, register, told["year"], actor)}
    status = 422 if form.errors else 200
    return render(request, "documents/import.html", context, status=status)


@require_http_methods(["POST"])
def write_import(request: HttpRequest, register_id: int) -> HttpResponse:
    """Write a spreadsheet that was checked, checked once more."""
    register, actor = kept_register_or_404(request, register_id), actor_or_403(request)
    try:
        told = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        messages.warning(request, _("Bảng tính đã để quá lâu; tải lên lại để kiểm tra."))
        return redirect("documents-import", register.pk)
    if told["register"] != register.pk or told["by"] != actor.user_id:
        raise Http404
    file = get_object_or_404(StoredFile, pk=told["file"])
    try:
        count = write_rows(register, checked_of(file, register, told["year"], actor), actor)
    except (Refused, FileRefused, LawError) as refused:
        messages.warning(request, sentence(refused))
        return redirect("documents-import", register.pk)
    messages.success(request, _("Đã nhập %(count)s dòng vào sổ.") % {"count": count})
    return redirect("documents-register", register.pk)


def checked_of(file: StoredFile, register: Register, year: int, actor: Actor) -> CheckedRows:
    """Return what a spreadsheet would write into a register.

    Raises:
        Refused: ``DOC-12``, the file is no spreadsheet; as ``book_of``.
        LawError: It cannot be read.
    """
    if not file.name.lower().endswith(".xlsx"):
        raise Refused("DOC-12", name=file.name)
    sheet = read_sheet(read(file), file.name, most_rows=MOST_ROWS)
    book = book_of(register, year, actor.today)
    return check_rows(sheet.rows, sheet.formulas, book)


def ticket(file: StoredFile, register: Register, year: int, actor: Actor) -> str:
    """Return what stands for a checked spreadsheet until it is written."""
    told = {"file": file.pk, "register": register.pk, "year": year, "by": actor.user_id}
    return signing.dumps(told, salt=SALT)


def shown(checked: CheckedRows) -> dict[str, Any]:
    """Return what the page shows of checked rows."""
    remarks = [notices.remark_of(one) for one in checked.findings]
    return {
        "checked": checked,
        "lines": checked.lines[:MOST_SHOWN],
        "remarks": sorted(remarks, key=lambda one: not one.stops)[:MOST_SHOWN],
        "more": max(0, len(checked.lines) - MOST_SHOWN),
    }
