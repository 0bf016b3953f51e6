"""Pages that say how units issue: names and symbols, terms, own templates; numbers given back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.registers.register import (
    WORLDS,
    ProfileForm,
    StubForm,
    TermForm,
    WhyForm,
    kept_register_or_404,
    register_back,
    registers_back,
)
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import choices, issuers, numbers, templates, uploads
from danvan.kernel.correspondence.access import visible_numbers
from danvan.kernel.correspondence.issuers import IssuerFacts
from danvan.kernel.correspondence.models import IssuerProfile, Number, Template
from danvan.kernel.correspondence.rights import CLERKS, KEEPERS
from danvan.kernel.files.store import FileRefused
from danvan.kernel.organisations.models import Unit
from danvan.law.findings import Finding
from danvan.papers.templates import check_template
from danvan.web.errors import sentence
from danvan.web.forms import DayField, HouseForm
from danvan.web.gates import actor_or_403, role_or_404
from danvan.web.paper_pages import asked, sent
from danvan.web.remarks import Remark, remark_of
from danvan.web.tables import Column, Table, answer


class TemplateForm(HouseForm):
    """An organisation's own form of one type of document."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Của đơn vị"), coerce=int)
    title = forms.CharField(label=gettext_lazy("Tên mẫu"), max_length=150)
    world = forms.ChoiceField(label=gettext_lazy("Theo thể thức"), choices=WORLDS)
    type_key = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    file = forms.FileField(label=gettext_lazy("Tệp mẫu (DOCX)"))
    valid_from = DayField(label=gettext_lazy("Dùng từ ngày"))


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
TEMPLATES_TABLE = Table(
    name="documents-templates",
    caption=gettext_lazy("Mẫu riêng"),
    columns=(
        Column("title", gettext_lazy("Tên mẫu"), lambda row: row.title, is_wide=True),
        Column("version", gettext_lazy("Lần"), lambda row: row.version),
        Column("type", gettext_lazy("Loại văn bản"), lambda row: choices.type_name(row.type_key)),
        Column("from", gettext_lazy("Từ ngày"), lambda row: row.valid_from),
        Column("until", gettext_lazy("Thôi từ ngày"), lambda row: row.valid_until),
        Column("added", gettext_lazy("Người tải lên"), lambda row: row.added_by),
    ),
    first_sort="title",
)


def own_page(title: str, url: str, text: str) -> dict[str, Any]:
    """Return what the page of a list of keepers says around it."""
    return {
        "page_title": title,
        "new_url": reverse(url),
        "new_text": text,
        "back": reverse("documents-registers"),
    }


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
    actor = actor_or_403(request)
    number: Number = get_object_or_404(
        visible_numbers(actor).select_related("series__register"),
        actor.reach_with(CLERKS, "series__register__unit_id"),
        pk=number_id,
    )
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


@require_safe
def show_templates(request: HttpRequest) -> HttpResponse:
    """List the own templates of the units that the actor keeps."""
    actor = role_or_404(request, *KEEPERS)
    rows = list(
        Template.objects.filter(actor.reach_with(KEEPERS, "unit_id"), withdrawn_at__isnull=True)
    )
    context = {
        **own_page(_("Mẫu riêng"), "documents-template-new", _("Tải mẫu lên")),
        "empty_title": _("Chưa có mẫu riêng"),
        "empty_text": _("Không có mẫu riêng thì văn bản được trình bày theo quy định chung."),
    }
    return answer(request, TEMPLATES_TABLE, rows, template="registers/kept.html", context=context)


@require_http_methods(["GET", "POST"])
def add_template(request: HttpRequest) -> HttpResponse:
    """Check a template and keep it; what was found is shown either way."""
    actor = role_or_404(request, *KEEPERS)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = TemplateForm(*given, initial={"valid_from": actor.today}, actor=actor)
    form.offer("unit", choices.keeping_units(actor))
    form.offer("type_key", choices.types())
    found: list[Remark] = []
    if request.method == "POST" and form.is_valid():
        try:
            findings = taken(form, actor)
        except (Refused, FileRefused) as refused:
            form.add_error("file", sentence(refused))
        else:
            found = [remark_of(one) for one in findings]
            if not any(one.stops for one in found):
                messages.success(
                    request, _("Đã nhận mẫu; %(count)s điều nên xem.") % {"count": len(found)}
                )
                return redirect("documents-templates")
            form.add_error("file", _("Mẫu này chưa dùng được; xem kết quả kiểm tra. (FORM-02)"))
    around = {"back": reverse("documents-templates"), "back_text": _("Mẫu riêng")}
    return asked(request, form, _("Tải mẫu lên"), remarks=found, **around)


def taken(form: TemplateForm, actor: Any) -> tuple[Finding, ...]:
    """Check a template and keep it where nothing stops it; return what was found.

    Raises:
        Refused: ``DOC-02`` the world does not know the type, ``DOC-01`` a secret mark; as
            ``templates.add_template``.
        FileRefused: The file cannot be kept.
    """
    told = form.cleaned_data
    uploads.refuse_type(told["type_key"], told["world"])
    uploads.refuse_secret_file(told["file"])
    findings = check_template(told["file"].read())
    if not any(one.severity == "stops" for one in findings):
        file = uploads.kept(told["file"], actor)
        assert file is not None  # noqa: S101  the form asks for one
        facts = templates.TemplateFacts(told["title"], told["type_key"], told["world"])
        unit = Unit.objects.get(pk=told["unit"])
        day = told["valid_from"]
        templates.add_template(unit, facts, file, findings, valid_from=day, actor=actor)
    return findings
