"""Pages of registers and numbers, and of who issues."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import choices, numbers, registers
from danvan.kernel.correspondence.access import visible_numbers, visible_registers
from danvan.kernel.correspondence.models import (
    Direction,
    Number,
    NumberState,
    Register,
    Secrecy,
    World,
)
from danvan.kernel.correspondence.rights import CLERKS, KEEPERS
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import name_of, names_of
from danvan.web.errors import sentence
from danvan.web.forms import DayField, HouseForm
from danvan.web.gates import actor_or_403, role_or_404
from danvan.web.paper_pages import asked, sent, tabs
from danvan.web.tables import Column, Filter, Table, answer

MOST_HELD_DAYS = 60
WORLDS = [(World.PARTY.value, World.PARTY.label), (World.STATE.value, World.STATE.label)]


class RegisterForm(HouseForm):
    """Opens a register."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    direction = forms.ChoiceField(label=gettext_lazy("Sổ của"), choices=Direction.choices)
    world = forms.ChoiceField(label=gettext_lazy("Theo thể thức"), choices=WORLDS)
    label = forms.CharField(label=gettext_lazy("Tên sổ"), max_length=120)
    hold_days = forms.IntegerField(
        label=gettext_lazy("Số ngày giữ số"),
        min_value=1,
        max_value=MOST_HELD_DAYS,
        initial=registers.HOLD_DAYS,
        help_text=gettext_lazy("Số giữ lâu hơn mà không dùng sẽ tự được trả lại."),
    )


class ReserveForm(HouseForm):
    """Takes a number before there is a draft."""

    type_key = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    on = DayField(label=gettext_lazy("Cho văn bản của ngày"))


class StubForm(HouseForm):
    """Keeps the number of a document that carries a secret mark, and nothing else of it."""

    secrecy = forms.ChoiceField(label=gettext_lazy("Dấu độ mật"), choices=Secrecy.choices)
    type_key = forms.ChoiceField(label=gettext_lazy("Loại văn bản"))
    on = DayField(label=gettext_lazy("Ngày của văn bản"))


class WhyForm(HouseForm):
    """Why a number is given back."""

    why = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)


class ProfileForm(HouseForm):
    """What a unit prints as issuer from a day on."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    world = forms.ChoiceField(label=gettext_lazy("Theo thể thức"), choices=WORLDS)
    name = forms.CharField(
        label=gettext_lazy("Tên cơ quan ban hành"),
        max_length=200,
        help_text=gettext_lazy("Viết thường như trong câu; khi in máy tự viết hoa."),
    )
    superior = forms.CharField(
        label=gettext_lazy("Tên cơ quan cấp trên"), max_length=200, required=False
    )
    abbreviation = forms.CharField(
        label=gettext_lazy("Chữ viết tắt trong ký hiệu"),
        max_length=30,
        help_text=gettext_lazy("Ví dụ: ĐU, UBND, UBND-VP."),
    )
    place = forms.CharField(label=gettext_lazy("Địa danh ghi trước ngày"), max_length=100)
    valid_from = DayField(label=gettext_lazy("Từ ngày"))


class TermForm(HouseForm):
    """A term of a committee, over which its documents are numbered."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Cấp ủy"), coerce=int)
    key = forms.CharField(
        label=gettext_lazy("Nhiệm kỳ"), max_length=20, help_text=gettext_lazy("Ví dụ: 2025-2030.")
    )
    valid_from = DayField(label=gettext_lazy("Từ ngày"))


def register_or_404(request: HttpRequest, register_id: int) -> Register:
    """Return a register in sight, else not found."""
    return get_object_or_404(visible_registers(actor_or_403(request)), pk=register_id)


def kept_register_or_404(request: HttpRequest, register_id: int) -> Register:
    """Return a register in sight in which the actor takes numbers, else not found."""
    actor = actor_or_403(request)
    return get_object_or_404(
        visible_registers(actor), actor.reach_with(CLERKS, "unit_id"), pk=register_id
    )


def registers_table(names: dict[int, str]) -> Table:
    """Return the list of registers."""
    return Table(
        name="documents-registers",
        caption=gettext_lazy("Sổ đăng ký"),
        columns=(
            Column(
                "label",
                gettext_lazy("Sổ"),
                lambda row: row.label,
                link=lambda row: reverse("documents-register", args=[row.pk]),
                is_wide=True,
            ),
            Column("unit", gettext_lazy("Đơn vị"), lambda row: names.get(row.unit_id, "")),
            Column("direction", gettext_lazy("Sổ của"), lambda row: row.get_direction_display()),
            Column("world", gettext_lazy("Theo thể thức"), lambda row: row.get_world_display()),
            Column("closed", gettext_lazy("Khóa từ ngày"), lambda row: row.closed_on),
        ),
        first_sort="label",
    )


def number_actions(may_write: bool) -> Any:  # noqa: FBT001  asked once
    """Return what may be done with a number: one that is held may be given back."""

    def offered(row: Number) -> list[tuple[Any, str]]:
        if not may_write or row.state != NumberState.RESERVED:
            return []
        return [(_("Trả lại"), reverse("documents-release", args=[row.pk]))]

    return offered


