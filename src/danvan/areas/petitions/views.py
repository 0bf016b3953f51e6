"""Pages of petitions: the list, taking one in with its receipt, and why a day is what it is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.petitions import notices, reading, register
from danvan.areas.petitions.forms import IntakeForm
from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.shapes import CONTENT
from danvan.kernel.accounts.codes import spaced
from danvan.kernel.cases import kinds
from danvan.kernel.cases.refused import Refused
from danvan.kernel.cases.running import told
from danvan.law.messages import say
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403, case_or_404
from danvan.web.once import once
from danvan.web.pages import render
from danvan.web.tables import answer


@require_safe
def show_petitions(request: HttpRequest) -> HttpResponse:
    """Show the petitions in reach, those due first."""
    actor = actor_or_403(request)
    return answer(
        request,
        register.petitions_table(actor),
        register.petitions(actor),
        template="petitions/petitions.html",
        context={"ways": register.ways(actor)},
    )


@require_http_methods(["GET", "POST"])
@once
def take_in(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a petition in and show its receipt once."""
    actor = actor_or_403(request)
    if kind not in {key.partition(".")[2] for key in CONTENT} or not register.takes_in(actor):
        raise Http404
    declared = kinds.get(f"petitions.{kind}")
    form = IntakeForm(request.POST or None, actor=actor, kind=declared.key)
    if request.method == "POST" and form.is_valid():
        try:
            handed = receive(form.intake(), actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            context = {"handed": handed, "code": spaced(handed.code), "kind": declared}
            return render(request, "petitions/receipt.html", context)
    status = 422 if form.errors else 200
    return render(
        request, "petitions/take_in.html", {"form": form, "kind": declared}, status=status
    )


@require_safe
def show_clock(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show day by day why a clock ends when it does."""
    case = case_or_404(request, slug)
    row = case.clocks.select_related("snapshot", "case__unit").filter(key=key).first()
    rules = {rule.key: rule for rule in kinds.get(case.kind).clocks}
    if row is None or key not in rules:
        raise Http404
    due, days = told(row)
    language = get_language() or "vi"
    lines = [(day, say(day.code, day.fields, language)) for day in days]
    context = {"case": case, "clock": row, "rule": rules[key], "due": due, "lines": lines}
    return render(request, "petitions/clock.html", context)


@require_safe
def show_passed_on(request: HttpRequest, way: str) -> HttpResponse:
    """Show what was passed on by us (``out``) or to us (``in``), overdue answers first."""
    actor, is_ours = actor_or_403(request), way == "out"
    rows = {True: reading.passed_on(actor), False: reading.passed_to_us(actor)}
    counts = {key: one.filter(reading.is_waiting()).count() for key, one in rows.items()}
    return answer(
        request,
        reading.passed_table(actor, is_ours=is_ours),
        rows[is_ours],
        template="petitions/passed_on.html",
        context={"tabs": reading.tabs(is_ours=is_ours, counts=counts), "is_ours": is_ours},
    )


@require_http_methods(["GET", "POST"])
@once
def take_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a case of our own from a petition that another body passed on to us."""
    actor, case = actor_or_403(request), case_or_404(request, slug)
    if not reading.may_take_up(case, actor):
        raise Http404
    declared = kinds.get(case.kind)
    told = notices.told_by(case, actor)
    form = IntakeForm(request.POST or None, actor=actor, kind=declared.key, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            handed = notices.take_up(form.intake(), case, actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            context = {"handed": handed, "code": spaced(handed.code), "kind": declared}
            return render(request, "petitions/receipt.html", context)
    context = {"form": form, "kind": declared, "source": case}
    return render(request, "petitions/take_up.html", context, status=422 if form.errors else 200)
