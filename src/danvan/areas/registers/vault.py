"""Pages of own templates: checked and kept, withdrawn, and put back in an older version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.registers.forms import PutBackForm, TemplateForm, WhyForm
from danvan.areas.registers.register import own_page
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import choices, templates, uploads
from danvan.kernel.correspondence.models import Template
from danvan.kernel.correspondence.rights import KEEPERS
from danvan.kernel.files.store import FileRefused, read
from danvan.kernel.organisations.models import Unit
from danvan.law.errors import LawError
from danvan.law.findings import Finding
from danvan.papers.templates import check_template
from danvan.web.errors import sentence
from danvan.web.gates import role_or_404
from danvan.web.paper_pages import asked, sent
from danvan.web.remarks import Remark, remark_of
from danvan.web.tables import Column, Filter, Table, answer

WITHDRAWN, HOLDING, OLDER = "withdrawn", "holding", "older"
STATES = (
    (HOLDING, gettext_lazy("đang dùng")),
    (OLDER, gettext_lazy("lần cũ")),
    (WITHDRAWN, gettext_lazy("đã thôi dùng")),
)


def state_of(row: Template) -> str:
    """Return whether a version holds, was followed by another, or was withdrawn."""
    if row.withdrawn_at is not None:
        return WITHDRAWN
    return HOLDING if row.valid_until is None else OLDER


def told_state(row: Template) -> str:
    """Return that in words, with the reason of a withdrawal."""
    words = str(dict(STATES)[state_of(row)])
    return f"{words}: {row.reason}" if row.reason else words


def actions_of(row: Template) -> list[tuple[Any, str]]:
    """Return what may be done with a version."""
    if state_of(row) == HOLDING:
        return [(_("Thôi dùng"), reverse("documents-template-withdraw", args=[row.pk]))]
    return [(_("Dùng lại"), reverse("documents-template-back", args=[row.pk]))]


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
        Column("state", gettext_lazy("Trạng thái"), told_state),
    ),
    first_sort="title",
    actions=actions_of,
    filters=(
        Filter(
            "state",
            gettext_lazy("Trạng thái"),
            STATES,
            holds=lambda row, value: state_of(row) == value,
        ),
    ),
)


def kept_templates(actor: Actor) -> QuerySet[Template]:
    """Return all versions of the templates of the units that an actor keeps."""
    return Template.objects.filter(actor.reach_with(KEEPERS, "unit_id"))


@require_safe
def show_templates(request: HttpRequest) -> HttpResponse:
    """List the own templates of the units that the actor keeps."""
    actor = role_or_404(request, *KEEPERS)
    rows = list(kept_templates(actor))
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
    return asked(request, form, _("Tải mẫu lên"), remarks=found, **templates_back())


def taken(form: TemplateForm, actor: Actor) -> tuple[Finding, ...]:
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


def templates_back() -> dict[str, str]:
    """Return where the pages of one template lead back to."""
    return {"back": reverse("documents-templates"), "back_text": _("Mẫu riêng")}


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, template_id: int) -> HttpResponse:
    """Offer a template no longer; what was made by it stays."""
    actor = role_or_404(request, *KEEPERS)
    template: Template = get_object_or_404(kept_templates(actor), pk=template_id)
    form = WhyForm(sent(request), actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            templates.withdraw_template(template, actor, form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã thôi dùng mẫu %(title)s.") % {"title": template})
            return redirect("documents-templates")
    lead = _("Văn bản đã làm theo mẫu này giữ nguyên. Dự thảo mới không chọn được mẫu này nữa.")
    title = _("Thôi dùng mẫu %(title)s") % {"title": template}
    return asked(request, form, title, lead=lead, **templates_back())


@require_http_methods(["GET", "POST"])
def put_back(request: HttpRequest, template_id: int) -> HttpResponse:
    """Use an older or withdrawn version again, checked once more."""
    actor = role_or_404(request, *KEEPERS)
    template: Template = get_object_or_404(
        kept_templates(actor).select_related("file"), pk=template_id
    )
    form = PutBackForm(sent(request), initial={"valid_from": actor.today}, actor=actor)
    found: list[Remark] = []
    if request.method == "POST" and form.is_valid():
        try:
            findings = check_template(read(template.file))
            found = [remark_of(one) for one in findings]
            day = form.cleaned_data["valid_from"]
            made = templates.put_back(template, findings, on=day, actor=actor)
        except (Refused, FileRefused, LawError) as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã dùng lại: %(title)s.") % {"title": made})
            return redirect("documents-templates")
    lead = _("Tệp của lần này trở thành lần mới nhất; các lần khác vẫn nằm trong danh sách.")
    title = _("Dùng lại mẫu %(title)s") % {"title": template}
    return asked(request, form, title, lead=lead, remarks=found, **templates_back())
