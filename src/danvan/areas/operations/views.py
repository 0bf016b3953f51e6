"""Pages of the room: gate, query, page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.operations import queries, register
from danvan.areas.operations.apps import sees_jobs
from danvan.areas.operations.forms import ReasonForm
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.jobs import letters
from danvan.kernel.jobs.schedule import is_behind
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403
from danvan.web.pages import render
from danvan.web.tables import answer


@require_safe
def show_dead(request: HttpRequest) -> HttpResponse:
    """Show what failed for good and waits for a decision."""
    actor = _keeper_or_404(request)
    lines = queries.lines_of(queries.dead_jobs(actor))
    context = _surroundings(actor, "jobs")
    return answer(request, register.DEAD, lines, template="operations/dead.html", context=context)


@require_safe
def show_open(request: HttpRequest) -> HttpResponse:
    """Show what waits and what runs."""
    actor = _keeper_or_404(request)
    lines = queries.lines_of(queries.open_jobs(actor))
    context = _surroundings(actor, "jobs-open")
    return answer(request, register.OPEN, lines, template="operations/open.html", context=context)


@require_safe
def show_schedule(request: HttpRequest) -> HttpResponse:
    """Show what runs by itself: how often, the last and the next time."""
    actor = _keeper_or_404(request)
    if not queries.is_of_site(actor):
        raise Http404
    lines = queries.schedule_lines(actor)
    context = _surroundings(actor, "jobs-schedule")
    return answer(
        request, register.SCHEDULE, lines, template="operations/schedule.html", context=context
    )


@require_http_methods(["GET", "POST"])
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    """Let a dead letter wait for its turn again."""
    return _decide(request, job_id, letters.run_again, "operations/retry.html")


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, job_id: int) -> HttpResponse:
    """Drop a dead letter."""
    return _decide(request, job_id, letters.drop, "operations/drop.html")


def _decide(
    request: HttpRequest, job_id: int, act: Callable[..., None], template: str
) -> HttpResponse:
    actor = _keeper_or_404(request)
    job = get_object_or_404(queries.visible_jobs(actor), pk=job_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            act(job, by=actor.label, user_id=actor.user_id, reason=reason, now=timezone.now())
        except LawError as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã ghi quyết định về việc nền này."))
            return redirect("jobs")
    context = {
        "form": form,
        "line": queries.lines_of(queries.visible_jobs(actor).filter(pk=job.pk))[0],
    }
    return render(request, template, context, status=422 if form.errors else 200)


def _keeper_or_404(request: HttpRequest) -> Actor:
    actor = actor_or_403(request)
    if not sees_jobs(actor):
        raise Http404
    return actor


def _surroundings(actor: Actor, current: str) -> dict[str, Any]:
    counts = [
        ("jobs", _("Đã hỏng"), queries.dead_jobs(actor).count()),
        ("jobs-open", _("Đang chờ, đang chạy"), queries.open_jobs(actor).count()),
    ]
    if queries.is_of_site(actor):
        counts.append(("jobs-schedule", _("Lịch"), len(queries.schedule_lines(actor))))
    tabs = [
        {"url": reverse(name), "label": label, "count": count, "is_current": name == current}
        for name, label, count in counts
    ]
    return {"tabs": tabs, "is_behind": is_behind(now=timezone.now())}
