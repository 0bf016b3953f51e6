"""Pass a desk on: who leaves, who follows, what lay on the desk, and that it was taken over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Handover, Holding, Post, User
from danvan.kernel.accounts.passwords import end_sessions_of_leaver
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.rights import (
    keeping_an_administrator,
    not_over,
    require_administered,
    require_another,
    require_power_over,
)
from danvan.kernel.accounts.slips import void_slips_of
from danvan.kernel.audit.record import record


@dataclass(frozen=True, slots=True)
class Passing:
    """What a handover is made of.

    Args:
        holding: That of the leaver.
        successor: Who follows; ``None`` leaves the post empty.
        happened_on: First day of the successor, and the first on which the leaver holds no more.
        minutes: What lay on the desk, as plain values for JSON.
    """

    holding: Holding
    successor: User | None
    happened_on: date
    minutes: Mapping[str, object]


def digest_of_minutes(minutes: Mapping[str, object]) -> str:
    """Return the digest of minutes, alike for alike content."""
    written = json.dumps(minutes, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


@transaction.atomic
def hand_over(passing: Passing, *, actor: Actor) -> Handover:
    """Pass a desk on: end the leaver's holding, sessions and slips, seat the successor.

    Raises:
        AccountRefused: ``PEOPLE-02`` outside the reach, ``PEOPLE-03`` one's own, ``PEOPLE-04`` the
            post may do more than the actor could give, ``PEOPLE-06`` the last administrator,
            ``PEOPLE-10`` the leaver holds it no more or only since that day, ``PEOPLE-11`` the post
            has another holder, ``PEOPLE-12`` it is closed, ``PEOPLE-22`` the day is to come,
            ``PEOPLE-23`` leaver and successor are the same.
    """
    holding, day = passing.holding, passing.happened_on
    post = Post.objects.select_for_update().get(pk=holding.post_id)
    _check(passing, post, actor)
    with keeping_an_administrator(post.unit, actor.today):
        holding.valid_until = day
        holding.save(update_fields=["valid_until"])
        if passing.successor:
            Holding.objects.create(post=post, user=passing.successor, valid_from=day)
    end_sessions_of_leaver(holding.user)
    slips = void_slips_of(post)
    made = Handover.objects.create(
        post=post,
        from_user=holding.user,
        to_user=passing.successor,
        happened_on=day,
        minutes=dict(passing.minutes),
        digest=digest_of_minutes(passing.minutes),
        made_at=timezone.now(),
        made_by=actor.label,
    )
    details = {"digest": made.digest, "on": day.isoformat(), "slips": slips}
    people = {"from": holding.user_id, "to": passing.successor.pk if passing.successor else None}
    _record("accounts.handover.make", made, actor, {**details, **people})
    return made


def _check(passing: Passing, post: Post, actor: Actor) -> None:
    holding, day = passing.holding, passing.happened_on
    require_administered(actor, post.unit_id)
    require_another(actor, post)
    require_power_over(actor, post)
    if post.valid_until is not None:
        raise AccountRefused("PEOPLE-12")
    if day > actor.today:
        raise AccountRefused("PEOPLE-22", day=day, today=actor.today)
    is_over = holding.valid_until is not None and holding.valid_until <= day
    if is_over or holding.valid_from >= day:
        raise AccountRefused("PEOPLE-10", day=day)
    if passing.successor is None:
        return
    if passing.successor.pk == holding.user_id:
        raise AccountRefused("PEOPLE-23")
    if passing.successor.pk == actor.user_id:
        raise AccountRefused("PEOPLE-03")
    others = post.holdings.filter(not_over(day), is_substitute=False).exclude(pk=holding.pk)
    if others.exists():
        raise AccountRefused("PEOPLE-11")


@transaction.atomic
def accept(handover: Handover, *, actor: Actor) -> None:
    """Say that the desk was taken over; only the successor can, and once.

    Raises:
        AccountRefused: ``PEOPLE-24`` somebody else's, ``PEOPLE-25`` it was accepted already.
    """
    if actor.user_id is None or actor.user_id != handover.to_user_id:
        raise AccountRefused("PEOPLE-24")
    rows = Handover.objects.filter(pk=handover.pk, accepted_at=None)
    if not rows.update(accepted_at=timezone.now(), accepted_by=actor.label):
        raise AccountRefused("PEOPLE-25")
    handover.refresh_from_db()
    _record("accounts.handover.accept", handover, actor, {"digest": handover.digest})


def _record(action: str, made: Handover, actor: Actor, details: dict[str, object]) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"handover:{made.pk}",
        unit_id=made.post.unit_id,
        details=details,
    )
