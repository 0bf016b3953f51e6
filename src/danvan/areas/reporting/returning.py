"""The page on which a receiver says what is to be mended and returns a report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from danvan.areas.reporting import queries
from danvan.areas.reporting.export import Reading
from danvan.areas.reporting.forms import ReturnForm
from danvan.areas.reporting.models import ReportVersion
from danvan.areas.reporting.queries import KIND
from danvan.areas.reporting.views import offered, report_or_404
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.tree import name_of
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403
from danvan.web.pages import render


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
    form = _form(case, version, actor, request.POST if is_sent else None)
    if is_sent and _is_returned(form, act, case, actor):
        messages.success(request, _("Đã trả lại kèm nhận xét."))
        return redirect("case", slug)
    shown_act = act or kinds.get(KIND).act("return")
    context = {"case": case, "act": shown_act, "form": form, "parts": form.parts}
    context["unit_name"] = name_of(case.unit_id, actor.today, get_language() or "vi")
    return render(request, "reporting/return.html", context, status=422 if form.errors else 200)


def _form(case: Case, version: ReportVersion, actor: Actor, given: Any) -> ReturnForm:
    return ReturnForm(
        given,
        reading=Reading(case, version),
        actor=actor,
        case=case,
        initial={"version": case.version},
    )


def _is_returned(form: ReturnForm, act: kinds.Act | None, case: Case, actor: Actor) -> bool:
    """Return the report with the remarks; a refusal becomes an error of the form."""
    if not form.is_valid():
        return False
    if act is None:
        return _tell(form, Refused("REPORT-10"), case)
    told = form.cleaned_data
    try:
        perform(
            case,
            act.key,
            actor,
            effective_on=actor.today,
            data={"remarks": form.said},
            reason=told["reason"],
            version=told["version"],
        )
    except Refused as refused:
        return _tell(form, refused, case)
    return True


def _tell(form: ReturnForm, refused: Refused, case: Case) -> bool:
    form.set_answer("version", str(case.version))
    form.set_answer("reason", form.gathered)
    form.add_error(None, sentence(refused))
    return False
