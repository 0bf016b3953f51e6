"""Who acts: a post with its grants on a day, as a plain value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from danvan.kernel.accounts.models import Classification, DeskRole, Grant, Holding, User
from danvan.kernel.organisations.days import legal_day, today_of
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import descendants, holding_on, is_below, name_of


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
    """

    user_id: int | None
    post_id: int | None
    label: str
    unit_id: int | None
    root_id: int | None
    today: date
    grants: tuple[GrantValue, ...] = ()
    is_demo: bool = False

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


def actor_of(user: User) -> Actor | None:
    """Return the actor a signed-in user is today; ``None`` where the user holds no post.

    The first post held counts. The day is that of the post's own tree.
    """
    holdings = Holding.objects.filter(user=user).select_related("post__unit__root")
    for holding in holdings.order_by("pk"):
        today = today_of(holding.post.unit)
        until = holding.valid_until
        if holding.valid_from <= today and (until is None or until > today):
            return _actor(user, holding, today)
    return None


def _actor(user: User, holding: Holding, today: date) -> Actor:
    post = holding.post
    rows = Grant.objects.filter(holding_on(today), post=post).order_by("pk")
    grants = tuple(
        GrantValue(row.desk_role, row.unit_id, row.downward, row.highest) for row in rows
    )
    return Actor(
        user_id=user.pk,
        post_id=post.pk,
        label=f"{post.title}, {name_of(post.unit_id, today)}",
        unit_id=post.unit_id,
        root_id=post.unit.root_id or post.unit_id,
        today=today,
        grants=grants,
        is_demo=(post.unit.root or post.unit).demo_on is not None,
    )


def system_actor(label: str = "danvan", today: date | None = None) -> Actor:
    """Return the actor of jobs and commands; it holds no grants and is named in every entry."""
    return Actor(None, None, label, None, None, today or legal_day())
