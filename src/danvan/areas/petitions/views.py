"""Pages of petitions: the list, taking one in with its receipt, and why a day is what it is."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.petitions import notices, reading, register
from danvan.areas.petitions.act_forms import MatterForm, ValuesForm
from danvan.areas.petitions.conditions import keep_values, safe_reading, values_of
from danvan.areas.petitions.forms import IntakeForm
from danvan.areas.petitions.intake import receive
from danvan.areas.petitions.matters import GROUP, same_matter
from danvan.areas.petitions.queries import safe_days
from danvan.areas.petitions.shapes import CONTENT
from danvan.kernel.accounts.codes import spaced
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may
from danvan.kernel.cases.perform import perform
from danvan.kernel.cases.refused import Refused
from danvan.kernel.cases.running import told
from danvan.law.messages import say
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403, case_or_404, planner_or_404
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
        context={"ways": register.ways(actor), "may_set": register.sets_values(actor)},
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
            context["safe_days"] = safe_days(handed.case)
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
    context = {
        "case": case,
        "clock": row,
        "rule": rules[key],
        "due": due,
        "safe": safe_reading(row, rules[key]),
        "lines": [(day, say(day.code, day.fields, language)) for day in days],
    }
    return render(request, "petitions/clock.html", context)


@require_http_methods(["GET", "POST"])
def find_matter(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for petitions on the same matter in the own body; every search is logged."""
    case, actor = case_or_404(request, slug), actor_or_403(request)
    act = kinds.get(case.kind).act(GROUP)
    if act is None or not may(actor, act, case):
        raise Http404
    form = MatterForm(request.POST or None, actor=actor, case=case)
    found = None
    if request.method == "POST" and form.is_valid():
        words, in_place = form.cleaned_data["words"], form.cleaned_data.get("in_place", False)
        found = same_matter(case, words, actor, in_place=in_place)
    context = {"case": case, "form": form, "found": found}
    return render(request, "petitions/matter.html", context, status=422 if form.errors else 200)


@require_POST
def follow_lead(request: HttpRequest, slug: str, lead: str) -> HttpResponse:
    """Let a petition follow the one that was found."""
    case, actor = case_or_404(request, slug), actor_or_403(request)
    try:
        perform(case, GROUP, actor, effective_on=actor.today, data={"lead": lead})
    except Refused as refused:
        messages.warning(request, sentence(refused))
    else:
        messages.success(request, _("Đã gộp: đơn này theo đơn dẫn, có câu trả lời riêng."))
    return redirect("case", slug)


@require_http_methods(["GET", "POST"])
def set_values(request: HttpRequest) -> HttpResponse:
    """Set the numbers about petitions that no law gives."""
    actor = planner_or_404(request)
    form = ValuesForm(request.POST or None, actor=actor, initial=values_of(actor))
    if request.method == "POST" and form.is_valid():
        keep_values(form.cleaned_data, actor)
        messages.success(request, _("Đã đặt các mốc."))
        return redirect("petition-values")
    status = 422 if form.errors else 200
    return render(request, "petitions/values.html", {"form": form}, status=status)


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
            context["safe_days"] = safe_days(handed.case)
            return render(request, "petitions/receipt.html", context)
    context = {"form": form, "kind": declared, "source": case}
    return render(request, "petitions/take_up.html", context, status=422 if form.errors else 200)
