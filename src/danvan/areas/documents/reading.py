"""The lists of the room: outgoing, incoming, what waits to be taken in."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from danvan.areas.documents.kinds import INCOMING, OUTGOING
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.kinds import CaseKind
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.search import matching
from danvan.kernel.correspondence.access import (
    arrivals,
    visible_documents,
    visible_incoming,
)
from danvan.kernel.correspondence.choices import type_name
from danvan.kernel.correspondence.models import Addressee, Document, Incoming
from danvan.web.case_list import may_open
from danvan.web.gates import actor_or_403
from danvan.web.paper_pages import tabs
from danvan.web.tables import Column, Filter, Table, answer


def by_words(words: str) -> Q:
    """Return the filter on documents whose case holds some words."""
    return Q(case__in=Case.objects.filter(matching(words)).values("pk"))


def case_url(row: Document | Incoming) -> str:
    """Return the page of a document."""
    return reverse("case", args=[row.case.slug])


def state_column(kind: CaseKind) -> Column:
    """Return the column that tells the state of a document."""

    def told(row: Document | Incoming) -> object:
        return kind.states[row.case.state]

    return Column("state", gettext_lazy("Trạng thái"), told, order=("case__state",))


def state_filter(kind: CaseKind) -> Filter:
    """Return the choice of a state."""
    return Filter(
        "state",
        gettext_lazy("Trạng thái"),
        tuple(kind.states.items()),
        narrows=lambda value: Q(case__state=value),
    )


def summary_column() -> Column:
    """Return the column that names a document."""
    return Column(
        "summary",
        gettext_lazy("Trích yếu"),
        lambda row: row.summary,
        order=("summary",),
        link=case_url,
        is_wide=True,
    )


OUTGOING_TABLE = Table(
    name="documents-out",
    caption=gettext_lazy("Văn bản đi"),
    columns=(
        summary_column(),
        Column("number", gettext_lazy("Số, ký hiệu"), lambda row: row.written),
        Column("type", gettext_lazy("Loại văn bản"), lambda row: type_name(row.type_key)),
        Column(
            "issued", gettext_lazy("Ngày ban hành"), lambda row: row.issued_on, order=("issued_on",)
        ),
        Column(
            "opened",
            gettext_lazy("Ngày mở"),
            lambda row: row.case.opened_on,
            order=("case__opened_on",),
        ),
        state_column(OUTGOING),
    ),
    first_sort="-opened",
    found_by=by_words,
    filters=(state_filter(OUTGOING),),
)
INCOMING_TABLE = Table(
    name="documents-in",
    caption=gettext_lazy("Văn bản đến"),
    columns=(
        summary_column(),
        Column("number", gettext_lazy("Số đến"), lambda row: row.number and row.number.value),
        Column(
            "theirs",
            gettext_lazy("Số, ký hiệu của văn bản"),
            lambda row: row.their_number,
            order=("their_number",),
        ),
        Column("sender", gettext_lazy("Nơi gửi"), lambda row: row.sender, order=("sender",)),
        Column("received", gettext_lazy("Ngày đến"), lambda row: row.received_on, ("received_on",)),
        Column("answer", gettext_lazy("Trả lời trước"), lambda row: row.answer_by, ("answer_by",)),
        state_column(INCOMING),
    ),
    first_sort="-received",
    found_by=by_words,
    filters=(state_filter(INCOMING),),
)
ARRIVALS_TABLE = Table(
    name="documents-arrivals",
    caption=gettext_lazy("Chờ tiếp nhận"),
    columns=(
        Column(
            "summary",
            gettext_lazy("Trích yếu"),
            lambda row: row.document.summary,
            link=lambda row: reverse("documents-receive", args=[row.pk]),
            is_wide=True,
        ),
        Column("number", gettext_lazy("Số, ký hiệu"), lambda row: row.document.written),
        Column("sender", gettext_lazy("Nơi gửi"), lambda row: row.document.issuer.get("name", "")),
        Column("delivered", gettext_lazy("Gửi lúc"), lambda row: row.delivered_at),
    ),
    first_sort="delivered",
)


def new_button(actor: Actor, kind: CaseKind, text: str) -> Mapping[str, str]:
    """Return the button that opens a document, for who may."""
    if not may_open(actor, kind):
        return {}
    return {"new_url": reverse("case-new", args=[kind.key]), "new_text": text}


@require_safe
def show_outgoing(request: HttpRequest) -> HttpResponse:
    """List the outgoing documents in sight."""
    actor = actor_or_403(request)
    context = {
        "tabs": tabs(actor, "documents"),
        "page_title": _("Văn bản đi"),
        "empty_title": _("Chưa có văn bản đi"),
        "empty_text": _("Soạn văn bản đầu tiên; cơ quan ban hành và sổ đăng ký cần có trước."),
        **new_button(actor, OUTGOING, _("Soạn văn bản")),
    }
    rows = visible_documents(actor).select_related("case")
    return answer(request, OUTGOING_TABLE, rows, template="web/papers/list.html", context=context)


@require_safe
def show_incoming(request: HttpRequest) -> HttpResponse:
    """List the incoming documents in sight."""
    actor = actor_or_403(request)
    context = {
        "tabs": tabs(actor, "documents-incoming"),
        "page_title": _("Văn bản đến"),
        "empty_title": _("Chưa có văn bản đến"),
        "empty_text": _("Văn bản đến trên giấy thì mở mới; đến qua danvan thì tiếp nhận."),
        **new_button(actor, INCOMING, _("Nhận văn bản giấy")),
    }
    rows = visible_incoming(actor).select_related("case", "number")
    return answer(request, INCOMING_TABLE, rows, template="web/papers/list.html", context=context)


@require_safe
def show_arrivals(request: HttpRequest) -> HttpResponse:
    """List what was delivered to the actor's units and waits to be taken in."""
    actor = actor_or_403(request)
    context = {
        "tabs": tabs(actor, "documents-arrivals"),
        "page_title": _("Chờ tiếp nhận"),
        "empty_title": _("Không có gì chờ tiếp nhận"),
        "empty_text": _("Văn bản đơn vị khác gửi qua danvan sẽ ở đây cho đến khi vào sổ."),
    }
    rows: list[Addressee] = arrivals(actor)
    return answer(request, ARRIVALS_TABLE, rows, template="web/papers/list.html", context=context)
