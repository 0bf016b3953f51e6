"""Pages of the room: gate, query, page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.areas.duties import acts, export, merge, plan, queries, reading
from danvan.areas.duties.forms import (
    BindForm,
    EndForm,
    LeaderForm,
    LocalDateForm,
    PlanDayForm,
    ProposedForm,
    RegisterFilter,
    UnbindForm,
    UnitFilter,
)
from danvan.areas.duties.register import Register, Wish
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.applying import apply, undo
from danvan.kernel.duties.bindings import unbind
from danvan.kernel.duties.local_dates import end_local_date
from danvan.kernel.duties.models import Duty
from danvan.kernel.duties.planning import default_until, farthest
from danvan.kernel.duties.planning import plan as planned
from danvan.kernel.files.store import FileRefused, read
from danvan.web.due_words import local_words
from danvan.web.errors import sentence
from danvan.web.export import csv_response, xlsx_response
from danvan.web.gates import actor_or_403, planner_or_404, role_or_404, unit_or_404
from danvan.web.pages import render
from danvan.web.reasons import place
from danvan.web.tables import answer

PAGE_ROWS = 40
CASE_ROWS = 40
UNIT_ROWS = 100
FIRST_YEAR, LAST_YEAR = 2000, 2100
FILES = {"csv": csv_response, "xlsx": xlsx_response}


def duty_or_404(request: HttpRequest, pack: str, code: str) -> tuple[Actor, Duty]:
    """Return a duty of the actor's own tree, else not found."""
    actor = actor_or_403(request)
    duty = queries.duty_of(actor, pack, code)
    if duty is None:
        raise Http404
    return actor, duty


def found_or_404(found: Any) -> Any:
    """Return what was found, else not found."""
    if found is None:
        raise Http404
    return found


def year_or_404(year: int) -> int:
    """Return a year that a calendar can show, else not found."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


@require_safe
def show_register(request: HttpRequest) -> HttpResponse:
    """Show the register, or give it as a file."""
    register = Register(actor_or_403(request))
    filters = RegisterFilter(request.GET, register=register)
    is_valid = filters.is_valid()
    wish = Wish(**{name: value for name, value in filters.cleaned_data.items() if value})
    chosen = register.chosen(wish)
    written = FILES.get(request.GET.get("format", "")) if is_valid else None
    if written:
        return written("duties", export.header(), export.rows(chosen))
    page = Paginator(chosen, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {"register": register, "filters": filters, "page": page, "wish": wish}
    return render(request, "duties/register.html", context, status=200 if is_valid else 422)


@require_safe
def show_duty(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Show one duty with its cases within sight."""
    actor, duty = duty_or_404(request, pack, code)
    rows = queries.cases_of(actor, duty)
    page = Paginator(rows, CASE_ROWS).get_page(request.GET.get("page"))
    names = queries.tree_names(actor, {case.unit_id for case in page.object_list})
    told = queries.lines(page.object_list, actor, names)
    shown = queries.DutyPage(actor, duty)
    context = {"shown": shown, "duty": duty, "page": page, "lines": told}
    leading = context["leading"] = plan.leading_of(actor, duty)
    if leading and shown.may_plan:
        context["leader_form"] = leader_form(None, leading, actor)
    return render(request, "duties/duty.html", context)


def leader_form(sent: QueryDict | None, leading: plan.Leading, actor: Actor) -> LeaderForm:
    """Return the form that names who leads, with the units that may."""
    return LeaderForm(sent, choices=leading.choices, initial={"valid_from": actor.today})


@require_http_methods(["GET", "POST"])
def name_leader(request: HttpRequest, pack: str, code: str) -> HttpResponse:
    """Name the body that leads a joint duty, with the paper that says so."""
    planner_or_404(request)
    actor, duty = duty_or_404(request, pack, code)
    leading = found_or_404(plan.leading_of(actor, duty))
    sent = request.POST if request.method == "POST" else None
    form = leader_form(sent, leading, actor)
    if sent is not None and form.is_valid() and acts.name_leader(form, duty, actor):
        messages.success(request, _("Đã phân công. Xem và áp dụng kế hoạch để mở việc."))
        return redirect("duty", pack, code)
    context = {"form": form, "duty": duty, "place": place(duty.provision)}
    return render(request, "duties/leader.html", context, status=422 if form.errors else 200)


@require_safe
def show_sent(request: HttpRequest, pack: str, code: str, year: int) -> HttpResponse:
    """Show who has sent and who has not, period by period."""
    actor, duty = duty_or_404(request, pack, code)
    board = reading.sent_board(actor, duty, year_or_404(year))
    words = reading.board_words(board)
    context = {"board": board, "duty": duty, "year": year, "words": words, "by_unit": True}
    context |= {"place": place(duty.provision)}
    return render(request, "duties/sent.html", context)


