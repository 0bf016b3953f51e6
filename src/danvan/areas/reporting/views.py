"""Pages of reports: opening, filling in, keeping drafts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.reporting import queries, register
from danvan.areas.reporting.export import Reading, header
from danvan.areas.reporting.forms import FillForm, ReturnForm
from danvan.areas.reporting.merge import BASE, VERSION, Combined, combine
from danvan.areas.reporting.plan import open_report
from danvan.areas.reporting.reading import FORM, FillPage, Layout, context_of
from danvan.areas.reporting.rules import AT_DESK, KIND, is_reported
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may
from danvan.kernel.cases.drafts import drop_draft, others_writing, save_draft
from danvan.kernel.cases.models import Case, Draft
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.tree import name_of
from danvan.web.dates import show_moment
from danvan.web.errors import sentence
from danvan.web.export import xlsx_response
from danvan.web.gates import actor_or_403, case_or_404
from danvan.web.pages import render
from danvan.web.policy import with_script
from danvan.web.tables import answer

FASTER = "CASE-02"


def report_or_404(request: HttpRequest, slug: str) -> Case:
    """Return a report in sight, else not found."""
    case = case_or_404(request, slug)
    if case.kind != KIND:
        raise Http404
    return case


@require_safe
def show_reports(request: HttpRequest) -> HttpResponse:
    """Show the reports in sight, and what is owed without a report."""
    actor = actor_or_403(request)
    rows = register.reports_of(actor)
    context = {
        "owed": queries.owed_without(actor),
        "may_open": any(grant.desk_role in AT_DESK for grant in actor.grants),
    }
    listed = register.table(actor, rows)
    return answer(request, listed, rows, template="reporting/reports.html", context=context)


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
        return redirect("case", slug)
    return redirect("report-fill", case.slug)


@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a report asks, keep what is typed, hand it in."""
    case, actor = report_or_404(request, slug), actor_or_403(request)
    page = FillPage(case, actor)
    if offered(case, actor, "fill") is None:
        return too_late(request, page)
    if request.method == "GET":
        return shown(request, page, fresh_form(page), page.resumed)
    if "drop" in request.POST:
        drop_draft(case, FORM, actor)
        return redirect("report-fill", slug)
    form = FillForm(request.POST, page=page, actor=actor, case=case)
    if is_behind(form, case):
        return behind(request, page, form)
    act = "submit" if "submit" in request.POST else "fill"
    if form.is_valid() and act == "submit":
        form.check()
        form.refuse_blanks()
    if not form.errors and handed_over(form, act):
        messages.success(request, words_of(case, act))
        return redirect("case" if act == "submit" else "report-fill", slug)
    if is_behind(form, case):
        return behind(request, FillPage(case, actor), form)
    keep_draft(form)
    return shown(request, page, form, None, status=422)


