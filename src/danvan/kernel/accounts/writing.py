"""Write posts and who holds them; each is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from danvan.kernel.accounts.actors import Actor, GrantValue
from danvan.kernel.accounts.models import Grant, Holding, Post, User
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.rights import (
    keeping_an_administrator,
    not_over,
    require_administered,
    require_another,
    require_power_over,
)
from danvan.kernel.audit.record import record
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import period_of


@transaction.atomic
def add_post(
    unit: Unit,
    title: str,
    *,
    title_en: str,
    grants: Sequence[GrantValue],
    valid_from: date,
    by: str,
) -> Post:
    """Add a post with its grants from a day on."""
    post = Post(unit=unit, title=title, title_en=title_en)
    post.name_again()
    post.save()
    for grant in grants:
        Grant.objects.create(
            post=post,
            desk_role=grant.desk_role,
            unit_id=grant.unit_id,
            downward=grant.downward,
            highest=grant.highest,
            valid_from=valid_from,
        )
    record("accounts.post.add", actor=by, subject=f"post:{post.pk}", unit_id=unit.pk)
    return post


@transaction.atomic
def add_holder(
    post: Post,
    *,
    username: str,
    password: str | None,
    valid_from: date,
    by: str,
    full_name: str = "",
) -> User:
    """Make an account and let it hold a post from a day on."""
    user = make_account(
        username, full_name=full_name, password=password, by=by, unit_id=post.unit_id
    )
    Holding.objects.create(post=post, user=user, valid_from=valid_from)
    record(
        "accounts.holder.add",
        actor=by,
        subject=f"post:{post.pk}",
        unit_id=post.unit_id,
        details={"username": username},
    )
    return user


@transaction.atomic
def make_account(
    username: str,
    *,
    full_name: str,
    password: str | None,
    by: str,
    unit_id: int | None = None,
) -> User:
    """Make an account without any post; ``None`` as password means that none opens it yet.

    Args:
        unit_id: Under which it is listed that the account was made.

    Raises:
        AccountRefused: ``PEOPLE-07`` the name is taken, in whatever letters.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise AccountRefused("PEOPLE-07", account=username)
    user = User.objects.create_user(username=username, password=password, full_name=full_name)
    user.name_again()
    user.save(update_fields=["sort_key", "search"])
    record("accounts.account.add", actor=by, subject=f"user:{user.pk}", unit_id=unit_id)
    return user


@transaction.atomic
def open_post(unit: Unit, title: str, *, title_en: str, actor: Actor) -> Post:
    """Add a post without any grant at a unit within reach.

    Raises:
        AccountRefused: ``PEOPLE-02`` outside the reach, ``PEOPLE-08`` the title stands already,
            ``PEOPLE-09`` the unit does not stand today.
    """
    require_administered(actor, unit.pk)
    if period_of(unit.pk, actor.today) is None:
        raise AccountRefused("PEOPLE-09", day=actor.today)
    _refuse_second(unit, title)
    return add_post(
        unit, title, title_en=title_en, grants=(), valid_from=actor.today, by=actor.label
    )


@transaction.atomic
def rename_post(post: Post, title: str, *, title_en: str, actor: Actor) -> None:
    """Give a post another title; what was done under the old one keeps it.

    Raises:
        AccountRefused: ``PEOPLE-02`` outside the reach, ``PEOPLE-04`` the post may do more than the
            actor could give, ``PEOPLE-08`` the title stands already.
    """
    require_administered(actor, post.unit_id)
    require_power_over(actor, post)
    _refuse_second(post.unit, title, but=post)
    before, post.title, post.title_en = post.title, title, title_en
    post.name_again()
    post.save(update_fields=["title", "title_en", "sort_key", "search"])
    _record("accounts.post.rename", post, actor, {"before": before, "title": title})


def _refuse_second(unit: Unit, title: str, but: Post | None = None) -> None:
    rows = Post.objects.filter(unit=unit, title=title)
    if (rows.exclude(pk=but.pk) if but else rows).exists():
        raise AccountRefused("PEOPLE-08", title=title)


