"""Pages of reports: opening, filling in, keeping drafts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.reporting import queries, register
from danvan.areas.reporting.calculator import records_behind
from danvan.areas.reporting.export import Reading
from danvan.areas.reporting.forms import AdHocForm, EntryForm, is_returned, return_form
from danvan.areas.reporting.merge import FORM, Combined, FillPage
from danvan.areas.reporting.plan import desk_of, open_ad_hoc, open_on_event, open_report
from danvan.areas.reporting.queries import AT_DESK, KIND, is_reported
from danvan.areas.reporting.reading import Layout, context_of
from danvan.areas.reporting.vault import (
    FillForm,
    fresh_form,
    handed_over,
    is_behind,
    is_right,
    keep_draft,
    kept_or_told,
    over_saved,
    words_of,
)
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may
from danvan.kernel.cases.drafts import drop_draft, others_writing
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.tree import name_of
from danvan.web.dates import show_moment
from danvan.web.errors import sentence
from danvan.web.export import sheets_response
from danvan.web.gates import actor_or_403, case_or_404, short_form
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.policy import with_script
from danvan.web.short_pages import is_slip
from danvan.web.tables import answer

PAPER_LINES = 6
"""Lines to write on under a question on paper."""


def report_or_404(request: HttpRequest, slug: str) -> Case:
    """Return a report in sight, else not found."""
    case = case_or_404(request, slug)
    if case.kind != KIND:
        raise Http404
    return case


def to_fill(request: HttpRequest, slug: str) -> tuple[Case, Actor]:
    """Return a report in sight and who looks at it; who sends something in must write there.

    Raises:
        PermissionDenied: Something was sent, and the post writes nothing at the unit that reports.
    """
    case, actor = report_or_404(request, slug), actor_or_403(request)
    if request.method == "POST" and not queries.writes(case, actor):
        raise PermissionDenied
    return case, actor


@require_safe
def show_reports(request: HttpRequest) -> HttpResponse:
    """Show the reports in sight, and what is owed without a report."""
    actor = actor_or_403(request)
    rows = register.reports_of(actor)
    context = {
        "owed": register.named(queries.owed_without(actor), actor),
        "may_open": any(grant.desk_role in AT_DESK for grant in actor.grants),
    }
    listed = register.table(actor, rows)
    return answer(request, listed, rows, template="reporting/reports.html", context=context)


@short_form
@require_POST
def open_for(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the report of an occurrence, or go on with the one there is."""
    actor, owed = actor_or_403(request), case_or_404(request, slug)
    occurrence = getattr(owed, "occurrence", None)
    if occurrence is None or not is_reported(occurrence.duty):
        raise Http404
    try:
        case = open_report(occurrence, actor)
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("short") if is_slip(request) else redirect("case", slug)
    is_short = is_slip(request) or "short" in request.POST
    return redirect("report-short" if is_short else "report-fill", case.slug)


@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a report asks, keep what is typed, hand it in."""
    case, actor = to_fill(request, slug)
    page = FillPage(case, actor)
    if offered(case, actor, "fill") is None:
        return too_late(request, page)
    if request.method == "POST":
        return filled(request, page)
    return shown(request, page, fresh_form(page), page.resumed)


def filled(request: HttpRequest, page: FillPage) -> HttpResponse:
    """Save or hand in what was typed; what cannot be is shown again with what was typed."""
    case, actor = page.case, page.actor
    if "drop" in request.POST:
        drop_draft(case, FORM, actor)
        return redirect("report-fill", case.slug)
    act = "submit" if "submit" in request.POST else "fill"
    form = FillForm(request.POST, page=page, actor=actor, case=case)
    if not is_behind(form, case) and is_right(form, act) and handed_over(form, act):
        messages.success(request, words_of(case, act))
        return redirect("case" if act == "submit" else "report-fill", case.slug)
    kept = kept_or_told(form)
    if is_behind(form, case):
        return behind(request, FillPage(case, actor), form)
    return shown(request, page, kept, None, status=422)


@short_form
@require_POST
def autosave(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed so far; the page's script asks this, a page without script does not."""
    case, actor = to_fill(request, slug)
    page = FillPage(case, actor)
    if offered(case, actor, "fill") is None:
        return JsonResponse({"state": "locked"}, status=409)
    form = FillForm(request.POST, page=page, actor=actor, case=case)
    try:
        kept = keep_draft(form)
    except Refused as refused:
        return JsonResponse({"state": "refused", "told": sentence(refused)}, status=422)
    others = [one.label for one in others_writing(case, FORM, actor)]
    state = "behind" if is_behind(form, case) else "saved"
    return JsonResponse({"state": state, "at": show_moment(kept.saved_at), "others": others})


