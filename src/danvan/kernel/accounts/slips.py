"""Printed slips: a code in a QR square and a number, for short forms only; each is recorded."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop

from danvan.kernel.accounts.actors import Actor, grants_of, label_of_post
from danvan.kernel.accounts.codes import digest_of, fresh
from danvan.kernel.accounts.models import Classification, DeskRole, Grant, Post, Slip
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.rights import require_administered, require_power_over
from danvan.kernel.audit.record import record
from danvan.kernel.organisations.days import today_of
from danvan.kernel.organisations.models import Tier, UnitPeriod
from danvan.kernel.organisations.tree import holding_on, period_of

MOST_FAILURES = 5
"""Wrong numbers in a row that lock a slip until another is made."""
PIN_SIGNS = 6
BY_SLIP = gettext_noop("(bằng phiếu)")
INTERNAL = Classification.INTERNAL.value
BEYOND = frozenset({DeskRole.ADMINISTRATOR.value, DeskRole.PLANNER.value})
SHORT_ROLES = frozenset({DeskRole.OFFICER.value, DeskRole.HEAD.value})


@dataclass(frozen=True, slots=True)
class Printed:
    """A slip with what is printed on it; both are kept nowhere else."""

    slip: Slip
    code: str
    pin: str


@transaction.atomic
def make_slips(posts: Iterable[Post], *, valid_until: date, actor: Actor) -> list[Printed]:
    """Make one slip for each post; earlier ones of the same posts are void from now on.

    Args:
        valid_until: First day on which they no longer open anything.

    Raises:
        AccountRefused: ``PEOPLE-02`` a post outside the reach, ``PEOPLE-16`` a post for which there
            are no slips, ``PEOPLE-17`` the last day is over.
    """
    if valid_until <= actor.today:
        raise AccountRefused("PEOPLE-17", today=actor.today)
    return [_make(post, valid_until, actor) for post in posts]


def _make(post: Post, valid_until: date, actor: Actor) -> Printed:
    require_administered(actor, post.unit_id)
    require_power_over(actor, post)
    if not takes_slips(post, actor.today):
        raise AccountRefused("PEOPLE-16", title=post.title)
    now = timezone.now()
    Slip.objects.filter(post=post, revoked_at=None).update(revoked_at=now)
    code, pin = fresh(), f"{secrets.randbelow(10**PIN_SIGNS):0{PIN_SIGNS}d}"
    slip = Slip.objects.create(
        post=post,
        code_digest=digest_of("slip.code", code),
        pin_digest=digest_of("slip.pin", f"{code}:{pin}"),
        made_at=now,
        made_by=actor.label,
        valid_until=valid_until,
    )
    _record("accounts.slip.make", slip, actor)
    return Printed(slip, code, pin)


def takes_slips(post: Post, today: date) -> bool:
    """Return whether a post may have a slip: one of a hamlet that works on cases and no more.

    A post that administers, plans or opens what is closed to others signs in with an account.
    """
    period = period_of(post.unit_id, today)
    if post.valid_until is not None or period is None or period.tier != Tier.HAMLET:
        return False
    grants = grants_of(post, today)
    closed = any(one.highest > Classification.INTERNAL for one in grants)
    works = any(one.desk_role in SHORT_ROLES and not one.downward for one in grants)
    return works and not closed and not any(one.desk_role in BEYOND for one in grants)


def posts_with_slips(posts: QuerySet[Post], today: date) -> QuerySet[Post]:
    """Return those among some posts that may have a slip, in one query; see ``takes_slips``."""
    hamlets = UnitPeriod.objects.filter(holding_on(today), tier=Tier.HAMLET)
    held = Grant.objects.filter(holding_on(today), post_id=OuterRef("pk"))
    works = held.filter(desk_role__in=SHORT_ROLES, downward=False)
    beyond = held.filter(Q(desk_role__in=BEYOND) | Q(highest__gt=Classification.INTERNAL))
    rows = posts.filter(valid_until=None, unit__in=hamlets.values("unit"))
    return rows.filter(Exists(works)).exclude(Exists(beyond))


@transaction.atomic
def revoke(slip: Slip, *, actor: Actor) -> None:
    """Let a slip open nothing from now on, whoever holds it; a second time changes nothing.

    Raises:
        AccountRefused: ``PEOPLE-02`` outside the reach.
    """
    require_administered(actor, slip.post.unit_id)
    if slip.revoked_at is None:
        slip.revoked_at = timezone.now()
        slip.save(update_fields=["revoked_at"])
        _record("accounts.slip.revoke", slip, actor)


def void_slips_of(post: Post) -> int:
    """Revoke every slip of a post, as a part of a handover; returns how many."""
    return Slip.objects.filter(post=post, revoked_at=None).update(revoked_at=timezone.now())


def use(code: str, pin: str) -> Slip:
    """Return the slip that a code and its number open.

    Every try is counted before the number is looked at, so that many at once gain nothing.

    Raises:
        AccountRefused: ``PEOPLE-18`` no such slip or the wrong number, ``PEOPLE-19`` too many wrong
            numbers, ``PEOPLE-20`` run out, ``PEOPLE-21`` revoked.
    """
    rows = Slip.objects.filter(code_digest=digest_of("slip.code", code))
    slip = rows.select_related("post__unit__root").first()
    if slip is None:
        raise AccountRefused("PEOPLE-18")
    refuse_void(slip)
    tries = Slip.objects.filter(pk=slip.pk, failures__lt=MOST_FAILURES)
    if not tries.update(failures=F("failures") + 1):
        raise AccountRefused("PEOPLE-19")
    if not constant_time_compare(slip.pin_digest, digest_of("slip.pin", f"{code}:{pin}")):
        _record_failure(slip)
        raise AccountRefused("PEOPLE-18")
    Slip.objects.filter(pk=slip.pk).update(failures=0, last_used_at=timezone.now())
    record(
        "accounts.slip.use",
        actor=f"{label_of_post(slip.post, today_of(slip.post.unit))} {BY_SLIP}",
        subject=f"post:{slip.post_id}",
        unit_id=slip.post.unit_id,
        details={"slip": slip.pk},
    )
    return slip


def refuse_void(slip: Slip) -> None:
    """Refuse a slip that opens nothing today.

    Raises:
        AccountRefused: ``PEOPLE-20`` run out, ``PEOPLE-21`` revoked or its post no longer has one.
    """
    today = today_of(slip.post.unit)
    if slip.revoked_at is not None or not takes_slips(slip.post, today):
        raise AccountRefused("PEOPLE-21")
    if slip.valid_until <= today:
        raise AccountRefused("PEOPLE-20", day=slip.valid_until)


def actor_by_slip(slip_id: int) -> Actor | None:
    """Return who acts by a slip now; ``None`` where it opens nothing any more.

    It acts as its post, only at the post's own units and only on what is not closed to others.
    """
    slip = Slip.objects.filter(pk=slip_id).select_related("post__unit__root").first()
    if slip is None:
        return None
    try:
        refuse_void(slip)
    except AccountRefused:
        return None
    post, today = slip.post, today_of(slip.post.unit)
    kept = [one for one in grants_of(post, today) if one.desk_role in SHORT_ROLES]
    flat = [one for one in kept if not one.downward]
    root = post.unit.root or post.unit
    return Actor(
        user_id=None,
        post_id=post.pk,
        label=f"{label_of_post(post, today)} {BY_SLIP}",
        unit_id=post.unit_id,
        root_id=root.pk,
        today=today,
        grants=tuple(replace(one, highest=min(one.highest, INTERNAL)) for one in flat),
        is_demo=root.demo_on is not None,
    )


def _record_failure(slip: Slip) -> None:
    record(
        "accounts.slip.fail",
        actor=gettext_noop("người cầm phiếu"),
        subject=f"post:{slip.post_id}",
        unit_id=slip.post.unit_id,
        details={"slip": slip.pk},
    )


def _record(action: str, slip: Slip, actor: Actor) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"post:{slip.post_id}",
        unit_id=slip.post.unit_id,
        details={"slip": slip.pk, "until": slip.valid_until.isoformat()},
    )
