"""Who acts: an actor as a value, or a post with its account."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import count

from danvan.kernel.accounts.actors import Actor, GrantValue
from danvan.kernel.accounts.models import Classification, Post, User
from danvan.kernel.accounts.writing import add_holder, add_post
from danvan.kernel.organisations.models import Unit
from tests.factories.trees import BY, START, TODAY

DESK = ("officer", "head")
PASSWORD = "mat-khau-thu-nghiem"
numbers = count(1)


def grants_at(
    *units: Unit,
    roles: Collection[str] = DESK,
    downward: bool = False,
    highest: int = Classification.INTERNAL,
) -> tuple[GrantValue, ...]:
    """Return one grant for every role at every unit."""
    return tuple(GrantValue(role, unit.pk, downward, highest) for unit in units for role in roles)


def actor_at(
    *units: Unit,
    roles: Collection[str] = DESK,
    downward: bool = False,
    highest: int = Classification.INTERNAL,
    today: date = TODAY,
    label: str = "",
) -> Actor:
    """Return an actor with some roles at some units, without any account."""
    home = units[0]
    return Actor(
        user_id=None,
        post_id=None,
        label=label or f"Bàn của {home.key}",
        unit_id=home.pk,
        root_id=home.root_id or home.pk,
        today=today,
        grants=grants_at(*units, roles=roles, downward=downward, highest=highest),
    )


def planner_of(root: Unit, *, today: date = TODAY) -> Actor:
    """Return the actor that plans for a whole tree."""
    return actor_at(root, roles=("planner", "officer", "head"), downward=True, today=today)


def make_post(unit: Unit, grants: Collection[GrantValue] = (), *, since: date = START) -> Post:
    """Make a post with its grants."""
    number = next(numbers)
    return add_post(
        unit,
        f"Cán bộ {number}",
        title_en=f"Officer {number}",
        grants=tuple(grants),
        valid_from=since,
        by=BY,
    )


def make_user(post: Post, *, since: date = START) -> User:
    """Make an account that holds a post."""
    number = next(numbers)
    return add_holder(post, username=f"nguoi{number}", password=PASSWORD, valid_from=since, by=BY)
