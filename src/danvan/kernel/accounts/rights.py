"""Who may change posts, holders and grants: three rules that every writer asks.

An administrator acts on units within reach; nobody changes what they hold themselves; a tree that
has an administrator keeps one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db.models import Q, QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification, DeskRole, Grant, Holding, Post, User
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import holding_on


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


def require_sight_of_sealed(actor: Actor, unit_id: int, highest: int) -> None:
    """Refuse to open sealed records to somebody where the actor may not open them.

    Raises:
        AccountRefused: ``PEOPLE-04``.
    """
    if highest < Classification.SEALED:
        return
    roles = {one.desk_role for one in actor.reading if one.highest >= Classification.SEALED}
    if not roles or not actor.has(roles, unit_id):
        raise AccountRefused("PEOPLE-04")


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
