"""Calendar addresses: one that holds a person, told once, kept only as a digest, revocable."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from danvan.kernel.accounts.actors import Actor, actor_of
from danvan.kernel.accounts.models import Classification, Post, User
from danvan.kernel.audit.record import record
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.notices.models import Feed
from danvan.kernel.notices.preferences import preference_of

BACK, AHEAD = timedelta(days=92), timedelta(days=400)
"""How far a feed looks back at what is overdue, and ahead."""
MOST_EVENTS = 2_000
READ_EVERY = timedelta(hours=1)
"""How exactly the last reading is kept."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads by a calendar address, and in which language."""

    actor: Actor
    language: str


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return salted_hmac("danvan.notices.feed", token, algorithm="sha256").hexdigest()


@transaction.atomic
def make_feed(user: User, actor: Actor, now: datetime) -> str:
    """Make a calendar address, ending the one before; returns its token, which is kept nowhere."""
    _end(user, now)
    token = secrets.token_urlsafe(32)
    post = Post.objects.get(pk=actor.post_id or 0)
    Feed.objects.create(user=user, post=post, digest=digest_of(token), made_at=now)
    _record("notices.feed.make", actor)
    return token


@transaction.atomic
def revoke_feed(user: User, actor: Actor, now: datetime) -> int:
    """End a person's calendar address; returns how many ended."""
    ended = _end(user, now)
    if ended:
        _record("notices.feed.revoke", actor)
    return ended


def feed_of(user: User) -> Feed | None:
    """Return the address that holds for a person, or ``None``."""
    return Feed.objects.filter(user=user, revoked_at=None).first()


def reader_of(token: str, now: datetime) -> Reader | None:
    """Return who reads by a token; ``None`` where it is wrong, revoked, or the post is left."""
    feed = Feed.objects.filter(digest=digest_of(token), revoked_at=None).select_related("user")
    found = feed.first()
    if found is None or not found.user.is_active:
        return None
    actor = actor_of(found.user, found.post_id)
    if actor is None or actor.post_id != found.post_id:
        return None
    seldom = Q(last_read_at=None) | Q(last_read_at__lt=now - READ_EVERY)
    Feed.objects.filter(seldom, pk=found.pk).update(last_read_at=now)
    return Reader(actor, preference_of(found.user).language)


def events_of(actor: Actor) -> QuerySet[Case]:
    """Return the open dated cases that a post sees and handles, none above internal."""
    seen = visible_cases(actor).filter(classification__lte=Classification.INTERNAL)
    span = (actor.today - BACK, actor.today + AHEAD)
    owed = seen.filter(unit_id__in=actor.own_unit_ids, closed_on=None, due_on__range=span)
    return owed.order_by("due_on", "pk")[:MOST_EVENTS]


def _end(user: User, now: datetime) -> int:
    return Feed.objects.filter(user=user, revoked_at=None).update(revoked_at=now)


def _record(action: str, actor: Actor) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"user:{actor.user_id}",
        unit_id=actor.unit_id,
    )
