"""Who may change posts, holders and grants: the rules that every writer asks.

An administrator acts on units within reach and gives no more than the own administration covers;
nobody changes what they hold themselves; a tree that has an administrator keeps one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from danvan.kernel.accounts.actors import Actor, GrantValue
from danvan.kernel.accounts.models import DeskRole, Grant, Holding, Post, User
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on, is_below


def not_over(today: date) -> Q:
    """Return the filter "holds today or later" for rows with a span."""
    return Q(valid_until__isnull=True) | Q(valid_until__gt=today)


def require_administered(actor: Actor, unit_id: int) -> None:
    """Refuse what lies outside the units an actor administers.

    Raises:
        AccountRefused: ``PEOPLE-02``.
    """
    if not actor.has(DeskRole.ADMINISTRATOR, unit_id):
        raise AccountRefused("PEOPLE-02")


def require_another(actor: Actor, post: Post) -> None:
    """Refuse to change what a post held by the actor may do; another administrator does that.

    Raises:
        AccountRefused: ``PEOPLE-03``.
    """
    own = Holding.objects.filter(not_over(actor.today), post=post, user_id=actor.user_id or 0)
    if post.pk == actor.post_id or own.exists():
        raise AccountRefused("PEOPLE-03")


def require_power(actor: Actor, value: GrantValue) -> None:
    """Refuse to give a right that goes beyond what the actor administers.

    The highest classification of an administrator's grant is the one up to which rights may be
    given; administering shows no case itself.

    Raises:
        AccountRefused: ``PEOPLE-02`` unit or reach outside, ``PEOPLE-04`` a higher classification.
    """
    levels = [one.highest for one in actor.grants if _covers(one, value, actor.today)]
    if not levels:
        raise AccountRefused("PEOPLE-02")
    if max(levels) < value.highest:
        raise AccountRefused("PEOPLE-04")


def _covers(one: GrantValue, value: GrantValue, today: date) -> bool:
    if one.desk_role != DeskRole.ADMINISTRATOR:
        return False
    if one.unit_id == value.unit_id:
        return one.downward or not value.downward
    return one.downward and is_below(value.unit_id, one.unit_id, today)


def require_power_over(actor: Actor, post: Post) -> None:
    """Refuse to seat or unseat somebody at a post that may do more than the actor could give.

    Raises:
        AccountRefused: ``PEOPLE-02`` a right outside the reach, ``PEOPLE-04`` a higher
            classification.
    """
    stands = UnitPeriod.objects.filter(not_over(actor.today), unit_id=OuterRef("unit_id"))
    rows = Grant.objects.filter(not_over(actor.today), Exists(stands), post=post)
    for row in rows:
        require_power(actor, GrantValue(row.desk_role, row.unit_id, row.downward, row.highest))


def people_of(actor: Actor) -> QuerySet[User]:
    """Return the accounts an actor administers: every post they hold lies within reach.

    Of somebody who holds no post any more, those held before decide.
    """
    reach = actor.reach_with({DeskRole.ADMINISTRATOR}, "post__unit_id")
    now = Holding.objects.filter(not_over(actor.today))
    outside = Holding.objects.exclude(reach)
    beyond = outside.filter(not_over(actor.today)).values("user_id")
    idle = User.objects.exclude(pk__in=now.values("user_id"))
    gone = idle.filter(pk__in=Holding.objects.filter(reach).values("user_id"))
    gone = gone.exclude(pk__in=outside.values("user_id"))
    held = User.objects.filter(pk__in=now.filter(reach).values("user_id"))
    chosen = held.exclude(pk__in=beyond).values("pk").union(gone.values("pk"))
    return User.objects.filter(pk__in=chosen)


def unit_of_person(user: User) -> int | None:
    """Return the unit of the first post somebody holds, under which their own acts are listed."""
    held = Holding.objects.filter(not_over(legal_day()), user=user).order_by("pk")
    return held.values_list("post__unit_id", flat=True).first()


def require_power_over_person(actor: Actor, user: User) -> None:
    """Refuse to open or shut an account that may do more than the actor could give.

    Raises:
        AccountRefused: As ``require_person`` and ``require_power_over``.
    """
    require_person(actor, user)
    for holding in Holding.objects.filter(not_over(actor.today), user=user).select_related("post"):
        require_power_over(actor, holding.post)


def require_person(actor: Actor, user: User) -> None:
    """Refuse to touch the account of somebody who also works elsewhere, or one's own.

    Raises:
        AccountRefused: ``PEOPLE-03`` one's own, ``PEOPLE-05`` a post outside the reach.
    """
    if user.pk == actor.user_id:
        raise AccountRefused("PEOPLE-03")
    if not people_of(actor).filter(pk=user.pk).exists():
        raise AccountRefused("PEOPLE-05")


def has_administrator(root: Unit, today: date) -> bool:
    """Return whether somebody administers a whole tree, today and with no end in sight."""
    grants = Grant.objects.filter(holding_on(today), valid_until=None)
    grants = grants.filter(desk_role=DeskRole.ADMINISTRATOR, unit=root, downward=True)
    held = Holding.objects.filter(holding_on(today), valid_until=None, is_substitute=False)
    held = held.filter(user__is_active=True, post__valid_until=None)
    return held.filter(post__in=grants.values("post")).exists()


@contextmanager
def keeping_an_administrator(unit: Unit, today: date) -> Iterator[None]:
    """Refuse a change after which nobody would administer the tree; use it in a transaction.

    Raises:
        AccountRefused: ``PEOPLE-06``.
    """
    root = Unit.objects.select_for_update().get(pk=unit.root_id or unit.pk)
    had_one = has_administrator(root, today)
    yield
    if had_one and not has_administrator(root, today):
        raise AccountRefused("PEOPLE-06")
