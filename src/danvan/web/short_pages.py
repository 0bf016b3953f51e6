"""Short forms for a phone: in by a slip, what the post's own unit owes, one form for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.slips import use
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import may
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.perform import EvidenceInput
from danvan.web.act_forms import ActForm, evidence_choices
from danvan.web.case_pages import done, is_filled
from danvan.web.case_steps import Elsewhere
from danvan.web.errors import sentence
from danvan.web.forms import DayField, HouseForm
from danvan.web.gates import SLIP, actor_or_403, case_or_404, open_page, short_form
from danvan.web.limits import too_many
from danvan.web.pages import render
from danvan.web.sign_in_sessions import bind
from danvan.web.worklist import Row, Wish, Worklist

SESSION_SECONDS = 2 * 3600
TRIES = "60/10m/ip"
TABS = ("overdue", "due", "standing", "undated")
ACTS = ("complete", "add_proof")
"""What a short form does, the first that the case allows."""
PHOTO = "photo"


class PinForm(HouseForm):
    """The number of a slip."""

    pin = forms.CharField(
        label=gettext_lazy("Mã PIN trên phiếu"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        ),
        help_text=gettext_lazy("Sáu chữ số, in ở phần cắt rời."),
    )

    def clean_pin(self) -> str:
        """Return the digits, however they were typed."""
        return re.sub(r"\D", "", self.cleaned_data["pin"])


class ShortForm(ActForm):
    """Day, words, perhaps a photo and a number: all that a short form asks."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    effective_on = DayField(label=gettext_lazy("Làm ngày nào"))
    note = forms.CharField(
        label=gettext_lazy("Đã làm gì"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Viết ngắn, đủ hiểu. Không ghi tên hay chuyện riêng của người dân."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("Số người tham gia"),
        required=False,
        min_value=0,
        max_value=100_000,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Ảnh"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    kept_file = forms.CharField(widget=forms.HiddenInput, required=False)
    role = forms.ChoiceField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = gettext_lazy("Tệp JPG hoặc PNG, chụp bằng điện thoại.")

    def clean(self) -> dict[str, Any]:
        """Let the words be the reason of a day that lies far back."""
        told = super().clean()
        day, today = told.get("effective_on"), self.actor.today if self.actor else None
        is_far = day and today and (today - day).days > settings.BACKDATE_DAYS
        told["reason"] = told.get("note", "") if is_far else ""
        return told

    @property
    def own_answers(self) -> dict[str, Any]:
        """Return nothing: the acts of short forms ask nothing of their own."""
        return {}

    @property
    def proofs(self) -> list[EvidenceInput]:
        """Return the words with the number of people, and the photo."""
        told = self.cleaned_data
        people = told.get("people")
        counted = _("Số người tham gia: %(people)d.") % {"people": people} if people else ""
        file_id = self._kept().get("id")
        note = " ".join(part for part in (told["note"], counted) if part)
        role = self._role(with_photo=bool(file_id))
        return [EvidenceInput(role=role, file_id=file_id, note=note)]

    def _role(self, *, with_photo: bool) -> str:
        offered = [key for key, _words in evidence_choices(self.case)] if self.case else []
        if with_photo and PHOTO in offered:
            return PHOTO
        return offered[0] if offered else PHOTO

    @property
    def _by(self) -> int | None:
        """Return who keeps a received file: the person, or the post that came in by a slip."""
        if self.actor is None or self.actor.user_id is not None:
            return self.actor.user_id if self.actor else None
        return -(self.actor.post_id or 0)


@open_page
@require_http_methods(["GET", "POST"])
def enter_by_slip(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the number of a slip; the right one opens the short forms for two hours."""
    refused = too_many(request, "slip", TRIES)
    if refused is not None:
        return refused
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            slip = use(code, form.cleaned_data["pin"])
        except AccountRefused as error:
            form.add_error("pin", sentence(error))
        else:
            request.session.flush()
            request.session[SLIP] = slip.pk
            request.session.set_expiry(SESSION_SECONDS)
            bind(request)
            return redirect("short")
    context = {"form": form}
    return render(request, "web/short/enter.html", context, status=422 if form.errors else 200)


@short_form
@require_safe
def show_short(request: HttpRequest) -> HttpResponse:
    """Show what the post's own units owe, each with one button."""
    actor = actor_or_403(request)
    rows = owed(actor)
    elsewhere = offered_elsewhere([row.case for row in rows], actor)
    kept = [row for row in rows if row.case.pk in elsewhere or short_act(row.case, actor)]
    context = {"lines": kept, "elsewhere": elsewhere, "is_slip": is_slip(request)}
    return render(request, "web/short/list.html", context)


def offered_elsewhere(cases: Sequence[Case], actor: Actor) -> dict[int, Elsewhere]:
    """Return the short forms that rooms have of their own, by case.

    A room's application says ``short_steps = dotted path``; the function gets cases and actor.
    """
    found: dict[int, Elsewhere] = {}
    for config in apps.get_app_configs():
        dotted = getattr(config, "short_steps", "")
        found |= import_string(dotted)(cases, actor) if dotted else {}
    return found


@short_form
@require_http_methods(["GET", "POST"])
def act_short(request: HttpRequest, slug: str) -> HttpResponse:
    """Record in one short form that something was done."""
    actor, case = actor_or_403(request), case_or_404(request, slug)
    act = short_act(case, actor)
    if act is None or case.unit_id not in actor.own_unit_ids:
        raise Http404
    form_class = type("ShortFormOfAct", (ShortForm,), {"act": act})
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    usual = {"effective_on": actor.today, "version": case.version}
    form = form_class(*sent, initial=usual, case=case, actor=actor)
    if request.method == "POST" and is_filled(form, actor, True) and done(form, case, actor):
        messages.success(request, _("Đã ghi xong. Cảm ơn!"))
        return redirect("short")
    context = {"form": form, "case": case, "act": act, "is_slip": is_slip(request)}
    return render(request, "web/short/act.html", context, status=422 if form.errors else 200)


@short_form
@require_POST
def leave_short(request: HttpRequest) -> HttpResponse:
    """End what a slip opened on this phone."""
    request.session.flush()
    return render(request, "web/short/left.html")


def owed(actor: Actor) -> list[Row]:
    """Return what the post's own units owe, late first, at most one page of each sort."""
    found = Worklist(actor)
    rows: list[Row] = []
    for tab in TABS:
        found.wish = Wish(tab=tab)
        rows += found.page("1").object_list
    return rows


def short_act(case: Case, actor: Actor) -> kinds.Act | None:
    """Return what a short form would do to a case; nothing where it may do nothing."""
    if not kinds.known(case.kind):
        return None
    declared = (kinds.get(case.kind).act(key) for key in ACTS)
    offered = (act for act in declared if act and act.evidence and not act.form)
    return next((act for act in offered if may(actor, act, case)), None)


def is_slip(request: HttpRequest) -> bool:
    """Return whether a request came in by a slip."""
    return SLIP in request.session and not request.user.is_authenticated
