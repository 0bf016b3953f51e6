"""The register of petitions by its statutory form: on screen, to print, as a workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from danvan.areas.petitions.models import Competence, Petition
from danvan.areas.petitions.queries import HANDLERS, WORKING, receiving_units
from danvan.areas.petitions.register import petitions
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case, CaseLink, CaseUnit, Relation
from danvan.kernel.organisations.tree import name_of, names_of
from danvan.law.errors import LawError
from danvan.papers.layouts import layout
from danvan.papers.reports import Report, ReportTable, Section, report_pdf
from danvan.web import dates
from danvan.web.errors import sentence
from danvan.web.export import file_response, xlsx_response
from danvan.web.forms import DayField, HouseForm
from danvan.web.gates import actor_or_403
from danvan.web.pages import render
from danvan.web.paging import page_of

FORM = gettext_lazy("Mẫu số 03, Nghị định 154/2026/NĐ-CP")
HEAD = (
    gettext_lazy("Số TT"),
    gettext_lazy("Ngày nhận"),
    gettext_lazy("Họ tên, địa chỉ"),
    gettext_lazy("Số giấy tờ"),
    gettext_lazy("Nội dung"),
    gettext_lazy("Phân loại"),
    gettext_lazy("Số đơn cùng nội dung"),
    gettext_lazy("Cơ quan đã giải quyết gần nhất"),
    gettext_lazy("Thuộc thẩm quyền"),
    gettext_lazy("Hướng dẫn đến"),
    gettext_lazy("Chuyển đến"),
    gettext_lazy("Theo dõi kết quả"),
)
"""The columns of the form, in its order."""
WIDTHS = (3, 5, 9, 4, 12, 6, 4, 6, 5, 7, 7, 11)
"""Shares of the width of the page."""
MOST_PRINTED = 5_000
"""Lines of one print; the workbook takes more."""
TOGETHER = (Relation.MERGED_INTO, Relation.ON_MATTER)
GUIDED = frozenset({"guided"})
READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One petition as the register has it; in the order of the form."""

    order: int
    received_on: date
    sender: str
    papers: str
    matter: str
    sort: str
    alike: int
    settled_by: str
    ours: str
    guided_to: str
    passed_to: str
    follow_up: str
    slug: str = ""

    @property
    def cells(self) -> tuple[object, ...]:
        """Return the columns of the form."""
        return astuple(self)[: len(HEAD)]


@dataclass(frozen=True, slots=True)
class Around:
    """What lines need beside their petitions, read for many at once.

    Args:
        handled: Cases whose petitioners the actor reads, as on the page of the case.
        alike: How many petitions are about the same, by case.
        settled: Unit that decided the first complaint, by case of the second.
    """

    names: Mapping[int, str]
    handled: Collection[int]
    alike: Mapping[int, int]
    settled: Mapping[int, int]


class SpanForm(HouseForm):
    """Which days, and whose register."""

    since = DayField(label=gettext_lazy("Nhận từ ngày"))
    until = DayField(label=gettext_lazy("đến hết ngày"))
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Sổ của"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.actor is not None:
            units = receiving_units(self.actor, get_language() or "vi")
            self.offer("unit", [("", _("Mọi nơi tôi thấy")), *units])

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        told = super().clean()
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", _("Ngày cuối không thể trước ngày đầu. (FORM-02)"))
        return told


def registered(actor: Actor, since: date, until: date, unit_id: int | None) -> QuerySet[Case]:
    """Return the petitions an actor sees that were received in a span, both days inclusive."""
    rows = petitions(actor).filter(petition__received_on__range=(since, until))
    rows = rows.filter(unit_id=unit_id) if unit_id else rows
    return rows.select_related("petition").order_by("petition__received_on", "pk")


def lines(cases: QuerySet[Case], actor: Actor, first: int = 1) -> Iterator[Line]:
    """Go through petitions as lines of the register, some hundreds read at once.

    Args:
        first: Order of the first line.
    """
    chunk: list[Case] = []
    for case in cases.iterator(chunk_size=READ_AT_ONCE):
        chunk.append(case)
        if len(chunk) == READ_AT_ONCE:
            yield from told(chunk, actor, first)
            first, chunk = first + len(chunk), []
    yield from told(chunk, actor, first)


def told(cases: Sequence[Case], actor: Actor, first: int) -> Iterator[Line]:
    """Go through petitions that were read as lines."""
    if not cases:
        return
    prefetch_related_objects(cases, "petition__petitioners")
    around = around_of(cases, actor)
    for order, case in enumerate(cases, start=first):
        yield line(case, order, around)


def around_of(cases: Sequence[Case], actor: Actor) -> Around:
    """Return what the lines of some petitions need, in a fixed number of queries."""
    settled = firsts_of(cases)
    wanted = {one.petition.passed_to_unit_id or 0 for one in cases} | set(settled.values())
    mine = CaseUnit.objects.filter(actor.reach_with(WORKING), case__in=cases, taking__in=HANDLERS)
    return Around(
        names_of(wanted, actor.today, get_language() or "vi"),
        frozenset(mine.values_list("case_id", flat=True)),
        alike_of(cases),
        settled,
    )


def firsts_of(cases: Sequence[Case]) -> dict[int, int]:
    """Return which unit decided the first complaint, by case of the second."""
    rows = CaseLink.objects.filter(source__in=cases, relation=Relation.FOLLOWS_UP)
    return dict(rows.values_list("source_id", "target__unit_id"))


