"""Who acts: a post with its grants on a day, as a plain value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_noop

from danvan.kernel.accounts.models import Classification, DeskRole, Grant, Holding, Post, User
from danvan.kernel.organisations.days import legal_day, today_of
from danvan.kernel.organisations.models import Unit, UnitPeriod
from danvan.kernel.organisations.tree import descendants, holding_on, is_below, name_of

SUBSTITUTE = gettext_noop("(người được phân công thay)")
"""Stands behind the label of a substitute in every record."""


@dataclass(frozen=True, slots=True)
class GrantValue:
    """One grant: role at a unit, downward or not, up to a classification."""

    desk_role: str
    unit_id: int
    downward: bool
    highest: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A post that acts on a day.

    Args:
        label: Title and unit as of the day, for steps and audit.
        today: What the actor's tree calls today.
        is_demo: The tree is a demonstration with a day of its own.
        is_substitute: Acts for the holder of the post over a span.
        other_posts: Other posts the person holds today, with their labels.
    """

    user_id: int | None
    post_id: int | None
    label: str
    unit_id: int | None
    root_id: int | None
    today: date
    grants: tuple[GrantValue, ...] = ()
    is_demo: bool = False
    is_substitute: bool = False
    other_posts: tuple[tuple[int, str], ...] = ()

    def has(self, desk_role: str | Collection[str], unit_id: int) -> bool:
        """Return whether the post has one of the roles at a unit, directly or from above."""
        roles = {desk_role} if isinstance(desk_role, str) else set(desk_role)
        held = [grant for grant in self.grants if grant.desk_role in roles]
        if any(grant.unit_id == unit_id for grant in held):
            return True
        return any(is_below(unit_id, grant.unit_id, self.today) for grant in held if grant.downward)

    def reach(self, at_least: int = 0) -> Q:
        """Return the filter on ``unit_id`` for every unit the post sees up to a classification.

        Who administers accounts sees no case by that.
        """
        return self._reach([grant for grant in self.reading if grant.highest >= at_least])

    def reach_with(self, desk_roles: Collection[str], column: str = "unit_id") -> Q:
        """Return the filter on a unit column for the units where the post has one of some roles."""
        held = [grant for grant in self.grants if grant.desk_role in desk_roles]
        return self._reach(held, column)

    def in_sight(self, column: str = "pk") -> Q:
        """Return the filter on a unit column for units within any grant, and the post's own."""
        return self._reach(list(self.grants), column, also=self.unit_id)

    def _reach(
        self, grants: list[GrantValue], column: str = "unit_id", *, also: int | None = None
    ) -> Q:
        """One set of units, never one condition or another: only a set is walked by index."""
        own = {grant.unit_id for grant in grants if not grant.downward}
        own |= {also} if also else set()
        below = {grant.unit_id for grant in grants if grant.downward}
        if not below:
            return Q(**{f"{column}__in": own})
        reached = descendants(below, self.today)
        if not own:
            return Q(**{f"{column}__in": reached})
        units = Unit.objects.filter(pk__in=own).values_list("pk", flat=True)
        return Q(**{f"{column}__in": units.union(reached)})

    @property
    def own_unit_ids(self) -> frozenset[int]:
        """Return the units whose work is the post's own: granted without going downward."""
        own = {grant.unit_id for grant in self.reading if not grant.downward}
        return frozenset(own | ({self.unit_id} if self.unit_id else set()))

    @property
    def reading(self) -> tuple[GrantValue, ...]:
        """Return the grants that let the post see cases: all but those to administer."""
        return tuple(one for one in self.grants if one.desk_role != DeskRole.ADMINISTRATOR)

    @property
    def needs_second_factor(self) -> bool:
        """Return whether the post may grant, put packs to work or open sealed records."""
        return any(
            grant.desk_role in {DeskRole.ADMINISTRATOR, DeskRole.PLANNER}
            or grant.highest >= Classification.SEALED
            for grant in self.grants
        )


def actor_of(user: User, post_id: int | None = None) -> Actor | None:
    """Return the actor a signed-in user is today; ``None`` where the user holds no post.

    Of several posts the one asked for counts, else the first that is the user's own, else the
    first in which the user is a substitute. The day is that of the post's own tree.

    Args:
        post_id: The post chosen in this session; one that is not held today is not heeded.
    """
    held = held_today(user)
    if not held:
        return None
    chosen = next((one for one in held if one.post_id == post_id), held[0])
    return _actor(chosen, [one for one in held if one is not chosen])


def held_today(user: User) -> list[Holding]:
    """Return the holdings that count today, own ones first, by the day of each post's tree."""
    rows = Holding.objects.filter(user=user).select_related("post__unit__root")
    return [one for one in rows.order_by("is_substitute", "pk") if _counts(one)]


def _counts(holding: Holding) -> bool:
    today = today_of(holding.post.unit)
    ends = [day for day in (holding.valid_until, holding.post.valid_until) if day]
    return holding.valid_from <= today and all(day > today for day in ends)


def _actor(holding: Holding, others: list[Holding]) -> Actor:
    post, today = holding.post, today_of(holding.post.unit)
    label = label_of_post(post, today)
    return Actor(
        user_id=holding.user_id,
        post_id=post.pk,
        label=f"{label} {SUBSTITUTE}" if holding.is_substitute else label,
        unit_id=post.unit_id,
        root_id=post.unit.root_id or post.unit_id,
        today=today,
        grants=grants_of(post, today),
        is_demo=(post.unit.root or post.unit).demo_on is not None,
        is_substitute=holding.is_substitute,
        other_posts=tuple((one.post_id, _switch_label(one)) for one in others),
    )


def _switch_label(holding: Holding) -> str:
    label = label_of_post(holding.post, today_of(holding.post.unit))
    return f"{label} {SUBSTITUTE}" if holding.is_substitute else label


def label_of_post(post: Post, today: date) -> str:
    """Return title and unit of a post as of a day, as records tell it."""
    return f"{post.title}, {name_of(post.unit_id, today)}"


def grants_of(post: Post, today: date) -> tuple[GrantValue, ...]:
    """Return what a post may do on a day.

    A grant counts only while its unit stands. Who looks down on a unit that has ended keeps sight
    of what it left open: the tree keeps it below.
    """
    stands = UnitPeriod.objects.filter(holding_on(today), unit_id=OuterRef("unit_id"))
    rows = Grant.objects.filter(holding_on(today), Exists(stands), post=post).order_by("pk")
    return tuple(GrantValue(row.desk_role, row.unit_id, row.downward, row.highest) for row in rows)


def system_actor(label: str = "danvan", today: date | None = None) -> Actor:
    """Return the actor of jobs and commands; it holds no grants and is named in every entry."""
    return Actor(None, None, label, None, None, today or legal_day())
