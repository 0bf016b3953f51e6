"""Pages on which registers begin, are closed and opened again, and numbers are voided."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from danvan.areas.registers.forms import BeginForm, CloseForm, WhyForm
from danvan.areas.registers.register import (
    abandoned_since,
    clerks_number_or_404,
    keepers_register_or_404,
    register_back,
)
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import choices, numbers, registers
from danvan.kernel.correspondence.closing import close
from danvan.web.dates import show_day
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403
from danvan.web.pages import render
from danvan.web.paper_pages import asked, sent

MOST_HELD_SHOWN = 200


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, register_id: int) -> HttpResponse:
    """Let the numbers of a year or term begin after those of a register on paper."""
    register, actor = keepers_register_or_404(request, register_id), actor_or_403(request)
    form = BeginForm(sent(request), initial={"on": actor.today}, actor=actor)
    form.offer("type_key", choices.types(register.world))
    if not register.by_type:
        del form.fields["type_key"]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        type_key = told.get("type_key") or choices.types(register.world)[0][0]
        facts = (type_key, told["on"], told["first"], actor, told["why"])
        try:
            series = registers.begin_series(register, *facts)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            words = {"scope": series.scope, "first": series.first}
            messages.success(request, _("Dãy %(scope)s bắt đầu từ số %(first)s.") % words)
            return redirect("documents-register", register.pk)
    lead = _(
        "Dùng khi năm hoặc nhiệm kỳ đã có số trên sổ giấy mà không nhập các dòng cũ."
        " Chỉ đặt được khi dãy chưa có số nào."
    )
    return asked(request, form, _("Đặt số đầu tiên"), lead=lead, **register_back(register))


@require_http_methods(["GET", "POST"])
def close_register(request: HttpRequest, register_id: int) -> HttpResponse:
    """Close a register; what is still held in it is shown first."""
    register, actor = keepers_register_or_404(request, register_id), actor_or_403(request)
    initial = {"on": actor.today, "voids_rest": True}
    form = CloseForm(sent(request), initial=initial, actor=actor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            voided = close(register, told["on"], actor, voids_rest=told["voids_rest"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            words = {"label": register.label, "count": voided}
            if told["on"] > actor.today:
                words["day"] = show_day(told["on"])
                text = _("Sổ %(label)s sẽ khóa từ %(day)s; đến ngày ấy vẫn lấy số được.")
            else:
                text = _("Đã khóa sổ %(label)s; hủy %(count)s số.")
            messages.success(request, text % words)
            return redirect("documents-register", register.pk)
    loose = set(numbers.unclaimed(register).values_list("pk", flat=True))
    since = abandoned_since(register)
    context = {
        "form": form,
        "register": register,
        "held": [
            {"number": one, "is_loose": one.pk in loose, "is_long": one.state_at < since}
            for one in numbers.held(register)[:MOST_HELD_SHOWN]
        ],
        **register_back(register),
    }
    status = 422 if form.errors else 200
    return render(request, "registers/close.html", context, status=status)


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, register_id: int) -> HttpResponse:
    """Open a register again that was closed."""
    register, actor = keepers_register_or_404(request, register_id), actor_or_403(request)
    form = WhyForm(sent(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            registers.reopen_register(register, actor, form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã mở lại sổ %(label)s.") % {"label": register.label})
            return redirect("documents-register", register.pk)
    lead = _("Số đã hủy khi khóa sổ vẫn là số hủy.")
    return asked(request, form, _("Mở lại sổ"), lead=lead, **register_back(register))


@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, number_id: int) -> HttpResponse:
    """Void a number for good that nobody used."""
    number, actor = clerks_number_or_404(request, number_id), actor_or_403(request)
    if request.method == "GET" and not numbers.is_voidable(number):
        raise Http404
    register = number.series.register
    form = WhyForm(sent(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            numbers.void_unused(number, actor, form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã hủy số %(value)s.") % {"value": number.value})
            return redirect("documents-register", register.pk)
    lead = _("Số hủy không ai lấy được nữa; dòng của nó vẫn nằm trong sổ cùng lý do.")
    title = _("Hủy số %(value)s") % {"value": number.value}
    return asked(request, form, title, lead=lead, **register_back(register))
