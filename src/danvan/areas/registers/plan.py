"""Pages that say how units issue: names, symbols, terms; numbers given back, secret ones noted."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.registers.forms import ProfileForm, StubForm, TermForm, WhyForm
from danvan.areas.registers.register import (
    clerks_number_or_404,
    kept_register_or_404,
    own_page,
    register_back,
    registers_back,
)
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import choices, issuers, numbers
from danvan.kernel.correspondence.issuers import IssuerFacts
from danvan.kernel.correspondence.models import IssuerProfile, NumberState
from danvan.kernel.correspondence.rights import KEEPERS
from danvan.kernel.organisations.models import Unit
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403, role_or_404
from danvan.web.once import once
from danvan.web.paper_pages import asked, sent
from danvan.web.tables import Column, Table, answer

PROFILES_TABLE = Table(
    name="documents-issuers",
    caption=gettext_lazy("Cơ quan ban hành"),
    columns=(
        Column("name", gettext_lazy("Tên in trên văn bản"), lambda row: row.name, is_wide=True),
        Column("superior", gettext_lazy("Cấp trên"), lambda row: row.superior),
        Column("symbol", gettext_lazy("Viết tắt"), lambda row: row.abbreviation),
        Column("world", gettext_lazy("Theo thể thức"), lambda row: row.get_world_display()),
        Column("from", gettext_lazy("Từ ngày"), lambda row: row.valid_from),
        Column("until", gettext_lazy("Thôi từ ngày"), lambda row: row.valid_until),
    ),
    first_sort="name",
)


@require_safe
def show_issuers(request: HttpRequest) -> HttpResponse:
    """List what the units that the actor keeps print as issuers."""
    actor = role_or_404(request, *KEEPERS)
    rows = list(IssuerProfile.objects.filter(actor.reach_with(KEEPERS, "unit_id")))
    context = {
        **own_page(_("Cơ quan ban hành"), "documents-issuer-new", _("Khai cơ quan ban hành")),
        "empty_title": _("Chưa khai cơ quan ban hành nào"),
        "empty_text": _("Khai tên, cấp trên và chữ viết tắt như in trên văn bản."),
    }
    return answer(request, PROFILES_TABLE, rows, template="registers/kept.html", context=context)


@require_http_methods(["GET", "POST"])
def add_issuer(request: HttpRequest) -> HttpResponse:
    """Say what a unit prints as issuer from a day on."""
    actor = role_or_404(request, *KEEPERS)
    form = ProfileForm(sent(request), initial={"valid_from": actor.today}, actor=actor)
    form.offer("unit", choices.keeping_units(actor))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        names = ("name", "superior", "abbreviation", "place")
        facts = IssuerFacts(**{name: told[name] for name in names})
        unit = Unit.objects.get(pk=told["unit"])
        try:
            issuers.set_profile(
                unit, told["world"], facts, valid_from=told["valid_from"], actor=actor
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã ghi cơ quan ban hành."))
            return redirect("documents-issuers")
    around = {"back": reverse("documents-issuers"), "back_text": _("Cơ quan ban hành")}
    return asked(request, form, _("Khai cơ quan ban hành"), **around)


@require_http_methods(["GET", "POST"])
def add_term(request: HttpRequest) -> HttpResponse:
    """Say that a term of a committee begins."""
    actor = role_or_404(request, *KEEPERS)
    form = TermForm(sent(request), actor=actor)
    form.offer("unit", choices.keeping_units(actor))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        unit = Unit.objects.get(pk=told["unit"])
        try:
            issuers.set_term(unit, told["key"], valid_from=told["valid_from"], actor=actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã ghi nhiệm kỳ."))
            return redirect("documents-registers")
    return asked(request, form, _("Khai nhiệm kỳ cấp ủy"), **registers_back())


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, number_id: int) -> HttpResponse:
    """Give a number back that is held and not used."""
    number, actor = clerks_number_or_404(request, number_id), actor_or_403(request)
    if request.method == "GET" and number.state != NumberState.RESERVED:
        raise Http404
    register = number.series.register
    form = WhyForm(sent(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            numbers.release(number, actor, form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã trả lại số %(value)s.") % {"value": number.value})
            return redirect("documents-register", register.pk)
    title = _("Trả lại số %(value)s") % {"value": number.value}
    return asked(request, form, title, **register_back(register))


@require_http_methods(["GET", "POST"])
@once
def keep_stub(request: HttpRequest, register_id: int) -> HttpResponse:
    """Take a number for a document with a secret mark; nothing else of it is kept."""
    register, actor = kept_register_or_404(request, register_id), actor_or_403(request)
    form = StubForm(sent(request), initial={"on": actor.today}, actor=actor)
    form.offer("type_key", choices.types(register.world))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            with transaction.atomic():
                number = numbers.reserve(register, told["type_key"], actor, told["on"])
                numbers.keep_stub(number, told["secrecy"], told["on"], actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã ghi số %(value)s.") % {"value": number.value})
            return redirect("documents-register", register.pk)
    lead = _(
        "Văn bản có dấu độ mật không đưa vào danvan. Ở đây chỉ giữ số, ngày và dấu độ mật;"
        " văn bản thì lập và quản lý theo quy định bảo vệ bí mật nhà nước."
    )
    return asked(request, form, _("Ghi văn bản mật"), lead=lead, **register_back(register))
