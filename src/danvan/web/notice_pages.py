"""Pages of those who look after notices: policy of a tree, outbox, texts sent by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.notices import outbox, queries, smtp
from danvan.kernel.notices.alarms import change_policy
from danvan.kernel.notices.families import FAMILIES, family_of
from danvan.kernel.notices.letters import DIGEST
from danvan.kernel.notices.models import (
    Channel,
    Delivery,
    DeliveryState,
    TextBatch,
    TextResult,
)
from danvan.kernel.notices.policy import policy_of
from danvan.kernel.notices.preferences import CONFIRM
from danvan.kernel.notices.texts import note_result
from danvan.law.collation import fold
from danvan.law.errors import LawError
from danvan.law.messages import say
from danvan.web import errors, states, tables
from danvan.web.gates import administrator_or_404, planner_or_404, unit_or_404
from danvan.web.notice_forms import NumbersForm, PolicyForm, standing
from danvan.web.pages import render

WRONG = 422
OTHER_KEYS: Mapping[str, states.Text] = {
    DIGEST: gettext_lazy("Thư gộp trong ngày"),
    CONFIRM: gettext_lazy("Xác nhận địa chỉ"),
}
Decision = Callable[[Delivery, Actor], None]
DECISIONS: Mapping[str, tuple[states.Text, frozenset[str], Decision]] = {
    "again": (
        gettext_lazy("Gửi lại ngay"),
        outbox.AGAIN,
        lambda row, actor: outbox.send_again(row, actor, timezone.now()),
    ),
    "arrived": (
        gettext_lazy("Ghi là đã gửi"),
        frozenset({DeliveryState.UNCLEAR.value}),
        outbox.call_sent,
    ),
    "drop": (gettext_lazy("Thôi không gửi"), outbox.OPEN_STATES, outbox.drop),
}
"""What an administrator may decide, from which states, by which function."""


@require_http_methods(["GET", "HEAD", "POST"])
def show_policy(request: HttpRequest) -> HttpResponse:
    """Show and set when the posts of a tree are reminded."""
    actor = planner_or_404(request)
    root = unit_or_404(request, actor.root_id or 0)
    policy = policy_of(root.pk)
    form = PolicyForm(request.POST or None, initial=standing(policy))
    if request.method == "POST" and form.is_valid():
        change_policy(root, form.wanted(), actor)
        messages.success(request, _("Đã lưu cách nhắc hạn."))
        return redirect("notices-policy")
    status = WRONG if form.errors else 200
    return render(
        request, "web/notices/policy.html", {"form": form, "policy": policy}, status=status
    )


@require_safe
def show_outbox(request: HttpRequest) -> HttpResponse:
    """List what goes out to people at the units that an actor administers."""
    actor = administrator_or_404(request)
    context = {"is_connected": smtp.is_connected(), "troubled": queries.troubled(actor)}
    return tables.answer(
        request,
        OUTBOX,
        queries.deliveries_of(actor),
        template="web/notices/outbox.html",
        context=context,
    )


@require_safe
def show_delivery(request: HttpRequest, number: int) -> HttpResponse:
    """Show one mail or text and what may be decided about it."""
    row = delivery_or_404(request, number)
    decisions = [
        (key, label)
        for key, (label, sources, _act) in DECISIONS.items()
        if row.state in sources and row.channel == Channel.MAIL
    ]
    context = {"delivery": row, "what": what(row), "why": why(row), "decisions": decisions}
    return render(request, "web/notices/delivery.html", context)


@require_POST
def decide_delivery(request: HttpRequest, number: int) -> HttpResponse:
    """Send again, drop, or call sent what stands in the outbox."""
    row = delivery_or_404(request, number)
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is None:
        raise Http404
    try:
        decision[2](row, administrator_or_404(request))
        messages.success(request, _("Đã ghi quyết định."))
    except LawError as refused:
        messages.error(request, errors.sentence(refused))
    return redirect("notices-delivery", number=row.pk)


@require_safe
def show_texts(request: HttpRequest) -> HttpResponse:
    """List the days on which texts were to be sent by hand."""
    rows = list(queries.text_batches_of(administrator_or_404(request)))
    return tables.answer(request, BATCHES, rows, template="web/notices/texts.html")


@require_safe
def show_text_batch(request: HttpRequest, number: int) -> HttpResponse:
    """Show the numbered texts of one day."""
    actor = administrator_or_404(request)
    batch = batch_or_404(actor, number)
    rows = queries.texts_of(actor).filter(batch=batch)
    return tables.answer(
        request, TEXTS, rows, template="web/notices/text_batch.html", context={"batch": batch}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mark_texts(request: HttpRequest, number: int) -> HttpResponse:
    """Take back who was reached."""
    actor = administrator_or_404(request)
    batch = batch_or_404(actor, number)
    form = NumbersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        reached = told["result"] == TextResult.REACHED
        try:
            note_result(batch, told["numbers"], reached=reached, actor=actor, now=timezone.now())
        except LawError as refused:
            form.add_error("numbers", errors.sentence(refused))
        else:
            messages.success(request, _("Đã ghi kết quả gửi tin."))
            return redirect("notices-text-batch", number=batch.pk)
    status = WRONG if form.errors else 200
    context = {"form": form, "batch": batch}
    return render(request, "web/notices/text_marks.html", context, status=status)


def delivery_or_404(request: HttpRequest, number: int) -> Delivery:
    """Return a row of the outbox that the actor administers, else not found."""
    rows = queries.deliveries_of(administrator_or_404(request))
    return get_object_or_404(rows, pk=number)


def batch_or_404(actor: Actor, number: int) -> TextBatch:
    """Return a list of texts on which the actor sees some, else not found."""
    return get_object_or_404(queries.text_batches_of(actor), pk=number)


def what(row: Delivery) -> str:
    """Return what kind of notice a delivery carries."""
    return str(OTHER_KEYS.get(row.key) or FAMILIES[family_of(row.key)])


def why(row: Delivery) -> str:
    """Return why a delivery stands where it does, with the code; empty where all is well."""
    language = translation.get_language() or "vi"
    return f"{say(row.why, {}, language)} ({row.why})" if row.why else ""


OUTBOX = tables.Table(
    "danvan-outbox",
    gettext_lazy("Hộp thư đi"),
    (
        tables.Column(
            "to",
            gettext_lazy("Gửi chức danh"),
            lambda row: row.post.title,
            ("post__title",),
            link=lambda row: reverse("notices-delivery", args=[row.pk]),
        ),
        tables.Column(
            "user", gettext_lazy("Tài khoản"), lambda row: row.user.username, ("user__username",)
        ),
        tables.Column("what", gettext_lazy("Loại"), what),
        tables.Column(
            "channel",
            gettext_lazy("Đường gửi"),
            lambda row: Channel(row.channel).label,
            ("channel",),
        ),
        tables.Column(
            "state",
            gettext_lazy("Tình trạng"),
            lambda row: DeliveryState(row.state).label,
            ("state",),
        ),
        tables.Column("made", gettext_lazy("Lập lúc"), lambda row: row.made_at, ("made_at",)),
        tables.Column("tries", gettext_lazy("Số lần thử"), lambda row: row.attempts, ("attempts",)),
        tables.Column("why", gettext_lazy("Vì sao"), why, is_wide=True),
    ),
    "-made",
    filters=(
        tables.Filter(
            "state",
            gettext_lazy("Tình trạng"),
            DeliveryState.choices,
            narrows=lambda value: Q(state=value),
        ),
    ),
)

BATCHES = tables.Table(
    "danvan-texts",
    gettext_lazy("Tin nhắn gửi tay theo ngày"),
    (
        tables.Column(
            "day",
            gettext_lazy("Ngày"),
            lambda row: row.made_on,
            link=lambda row: reverse("notices-text-batch", args=[row.pk]),
        ),
        tables.Column("count", gettext_lazy("Số tin"), lambda row: row.count),
        tables.Column("open", gettext_lazy("Còn phải gửi"), lambda row: row.open),
    ),
    "-day",
)


def _found(words: str) -> Q:
    """Return the filter on the person of a text."""
    found = Q()
    for word in fold(words).split():
        found &= Q(delivery__search__contains=word)
    return found


TEXTS = tables.Table(
    "danvan-texts",
    gettext_lazy("Tin nhắn gửi tay"),
    (
        tables.Column("number", gettext_lazy("Số"), lambda row: row.number, ("number",)),
        tables.Column(
            "to",
            gettext_lazy("Gửi chức danh"),
            lambda row: row.delivery.post.title,
            ("delivery__post__title",),
        ),
        tables.Column("phone", gettext_lazy("Số điện thoại"), lambda row: row.delivery.address),
        tables.Column("words", gettext_lazy("Nội dung"), lambda row: row.words, is_wide=True),
        tables.Column(
            "result",
            gettext_lazy("Kết quả"),
            lambda row: TextResult(row.result).label,
            ("result",),
        ),
        tables.Column("marked", gettext_lazy("Ghi lúc"), lambda row: row.marked_at, ("marked_at",)),
    ),
    "number",
    found_by=_found,
)
