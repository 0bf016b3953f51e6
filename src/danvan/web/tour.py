"""The tour of the first sign-in: offered on the work page, taken step by step, ended once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole, User
from danvan.kernel.accounts.touring import end_tour
from danvan.web.gates import actor_or_403
from danvan.web.help_links import address_of
from danvan.web.navigation import address_for
from danvan.web.pages import render
from danvan.web.tour_steps import STEPS, TOURS

LATER = "tour_later"
"""Key of the session under which "later" is kept until the next sign-in."""


def tours_of(actor: Actor) -> list[str]:
    """Return the roles whose tours a post may take, the one to begin with first."""
    held = {grant.desk_role for grant in actor.grants}
    return [role for role in TOURS if role in held or role == DeskRole.READER]


def is_offered(request: HttpRequest) -> bool:
    """Return whether the tour is still to be offered to who is signed in."""
    user = request.user
    return isinstance(user, User) and user.toured_at is None and LATER not in request.session


@require_safe
def show_tour(request: HttpRequest) -> HttpResponse:
    """Show what the tours of the post are."""
    roles = tours_of(actor_or_403(request))
    tours = [(role, DeskRole(role).label, [STEPS[key] for key in TOURS[role]]) for role in roles]
    return render(request, "web/tour/tours.html", {"tours": tours})


@require_safe
def show_step(request: HttpRequest, role: str, number: int) -> HttpResponse:
    """Show one step of a tour."""
    actor = actor_or_403(request)
    steps = [STEPS[key] for key in TOURS[role]] if role in tours_of(actor) else []
    if not 1 <= number <= len(steps):
        raise Http404
    step = steps[number - 1]
    context = {
        "role": role,
        "steps": steps,
        "step": step,
        "number": number,
        "next_number": number + 1 if number < len(steps) else None,
        "previous_number": number - 1 or None,
        "try_url": address_for(step.page, actor),
        "guide_url": address_of(step.guide),
    }
    return render(request, "web/tour/step.html", context)


@require_POST
def leave_tour(request: HttpRequest) -> HttpResponse:
    """Offer the tour no more, or not before the next sign-in."""
    actor = actor_or_403(request)
    if request.POST.get("answer") == "later":
        request.session[LATER] = True
    elif isinstance(request.user, User):
        end_tour(request.user, actor.label, timezone.now())
        messages.success(request, _("Cần xem lại thì mở “Năm bước đầu tiên” ở trang Trợ giúp."))
    return redirect("work")
