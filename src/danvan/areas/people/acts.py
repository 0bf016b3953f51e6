"""What the forms of the room do: call the one writer, turn a refusal into an error of the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from danvan.areas.people import queries
from danvan.areas.people.forms import (
    NEW,
    GrantForm,
    HandoverForm,
    HolderForm,
    PersonPart,
    PostForm,
    SlipForm,
    SubstituteForm,
    day_after,
)
from danvan.areas.people.vault import calendar_of, minutes_of
from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.codes import make_code
from danvan.kernel.accounts.granting import give
from danvan.kernel.accounts.handovers import Passing, hand_over
from danvan.kernel.accounts.models import Grant, Handover, Holding, Post, Purpose, User
from danvan.kernel.accounts.passwords import awaits_new_password
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.slips import Printed, make_slips
from danvan.kernel.accounts.writing import hold, make_account, open_post, substitute
from danvan.kernel.notices.feeds import revoke_feed
from danvan.web.errors import sentence
from danvan.web.forms import HouseForm
from danvan.web.gates import actor_or_403
from danvan.web.pages import render

Made = TypeVar("Made")
FIELD_OF = {
    "PEOPLE-07": "username",
    "PEOPLE-08": "title",
    "PEOPLE-14": "unit",
    "PEOPLE-17": "last_day",
    "PEOPLE-22": "happened_on",
    "PEOPLE-23": "person",
}
"""The field a refusal is about; all others stand above the form."""


def tried(form: HouseForm, write: Callable[[], Made]) -> list[Made]:
    """Do what a filled form asks; returns what was made, as the only one.

    Nothing is written, the form says why and nothing is returned where it is refused.
    """
    if not (form.is_bound and form.is_valid()):
        return []
    try:
        with transaction.atomic():
            return [write()]
    except AccountRefused as refused:
        field = FIELD_OF.get(refused.code)
        form.add_error(field if field in form.fields else None, sentence(refused))
        return []


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page of a form says around it, and where it leads when all is done."""

    title: str
    button: str
    back: str
    lead: str = ""
    done: str = ""


def sent(request: HttpRequest) -> Any:
    """Return what was sent, or nothing where the form is only shown."""
    return request.POST if request.method == "POST" else None


def ask(
    request: HttpRequest, form: HouseForm, asking: Asking, write: Callable[[], Any]
) -> HttpResponse:
    """Do what a form asks and lead on, or show it."""
    if tried(form, write):
        messages.success(request, asking.done)
        return redirect(asking.back)
    return shown(request, form, asking)


def shown(request: HttpRequest, form: HouseForm, asking: Asking) -> HttpResponse:
    """Return the page of a form."""
    context = {"form": form, "asking": asking}
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


def done_before(request: HttpRequest, form: HouseForm) -> HttpResponse | None:
    """Answer a second press on a form that has just made an account; the code was shown only once.

    Leads to where another code is made; ``None`` where no such account was made just now.
    """
    if not form.errors or form.data.get("person") != NEW:
        return None
    made = queries.accounts_of(actor_or_403(request)).filter(
        username__iexact=form.data.get("username", "").strip(),
        full_name=form.cleaned_data.get("full_name", ""),
        date_joined__gte=timezone.now() - timedelta(seconds=settings.SECOND_PRESS_SECONDS),
    )
    user = made.first()
    if user is None or not awaits_new_password(user):
        return None
    told = _("Tài khoản %(name)s đã được lập và đã giao chức danh. Chưa chép mã thì lấy mã mới.")
    messages.warning(request, told % {"name": user.username})
    return redirect("account-reset", user.pk)


def add_post(form: PostForm, actor: Actor) -> Post:
    """Add a post at the unit chosen."""
    told = form.cleaned_data
    unit = queries.unit_of(actor, told["unit"])
    return open_post(unit, told["title"], title_en=told["title_en"], actor=actor)


def add_grant(form: GrantForm, post: Post, actor: Actor) -> Grant:
    """Grant what the form asks."""
    first = form.cleaned_data["valid_from"]
    return give(post, form.value, valid_from=first, valid_until=form.until, actor=actor)


def print_slips(form: SlipForm, actor: Actor) -> list[Printed]:
    """Make a slip for every post that was ticked."""
    posts = queries.posts_of(actor).filter(pk__in=form.cleaned_data["posts"]).order_by("sort_key")
    return make_slips(posts, valid_until=day_after(form.cleaned_data["last_day"]), actor=actor)


def seat(form: HolderForm, post: Post, actor: Actor) -> tuple[User, str]:
    """Let somebody hold a post; returns who, and the code that opens a new account."""
    user, code = person_of(form, post, actor)
    hold(post, user, valid_from=form.cleaned_data["valid_from"], actor=actor)
    return user, code


def send_in(form: SubstituteForm, post: Post, actor: Actor) -> tuple[User, str]:
    """Let somebody act for the holder of a post over a span."""
    user, code = person_of(form, post, actor)
    told = form.cleaned_data
    until = day_after(told["last_day"])
    substitute(post, user, valid_from=told["valid_from"], valid_until=until, actor=actor)
    return user, code


def pass_on(form: HandoverForm, post: Post, actor: Actor) -> tuple[Handover, str]:
    """Pass a desk on with its minutes; returns the handover and the code of a new account."""
    told = form.cleaned_data
    successor, code = person_of(form, post, actor) if told["person"] else (None, "")
    holding = Holding.objects.select_related("user").get(pk=told["holding"], post=post)
    minutes = minutes_of(post, holding.user, actor.today)
    passing = Passing(holding, successor, told["happened_on"], minutes)
    made = hand_over(passing, actor=actor)
    if calendar_of(post, holding.user):
        revoke_feed(holding.user, actor, made.made_at)
    return made, code


def person_of(form: PersonPart, post: Post, actor: Actor) -> tuple[User, str]:
    """Return the person chosen, or the account just made with the code that opens it."""
    told = form.cleaned_data
    if told["person"] != NEW:
        return queries.accounts_of(actor).get(pk=int(told["person"])), ""
    user = make_account(
        told["username"],
        full_name=told["full_name"],
        password=None,
        by=actor.label,
        unit_id=post.unit_id,
    )
    code = make_code(Purpose.RESET, by=actor.label, user=user, unit_id=post.unit_id)
    return user, code
