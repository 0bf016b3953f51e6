"""The only way in: closed unless declared open, and out of reach is not found.

A view gets a case or a unit by the functions here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import Classification, DeskRole, User
from danvan.kernel.accounts.slips import actor_by_slip
from danvan.kernel.audit.record import record
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case, Evidence
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit
from danvan.web.pages import render
from danvan.web.sign_in_gate import lacks_second_factor

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
ACTING_POST = "acting_post"
"""Where a session keeps the post that somebody with several has chosen."""
SLIP = "slip_id"
"""Where a session keeps the slip that opened it; nobody is signed in then."""

MOST_COUNTED = 2**63 - 1
"""No key of a database is larger."""


def open_page(view: View) -> View:
    """Declare a view open to everybody, signed in or not."""
    view.is_open_page = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def without_post(view: View) -> View:
    """Declare a view open to everybody who is signed in, also without a post.

    It is about one's own account, so it is also open before a second factor is set up.
    """
    view.is_without_post = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def short_form(view: View) -> View:
    """Declare a view open to those who came in by a slip; all others are not there for them."""
    view.is_short_form = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def by_slip(request: HttpRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
    """Let a short form run for a slip that still opens something.

    Raises:
        Http404: Any other view.
    """
    if not getattr(view, "is_short_form", False):
        raise Http404
    actor = actor_by_slip(request.session[SLIP])
    if actor is None:
        request.session.flush()
        return render(request, "web/short/ended.html", status=403)
    request.actor = actor  # type: ignore[attr-defined]  # read by actor_or_403
    return None


class ClosedByDefault:
    """Sends strangers to the sign-in page and people without a post to a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the decision needs the view. Let nobody on the way keep what is answered."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let the view run, or answer in its place.

        Raises:
            Http404: The address names what no database can be asked for.
        """
        if not all(_can_be_asked_for(value) for value in (*args, *kwargs.values())):
            raise Http404
        user = request.user
        actor = actor_of(user, request.session.get(ACTING_POST)) if isinstance(user, User) else None
        request.actor = actor  # type: ignore[attr-defined]  # read by actor_or_403
        if getattr(view, "is_open_page", False):
            return None
        if not user.is_authenticated and SLIP in request.session:
            return by_slip(request, view)
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if getattr(view, "is_without_post", False):
            return None
        if actor is None:
            return render(request, "web/errors/no_post.html", status=403)
        return redirect("second-factor") if lacks_second_factor(actor, user) else None


def _can_be_asked_for(value: object) -> bool:
    """Return whether every database takes a part of an address: no NUL, no endless number."""
    if isinstance(value, int):
        return abs(value) <= MOST_COUNTED
    return not isinstance(value, str) or "\0" not in value


def actor_or_403(request: HttpRequest) -> Actor:
    """Return who acts in a request of a closed page.

    Raises:
        PermissionDenied: The signed-in person holds no post today, on a page that needs none.
    """
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise PermissionDenied
    return actor


def role_or_404(request: HttpRequest, *desk_roles: str) -> Actor:
    """Return the actor if the post holds one of the roles anywhere, else not found."""
    actor = actor_or_403(request)
    if not any(grant.desk_role in desk_roles for grant in actor.grants):
        raise Http404
    return actor


def planner_or_404(request: HttpRequest) -> Actor:
    """Return the actor if the post plans for its whole tree, else not found."""
    actor = role_or_404(request, DeskRole.PLANNER)
    if not actor.root_id or not actor.has(DeskRole.PLANNER, actor.root_id):
        raise Http404
    return actor


def administrator_or_404(request: HttpRequest) -> Actor:
    """Return the actor if the post administers some unit, else not found."""
    return role_or_404(request, DeskRole.ADMINISTRATOR)


def administered_or_404(request: HttpRequest, unit_id: int) -> Unit:
    """Return a unit that the actor administers, directly or from above, else not found."""
    actor = administrator_or_404(request)
    wanted = actor.reach_with({DeskRole.ADMINISTRATOR}, "pk")
    return get_object_or_404(Unit, wanted, pk=unit_id)


def case_or_404(request: HttpRequest, slug: str) -> Case:
    """Return a case the actor sees, else not found; opening a closed one is itself recorded."""
    actor = actor_or_403(request)
    case = get_object_or_404(visible_cases(actor).select_related("unit"), slug=slug)
    if not kinds.known(case.kind):
        raise Http404
    if case.classification >= Classification.CONFIDENTIAL:
        record(
            "cases.case.read",
            actor=actor.label,
            actor_user_id=actor.user_id,
            subject=f"case:{case.slug}",
            unit_id=case.unit_id,
        )
    return case


def stored_file_or_404(request: HttpRequest, evidence_id: int) -> StoredFile:
    """Return the file of a proof in a case the actor sees, else not found."""
    seen = visible_cases(actor_or_403(request)).values("pk")
    rows = Evidence.objects.filter(case_id__in=seen, withdrawn_at__isnull=True)
    stored = get_object_or_404(rows.select_related("file"), pk=evidence_id).file
    if stored is None:
        raise Http404
    return stored


def unit_or_404(request: HttpRequest, unit_id: int) -> Unit:
    """Return a unit within the reach of the actor's grants, or the post's own, else not found."""
    return get_object_or_404(Unit, actor_or_403(request).in_sight(), pk=unit_id)