def numbers_table(actions: Any) -> Table:
    """Return the lines of a register."""
    return Table(
        name="documents-register",
        caption=gettext_lazy("Các số trong sổ"),
        columns=(
            Column(
                "value",
                gettext_lazy("Số"),
                lambda row: f"{row.value}{row.suffix}",
                order=("series__scope", "value", "suffix"),
            ),
            Column("scope", gettext_lazy("Năm, nhiệm kỳ"), lambda row: row.series.scope),
            Column(
                "type", gettext_lazy("Loại văn bản"), lambda row: choices.type_name(row.type_key)
            ),
            Column("written", gettext_lazy("Số, ký hiệu"), lambda row: row.written),
            Column("dated", gettext_lazy("Ngày"), lambda row: row.dated_on, order=("dated_on",)),
            Column("summary", gettext_lazy("Trích yếu"), told_of, is_wide=True),
            Column("addressee", gettext_lazy("Nơi nhận hoặc nơi gửi"), lambda row: row.addressee),
            Column("state", gettext_lazy("Trạng thái"), state_of, order=("state",)),
        ),
        first_sort="-value",
        actions=actions,
        filters=(
            Filter(
                "state",
                gettext_lazy("Trạng thái"),
                NumberState.choices,
                narrows=lambda value: Q(state=value),
            ),
        ),
    )


def told_of(row: Number) -> object:
    """Return what a line says; of a secret document only its mark."""
    return row.get_secrecy_display() if row.secrecy else row.summary


def state_of(row: Number) -> str:
    """Return what became of a number, with the reason."""
    told = str(row.get_state_display())
    return f"{told}: {row.reason}" if row.reason else told


@require_safe
def show_registers(request: HttpRequest) -> HttpResponse:
    """List the registers in sight."""
    actor = actor_or_403(request)
    rows = list(visible_registers(actor))
    names = names_of({row.unit_id for row in rows}, actor.today, choices.language())
    context: dict[str, Any] = {
        "tabs": tabs(actor, "documents-registers"),
        "page_title": _("Sổ đăng ký"),
        "empty_title": _("Chưa có sổ"),
        "empty_text": _("Khai cơ quan ban hành, rồi mở sổ văn bản đi và sổ văn bản đến."),
        "is_keeper": keeps(actor),
    }
    return answer(
        request, registers_table(names), rows, template="registers/registers.html", context=context
    )


def keeps(actor: Actor) -> bool:
    """Return whether the actor says for some unit how it issues."""
    return any(grant.desk_role in KEEPERS for grant in actor.grants)


@require_safe
def show_register(request: HttpRequest, register_id: int) -> HttpResponse:
    """List the numbers of one register."""
    register, actor = register_or_404(request, register_id), actor_or_403(request)
    rows = visible_numbers(actor).filter(series__register=register).select_related("series")
    may_write = actor.has(CLERKS, register.unit_id) and register.closed_on is None
    context = {
        "register": register,
        "unit_name": name_of(register.unit_id, actor.today, choices.language()),
        "may_write": may_write,
        "empty_title": _("Sổ chưa có số nào"),
        "empty_text": _("Số được lấy khi giữ số, ban hành, hoặc vào sổ văn bản đến."),
    }
    table = numbers_table(number_actions(may_write))
    return answer(request, table, rows, template="registers/register.html", context=context)


@require_http_methods(["GET", "POST"])
def open_register(request: HttpRequest) -> HttpResponse:
    """Open a register of a unit."""
    actor = role_or_404(request, *KEEPERS)
    form = RegisterForm(sent(request), actor=actor)
    form.offer("unit", choices.keeping_units(actor))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = registers.open_register(
                Unit.objects.get(pk=told["unit"]),
                told["direction"],
                told["world"],
                told["label"],
                actor=actor,
                hold_days=told["hold_days"],
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã mở sổ %(label)s.") % {"label": made.label})
            return redirect("documents-registers")
    return asked(request, form, _("Mở sổ"), **registers_back())


def registers_back() -> dict[str, str]:
    """Return where the pages of registers lead back to."""
    return {"back": reverse("documents-registers"), "back_text": _("Sổ đăng ký")}


def register_back(register: Register) -> dict[str, str]:
    """Return where the pages of one register lead back to."""
    return {
        "back": reverse("documents-register", args=[register.pk]),
        "back_text": register.label,
    }


@require_http_methods(["GET", "POST"])
def reserve(request: HttpRequest, register_id: int) -> HttpResponse:
    """Take a number and hold it."""
    register, actor = kept_register_or_404(request, register_id), actor_or_403(request)
    form = ReserveForm(sent(request), initial={"on": actor.today}, actor=actor)
    form.offer("type_key", choices.types(register.world))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            number = numbers.reserve(register, told["type_key"], actor, told["on"])
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Đã giữ số %(value)s.") % {"value": number.value})
            return redirect("documents-register", register.pk)
    return asked(request, form, _("Giữ một số"), **register_back(register))
