"""Pages of registers and numbers, and of who issues."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.registers.forms import RegisterForm, ReserveForm
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence import choices, numbers, registers
from danvan.kernel.correspondence.access import visible_numbers, visible_registers
from danvan.kernel.correspondence.faults import register_faults
from danvan.kernel.correspondence.models import (
    Direction,
    Number,
    NumberState,
    Register,
)
from danvan.kernel.correspondence.rights import CLERKS, KEEPERS
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import name_of, names_of
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403, role_or_404
from danvan.web.once import once
from danvan.web.paper_pages import asked, sent, tabs
from danvan.web.remarks import remark_of
from danvan.web.tables import Column, Filter, Table, answer

SECOND = "REG-71"
LONG, MINE = "long", "unclaimed"
MOST_FAULTS = 20
MOST_IMPORTS = 20


def register_or_404(request: HttpRequest, register_id: int) -> Register:
    """Return a register in sight, else not found."""
    return get_object_or_404(visible_registers(actor_or_403(request)), pk=register_id)


def kept_register_or_404(request: HttpRequest, register_id: int) -> Register:
    """Return a register in sight in which the actor takes numbers, else not found."""
    actor = actor_or_403(request)
    return get_object_or_404(
        visible_registers(actor), actor.reach_with(CLERKS, "unit_id"), pk=register_id
    )


def keepers_register_or_404(request: HttpRequest, register_id: int) -> Register:
    """Return a register in sight that the actor keeps, else not found."""
    actor = actor_or_403(request)
    return get_object_or_404(
        visible_registers(actor), actor.reach_with(KEEPERS, "unit_id"), pk=register_id
    )


def clerks_number_or_404(request: HttpRequest, number_id: int) -> Number:
    """Return a number in sight of a register in which the actor takes numbers, else not found."""
    actor = actor_or_403(request)
    rows = visible_numbers(actor).select_related("series__register")
    return get_object_or_404(
        rows, actor.reach_with(CLERKS, "series__register__unit_id"), pk=number_id
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
            Column("held", gettext_lazy("Đang giữ"), lambda row: row.held or None),
            Column("closed", gettext_lazy("Khóa từ ngày"), lambda row: row.closed_on),
        ),
        first_sort="label",
    )


def number_actions(may_write: bool) -> Any:  # noqa: FBT001  asked once
    """Return what may be done with a number: one that is held is given back, or voided for good."""

    def offered(row: Number) -> list[tuple[Any, str]]:
        if not may_write or not numbers.is_voidable(row):
            return []
        found = [(_("Hủy số"), reverse("documents-void", args=[row.pk]))]
        if row.state == NumberState.RESERVED:
            found.insert(0, (_("Trả lại"), reverse("documents-release", args=[row.pk])))
        return found

    return offered


def abandoned_since(register: Register) -> datetime:
    """Return the moment before which a number that is held has been held too long."""
    return timezone.now() - timedelta(days=register.hold_days)


def held_how(value: str, since: datetime) -> Q:
    """Return the condition of numbers that are held too long, or that no draft needs."""
    is_held = Q(state=NumberState.RESERVED)
    return is_held & (Q(state_at__lt=since) if value == LONG else numbers.NO_DRAFT)


def scopes_of(register: Register) -> list[str]:
    """Return the years or terms a register has numbers of, the newest first."""
    rows = register.series.values_list("scope", flat=True).distinct()
    return sorted(rows, reverse=True)


def told_of(row: Number) -> object:
    """Return what a line says; of a secret document only its mark."""
    return row.get_secrecy_display() if row.secrecy else row.summary


def state_of(row: Number) -> str:
    """Return what became of a number, with the reason."""
    told = str(row.get_state_display())
    return f"{told}: {row.reason}" if row.reason else told


NUMBER_COLUMNS = (
    Column(
        "value",
        gettext_lazy("Số"),
        lambda row: f"{row.value}{row.suffix}",
        order=("series__scope", "value", "suffix"),
    ),
    Column("scope", gettext_lazy("Năm, nhiệm kỳ"), lambda row: row.series.scope),
    Column("type", gettext_lazy("Loại văn bản"), lambda row: choices.type_name(row.type_key)),
    Column("written", gettext_lazy("Số, ký hiệu"), lambda row: row.written),
    Column("dated", gettext_lazy("Ngày"), lambda row: row.dated_on, order=("dated_on",)),
    Column("summary", gettext_lazy("Trích yếu"), told_of, is_wide=True),
    Column("addressee", gettext_lazy("Nơi nhận hoặc nơi gửi"), lambda row: row.addressee),
    Column("state", gettext_lazy("Trạng thái"), state_of, order=("state",)),
    Column("by", gettext_lazy("Ai ghi"), lambda row: row.state_by, order=("state_by", "pk")),
    Column("since", gettext_lazy("Từ lúc"), lambda row: row.state_at, order=("state_at", "pk")),
)


def numbers_table(register: Register, actions: Any) -> Table:
    """Return the lines of a register."""
    return Table(
        name="documents-register",
        caption=gettext_lazy("Các số trong sổ"),
        columns=NUMBER_COLUMNS,
        first_sort="-value",
        actions=actions,
        filters=number_filters(register),
    )


def number_filters(register: Register) -> tuple[Filter, ...]:
    """Return what the lines of a register are narrowed by."""
    since = abandoned_since(register)
    return (
        Filter(
            "state",
            gettext_lazy("Trạng thái"),
            NumberState.choices,
            narrows=lambda value: Q(state=value),
        ),
        Filter(
            "held",
            gettext_lazy("Giữ số"),
            (
                (LONG, gettext_lazy("giữ quá lâu")),
                (MINE, gettext_lazy("không dự thảo nào cần")),
            ),
            narrows=lambda value: held_how(value, since),
        ),
        Filter(
            "scope",
            gettext_lazy("Năm, nhiệm kỳ"),
            [(scope, scope) for scope in scopes_of(register)],
            narrows=lambda value: Q(series__scope=value),
        ),
    )


@require_safe
def show_registers(request: HttpRequest) -> HttpResponse:
    """List the registers in sight."""
    actor = actor_or_403(request)
    is_held = Q(series__numbers__state=NumberState.RESERVED)
    rows = list(visible_registers(actor).annotate(held=Count("series__numbers", filter=is_held)))
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
    may_write = actor.has(CLERKS, register.unit_id)
    faults = register_faults(register, today=actor.today)
    context = {
        "series": register.series.annotate(
            held=Count("numbers", filter=Q(numbers__state=NumberState.RESERVED))
        ).order_by("-scope", "type_key"),
        "type_names": dict(choices.types(register.world)),
        "remarks": [remark_of(one) for one in faults[:MOST_FAULTS]],
        "imports": register.imports.filter(undone_at=None).order_by("-pk")[:MOST_IMPORTS],
        "is_keeper": actor.has(KEEPERS, register.unit_id),
        "is_open": register.closed_on is None or register.closed_on > actor.today,
        "register": register,
        "unit_name": name_of(register.unit_id, actor.today, choices.language()),
        "may_write": may_write,
        "empty_title": _("Sổ chưa có số nào"),
        "empty_text": _("Số được lấy khi giữ số, ban hành, hoặc vào sổ văn bản đến."),
    }
    table = numbers_table(register, number_actions(may_write))
    return answer(request, table, rows, template="registers/register.html", context=context)


def own_page(title: str, url: str, text: str) -> dict[str, Any]:
    """Return what the page of a list of keepers says around it."""
    return {
        "page_title": title,
        "new_url": reverse(url),
        "new_text": text,
        "back": reverse("documents-registers"),
    }


@require_http_methods(["GET", "POST"])
@once
def open_register(request: HttpRequest) -> HttpResponse:
    """Open a register of a unit."""
    actor = role_or_404(request, *KEEPERS)
    form = RegisterForm(sent(request), actor=actor)
    form.offer("unit", choices.keeping_units(actor))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            refuse_second(told)
            made = registers.open_register(
                Unit.objects.get(pk=told["unit"]),
                told["direction"],
                told["world"],
                told["label"],
                actor=actor,
                hold_days=told["hold_days"],
            )
        except Refused as refused:
            form.add_error("another" if refused.code == SECOND else None, sentence(refused))
        else:
            messages.success(request, _("Đã mở sổ %(label)s.") % {"label": made.label})
            return redirect("documents-registers")
    return asked(request, form, _("Mở sổ"), **registers_back())


def refuse_second(told: dict[str, Any]) -> None:
    """Refuse a second open register of what leaves, unless it is asked for.

    Raises:
        Refused: ``REG-71``.
    """
    rows = Register.objects.filter(
        unit_id=told["unit"], direction=told["direction"], world=told["world"], closed_on=None
    )
    first = rows.exclude(label=told["label"]).first()
    if told["direction"] == Direction.OUT and first is not None and not told["another"]:
        raise Refused("REG-71", label=first.label)


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
@once
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