def alike_of(cases: Sequence[Case]) -> dict[int, int]:
    """Return how many petitions are about the same matter, by case, itself included."""
    own = CaseLink.objects.filter(source__in=cases, relation__in=TOGETHER)
    heads = dict(own.values_list("source_id", "target_id"))
    wanted = {heads.get(one.pk, one.pk) for one in cases}
    rows = CaseLink.objects.filter(target__in=wanted, relation__in=TOGETHER)
    counts = dict(rows.order_by().values_list("target_id").annotate(Count("pk")))
    return {one.pk: 1 + counts.get(heads.get(one.pk, one.pk), 0) for one in cases}


def line(case: Case, order: int, around: Around) -> Line:
    """Return one petition as a line; who sent it only for those who handle it."""
    petition: Petition = case.petition
    goes_to = around.names.get(petition.passed_to_unit_id or 0) or petition.passed_to
    is_guided = case.state in GUIDED
    is_ours = petition.competence == Competence.OURS
    return Line(
        order=order,
        received_on=petition.received_on,
        sender=senders(petition) if case.pk in around.handled else "",
        papers="",
        matter=case.title_vi,
        sort=str(kinds.get(case.kind).label),
        alike=around.alike.get(case.pk, 1),
        settled_by=around.names.get(around.settled.get(case.pk, 0), ""),
        ours="x" if is_ours else "",
        guided_to=goes_to if is_guided else "",
        passed_to="" if is_guided else goes_to,
        follow_up=follow_up(case, petition),
        slug=case.slug,
    )


def senders(petition: Petition) -> str:
    """Return who sent a petition, with the address, as the register has it."""
    people = petition.petitioners.all()
    named = [", ".join(filter(None, (one.name, one.address))) for one in people]
    return "; ".join(filter(None, named))


def follow_up(case: Case, petition: Petition) -> str:
    """Return how a petition stands: state, day it ended or is due, number of the answer."""
    said = [str(kinds.get(case.kind).states.get(case.state, case.state))]
    if case.closed_on:
        said.append(dates.show_day(case.closed_on))
    elif case.due_on:
        said.append(_("hạn %(day)s") % {"day": dates.show_day(case.due_on)})
    if petition.answer_number:
        said.append(_("văn bản số %(number)s") % {"number": petition.answer_number})
    return ", ".join(said)


@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    """Show the register of a span; ``?format=pdf`` prints it, ``?format=xlsx`` is the workbook."""
    actor = actor_or_403(request)
    usual = {"since": dates.show_day(actor.today.replace(month=1, day=1))}
    usual["until"] = dates.show_day(actor.today)
    form = SpanForm({**usual, **request.GET.dict()}, actor=actor)
    if not form.is_valid():
        return render(request, "petitions/register.html", {"form": form}, status=422)
    asked = form.cleaned_data
    rows = registered(actor, asked["since"], asked["until"], asked["unit"])
    wanted = request.GET.get("format")
    if wanted == "xlsx":
        return xlsx_response("so-theo-doi-don", HEAD, (one.cells for one in lines(rows, actor)))
    if wanted == "pdf":
        return printed(request, rows, asked, actor)
    page = page_of(rows, request.GET.get("page"), list)
    found = told(list(page.object_list), actor, page.start_index() or 1)
    context = {"form": form, "head": HEAD, "lines": list(found), "page": page, "source": FORM}
    return render(request, "petitions/register.html", context)


def printed(
    request: HttpRequest, rows: QuerySet[Case], asked: Mapping[str, Any], actor: Actor
) -> HttpResponse:
    """Return the register as a file to print, lying across."""
    try:
        with override("vi"):
            content = report_pdf(book(rows, asked, actor), layout("state", actor.today).across)
    except LawError as refused:
        context = {"told": sentence(refused)}
        return render(request, "web/errors/refused.html", context, status=422)
    return file_response(content, "so-theo-doi-don.pdf", "application/pdf")


def book(rows: QuerySet[Case], asked: Mapping[str, Any], actor: Actor) -> Report:
    """Return what is printed of a register.

    Raises:
        LawError: ``PET-40`` more lines than one print takes.
    """
    count = rows.count()
    if count > MOST_PRINTED:
        raise LawError("PET-40", count=count, limit=MOST_PRINTED)
    span = {"since": dates.show_day(asked["since"]), "until": dates.show_day(asked["until"])}
    found = tuple(tuple(map(cell, one.cells)) for one in lines(rows, actor))
    caption = _("Đơn nhận từ %(since)s đến %(until)s") % span
    table = ReportTable(caption, tuple(map(str, HEAD)), found, WIDTHS)
    note = _("Theo %(form)s. Số giấy tờ tùy thân không lưu ở đây.") % {"form": FORM}
    return Report(
        title=_("Sổ theo dõi tiếp nhận, xử lý đơn"),
        issuer=name_of(asked["unit"] or actor.unit_id or 0, actor.today),
        dated=actor.today,
        note=note if found else f"{note} " + _("Không có đơn nào trong những ngày này."),
        sections=(Section(caption, tables=(table,)),) if found else (),
    )


def cell(value: object) -> str:
    """Return a value as it is printed."""
    return dates.show_day(value) if isinstance(value, date) else str(value)
