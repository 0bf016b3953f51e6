"""Pages of one file: opened, filled, put in order, closed, opened again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.archive import queries
from danvan.areas.archive.forms import (
    DayForm,
    FileForm,
    NewFileForm,
    PaperForm,
    ReasonForm,
    StubForm,
)
from danvan.areas.archive.reading import lateness, state_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import filing, sheets
from danvan.kernel.correspondence.access import visible_numbers
from danvan.kernel.correspondence.choices import language, working_units
from danvan.kernel.correspondence.filing import FileFacts
from danvan.kernel.correspondence.models import FileEntry, FileSheet
from danvan.kernel.correspondence.rights import CLERKS
from danvan.kernel.organisations.tree import name_of
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403, role_or_404
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.paper_pages import asked, sent

FACTS = ("code", "title", "keeping", "keeper", "opened_on")


def entry_or_404(request: HttpRequest, entry_id: int) -> FileEntry:
    """Return a file in sight, else not found."""
    rows = queries.visible_entries(actor_or_403(request))
    found: FileEntry = get_object_or_404(rows, pk=entry_id)
    return found


def kept_entry_or_404(request: HttpRequest, entry_id: int) -> tuple[FileEntry, Actor]:
    """Return a file that the actor keeps, else not found."""
    actor = actor_or_403(request)
    return get_object_or_404(queries.kept_entries(actor), pk=entry_id), actor


def back_to(entry: FileEntry) -> dict[str, str]:
    """Return where the pages of one file lead back to."""
    return {"back": reverse("archive-file", args=[entry.pk]), "back_text": entry.code}


@require_http_methods(["GET", "POST"])
def open_file(request: HttpRequest) -> HttpResponse:
    """Open a file; the list of its year is begun with its first file."""
    actor = role_or_404(request, *CLERKS)
    initial = {"year": actor.today.year, "opened_on": actor.today, "keeper": actor.label}
    form = NewFileForm(sent(request), initial=initial, actor=actor)
    form.offer("unit", working_units(actor))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            with transaction.atomic():
                file_list = queries.list_of(told["unit"], told["year"], actor)
                entry = filing.add_entry(file_list, facts_of(told), actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã mở hồ sơ %(code)s.") % {"code": entry.code})
            return redirect("archive-file", entry.pk)
    around = {"back": reverse("archive"), "back_text": _("Hồ sơ lưu")}
    return asked(request, form, _("Mở hồ sơ"), **around)


def facts_of(told: dict[str, Any]) -> FileFacts:
    """Return what a form says of a file."""
    return FileFacts(**{name: told[name] for name in FACTS})


@require_safe
def show_file(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show one file with what lies in it."""
    entry, actor = entry_or_404(request, entry_id), actor_or_403(request)
    found = queries.contents(entry, actor)
    may_write = actor.has(CLERKS, entry.file_list.unit_id)
    context = {
        "entry": entry,
        "state": state_of(entry),
        "unit_name": name_of(entry.file_list.unit_id, actor.today, language()),
        "lines": found,
        "last": len(found),
        "may_write": may_write,
        "due": queries.last_day(entry),
        "lateness": lateness(entry, actor) if state_of(entry) == "closed" else "",
    }
    return render(request, "archive/file.html", context)


