"""A register as a file to print: the lines of one year or term, in order, across the page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from danvan.areas.registers.register import register_or_404, scopes_of, state_of, told_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.correspondence import choices
from danvan.kernel.correspondence.access import visible_numbers
from danvan.kernel.correspondence.models import Direction, Number, NumberState, Register
from danvan.kernel.organisations.tree import name_of
from danvan.law.errors import LawError
from danvan.papers.layouts import layout
from danvan.papers.reports import Report, ReportTable, Section, report_pdf
from danvan.web import dates
from danvan.web.errors import sentence
from danvan.web.export import file_response
from danvan.web.gates import actor_or_403
from danvan.web.pages import render


@require_safe
def print_register(request: HttpRequest, register_id: int) -> HttpResponse:
    """Give the lines of one year or term as a PDF; without a choice, of the newest."""
    register, actor = register_or_404(request, register_id), actor_or_403(request)
    scopes = scopes_of(register)
    asked = request.GET.get("scope", "")
    scope = asked if asked in scopes else next(iter(scopes), "")
    try:
        with override("vi"):
            book = book_of(register, scope, actor)
        content = report_pdf(book, layout("state", actor.today).across)
    except LawError as refused:
        context = {"told": sentence(refused)}
        return render(request, "web/errors/refused.html", context, status=422)
    return file_response(content, f"so-{register.pk}-{scope or 'trong'}.pdf", "application/pdf")


def book_of(register: Register, scope: str, actor: Actor) -> Report:
    """Return what is printed of a register: one table for each row of numbers."""
    rows = visible_numbers(actor).filter(series__register=register, series__scope=scope)
    by_type: dict[str, list[Number]] = {}
    ordered = rows.select_related("series").order_by("series__type_key", "value", "suffix")
    for one in ordered:
        by_type.setdefault(one.series.type_key, []).append(one)
    who = _("Nơi nhận") if register.direction == Direction.OUT else _("Nơi gửi")
    head = (_("Số"), _("Số, ký hiệu"), _("Ngày"), _("Trích yếu"), who, _("Người ký"), _("Ghi chú"))
    tables = tuple(
        ReportTable(
            choices.type_name(key) or _("Mọi loại văn bản"), head, tuple(line(one) for one in found)
        )
        for key, found in by_type.items()
    )
    return Report(
        title=f"{register.label} {scope}".strip(),
        issuer=name_of(register.unit_id, actor.today),
        dated=actor.today,
        note="" if tables else _("Sổ chưa có số nào."),
        sections=(Section(str(register.get_direction_display()).capitalize(), tables=tables),),
    )


def line(number: Number) -> tuple[str, ...]:
    """Return one line of a register as it is printed."""
    note = "" if number.state == NumberState.USED else state_of(number)
    return (
        f"{number.value}{number.suffix}",
        number.written,
        dates.show_day(number.dated_on) if number.dated_on else "",
        str(told_of(number)),
        number.addressee,
        number.signer,
        note,
    )
