"""The first administrator of a place, by a code from the console of the machine."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from danvan.kernel.accounts.actors import GrantValue, system_actor
from danvan.kernel.accounts.codes import make_code, spend
from danvan.kernel.accounts.models import (
    Classification,
    DeskRole,
    Grant,
    Holding,
    OneTimeCode,
    Post,
    Purpose,
    User,
)
from danvan.kernel.accounts.refused import AccountRefused
from danvan.kernel.accounts.writing import add_holder, add_post
from danvan.kernel.audit.record import record
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import holding_on
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure

BY = "danvan init"
ROLES = {
    DeskRole.ADMINISTRATOR: Classification.SEALED,
    DeskRole.PLANNER: Classification.INTERNAL,
}
"""What the first administrator gets; administering shows no case, but gives rights up to sealed."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first administrator says.

    Args:
        place: The unit at the top; ``None`` where an existing tree is chosen.
        root_id: The existing tree.
        title: Of the post that is made.
    """

    place: UnitFacts | None
    root_id: int | None
    title: str
    username: str
    full_name: str
    password: str


def administrator_exists() -> bool:
    """Return whether somebody can sign in today who administers a real tree."""
    today = legal_day()
    real = Q(post__unit__root__demo_on=None, post__unit__demo_on=None)
    grants = Grant.objects.filter(holding_on(today), real, desk_role=DeskRole.ADMINISTRATOR)
    held = Holding.objects.filter(holding_on(today), post__in=grants.values("post"))
    return held.filter(user__is_active=True).exists()


def begin_code(*, again: bool) -> str:
    """Return a code for the page where the first administrator is made; it lives for a day.

    Args:
        again: Also where there is an administrator already: somebody at the console says so.

    Raises:
        AccountRefused: ``PEOPLE-26`` there is one.
    """
    if not again and administrator_exists():
        raise AccountRefused("PEOPLE-26")
    roots = real_roots()
    return make_code(Purpose.BEGIN, by=BY, unit_id=roots[0].pk if len(roots) == 1 else None)


def real_roots() -> list[Unit]:
    """Return the tops of the trees that are no demonstration."""
    return list(Unit.objects.filter(root=None, demo_on=None).order_by("pk"))


@transaction.atomic
def found(code: str, founding: Founding) -> User:
    """Use a code up: make the place where there is none, the post, the account and its grants.

    Of two people with one code one is served; nothing stays of what the other began.

    Raises:
        AccountRefused: ``PEOPLE-01`` the code opens nothing, ``PEOPLE-07`` the account's name is
            taken.
    """
    spent = spend(Purpose.BEGIN, code)
    today = legal_day()
    root = _root_of(founding, today)
    grants = [GrantValue(role, root.pk, True, highest) for role, highest in ROLES.items()]
    title = _free_title(root, founding.title)
    post = add_post(root, title, title_en="", grants=grants, valid_from=today, by=BY)
    user = add_holder(
        post,
        username=founding.username,
        full_name=founding.full_name,
        password=founding.password,
        valid_from=today,
        by=BY,
    )
    _tell(spent, root, user)
    return user


def _root_of(founding: Founding, today: date) -> Unit:
    if founding.place is None:
        return Unit.objects.get(pk=founding.root_id or 0, root=None, demo_on=None)
    key = f"place-{secrets.token_hex(4)}"
    root = add_unit(founding.place, key=key, valid_from=today, by=BY, is_locality=True)
    rebuild_closure(root)
    return root


def _free_title(root: Unit, title: str) -> str:
    """Return a title that no post of the unit bears yet."""
    taken = set(Post.objects.filter(unit=root).values_list("title", flat=True))
    numbered = (f"{title} {number}" for number in range(2, len(taken) + 3))
    return next(one for one in (title, *numbered) if one not in taken)


def _tell(spent: OneTimeCode, root: Unit, user: User) -> None:
    record(
        "accounts.begin",
        actor=system_actor(BY).label,
        actor_user_id=user.pk,
        subject=f"user:{user.pk}",
        unit_id=root.pk,
        details={"code_made_at": spent.made_at.isoformat()},
    )
