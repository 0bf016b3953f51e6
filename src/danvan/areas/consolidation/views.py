"""Pages of the room: gate, query, page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.consolidation import acts, export, intake, queries, reading, register
from danvan.areas.consolidation import merge as merging
from danvan.areas.consolidation.calculator import form_of
from danvan.areas.consolidation.forms import LeaveForm, OwnForm, SendForm, WordsForm
from danvan.areas.consolidation.plan import own_before, plan_of
from danvan.areas.consolidation.register import Seen
from danvan.areas.reporting.models import ReportVersion
from danvan.areas.reporting.queries import AT_DESK, KIND, deliveries_of, shown_version, writes
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import names_of
from danvan.law.messages import say
from danvan.web.errors import sentence
from danvan.web.export import sheets_response
from danvan.web.gates import actor_or_403, case_or_404
from danvan.web.pages import render
from danvan.web.tables import answer

CHANGED = 409


def board_or_404(request: HttpRequest, unit_id: int, key: str) -> tuple[Actor, Unit]:
    """Return a unit in reach, for a key that is a period; else not found."""
    actor = actor_or_403(request)
    unit = queries.unit_in_hand(actor, unit_id)
    if unit is None or not reading.is_period(key):
        raise Http404
    return actor, unit


def merged_or_404(request: HttpRequest, slug: str) -> Seen:
    """Return a report in sight with the version its reader may see, else not found."""
    case, actor = case_or_404(request, slug), actor_or_403(request)
    version = shown_version(case, actor) if case.kind == KIND else None
    if version is None:
        raise Http404
    return Seen(case, actor, _loaded(version, case), may(actor, _fill(), case))


def _loaded(version: ReportVersion, case: Case) -> ReportVersion:
    version.report = case.report
    version.report.case = case
    return version


def _fill() -> kinds.Act:
    act = kinds.get(KIND).act("fill")
    if act is None:
        raise Http404
    return act


def writing_or_404(request: HttpRequest, slug: str) -> Seen:
    """Return a merged report that the actor writes, else not found.

    What is typed while somebody hands the report in is not lost: its writer hears why it was not
    kept, and sees it again.
    """
    seen = merged_or_404(request, slug)
    is_late = request.method == "POST" and writes(seen.case, seen.actor)
    if not (seen.may_write or is_late):
        raise Http404
    return seen


@require_safe
def show_boards(request: HttpRequest) -> HttpResponse:
    """Show the periods for which the actor's units are owed reports."""
    actor = actor_or_403(request)
    rows = register.periods(actor, queries.receivers(actor))
    return answer(request, register.periods_table(), rows, template="consolidation/boards.html")


@require_safe
def show_board(request: HttpRequest, unit_id: int, key: str) -> HttpResponse:
    """Show who has reported to a unit for a period, and who has not."""
    actor, unit = board_or_404(request, unit_id, key)
    board = reading.board(actor, unit_id, key)
    table = reading.board_table(board, reading.duties_of(actor, unit_id, key))
    context = {
        "board": board,
        "unit": unit,
        "may_write": actor.has(AT_DESK, unit_id),
        "owed_upward": acts.owed_upward(actor, unit_id, key),
        "circle": _circle(board),
    }
    rows = reading.board_rows(actor, unit_id, key)
    return answer(request, table, rows, template="consolidation/board.html", context=context)


def _circle(board: reading.Board) -> str:
    told = {"units": " → ".join(board.circle)}
    return say("MERGE-10", told, reading.language()) if board.circle else ""


@require_POST
def remind(request: HttpRequest, unit_id: int, key: str) -> HttpResponse:
    """Remind everybody who has not reported to a unit for a period."""
    actor, unit = board_or_404(request, unit_id, key)
    try:
        count = acts.remind(unit.pk, key, actor)
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        _tell_reminded(request, count)
    return redirect("consolidation-board", unit_id, key)


def _tell_reminded(request: HttpRequest, count: int) -> None:
    if count:
        told = _("Đã nhắc về %(count)s báo cáo chưa nộp.") % {"count": count}
        messages.success(request, told)
    else:
        messages.info(request, _("Không còn ai để nhắc: hôm nay đã nhắc, hoặc đã nộp cả."))


