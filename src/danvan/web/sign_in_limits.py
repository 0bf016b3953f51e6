"""How often somebody may try: counters that all processes share, and how long to wait."""

from __future__ import annotations

import ipaddress
import math
import time

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from danvan.kernel.accounts.models import User
from danvan.kernel.accounts.rights import unit_of_person
from danvan.kernel.audit.record import record
from danvan.law.errors import LawError
from danvan.web.errors import sentence
from danvan.web.pages import render

APP = "allauth.account"
UNKNOWN = "0.0.0.0"  # noqa: S104  where a server tells no address, nothing is bound to it
BURST = 3600
"""Refusals of one account or one address make one audit entry in so many seconds."""


def address_of(request: HttpRequest) -> str:
    """Return the address somebody calls from.

    Only the last ``ALLAUTH_TRUSTED_PROXY_COUNT`` entries of ``X-Forwarded-For`` were written by
    our own proxies; what stands before them is whatever the caller wrote.
    """
    hops: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    passed = [part.strip() for part in forwarded.split(",")]
    if hops and len(passed) >= hops and _is_address(passed[-hops]):
        return passed[-hops]
    told: str = request.META.get("REMOTE_ADDR", "")
    return told if _is_address(told) else UNKNOWN


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def count_try(request: HttpRequest, key: str) -> ratelimit.RateLimitUsage:
    """Count one try to prove who somebody is; take it back with ``rollback`` when it was right.

    Args:
        key: What is tried: the name of an account, or whose codes.

    Raises:
        ValidationError: Too many, for this account or from this address; it says how long to wait.
    """
    usage = ratelimit.consume(request, app=APP, action="login_failed", key=key)
    if usage is None:
        _note_burst(request, key)
        waiting = wait(request, "login_failed", key=key)
        raise ValidationError(sentence(too_often(waiting)), code="too_many_login_attempts")
    return usage


def too_often(seconds: int) -> LawError:
    """Return the refusal of one try too many."""
    return LawError("SIGN-01", minutes=max(1, math.ceil(seconds / 60)))


def wait(
    request: HttpRequest,
    action: str,
    *,
    app: str = APP,
    key: str | None = None,
    config: dict[str, str] | None = None,
) -> int:
    """Return how many seconds it takes until the next try counts again; 0 where it counts now."""
    now = time.time()
    longest = 0.0
    for rate in ratelimit.get_rates(app=app, action=action, config=config):
        if rate.per == "user" and not request.user.is_authenticated:
            continue
        if rate.per == "key" and key is None:
            continue
        place = ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=key)
        recent = [at for at in cache.get(place, []) if at > now - rate.duration]
        if len(recent) >= rate.amount:
            longest = max(longest, sorted(recent)[-rate.amount] + rate.duration - now)
    return math.ceil(longest)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer the one request too many from an address or by a person: how long to wait."""
    waits = [
        wait(request, "login"),
        wait(request, "login_failed"),
        wait(request, "reauthenticate"),
        wait(request, "change_password"),
        wait(request, "webauthn_login", app="allauth.mfa"),
    ]
    return answer_later(request, max(*waits, 60))


def answer_later(request: HttpRequest, seconds: int) -> HttpResponse:
    """Answer one request too many: in how many seconds the next one counts again."""
    response = render(request, "429.html", {"told": sentence(too_often(seconds))}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _note_burst(request: HttpRequest, key: str) -> None:
    """Write one entry for many refused tries; never what was typed, it may be a password."""
    address = address_of(request)
    user = _meant(key)
    place = unit_of_person(user) if user else None
    named = f"user:{user.pk if user else '?'}"
    subject = key if key.startswith("codes:") else named
    for what in (subject, f"address {address}"):
        if cache.add(f"danvan:burst:{what.replace(' ', ':')}", 1, BURST):
            record(
                "accounts.session.refuse",
                actor="danvan",
                subject=what,
                unit_id=place,
                details={"address": address},
            )


def _meant(key: str) -> User | None:
    """Return whose account, or whose codes, are tried."""
    kind, _colon, named = key.partition(":")
    if kind == "codes":
        return User.objects.filter(pk=int(named)).first()
    return User.objects.filter(username__iexact=named).first()
