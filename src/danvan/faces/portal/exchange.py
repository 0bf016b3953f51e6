"""The exchange with a petitioner, on the side of those who handle the case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from danvan.faces.portal.desk_forms import AnswerForm, EntryForm, ReplaceForm
from danvan.faces.portal.naming import groups, unit_name
from danvan.faces.portal.uploads import stage_all
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.codes import spaced
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox import following, taking
from danvan.kernel.letterbox.enclosing import MOST_FILES, enclosed, staged
from danvan.kernel.letterbox.models import Letter, Rating
from danvan.kernel.letterbox.offering import offers
from danvan.kernel.organisations.days import today_of
from danvan.kernel.organisations.models import Unit
from danvan.web.case_steps import Elsewhere
from danvan.web.errors import sentence
from danvan.web.gates import actor_or_403, case_or_404
from danvan.web.handing import hand_out
from danvan.web.once import fresh, once
from danvan.web.pages import render


def steps(case: Case, actor: Actor) -> list[Elsewhere]:
    """Return the way from a case to its exchange, with what nobody has read."""
    if not actor.has(following.HANDLERS, case.unit_id):
        return []
    if not Letter.objects.filter(case=case).exists():
        return []
    new = following.unread([case.pk]).get(case.pk, 0)
    label = _("Trao đổi với người gửi")
    shown = _("%(what)s (%(new)d tin mới)") % {"what": label, "new": new} if new else label
    return [Elsewhere(shown, reverse("case-letters", args=[case.slug]))]


def _handled(request: HttpRequest, slug: str) -> tuple[Actor, Case]:
    """Return a case whose petitioner the actor may read, else not found."""
    case, actor = case_or_404(request, slug), actor_or_403(request)
    if case.kind not in offers() or not actor.has(following.HANDLERS, case.unit_id):
        raise Http404
    return actor, case


@require_http_methods(["GET", "POST"])
def exchange(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was written between both sides; answer."""
    actor, case = _handled(request, slug)
    if request.method != "POST":
        return _page(request, case, {"form": AnswerForm(), "once": fresh()})
    once_value = request.POST.get("once", "")[:64] or fresh()
    form = AnswerForm(request.POST)
    is_new = not following.is_sent(once_value)
    wrong = stage_all(request, None, following.form_digest(once_value)) if is_new else []
    if form.is_valid() and not wrong:
        try:
            following.answer(case, form.cleaned_data["text"], form=once_value, actor=actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            following.mark_read(case)
            messages.success(request, _("Đã gửi. Người gửi đọc ở trang Tra cứu."))
            return redirect("case-letters", slug)
    files = staged(following.form_digest(once_value))
    told = {"form": form, "once": once_value, "wrong_files": wrong, "staged": files}
    return _page(request, case, told, status=422)


def _page(
    request: HttpRequest, case: Case, told: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {
        "case": case,
        "letter": Letter.objects.filter(case=case).first(),
        "thread": following.thread(case),
        "sent_files": enclosed(case),
        "rating": Rating.objects.filter(case=case).first(),
        "new": following.unread([case.pk]).get(case.pk, 0),
        "replace": ReplaceForm(),
        "most_files": MOST_FILES,
    }
    return render(request, "portal/desk_exchange.html", context | told, status=status)


@require_POST
def mark_seen(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that what the petitioner wrote was read."""
    _actor, case = _handled(request, slug)
    following.mark_read(case)
    return redirect("case-letters", slug)


@require_POST
@once
def replace(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a new code and PIN for a receipt that was lost; shown once."""
    actor, case = _handled(request, slug)
    form = ReplaceForm(request.POST)
    if form.is_valid():
        try:
            slip = following.replace_receipt(case, form.cleaned_data["reason"], actor)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            told = {"case": case, "slip": slip, "code": spaced(slip.code)}
            return render(request, "portal/desk_receipt.html", told)
    told = {"replace": form, "form": AnswerForm(), "once": fresh()}
    return _page(request, case, told, status=422)


@require_safe
def enclosed_file(request: HttpRequest, slug: str, enclosure_id: int) -> HttpResponse:
    """Give a file that came with a letter or message to its handlers."""
    _actor, case = _handled(request, slug)
    found = get_object_or_404(enclosed(case, thread=True), pk=enclosure_id)
    return hand_out(request, found.file)


@require_http_methods(["GET", "POST"])
@once
def enter_paper(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Type a paper letter in; the receipt is shown once, to be given at the counter."""
    actor = actor_or_403(request)
    wanted = Unit.objects.filter(actor.reach_with(following.HANDLERS, "pk"))
    unit = get_object_or_404(wanted.select_related("root"), pk=unit_id)
    language = get_language() or "vi"
    places = groups(unit.root or unit, today_of(unit), language)
    initial = {"received_on": actor.today}
    form = EntryForm(request.POST or None, places=places, initial=initial)
    context = {"form": form, "unit": unit, "name": unit_name(unit.pk, actor.today, language)}
    if request.method == "POST" and form.is_valid():
        try:
            slip, case = taking.enter(
                unit,
                form.cleaned_data["kind"],
                form.content(channel=form.cleaned_data["channel"], place_id=None),
                form.cleaned_data["received_on"],
                actor,
            )
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            told = {"case": case, "slip": slip, "code": spaced(slip.code), "is_new": True}
            return render(request, "portal/desk_receipt.html", told)
    return render(request, "portal/desk_entry.html", context, status=422 if form.errors else 200)