@require_POST
def take_over(request: HttpRequest, unit_id: int, key: str) -> HttpResponse:
    """Receive what still goes to a predecessor that ceased."""
    actor = actor_or_403(request)
    if queries.unit_in_hand(actor, unit_id) is None:
        raise Http404
    try:
        count = acts.take_over(unit_id, actor)
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        told = _("Từ nay nhận thay %(count)s báo cáo gửi đơn vị tiền thân.")
        messages.success(request, told % {"count": count})
    return redirect("consolidation-board", unit_id, key)


@require_POST
def open_report(request: HttpRequest, unit_id: int, key: str) -> HttpResponse:
    """Open, or go on with, the unit's own report of a period."""
    actor, unit = board_or_404(request, unit_id, key)
    wanted = request.POST.get("occurrence", "")
    able = {str(one.pk): one for one in acts.owed_upward(actor, unit_id, key)}
    if wanted and wanted not in able:
        begun = {str(one.occurrence_id): one.case for one in reading.uppers(actor, unit_id, key)}
        if wanted not in begun:
            raise Http404
        return redirect("consolidation-merge", begun[wanted].slug)
    try:
        case = acts.open_upper(unit, key, actor, able.get(wanted))
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("consolidation-board", unit_id, key)
    return redirect("consolidation-merge", case.slug)


@require_http_methods(["GET", "POST"])
def show_merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a merge holds and would hold; take what came, figures and all."""
    is_press, status = request.method == "POST", 200
    seen = (writing_or_404 if is_press else merged_or_404)(request, slug)
    if is_press:
        try:
            merging.merge(seen.case, seen.actor, digest=request.POST.get("digest", "") or "-")
        except Refused as refused:
            tell = messages.info if refused.code == merging.ALREADY else messages.error
            tell(request, sentence(refused))
            status, seen = CHANGED, merged_or_404(request, slug)
        else:
            messages.success(request, _("Đã tổng hợp. Hoàn tác được cho đến khi nộp."))
            return redirect("consolidation-merge", slug)
    context = _merge_page(seen) | {"with_notes": "notes" in request.GET}
    return render(request, "consolidation/merge.html", context, status=status)


def _merge_page(seen: Seen) -> dict[str, Any]:
    version, actor = seen.version, seen.actor
    plan = plan_of(version, actor) if seen.may_write else None
    stale = queries.stale_versions([version.pk]).get(version.pk, "")
    return seen.context | {
        "plan": plan,
        "stale": stale,
        "sections": register.figure_sections(version),
        "told": export.merged(version, actor),
        "hidden": register.hidden(actor, version),
        "round": merging.last_round(version) if seen.may_write else None,
        "twice": say("MERGE-11", {"count": len(plan.twice)}, reading.language())
        if plan and plan.twice
        else "",
    }


@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Put back what stood before the last merge."""
    seen = writing_or_404(request, slug)
    try:
        merging.undo(seen.case, seen.actor)
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("Đã hoàn tác lần tổng hợp vừa rồi."))
    return redirect("consolidation-merge", slug)


