"""Pages of the room: gate, query, page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.guidance import acts, queries
from danvan.areas.guidance.forms import EndForm, GuidanceForm
from danvan.web.gates import actor_or_403, planner_or_404
from danvan.web.pages import render


@require_safe
def show_papers(request: HttpRequest) -> HttpResponse:
    """Show the papers in use with what they date, and what still waits for one."""
    actor = actor_or_403(request)
    lines = queries.series_lines(actor)
    waiting = [line for line in lines if line.local is None]
    context = {"papers": queries.papers(actor), "lines": lines, "waiting": waiting}
    context |= {"alone": queries.without_rhythm(actor), "may_plan": queries.may_plan(actor)}
    return render(request, "guidance/papers.html", context)


@require_http_methods(["GET", "POST"])
def enter_paper(request: HttpRequest) -> HttpResponse:
    """Enter a superior's paper with the day of each series it speaks of."""
    actor = planner_or_404(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    lines = queries.series_lines(actor)
    form = GuidanceForm(*sent, lines=lines, initial={"valid_from": actor.today})
    if request.method == "POST" and form.is_valid() and (count := acts.date_series(form, actor)):
        text = _("Đã đặt ngày cho %(count)s việc. Xem và áp dụng kế hoạch để mở các kỳ.")
        messages.success(request, text % {"count": count})
        return redirect("guidance")
    context = {"form": form, "asked": queries.duty_asked_for(actor, request.GET.get("duty", ""))}
    return render(request, "guidance/paper.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end_paper(request: HttpRequest, local_id: int) -> HttpResponse:
    """End a paper: none of its series follows it after a last day."""
    actor = planner_or_404(request)
    paper = queries.paper_by_id(actor, local_id)
    if paper is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"last_day": actor.today})
    if request.method == "POST" and form.is_valid():
        acts.end_paper(paper, last_day=form.cleaned_data["last_day"], actor=actor)
        messages.success(request, _("Đã kết thúc. Xem và áp dụng kế hoạch để bỏ các kỳ về sau."))
        return redirect("guidance")
    context = {"form": form, "paper": paper}
    return render(request, "guidance/end.html", context, status=422 if form.errors else 200)
