"""The generic pages of cases: list, sheet, form of an act, opening, download of a proof."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import open_case, perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.files.store import FileRefused
from danvan.web.act_forms import ActForm, form_of
from danvan.web.case_list import CaseFilter, lines, may_open
from danvan.web.case_sheet import Sheet
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403, case_or_404, stored_file_or_404
from danvan.web.handing import hand_out
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.paging import page_of

FASTER = "CASE-02"
FIELD_OF = {
    "CASE-04": "file",
    "CASE-05": "effective_on",
    "CASE-06": "reason",
    "CASE-07": "reason",
    "CASE-11": "effective_on",
}


@require_safe
def show_cases(request: HttpRequest) -> HttpResponse:
    """Show all cases in sight, newest first."""
    return list_page(request)


def list_page(request: HttpRequest, kind: kinds.CaseKind | None = None) -> HttpResponse:
    """Show the cases in sight, of one kind or of all; a room's own list is this page."""
    actor = actor_or_403(request)
    asked = CaseFilter(request.GET, actor, kind)
    page = page_of(asked.cases(), request.GET.get("page"), lambda cases: lines(cases, actor))
    context = {"filters": asked, "page": page, "kind": kind, "may_open": may_open(actor, kind)}
    return render(request, "web/cases/list.html", context)


@require_safe
def show_case(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one case."""
    case = case_or_404(request, slug)
    sheet = Sheet(case, actor_or_403(request))
    return render(request, "web/cases/sheet.html", {"sheet": sheet, "case": case})


@require_http_methods(["GET", "POST"])
def act_on_case(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """Ask for what an act needs, then perform it."""
    case, actor = case_or_404(request, slug), actor_or_403(request)
    declared = kinds.get(case.kind).act(act)
    if declared is None:
        raise Http404
    allowed = may(actor, declared, case)
    if request.method == "GET" and not allowed:
        messages.warning(request, sentence(Refused("CASE-13")))
        return redirect("case", slug)
    is_late = not allowed and is_overtaken(request, case)
    if not allowed and case.state in declared.source and not is_late:
        raise PermissionDenied
    if declared.page:
        return redirect(declared.page, slug)
    form = asked_form(request, declared, case, actor)
    if is_late:
        refuse_late(form, case)
    elif request.method == "POST" and is_filled(form, actor, allowed) and done(form, case, actor):
        messages.success(request, _("Đã ghi: %(act)s.") % {"act": declared.label})
        return redirect("case", slug)
    context = {"form": form, "act": declared, "case": case, "sheet": Sheet(case, actor)}
    return render(request, "web/cases/act.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@once
def open_new_case(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for what a new case needs, then open it."""
    actor, declared = actor_or_403(request), kind_or_404(kind)
    if not may_open(actor, declared):
        raise Http404
    form_class = import_string(declared.open_form)
    is_sent = request.method == "POST"
    given = (request.POST, request.FILES) if is_sent else (None, None)
    form = form_class(*given, actor=actor)
    if is_sent and form.is_valid():
        case = opened(form, kind, actor)
        if case:
            messages.success(request, _("Đã mở hồ sơ."))
            return redirect("case", case.slug)
    context = {"form": form, "kind": declared}
    return render(request, "web/cases/new.html", context, status=422 if form.errors else 200)


@require_safe
def download_proof(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Give the file of a proof in a case in sight, for saving, never for running."""
    return hand_out(request, stored_file_or_404(request, evidence_id))


def kind_or_404(key: str) -> kinds.CaseKind:
    """Return a kind that is opened by a form of its own, else not found."""
    if not kinds.known(key) or not kinds.get(key).open_form:
        raise Http404
    return kinds.get(key)


def is_overtaken(request: HttpRequest, case: Case) -> bool:
    """Return whether the case has changed since the form that was sent was shown."""
    seen = request.POST.get("version", "")
    return seen.isdecimal() and int(seen) != case.version


def refuse_late(form: ActForm, case: Case) -> None:
    """Say in a form that somebody was faster and did what can be done once; nothing else."""
    form.full_clean()
    form.errors.clear()
    form.with_version(case.version)
    form.add_error(None, sentence(Refused(FASTER)))


def asked_form(request: HttpRequest, act: kinds.Act, case: Case, actor: Actor) -> ActForm:
    """Return the form of an act, filled in if it was sent."""
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    usual = {"effective_on": actor.today, "version": case.version}
    return form_of(act)(*given, initial=usual, case=case, actor=actor)


def is_filled(form: ActForm, actor: Actor, allowed: bool) -> bool:  # noqa: FBT001  asked once
    """Return whether a form has all it needs.

    A good file is received in any case, but from nobody who may not do the act now.
    """
    form.full_clean()
    try:
        if allowed:
            form.receive_file(by=actor.label)
    except FileRefused as refused:
        tell(form, refused)
    return form.is_valid()


def done(form: ActForm, case: Case, actor: Actor) -> bool:
    """Perform the act of a valid form; a refusal becomes an error of the form."""
    told = form.cleaned_data
    try:
        perform(
            case,
            form.act.key,
            actor,
            effective_on=told["effective_on"],
            data=form.own_answers,
            evidence=form.proofs,
            reason=told["reason"],
            version=told["version"],
        )
    except Refused as refused:
        if refused.code == FASTER:
            case.refresh_from_db()
            form.with_version(case.version)
        tell(form, refused)
        return False
    return True


def opened(form: HouseForm, kind: str, actor: Actor) -> Case | None:
    """Open a case from a valid form; a refusal becomes an error of the form."""
    try:
        return open_case(kind, actor, form.opening())  # type: ignore[attr-defined]  # an open form has it
    except (Refused, FileRefused) as refused:
        tell(form, refused)
        return None


def tell(form: HouseForm, refused: Refused | FileRefused) -> None:
    """Put the sentence of a refusal beside the field it is about, else above the form."""
    field = "file" if refused.code.startswith("FILE-") else FIELD_OF.get(refused.code)
    if field == "effective_on" and is_about_proof(form, refused):
        field = "proven_on"
    form.add_error(field if field in form.fields else None, sentence(refused))


def is_about_proof(form: HouseForm, refused: Refused | FileRefused) -> bool:
    """Return whether a day was refused that is the day of the proof and not of the act."""
    if refused.code != "CASE-05":
        return False
    told = getattr(form, "cleaned_data", {})
    day = refused.fields.get("day")
    return day == told.get("proven_on") and day != told.get("effective_on")