@require_safe
def show_inputs(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what went in, what was left out and what is missing."""
    seen = merged_or_404(request, slug)
    table = register.inputs_table(seen.actor, seen.version, slug, may_write=seen.may_write)
    rows = register.inputs(seen.actor, seen.version)
    context = seen.context | {"hidden": register.hidden(seen.actor, seen.version)}
    return answer(request, table, rows, template="consolidation/inputs.html", context=context)


@require_http_methods(["GET", "POST"])
def change_input(request: HttpRequest, slug: str, unit_id: int) -> HttpResponse:
    """Leave a report out of the merge with a reason, or take it in again."""
    seen = writing_or_404(request, slug)
    line = register.input_line(seen.actor, seen.version, unit_id)
    if line is None:
        raise Http404
    form = LeaveForm(request.POST or None, initial={"note": line.input.note})
    takes_in = "take" in request.POST
    if request.method == "POST" and (takes_in or form.is_valid()):
        note = None if takes_in else form.cleaned_data["note"]
        try:
            merging.merge(seen.case, seen.actor, hand={unit_id: note})
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã đưa vào.") if takes_in else _("Đã để ngoài."))
            return redirect("consolidation-inputs", slug)
    context = seen.context | {"form": form, "line": line}
    status = 422 if form.errors else 200
    return render(request, "consolidation/input.html", context, status=status)


@require_safe
def show_figure(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show the cells behind one figure, and how it ran through the last periods."""
    seen = merged_or_404(request, slug)
    figure = form_of(seen.case.report).figure(key)
    if figure is None:
        raise Http404
    lines = [one for _part, rows in register.figure_sections(seen.version) for one in rows]
    context = seen.context | {
        "line": next(one for one in lines if one.figure.key == key),
        "trend": export.trend(seen.actor, seen.version, key),
        "hidden": register.hidden(seen.actor, seen.version),
    }
    rows = register.cells(seen.actor, seen.version, key)
    table = register.cells_table(seen.actor, seen.version, figure)
    return answer(request, table, rows, template="consolidation/figure.html", context=context)


@require_http_methods(["GET", "POST"])
def change_own(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter the merging body's own figures as an input of its own."""
    seen = writing_or_404(request, slug)
    plan = plan_of(seen.version, seen.actor)
    form = OwnForm(request.POST or None, plan=plan, before=own_before(plan.version))
    if request.method == "POST" and form.is_valid():
        try:
            merging.merge(seen.case, seen.actor, own=form.own(), reasons=form.reasons())
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã ghi số của đơn vị và tính lại số tổng hợp."))
            return redirect("consolidation-merge", slug)
    context = seen.context | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "consolidation/own.html", context, status=status)


@require_http_methods(["GET", "POST"])
def change_words(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Choose, order and edit the paragraphs under one question."""
    seen = writing_or_404(request, slug)
    asked = next((one for one in form_of(seen.case.report).questions if one.key == question), None)
    if asked is None:
        raise Http404
    rows = export.told_paragraphs(seen.actor, seen.version, question)
    sent = request.POST if request.method == "POST" and "take" not in request.POST else None
    form = WordsForm(sent, question=asked, rows=rows, initial={"seen": seen.case.version})
    if request.method == "POST" and intake.pressed(request, seen, form, question):
        told = redirect(request.get_full_path())
        return told if seen.may_write else redirect("consolidation-merge", slug)
    context = seen.context | intake.words_page(request, seen, asked) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "consolidation/words.html", context, status=status)


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Show to whom a report goes and who has received it; send it to further units."""
    seen = merged_or_404(request, slug)
    may_send = seen.actor.has(AT_DESK, seen.case.unit_id)
    able = acts.able_receivers(seen.case, seen.actor) if may_send else []
    rows = deliveries_of(seen.version)
    form = SendForm(request.POST or None, able=able, given=[one.unit_id for one in rows])
    if request.method == "POST":
        if not may_send:
            raise Http404
        if form.is_valid() and _sent(request, seen, form):
            return redirect("consolidation-send", slug)
    names = names_of({one.unit_id for one in rows}, seen.actor.today, reading.language())
    context = seen.context | {"form": form, "may_send": may_send}
    context["deliveries"] = [(one, names.get(one.unit_id, "")) for one in rows]
    status = 422 if form.errors else 200
    return render(request, "consolidation/send.html", context, status=status)


def _sent(request: HttpRequest, seen: Seen, form: SendForm) -> bool:
    try:
        told = {form.cleaned_data["unit"]: form.cleaned_data["part"]}
        acts.send_also(seen.case, told, seen.actor)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, _("Đã thêm nơi nhận."))
    return True


@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the merge as a workbook: one sheet a section, one row an input."""
    seen = merged_or_404(request, slug)
    name = f"tong-hop-{seen.case.report.period_key}".lower()
    return sheets_response(name, export.sheets(seen.actor, seen.version))
