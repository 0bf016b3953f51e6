"""Sessions: bound to one browser, ended when idle or old, listed and ended by their owner."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.accounts.rights import unit_of_person
from danvan.kernel.audit.record import record
from danvan.kernel.notices.dispatch import tell
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.sign_in_limits import address_of

BOUND = "danvan.session"
SEEN_EVERY = 300
"""Seconds between two notes of when a session was last used."""

BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc_browser", gettext_noop("Cốc Cốc")),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session as its owner reads it."""

    pk: int
    device: str
    address: str
    since: datetime
    seen: datetime
    is_this: bool


class BoundSessions:
    """Ends a session that is old, idle, or used by another browser than the one it began in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what is in order; what is not goes on as a stranger's request."""
        user = request.user if isinstance(request.user, User) else None
        if user is not None or BOUND in request.session:
            _look_at(request, user)
        return self.get_response(request)


def _look_at(request: HttpRequest, user: User | None) -> None:
    """Look at the session of somebody signed in, or of a short form opened by a slip."""
    bound = request.session.get(BOUND)
    now = int(time.time())
    if bound is None:
        bind(request)
    elif bound["browser"] != family(request):
        _refuse(request, user, "other_browser", LawError("SIGN-11"))
    elif now - bound["began"] > settings.SESSION_COOKIE_AGE:
        _refuse(request, user, "old", LawError("SIGN-12"))
    elif now - bound["seen"] > settings.SESSION_IDLE_AGE:
        _refuse(request, user, "idle", LawError("SIGN-12"))
    elif now - bound["seen"] > SEEN_EVERY:
        request.session[BOUND] = bound | {"seen": now}
        kept = UserSession.objects.filter(session_key=request.session.session_key).first()
        if kept is not None:
            kept.last_seen_at = timezone.now()
            kept.save(update_fields=["last_seen_at"])


def bind(request: HttpRequest) -> None:
    """Bind the session to the browser it begins in, from now on."""
    now = int(time.time())
    request.session[BOUND] = {"browser": family(request), "began": now, "seen": now}


def _refuse(request: HttpRequest, user: User | None, why: str, refused: LawError) -> None:
    """End a session in the middle of a request and say why."""
    if why == "other_browser":
        note(request, user, "accounts.session.end", {"why": why, "browser": family(request)})
        if user is not None:
            warn(user, "accounts.session.end")
    for kept in UserSession.objects.filter(session_key=request.session.session_key):
        kept.delete()
    request.session.flush()
    request.user = AnonymousUser()
    messages.warning(request, sentence(refused))


def note(
    request: HttpRequest, user: User | None, action: str, details: dict[str, Any] | None = None
) -> None:
    """Write an audit entry about somebody's own account, or about a session without one."""
    actor = getattr(request, "actor", None)
    record(
        action,
        actor=actor.label if actor else user.get_username() if user else "danvan",
        actor_user_id=user.pk if user else None,
        unit_id=actor.unit_id if actor else unit_of_person(user) if user else None,
        subject=f"user:{user.pk}" if user else "session",
        details={"address": address_of(request)} | (details or {}),
    )


def warn(user: User, key: str) -> None:
    """Tell somebody in the site that the ways into their account have changed."""
    actor = actor_of(user)
    if actor is not None and actor.post_id is not None:
        tell(key, [actor.post_id], None, actor.today, {"account": user.get_username()})


def family(request: HttpRequest) -> str:
    """Return browser and system without their versions, so that an update ends no session."""
    told = request.headers.get("User-Agent", "")
    return f"{_first(BROWSERS, told)}/{_first(SYSTEMS, told)}"


def device(user_agent: str) -> str:
    """Return a browser and its system in plain words."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Thiết bị không rõ")


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in names if mark in text), "")


def sessions_of(request: HttpRequest, user: User) -> list[SessionLine]:
    """Return the sessions somebody has open, the one that asks first, then the last used."""
    lines = [
        SessionLine(
            pk=kept.pk,
            device=device(kept.user_agent),
            address=kept.ip,
            since=kept.created_at,
            seen=kept.last_seen_at,
            is_this=kept.session_key == request.session.session_key,
        )
        for kept in UserSession.objects.purge_and_list(user)
    ]
    return sorted(lines, key=lambda line: (not line.is_this, -line.seen.timestamp()))


def end_session(request: HttpRequest, user: User, pk: int) -> bool:
    """End one other session of somebody; ``False`` where there is none of theirs."""
    found = UserSession.objects.filter(user=user, pk=pk).first()
    if found is None or found.session_key == request.session.session_key:
        return False
    found.end()
    note(request, user, "accounts.session.end", {"why": "asked", "sessions": 1})
    return True


def end_other_sessions(request: HttpRequest, user: User, why: str = "asked") -> int:
    """End every session of somebody but the one that asks; return how many there were."""
    ended = 0
    for kept in UserSession.objects.filter(user=user):
        if kept.session_key != request.session.session_key:
            ended += kept.exists()
            kept.end()
    if ended:
        note(request, user, "accounts.session.end", {"why": why, "sessions": ended})
    return ended


def renew(request: HttpRequest, user: User) -> None:
    """Give the session a new key and end all others: what proves a person has changed."""
    kept = UserSession.objects.filter(session_key=request.session.session_key).first()
    request.session.cycle_key()
    if kept is not None:
        kept.session_key = request.session.session_key
        kept.save(update_fields=["session_key"])
    end_other_sessions(request, user, "changed")