@require_http_methods(["GET", "POST"])
def set_local(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Set a day that the text leaves open, with its source."""
    actor = planner_or_404(request)
    duty = found_or_404(queries.duty_by_id(actor, duty_id))
    usual = {"period": duty.period or "semiannual", "valid_from": actor.today, "relation": "by"}
    form = LocalDateForm(request.POST or None, request.FILES or None, initial=usual)
    if request.method == "POST" and form.is_valid() and acts.set_date(form, duty, actor):
        messages.success(request, _("Đã đặt ngày. Xem và áp dụng kế hoạch để mở các kỳ."))
        return redirect("duty", duty.pack.name, duty.code)
    context = {"form": form, "duty": duty, "place": place(duty.provision)}
    return render(request, "duties/local_date.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end_local(request: HttpRequest, local_id: int) -> HttpResponse:
    """End a local date."""
    actor = planner_or_404(request)
    local = found_or_404(queries.local_date_by_id(actor, local_id))
    form = EndForm(request.POST or None, initial={"last_day": actor.today})
    if request.method == "POST" and form.is_valid():
        end_local_date(local, last_day=form.cleaned_data["last_day"], actor=actor)
        messages.success(request, _("Đã kết thúc. Xem và áp dụng kế hoạch để bỏ các kỳ về sau."))
        return redirect("duty", local.duty.pack.name, local.duty.code)
    context = {"form": form, "local": local, "words": local_words(local)}
    return render(
        request, "duties/local_date_end.html", context, status=422 if form.errors else 200
    )


@require_safe
def download_source(request: HttpRequest, local_id: int) -> HttpResponse:
    """Give the paper behind a local date, for saving, never for running."""
    local = found_or_404(queries.local_date_by_id(actor_or_403(request), local_id))
    stored = found_or_404(local.file)
    try:
        response = HttpResponse(read(stored), content_type=stored.media_type)
    except FileRefused as refused:
        return render(request, "web/errors/refused.html", {"told": sentence(refused)}, status=410)
    response["Content-Disposition"] = content_disposition_header(True, stored.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def show_units(request: HttpRequest) -> HttpResponse:
    """Show the units in reach."""
    actor = actor_or_403(request)
    filters = UnitFilter(request.GET)
    words = filters.cleaned_data["words"] if filters.is_valid() else ""
    rows = reading.unit_lines(actor, words)
    page = Paginator(rows, UNIT_ROWS).get_page(request.GET.get("page"))
    page.object_list = reading.with_counts(page.object_list, actor)
    return render(request, "duties/units.html", {"filters": filters, "page": page, "asked": words})


@require_safe
def show_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show one unit: names, roles, what it owes this month and why, its standing duties."""
    unit, actor = unit_or_404(request, unit_id), actor_or_403(request)
    shown = reading.UnitPage(actor, unit)
    context = {"shown": shown, "unit": unit, "owed": shown.owed(), "cards": shown.standing()}
    context |= {"joint": shown.joint(), "waiting": shown.waiting()}
    return render(request, "duties/unit.html", context)


@require_safe
def show_year(request: HttpRequest, unit_id: int, year: int) -> HttpResponse:
    """Show the year of a unit as a board and as a table."""
    unit, actor = unit_or_404(request, unit_id), actor_or_403(request)
    board = reading.unit_board(actor, unit, year_or_404(year))
    words = reading.board_words(board)
    context = {"board": board, "unit": unit, "year": year, "words": words}
    context |= {"name": queries.tree_names(actor, [unit.pk]).get(unit.pk, unit.key)}
    return render(request, "duties/year.html", context)


@require_safe
def show_plan(request: HttpRequest) -> HttpResponse:
    """Show what applying would add, remove and move; nothing is written."""
    actor = planner_or_404(request)
    form = PlanDayForm(request.GET if "until" in request.GET else None)
    until = (form.cleaned_data["until"] if form.is_bound and form.is_valid() else None) or None
    shown = planned(
        plan.root_of(actor), today=actor.today, until=until or default_until(actor.today)
    )
    if not form.is_bound:
        form = PlanDayForm(initial={"until": shown.until})
    context = {
        "shown": plan.plan_page(shown, actor),
        "form": form,
        "farthest": farthest(actor.today),
    }
    return render(request, "duties/plan.html", context, status=422 if form.errors else 200)


@require_POST
def apply_plan(request: HttpRequest) -> HttpResponse:
    """Apply the plan that was shown; one that has changed since is shown again."""
    actor = planner_or_404(request)
    form = PlanDayForm(request.POST)
    until = form.cleaned_data["until"] if form.is_valid() else None
    try:
        done = apply(plan.root_of(actor), request.POST.get("digest", ""), actor, until=until)
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect(f"{reverse('plan')}?{urlencode({'until': request.POST.get('until', '')})}")
    counts = {"added": done.added, "removed": done.removed, "moved": done.moved}
    text = _("Đã áp dụng: thêm %(added)s, bỏ %(removed)s, dời %(moved)s.") % counts
    messages.success(request, text)
    return redirect("plans-applied")


@require_safe
def show_applied(request: HttpRequest) -> HttpResponse:
    """Show what was applied, by whom, and what can still be taken back."""
    rows = plan.plans_applied(planner_or_404(request))
    context = {"newest": next((row for row in rows if row.undone_at is None), None)}
    return answer(request, export.APPLIED, rows, template="duties/applied.html", context=context)


@require_POST
def undo_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Take back an applied plan while nobody has worked on it."""
    actor = planner_or_404(request)
    applied = found_or_404(plan.plan_applied(actor, plan_id))
    try:
        undo(applied, actor)
        messages.success(request, _("Đã bỏ lần áp dụng này; những gì nó mở đã được gỡ."))
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("plans-applied")


@require_safe
def show_bindings(request: HttpRequest) -> HttpResponse:
    """Show the bodies that packs in use name and the units bound to them, those without a unit
    first.
    """
    rows = merge.role_lines(role_or_404(request, DeskRole.PLANNER))
    context = {"missing": sum(1 for row in rows if row.bears and not row.is_bound)}
    return answer(request, export.BINDINGS, rows, template="duties/bindings.html", context=context)


@require_safe
def show_local_dates(request: HttpRequest) -> HttpResponse:
    """Show every duty that waits for a local day or carries one."""
    rows = plan.local_lines(planner_or_404(request))
    return answer(request, export.LOCAL_DATES, rows, template="duties/local_dates.html")


@require_safe
def show_leaders(request: HttpRequest) -> HttpResponse:
    """Show the joint duties that a person gives a leader."""
    rows = plan.leading_lines(planner_or_404(request))
    return answer(request, export.LEADERS, rows, template="duties/leaders.html")


@require_http_methods(["GET", "POST"])
def bind_proposed(request: HttpRequest) -> HttpResponse:
    """Bind at once all bodies whose names or keys say which unit they are."""
    actor = role_or_404(request, DeskRole.PLANNER)
    offered = merge.proposals(actor)
    usual = {"valid_from": merge.first_day(actor)}
    form = ProposedForm(request.POST or None, offered=offered, initial=usual)
    if request.method == "POST" and form.is_valid():
        count = acts.bind_proposed(form, offered, actor)
        if count is not None:
            messages.success(request, _("Đã gắn %(count)s đơn vị.") % {"count": count})
            return redirect("bindings" if offered.left else "plan")
    context = {"form": form, "offered": offered}
    return render(request, "duties/proposed.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def bind_role(request: HttpRequest, role: str) -> HttpResponse:
    """Bind units to a body for a span."""
    actor = role_or_404(request, DeskRole.PLANNER)
    line = found_or_404(merge.role_line(actor, role))
    choices = merge.unit_choices(actor)
    likely = [] if line.is_bound else merge.likely_units(line.role, actor)
    usual = {"units": likely, "valid_from": merge.first_day(actor)}
    form = BindForm(request.POST or None, choices=choices, initial=usual)
    if request.method == "POST" and form.is_valid() and acts.bind_units(form, line, actor):
        messages.success(request, _("Đã gắn. Xem và áp dụng kế hoạch để mở việc."))
        return redirect("bindings")
    context = {"form": form, "line": line, "likely": likely}
    return render(request, "duties/binding.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end_binding(request: HttpRequest, binding_id: int) -> HttpResponse:
    """End a binding on a day, with its reason."""
    actor = role_or_404(request, DeskRole.PLANNER)
    binding = found_or_404(merge.binding_by_id(actor, binding_id))
    form = UnbindForm(request.POST or None, initial={"valid_until": actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            unbind(binding, actor=actor, **form.cleaned_data)
        except Refused as refused:
            acts.tell(form, refused)
        else:
            messages.success(request, _("Đã thôi gắn. Xem và áp dụng kế hoạch để bỏ việc về sau."))
            return redirect("bindings")
    context = {
        "form": form,
        "binding": binding,
        "names": queries.tree_names(actor, [binding.unit_id]),
    }
    return render(request, "duties/binding_end.html", context, status=422 if form.errors else 200)