@require_http_methods(["GET", "POST"])
def change_file(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Mend what a file is called, how long and by whom it is kept."""
    entry, actor = kept_entry_or_404(request, entry_id)
    initial = {name: getattr(entry, name) for name in FACTS}
    form = FileForm(sent(request), initial=initial, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            filing.change_entry(entry, facts_of(form.cleaned_data), actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã sửa hồ sơ."))
            return redirect("archive-file", entry.pk)
    return asked(request, form, _("Sửa hồ sơ"), **back_to(entry))


@require_http_methods(["GET", "POST"])
def close_file(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Close a file as its work ended."""
    entry, actor = kept_entry_or_404(request, entry_id)
    form = DayForm(sent(request), initial={"on": actor.today}, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            filing.close_entry(entry, actor, form.cleaned_data["on"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã kết thúc hồ sơ %(code)s.") % {"code": entry.code})
            return redirect("archive-file", entry.pk)
    lead = _("Hồ sơ đã kết thúc không thêm, bớt tài liệu nữa; mở lại được cho đến khi nộp lưu.")
    return asked(request, form, _("Kết thúc hồ sơ"), lead=lead, **back_to(entry))


@require_http_methods(["GET", "POST"])
def reopen_file(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Open a closed file again."""
    entry, actor = kept_entry_or_404(request, entry_id)
    form = ReasonForm(sent(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            filing.reopen_entry(entry, actor, form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã mở lại hồ sơ %(code)s.") % {"code": entry.code})
            return redirect("archive-file", entry.pk)
    return asked(request, form, _("Mở lại hồ sơ"), **back_to(entry))


@require_http_methods(["GET", "POST"])
def add_document(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Find documents of the unit and lay them into a file."""
    entry, actor = kept_entry_or_404(request, entry_id)
    words = request.GET.get("q", "").strip()[:100]
    trouble = ""
    if request.method == "POST":
        case = get_object_or_404(visible_cases(actor), slug=request.POST.get("case", ""))
        try:
            sheets.file_case(entry, case, actor)
        except Refused as refused:
            trouble = sentence(refused)
        else:
            messages.success(request, _("Đã đưa vào hồ sơ: %(title)s.") % {"title": case.title_vi})
            return redirect(request.get_full_path())
    context = {
        "entry": entry,
        "words": words,
        "cases": queries.candidates(entry, words, actor),
        "trouble": trouble,
        "has_stubs": bool(queries.stubs(entry, actor)),
        **back_to(entry),
    }
    return render(request, "archive/add.html", context, status=422 if trouble else 200)


@require_http_methods(["GET", "POST"])
@once
def add_paper(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Tell of a paper that lies in the file and not in danvan."""
    entry, actor = kept_entry_or_404(request, entry_id)
    form = PaperForm(sent(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            sheets.file_paper(entry, told["written"], told["dated_on"], told["summary"], actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã đưa tài liệu vào hồ sơ."))
            return redirect("archive-file", entry.pk)
    lead = _("Văn bản có dấu độ mật không ghi trích yếu ở đây: dùng “Thêm số văn bản mật”.")
    return asked(request, form, _("Thêm tài liệu giấy"), lead=lead, **back_to(entry))


@require_http_methods(["GET", "POST"])
@once
def add_stub(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Lay the number of a secret document into a file."""
    entry, actor = kept_entry_or_404(request, entry_id)
    form = StubForm(sent(request), actor=actor)
    form.offer("number", queries.stubs(entry, actor))
    if request.method == "POST" and form.is_valid():
        number = visible_numbers(actor).get(pk=form.cleaned_data["number"])
        try:
            sheets.file_stub(entry, number, actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã đưa số văn bản mật vào hồ sơ."))
            return redirect("archive-file", entry.pk)
    lead = _("Trong hồ sơ và mục lục chỉ có số, ngày và dấu độ mật; tài liệu giữ riêng.")
    return asked(request, form, _("Thêm số văn bản mật"), lead=lead, **back_to(entry))


def kept_sheet_or_404(request: HttpRequest, sheet_id: int) -> tuple[FileSheet, Actor]:
    """Return one document of a file that the actor keeps, else not found."""
    actor = actor_or_403(request)
    return get_object_or_404(queries.kept_sheets(actor), pk=sheet_id), actor


@require_POST
def move_sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Give one document another place in the order of its file."""
    sheet, actor = kept_sheet_or_404(request, sheet_id)
    asked_for = request.POST.get("to", "")
    try:
        if asked_for.isdecimal() and len(asked_for) <= len("99999"):
            sheets.move(sheet, actor, to=int(asked_for))
    except Refused as refused:
        messages.warning(request, sentence(refused))
    return redirect("archive-file", sheet.entry_id)


@require_POST
def take_out(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Take one document out of an open file; it stays where it is otherwise."""
    sheet, actor = kept_sheet_or_404(request, sheet_id)
    entry_id = sheet.entry_id
    try:
        sheets.take_out(sheet, actor)
    except Refused as refused:
        messages.warning(request, sentence(refused))
    else:
        messages.success(request, _("Đã lấy ra khỏi hồ sơ; văn bản vẫn còn trong danvan."))
    return redirect("archive-file", entry_id)
