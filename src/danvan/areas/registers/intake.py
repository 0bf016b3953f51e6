"""A register on paper as a spreadsheet: checked, shown, and written whole or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.registers.forms import ImportForm, WhyForm
from danvan.areas.registers.register import kept_register_or_404, register_back
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import uploads
from danvan.kernel.correspondence.import_rows import CheckedRows, check_rows
from danvan.kernel.correspondence.importing import book_of, write_rows
from danvan.kernel.correspondence.importing import undo_import as take_back
from danvan.kernel.correspondence.models import Register
from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import FileRefused, read
from danvan.law.errors import LawError
from danvan.papers.register_columns import COLUMNS
from danvan.readers.sheets import read_sheet
from danvan.web.errors import sentence
from danvan.web.export import xlsx_response
from danvan.web.gates import actor_or_403
from danvan.web.pages import render
from danvan.web.paper_pages import asked, sent
from danvan.web.remarks import remark_at_row

MOST_ROWS = 20_000
MOST_SHOWN = 200
KEPT_FOR = 3600
"""How long, in seconds, a spreadsheet that was checked may wait to be written."""
SALT = "register-import"


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
            file = uploads.kept(told["file"], actor)
            assert file is not None  # noqa: S101  the form asks for one
            checked = checked_of(file, register, told["year"], actor)
        except (Refused, FileRefused, LawError) as refused:
            form.add_error("file", sentence(refused))
        else:
            context |= shown(checked) | {"ticket": ticket(file, register, told["year"], actor)}
    is_wrong = form.errors or ("checked" in context and not context["checked"].is_clean)
    status = 422 if is_wrong else 200
    return render(request, "registers/import.html", context, status=status)


def stale(wrong: signing.BadSignature) -> str:
    """Return what is said of a ticket that ran out, or that is none of ours."""
    is_old = isinstance(wrong, signing.SignatureExpired)
    return sentence(Refused("REG-64" if is_old else "REG-65"))


@require_http_methods(["POST"])
def write_import(request: HttpRequest, register_id: int) -> HttpResponse:
    """Write a spreadsheet that was checked, checked once more."""
    register, actor = kept_register_or_404(request, register_id), actor_or_403(request)
    try:
        told = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature as wrong:
        messages.warning(request, stale(wrong))
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
    remarks = [remark_at_row(one) for one in checked.findings]
    return {
        "checked": checked,
        "lines": checked.lines[:MOST_SHOWN],
        "remarks": sorted(remarks, key=lambda one: not one.stops)[:MOST_SHOWN],
        "more": max(0, len(checked.lines) - MOST_SHOWN),
    }


@require_http_methods(["GET", "POST"])
def undo_import(request: HttpRequest, register_id: int, import_id: int) -> HttpResponse:
    """Take an imported register back as long as nothing of it was used."""
    register, actor = kept_register_or_404(request, register_id), actor_or_403(request)
    batch = get_object_or_404(register.imports.filter(undone_at=None), pk=import_id)
    form = WhyForm(sent(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            count = take_back(batch, actor, form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã hoàn tác: bỏ %(count)s dòng.") % {"count": count})
            return redirect("documents-register", register.pk)
    told = {"count": batch.lines, "year": batch.year, "by": batch.written_by}
    lead = _("Lần nhập năm %(year)s: %(count)s dòng, do %(by)s ghi.") % told
    return asked(request, form, _("Hoàn tác lần nhập"), lead=lead, **register_back(register))
