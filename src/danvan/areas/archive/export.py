"""Files on paper: the list of contents, and the minutes of a hand-over as Word, PDF and XLSX.

What is printed is Vietnamese whoever reads the page; tables follow the reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from danvan.areas.archive import queries
from danvan.areas.archive.views import entry_or_404
from danvan.kernel.correspondence.issuers import profile_on
from danvan.kernel.correspondence.models import FileEntry, HandOver, Secrecy, World
from danvan.kernel.correspondence.sheets import Listed, listed
from danvan.kernel.files.store import MEDIA_TYPES
from danvan.kernel.organisations.tree import name_of
from danvan.law.errors import LawError
from danvan.papers import printing, writing
from danvan.papers.layouts import layout
from danvan.papers.reports import Report, ReportTable, Section, report_pdf
from danvan.papers.values import Issuer, Paper, Part, Signing
from danvan.web import dates
from danvan.web.errors import sentence
from danvan.web.export import file_response, xlsx_response
from danvan.web.gates import actor_or_403
from danvan.web.pages import render

PDF: Final = "application/pdf"


def heads() -> tuple[str, ...]:
    """Return the headings of a list of contents."""
    return (_("STT"), _("Số, ký hiệu"), _("Ngày"), _("Trích yếu nội dung"))


def line(one: Listed) -> tuple[str, str, str, str]:
    """Return one document as a list of contents has it; of a secret one only its mark is told."""
    mark = str(dict(Secrecy.choices).get(one.secrecy, ""))
    return (str(one.order), one.number, _day(one.day), mark or one.summary)


def _day(day: date | None) -> str:
    return dates.show_day(day) if day else ""


def _refused(request: HttpRequest, refused: LawError) -> HttpResponse:
    context = {"told": sentence(refused)}
    return render(request, "web/errors/refused.html", context, status=422)


@require_safe
def contents(request: HttpRequest, entry_id: int, form: str) -> HttpResponse:
    """Give the list of contents of a file as PDF or XLSX."""
    entry, actor = entry_or_404(request, entry_id), actor_or_403(request)
    name = f"muc-luc-{entry.pk}"
    if form == "xlsx":
        return xlsx_response(name, list(heads()), [line(one) for one in listed(entry)])
    if form != "pdf":
        raise Http404
    try:
        with override("vi"):
            report = contents_report(entry, [line(one) for one in listed(entry)], actor.today)
        return file_response(report_pdf(report, layout("state", actor.today)), f"{name}.pdf", PDF)
    except LawError as refused:
        return _refused(request, refused)


def contents_report(entry: FileEntry, rows: Sequence[tuple[str, ...]], today: date) -> Report:
    """Return what is printed of a file: what it is, and its documents in order."""
    facts = [
        _("Số, ký hiệu hồ sơ: %(code)s") % {"code": entry.code},
        _("Thời hạn lưu: %(keeping)s") % {"keeping": entry.keeping},
        _("Từ ngày %(first)s đến ngày %(last)s")
        % {"first": _day(entry.opened_on), "last": _day(entry.closed_on) or "…"},
        _("Số tài liệu: %(count)s") % {"count": len(rows)},
    ]
    table = ReportTable(_("Mục lục văn bản trong hồ sơ"), heads(), tuple(rows))
    return Report(
        title=_("Mục lục hồ sơ"),
        issuer=name_of(entry.file_list.unit_id, today),
        dated=today,
        sections=(Section(entry.title, tuple(facts), (table,)),),
    )


@require_safe
def minutes(request: HttpRequest, hand_over_id: int, form: str) -> HttpResponse:
    """Give the minutes of a hand-over as Word, PDF or XLSX."""
    actor = actor_or_403(request)
    made: HandOver = get_object_or_404(queries.hand_overs(actor), pk=hand_over_id)
    name = f"bien-ban-giao-nhan-{made.pk}"
    if form == "xlsx":
        head = [_("Số, ký hiệu hồ sơ"), _("Tiêu đề"), _("Thời hạn lưu"), *heads()]
        return xlsx_response(name, head, _rows(made))
    if form not in {"docx", "pdf"}:
        raise Http404
    try:
        with override("vi"):
            content = writing.docx(*_paper(made))
        if form == "pdf":
            content = printing.pdf(content)
    except LawError as refused:
        return _refused(request, refused)
    return file_response(content, f"{name}.{form}", MEDIA_TYPES[f".{form}"])


def _rows(made: HandOver) -> list[list[object]]:
    found: list[list[object]] = []
    for file in made.minutes["files"]:
        head = [file["code"], file["title"], file["keeping"]]
        documents = file["documents"] or [None]
        found += [[*head, *(minuted(one) if one else ())] for one in documents]
    return found


def minuted(one: Mapping[str, Any]) -> tuple[object, ...]:
    """Return one document of the minutes as its line."""
    day = date.fromisoformat(one["day"]) if one["day"] else None
    told = Listed(one["order"], one["number"], day, one["summary"], one.get("secrecy", ""))
    return line(told)


def _paper(made: HandOver) -> tuple[Paper, Any]:
    """Return the minutes as an official paper of the unit, with the layout of the day."""
    profile = profile_on(made.unit_id, World.STATE, made.handed_on)
    profile = profile or profile_on(made.unit_id, World.PARTY, made.handed_on)
    world: Any = profile.world if profile else "state"
    unit = made.minutes["unit"]
    issuer = Issuer(profile.name, profile.superior) if profile else Issuer(unit)
    files = made.minutes["files"]
    head = (_("STT"), _("Số, ký hiệu hồ sơ"), _("Tiêu đề"), _("Thời hạn lưu"), _("Số tài liệu"))
    rows = [
        (str(at), file["code"], file["title"], file["keeping"], str(len(file["documents"])))
        for at, file in enumerate(files, start=1)
    ]
    giving = {"who": made.given_by, "unit": unit}
    taking = {"who": made.taken_by, "unit": made.archive}
    body = (
        Part("paragraph", text=_("Bên giao: %(who)s, %(unit)s.") % giving),
        Part("paragraph", text=_("Bên nhận: %(who)s, %(unit)s.") % taking),
        Part("paragraph", text=_("Hai bên giao nhận %(count)s hồ sơ sau:") % {"count": len(files)}),
        Part("table", rows=(head, *rows)),
        *(part for file in files for part in _contents(file)),
        Part("paragraph", text=_("Biên bản lập thành hai bản, mỗi bên giữ một bản.")),
    )
    paper = Paper(
        world=world,
        type="minutes",
        issuers=(issuer,),
        place=profile.place if profile else "",
        dated=made.handed_on,
        summary=_("Giao nhận hồ sơ nộp lưu"),
        body=body,
        signers=(
            Signing(title=_("ĐẠI DIỆN BÊN GIAO"), name=made.given_by),
            Signing(title=_("ĐẠI DIỆN BÊN NHẬN"), name=made.taken_by),
        ),
        recipients=(unit, made.archive),
    )
    return paper, layout(world, made.handed_on)


def _contents(file: Mapping[str, Any]) -> tuple[Part, ...]:
    if not file["documents"]:
        return ()
    title = _("Hồ sơ %(code)s: %(title)s") % {"code": file["code"], "title": file["title"]}
    rows = tuple(tuple(map(str, minuted(one))) for one in file["documents"])
    return Part("heading", text=title), Part("table", rows=(heads(), *rows))