@require_POST
def autosave(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what is typed so far; the page's script asks this, a page without script does not."""
    case, actor = report_or_404(request, slug), actor_or_403(request)
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


def fresh_form(page: FillPage) -> FillForm:
    """Return the form with what is saved, or with the draft over it."""
    resumed = page.resumed
    texts = resumed.texts if resumed else page.stored
    initial = {**texts, VERSION: page.case.version, BASE: page.base}
    return FillForm(initial=initial, page=page, actor=page.actor, case=page.case)


def is_behind(form: FillForm, case: Case) -> bool:
    """Return whether others have saved since the form was opened."""
    case.refresh_from_db()
    return form.data.get(VERSION, "") != str(case.version)


def behind(request: HttpRequest, page: FillPage, sent: FillForm) -> HttpResponse:
    """Show what was typed over what others saved meanwhile; one more press keeps it."""
    combined = combine(sent.typed(), page.stored)
    keep_draft(sent)
    data = {**request.POST.dict(), **combined.texts}
    data |= {VERSION: str(page.case.version), BASE: page.base}
    form = FillForm(data, page=page, actor=page.actor, case=page.case)
    form.add_error(None, sentence(Refused(FASTER)))
    return shown(request, page, form, combined, status=422)


def too_late(request: HttpRequest, page: FillPage) -> HttpResponse:
    """Say that the report is locked; what was typed stays in the draft until it opens again."""
    if request.method == "POST" and "drop" not in request.POST:
        keep_draft(FillForm(request.POST, page=page, actor=page.actor, case=page.case))
        told = _(
            "Báo cáo đã khóa trong lúc bạn đang nhập, thường vì người khác vừa nộp. Những gì bạn nhập được giữ trong bản nháp của bạn và hiện lại khi báo cáo mở ra để sửa."
        )
        messages.warning(request, told)
    else:
        messages.info(
            request, _("Báo cáo này không ở bước điền, hoặc chức danh này không điền được.")
        )
    return redirect("case", page.case.slug)


def handed_over(form: FillForm, act: str) -> bool:
    """Perform the act with what was typed; a refusal becomes an error of the form."""
    case, actor = form.page.case, form.page.actor
    try:
        perform(
            case,
            act,
            actor,
            effective_on=actor.today,
            data={"answers": form.answers()},
            version=form.cleaned_data["version"],
        )
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    drop_draft(case, FORM, actor)
    return True


def keep_draft(form: FillForm) -> Draft:
    """Keep what was typed as this person's draft."""
    version = form.data.get(VERSION, "")
    number = int(version) if version.isdecimal() else 0
    return save_draft(form.page.case, FORM, form.page.actor, form.typed(), version=number)


def words_of(case: Case, act: str) -> str:
    """Return what is said after a save or a submission; lateness is told by days."""
    if act != "submit":
        return _("Đã lưu. Báo cáo chưa nộp.")
    due_on = case.report.occurrence.case.due_on if case.report.occurrence else None
    late = (case.closed_on - due_on).days if due_on and case.closed_on else 0
    if late > 0:
        return _("Đã nộp báo cáo, sau hạn %(days)d ngày.") % {"days": late}
    return _("Đã nộp báo cáo.")


def shown(
    request: HttpRequest,
    page: FillPage,
    form: FillForm,
    combined: Combined | None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return the page of filling in, with its one script."""
    others = others_writing(page.case, FORM, page.actor)
    context = context_of(Layout(page, form, combined)) | {"others": others}
    return with_script(render(request, "reporting/fill.html", context, status=status))


@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask a receiver what is to be mended, then return the report."""
    case, actor = report_or_404(request, slug), actor_or_403(request)
    act = offered(case, actor, "return", "return_correction")
    version = queries.last_submitted(case.report)
    if act is None or version is None:
        messages.info(request, _("Báo cáo này không còn ở bước trả lại được."))
        return redirect("case", slug)
    given = request.POST if request.method == "POST" else None
    form = ReturnForm(
        given,
        reading=Reading(case, version),
        actor=actor,
        case=case,
        initial={"version": case.version},
    )
    if given is not None and form.is_valid():
        data, told = {"remarks": form.said}, form.cleaned_data
        try:
            perform(
                case,
                act.key,
                actor,
                effective_on=actor.today,
                data=data,
                reason=told["reason"],
                version=told["version"],
            )
        except Refused as refused:
            form.set_answer("version", str(case.version))
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã trả lại kèm nhận xét."))
            return redirect("case", slug)
    context = {"case": case, "act": act, "form": form, "parts": form.parts}
    context["unit_name"] = name_of(case.unit_id, actor.today, get_language() or "vi")
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
        return xlsx_response(name, header(), reading.lines())
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
def open_new(request: HttpRequest) -> HttpResponse:
    raise Http404


@require_safe
def show_records(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    raise Http404


@require_safe
def show_paper(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404


@require_http_methods(["GET", "POST"])
def enter_paper(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404
