"""Pages of personal data: what is kept, local times, what is past its time, disposals, requests."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.privacy import acts, queries, register
from danvan.areas.privacy.forms import LocalTimeForm
from danvan.areas.privacy.kinds import DISPOSAL, REQUEST
from danvan.kernel.cases.refused import Refused
from danvan.web.case_list import may_open
from danvan.web.case_pages import list_page
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403, planner_or_404
from danvan.web.pages import render
from danvan.web.tables import answer


@require_safe
def show_kept(request: HttpRequest) -> HttpResponse:
    """Show what is kept of people, why, and how long."""
    actor = actor_or_403(request)
    return answer(
        request,
        register.kept_table(actor),
        queries.kept(actor),
        template="privacy/kept.html",
        context={"may_open": may_open(actor, REQUEST), "request_kind": REQUEST.key},
    )


@require_http_methods(["GET", "POST"])
def set_local_time(request: HttpRequest, key: str) -> HttpResponse:
    """Set how long this place keeps what no text gives a time for."""
    actor = planner_or_404(request)
    one = queries.kept_by_key(actor, key)
    if one is None or not one.keeping.kinds:
        raise Http404
    given = {"months": one.local.months, "source": one.local.source} if one.local else {}
    form = LocalTimeForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            acts.set_local(one, told["months"], told["source"], actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã ghi thời hạn của địa phương."))
            return redirect("privacy")
    context = {"form": form, "kept": one}
    return render(request, "privacy/local_time.html", context, status=422 if form.errors else 200)


@require_safe
def show_due(request: HttpRequest) -> HttpResponse:
    """Show what is past its time where the actor works."""
    actor = actor_or_403(request)
    return answer(
        request,
        register.due_table(),
        queries.due_lines(actor),
        template="privacy/due.html",
        context={"may_open": may_open(actor, DISPOSAL), "disposal_kind": DISPOSAL.key},
    )


@require_safe
def show_disposals(request: HttpRequest) -> HttpResponse:
    """Show the lists of disposal in reach."""
    return list_page(request, DISPOSAL)


@require_safe
def show_requests(request: HttpRequest) -> HttpResponse:
    """Show the requests in reach."""
    return list_page(request, REQUEST)