def behind(request: HttpRequest, page: FillPage, sent: FillForm) -> HttpResponse:
    """Show what was typed over what others saved meanwhile; one more press keeps it."""
    form, combined = over_saved(page, sent)
    return shown(request, page, form, combined, status=422)


def too_late(request: HttpRequest, page: FillPage) -> HttpResponse:
    """Say that the report is locked; what was typed stays in the draft until it opens again."""
    if request.method == "POST" and "drop" not in request.POST:
        kept_or_told(FillForm(request.POST, page=page, actor=page.actor, case=page.case))
        told = _(
            "Báo cáo đã khóa trong lúc bạn đang nhập, thường vì người khác vừa nộp. Những gì bạn"
            " nhập được giữ trong bản nháp của bạn và hiện lại khi báo cáo mở ra để sửa."
        )
        messages.warning(request, told)
    else:
        messages.info(
            request, _("Báo cáo này không ở bước điền, hoặc chức danh này không điền được.")
        )
    return redirect("case", page.case.slug)


def shown(  # noqa: PLR0913  a page of filling in has these parts
    request: HttpRequest,
    page: FillPage,
    form: FillForm,
    combined: Combined | None,
    *,
    status: int = 200,
    template: str = "reporting/fill.html",
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Return a page of filling in, with its one script."""
    context = context_of(Layout(page, form, combined)) | dict(more or {})
    context["others"] = others_writing(page.case, FORM, page.actor)
    return with_script(render(request, template, context, status=status))


@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a receiver what is to be mended, then return the report.

    What was typed stays on the page where somebody was faster.
    """
    case, actor = report_or_404(request, slug), actor_or_403(request)
    act = offered(case, actor, "return", "return_correction")
    version = queries.last_submitted(case.report)
    is_sent = request.method == "POST"
    if version is None or not (act or (is_sent and queries.got(version, actor))):
        messages.info(request, _("Báo cáo này không còn ở bước trả lại được."))
        return redirect("case", slug)
    form = return_form(case, version, actor, request.POST if is_sent else None)
    if is_sent and is_returned(form, act, case, actor):
        messages.success(request, _("Đã trả lại kèm nhận xét."))
        return redirect("case", slug)
    shown_act = act or kinds.get(KIND).act("return")
    context = {
        "case": case,
        "act": shown_act,
        "form": form,
        "parts": form.parts,
        "unit_name": name_of(case.unit_id, actor.today, get_language() or "vi"),
    }
    return render(request, "reporting/return.html", context, status=422 if form.errors else 200)


def offered(case: Case, actor: Actor, *keys: str) -> kinds.Act | None:
    """Return the first of some acts that the actor may do now."""
    declared = (kinds.get(KIND).act(key) for key in keys)
    return next((act for act in declared if act and may(actor, act, case)), None)


@require_safe
def show_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one version for reading, compared with another where asked, or as a workbook."""
    case, actor = report_or_404(request, slug), actor_or_403(request)
    versions = queries.readable_versions(case, actor)
    by_number = {one.number: one for one in versions}
    if number not in by_number:
        raise Http404
    asked = request.GET.get("against", "")
    against = by_number.get(int(asked)) if asked.isdecimal() else None
    reading = Reading(case, by_number[number], against)
    if request.GET.get("format") == "xlsx":
        name = f"report-{case.report.period_key}-{number}"
        return sheets_response(name, reading.sheets())
    context = {
        "case": case,
        "version": reading.version,
        "versions": versions,
        "against": against,
        "parts": reading.parts,
        "annexes": reading.annexes,
        "differences": reading.differences if against else 0,
        "remarks": reading.remarks(queries.remarks_of(reading.version)),
        "unit_name": name_of(case.unit_id, actor.today, get_language() or "vi"),
    }
    return render(request, "reporting/version.html", context)


@require_http_methods(["GET", "POST"])
@once
def open_new(request: HttpRequest) -> HttpResponse:
    """Ask what a report out of turn is about and to whom it goes, then open it."""
    actor = actor_or_403(request)
    desk = desk_of(actor, get_language() or "vi")
    if desk is None:
        raise Http404
    form = AdHocForm(request.POST or None, desk=desk, actor=actor)
    if request.method == "POST" and form.is_valid():
        told, card = form.cleaned_data, form.chosen_card
        try:
            if card is not None:
                case = open_on_event(card, told["title"], told["asked"], actor)
            else:
                case = open_ad_hoc(form.wish, actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            return redirect("report-fill", case.slug)
    return render(request, "reporting/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def show_records(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show the records behind a figure, as far as the actor sees them."""
    case, actor = report_or_404(request, slug), actor_or_403(request)
    figure = queries.asked(case.report).figure(key)
    if figure is None or figure.counts is None:
        raise Http404
    rows = records_behind(case.report, figure, actor)
    context = {"case": case, "figure": figure, "report": case.report}
    listed = register.records_table(actor)
    return answer(request, listed, rows, template="reporting/records.html", context=context)


@require_safe
def show_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form on paper, to print and fill in by hand."""
    case, actor = report_or_404(request, slug), actor_or_403(request)
    context = {
        "case": case,
        "report": case.report,
        "asked": queries.asked(case.report),
        "unit_name": name_of(case.unit_id, actor.today, get_language() or "vi"),
        "lines": range(PAPER_LINES),
    }
    return render(request, "reporting/paper.html", context)


@require_http_methods(["GET", "POST"])
def enter_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the figures of a paper form in order, by keyboard alone, and hand them in."""
    case, actor = to_fill(request, slug)
    page = FillPage(case, actor)
    if offered(case, actor, "fill") is None:
        return too_late(request, page)
    given = request.POST if request.method == "POST" else None
    day = EntryForm(given, initial={"day": actor.today}, actor=actor)
    quick = partial(shown, request, page, template="reporting/entry.html", more={"day": day})
    if given is None:
        return quick(fresh_form(page), None)
    form = FillForm(given, page=page, actor=actor, case=case)
    if is_behind(form, case):
        return behind(request, page, form)
    act = "submit" if "submit" in given else "fill"
    if is_right(form, act) and day.is_valid() and handed_over(form, act, day):
        messages.success(request, words_of(case, act))
        return redirect("case" if act == "submit" else "report-entry", slug)
    return quick(kept_or_told(form), None, status=422)


@short_form
@require_http_methods(["GET", "POST"])
def fill_short(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask on a phone the few things of the short form, and hand them in."""
    case, actor = to_fill(request, slug)
    page = FillPage(case, actor, only_short=True)
    if case.unit_id not in actor.own_unit_ids:
        raise Http404
    if offered(case, actor, "fill") is None:
        messages.info(request, _("Báo cáo này đã nộp."))
        return redirect("short")
    if request.method == "GET":
        return shown(request, page, fresh_form(page), page.resumed, template="reporting/short.html")
    form = FillForm(request.POST, page=page, actor=actor, case=case)
    if not is_behind(form, case) and is_right(form, "submit") and handed_over(form, "submit"):
        messages.success(request, words_of(case, "submit"))
        return redirect("short")
    kept, combined = kept_or_told(form), None
    if is_behind(form, case):
        page = FillPage(case, actor, only_short=True)
        kept, combined = over_saved(page, form)
    return shown(request, page, kept, combined, status=422, template="reporting/short.html")