@transaction.atomic
def close_post(post: Post, *, until: date, actor: Actor) -> None:
    """End a post with its holders and grants.

    Args:
        until: First day on which it no longer stands.

    Raises:
        AccountRefused: ``PEOPLE-02`` outside the reach, ``PEOPLE-03`` one's own, ``PEOPLE-04`` the
            post may do more than the actor could give, ``PEOPLE-06`` the last administrator,
            ``PEOPLE-10`` it is closed already or begins only then.
    """
    require_administered(actor, post.unit_id)
    require_another(actor, post)
    require_power_over(actor, post)
    if post.valid_until is not None:
        raise AccountRefused("PEOPLE-10", day=until)
    with keeping_an_administrator(post.unit, actor.today):
        for holding in post.holdings.filter(not_over(until)):
            _end(holding, until)
        for grant in post.grants.filter(not_over(until)):
            _end(grant, until)
        post.valid_until = until
        post.save(update_fields=["valid_until"])
    _record("accounts.post.close", post, actor, {"until": until.isoformat()})


@transaction.atomic
def hold(post: Post, user: User, *, valid_from: date, actor: Actor) -> Holding:
    """Let somebody hold a post from a day on.

    Raises:
        AccountRefused: ``PEOPLE-02`` outside the reach, ``PEOPLE-03`` one's own, ``PEOPLE-04`` the
            post may do more than the actor could give, ``PEOPLE-11`` it has a holder then,
            ``PEOPLE-12`` it is closed.
    """
    require_administered(actor, post.unit_id)
    _refuse_oneself(user, post, actor)
    locked = _open_post(post)
    taken = locked.holdings.filter(not_over(valid_from), is_substitute=False)
    if taken.exists():
        raise AccountRefused("PEOPLE-11")
    made = Holding.objects.create(post=post, user=user, valid_from=valid_from)
    _record("accounts.holding.add", post, actor, {"user": user.pk, "from": valid_from.isoformat()})
    return made


@transaction.atomic
def substitute(
    post: Post, user: User, *, valid_from: date, valid_until: date, actor: Actor
) -> Holding:
    """Let somebody act for the holder of a post over a span; it ends by itself.

    Args:
        valid_until: First day on which it no longer holds.

    Raises:
        AccountRefused: ``PEOPLE-02`` outside the reach, ``PEOPLE-03`` one's own, ``PEOPLE-04`` the
            post may do more than the actor could give, ``PEOPLE-12`` it is closed, ``PEOPLE-13``
            the person acts there already in that time.
    """
    require_administered(actor, post.unit_id)
    _refuse_oneself(user, post, actor)
    locked = _open_post(post)
    during = Q(valid_from__lt=valid_until) & not_over(valid_from)
    if locked.holdings.filter(during, user=user).exists():
        raise AccountRefused("PEOPLE-13")
    made = Holding.objects.create(
        post=post, user=user, valid_from=valid_from, valid_until=valid_until, is_substitute=True
    )
    span = {"from": valid_from.isoformat(), "until": valid_until.isoformat()}
    _record("accounts.substitute.add", post, actor, {"user": user.pk, **span})
    return made


def _refuse_oneself(user: User, post: Post, actor: Actor) -> None:
    require_another(actor, post)
    if user.pk == actor.user_id:
        raise AccountRefused("PEOPLE-03")
    require_power_over(actor, post)


def _open_post(post: Post) -> Post:
    """Return the post, locked, so that two people never seat two holders."""
    locked = Post.objects.select_for_update().get(pk=post.pk)
    if locked.valid_until is not None:
        raise AccountRefused("PEOPLE-12")
    return locked


@transaction.atomic
def end_holding(holding: Holding, *, until: date, actor: Actor) -> None:
    """End a holding before its time or for the first time.

    Args:
        until: First day on which it no longer holds.

    Raises:
        AccountRefused: ``PEOPLE-02`` outside the reach, ``PEOPLE-03`` one's own, ``PEOPLE-04`` the
            post may do more than the actor could give, ``PEOPLE-06`` the last administrator,
            ``PEOPLE-10`` it has ended by then or begins only then.
    """
    post = holding.post
    require_administered(actor, post.unit_id)
    require_another(actor, post)
    require_power_over(actor, post)
    ends_before = holding.valid_until is not None and holding.valid_until <= until
    if ends_before or until <= holding.valid_from:
        raise AccountRefused("PEOPLE-10", day=until)
    with keeping_an_administrator(post.unit, actor.today):
        _end(holding, until)
    details = {"user": holding.user_id, "until": until.isoformat()}
    _record("accounts.holding.end", post, actor, details)


def _end(row: Holding | Grant, until: date) -> None:
    """End a span; one that has not begun by then never counts and goes."""
    if row.valid_from >= until:
        row.delete()
        return
    row.valid_until = until
    row.save(update_fields=["valid_until"])


def _record(action: str, post: Post, actor: Actor, details: dict[str, object]) -> None:
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"post:{post.pk}",
        unit_id=post.unit_id,
        details=details,
    )
