"""The lists of the room: envelopes, documents that may be sent, identity codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from danvan.areas.exchange import queries
from danvan.areas.exchange.forms import OrganForm
from danvan.areas.exchange.models import Direction, Organ, State
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.correspondence.choices import language, type_name, working_units
from danvan.kernel.correspondence.rights import CLERKS
from danvan.law.messages import say
from danvan.web.gates import actor_or_403, role_or_404
from danvan.web.paper_pages import asked, sent
from danvan.web.tables import Column, Filter, Table, answer

ENVELOPES_TABLE = Table(
    name="exchange",
    caption=gettext_lazy("Gói tin gửi đi, gửi đến"),
    columns=(
        Column(
            "subject",
            gettext_lazy("Trích yếu"),
            lambda row: row.subject,
            order=("subject",),
            link=lambda row: reverse("exchange-envelope", args=[row.pk]),
            is_wide=True,
        ),
        Column("written", gettext_lazy("Số, ký hiệu"), lambda row: row.written, ("written",)),
        Column("dated", gettext_lazy("Ngày văn bản"), lambda row: row.dated, ("dated",)),
        Column("direction", gettext_lazy("Chiều"), lambda row: row.get_direction_display()),
        Column("organ", gettext_lazy("Nơi gửi"), lambda row: row.organ_name, ("organ_name",)),
        Column(
            "state", gettext_lazy("Trạng thái"), lambda row: row.get_state_display(), ("state",)
        ),
        Column("at", gettext_lazy("Ghi lúc"), lambda row: row.recorded_at, ("recorded_at",)),
    ),
    first_sort="-at",
    filters=(
        Filter(
            "direction",
            gettext_lazy("Chiều"),
            Direction.choices,
            holds=lambda row, value: row.direction == value,
        ),
        Filter(
            "state",
            gettext_lazy("Trạng thái"),
            State.choices,
            holds=lambda row, value: row.state == value,
        ),
    ),
)


def sendable_table(made: Mapping[int, int]) -> Table:
    """Return the list of documents to send, with how many envelopes were made of each."""
    return Table(
        name="exchange-issued",
        caption=gettext_lazy("Văn bản đã ban hành"),
        columns=(
            Column(
                "summary",
                gettext_lazy("Trích yếu"),
                lambda row: row.summary,
                link=lambda row: reverse("exchange-make", args=[row.case.slug]),
                is_wide=True,
            ),
            Column("written", gettext_lazy("Số, ký hiệu"), lambda row: row.written),
            Column("type", gettext_lazy("Loại văn bản"), lambda row: type_name(row.type_key)),
            Column("issued", gettext_lazy("Ngày ban hành"), lambda row: row.issued_on),
            Column("made", gettext_lazy("Đã đóng gói"), lambda row: made.get(row.pk)),
        ),
        first_sort="-issued",
    )


ORGANS_TABLE = Table(
    name="exchange-organs",
    caption=gettext_lazy("Mã định danh"),
    columns=(
        Column("name", gettext_lazy("Tên cơ quan"), lambda row: row.name, is_wide=True),
        Column("code", gettext_lazy("Mã định danh"), lambda row: row.organ_id),
        Column("email", gettext_lazy("Thư điện tử"), lambda row: row.email),
        Column(
            "unit",
            gettext_lazy("Thuộc danvan"),
            lambda row: _("đơn vị của danvan") if row.unit_id else _("cơ quan ngoài"),
        ),
    ),
    first_sort="name",
    actions=lambda row: [(_("Sửa"), reverse("exchange-organ", args=[row.pk]))],
)


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """Return the lists of the room with their counts, the one shown marked."""
    found = (
        ("exchange", _("Gói tin"), queries.visible_envelopes(actor).count()),
        ("exchange-issued", _("Văn bản để gửi"), queries.sendable(actor).count()),
        ("exchange-organs", _("Mã định danh"), queries.organs(actor).count()),
    )
    return [
        {"url": reverse(name), "label": label, "count": count, "is_current": name == current}
        for name, label, count in found
    ]


@require_safe
def show_envelopes(request: HttpRequest) -> HttpResponse:
    """List the envelopes in sight."""
    actor = actor_or_403(request)
    context = {
        "tabs": tabs(actor, "exchange"),
        "page_title": _("Trao đổi văn bản điện tử"),
        "empty_title": _("Chưa có gói tin nào"),
        "empty_text": _("Đóng gói một văn bản đã ban hành, hoặc đọc một gói tin gửi đến."),
    }
    if any(grant.desk_role in CLERKS for grant in actor.grants):
        context |= {"new_url": reverse("exchange-read"), "new_text": _("Đọc gói tin đến")}
    rows = list(queries.visible_envelopes(actor))
    return answer(request, ENVELOPES_TABLE, rows, template="web/papers/list.html", context=context)


@require_safe
def show_sendable(request: HttpRequest) -> HttpResponse:
    """List the issued documents that may be put into an envelope."""
    actor = actor_or_403(request)
    context = {
        "tabs": tabs(actor, "exchange-issued"),
        "page_title": _("Văn bản để gửi"),
        "empty_title": _("Chưa có văn bản nào để gửi"),
        "empty_text": _("Văn bản đã ban hành và đã in của đơn vị bạn sẽ ở đây."),
    }
    rows = list(queries.sendable(actor))
    table = sendable_table(queries.made_counts(rows))
    return answer(request, table, rows, template="web/papers/list.html", context=context)


@require_safe
def show_organs(request: HttpRequest) -> HttpResponse:
    """List the identity codes that the tree knows."""
    actor = role_or_404(request, *CLERKS)
    context = {
        "tabs": tabs(actor, "exchange-organs"),
        "page_title": _("Mã định danh"),
        "page_note": _("Mã do cơ quan nhà nước có thẩm quyền cấp; danvan chỉ ghi lại."),
        "empty_title": _("Chưa khai mã định danh nào"),
        "empty_text": _("Khai mã của đơn vị mình trước khi đóng gói văn bản đầu tiên."),
        "new_url": reverse("exchange-organ-new"),
        "new_text": _("Khai mã định danh"),
    }
    rows = list(queries.organs(actor))
    return answer(request, ORGANS_TABLE, rows, template="web/papers/list.html", context=context)


@require_http_methods(["GET", "POST"])
def add_organ(request: HttpRequest) -> HttpResponse:
    """Say which code a body has."""
    actor = role_or_404(request, *CLERKS)
    return _organ_page(request, actor, Organ(root_id=actor.root_id or 0), _("Khai mã định danh"))


@require_http_methods(["GET", "POST"])
def change_organ(request: HttpRequest, organ_pk: int) -> HttpResponse:
    """Mend code, name or address of a body; envelopes that were made stay as they are."""
    actor = role_or_404(request, *CLERKS)
    organ = get_object_or_404(queries.changeable_organs(actor), pk=organ_pk)
    return _organ_page(request, actor, organ, _("Sửa mã định danh"))


def _organ_page(request: HttpRequest, actor: Actor, organ: Organ, title: str) -> HttpResponse:
    initial = {name: getattr(organ, name) for name in ("organ_id", "name", "email")}
    initial |= {"unit": organ.unit_id}
    form = OrganForm(sent(request), initial=initial, actor=actor)
    form.offer("unit", [("", _("cơ quan ngoài danvan")), *working_units(actor)])
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        others = queries.organs(actor).exclude(pk=organ.pk)
        if others.filter(organ_id=told["organ_id"]).exists():
            form.add_error("organ_id", _taken("EXCH-08", told["organ_id"]))
        elif told["unit"] and others.filter(unit_id=told["unit"]).exists():
            form.add_error("unit", _taken("EXCH-09", told["organ_id"]))
        else:
            organ.unit_id = told["unit"]
            organ.organ_id, organ.name, organ.email = told["organ_id"], told["name"], told["email"]
            organ.save()
            record(
                "exchange.organ.set",
                actor=actor.label,
                actor_user_id=actor.user_id,
                subject=f"organ:{organ.pk}",
                unit_id=organ.unit_id,
                details={"organ": organ.organ_id},
            )
            messages.success(request, _("Đã ghi mã định danh."))
            return redirect("exchange-organs")
    around = {"back": reverse("exchange-organs"), "back_text": _("Mã định danh")}
    return asked(request, form, title, **around)


def _taken(code: str, organ: str) -> str:
    return f"{say(code, {'organ': organ}, language())} ({code})"
