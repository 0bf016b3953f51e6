"""Open and close the doors of units, and make posters that lead to them."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.audit.record import record
from danvan.kernel.cases.refused import Refused
from danvan.kernel.cases.search import matching
from danvan.kernel.letterbox.models import Door, Poster
from danvan.kernel.letterbox.remembering import forget, remembered
from danvan.kernel.organisations.days import today_of
from danvan.kernel.organisations.models import Tier, Unit, UnitPeriod
from danvan.kernel.organisations.tree import holding_on, period_of

KEEPERS = frozenset({DeskRole.HEAD.value, DeskRole.ADMINISTRATOR.value})
"""Who may open the door of a unit."""
TOKEN_BYTES = 12
KEPT_FOR = 5
"""How long, in seconds, a process remembers that a door is open; closing counts after that."""


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """What the public reads of a unit's reception, and whether its door is open."""

    is_open: bool
    address: str = ""
    phone: str = ""
    hours: str = ""


def _keeper(actor: Actor, unit_id: int) -> None:
    if not actor.has(KEEPERS, unit_id):
        raise Refused("CASE-01")


@transaction.atomic
def set_door(unit: Unit, facts: DoorFacts, actor: Actor) -> Door:
    """Open or close a unit's door and say where else it can be reached.

    Raises:
        Refused: ``CASE-01`` neither head nor administrator there.
    """
    _keeper(actor, unit.pk)
    row = {**asdict(facts), "changed_at": timezone.now(), "changed_by": actor.label}
    door, _made = Door.objects.update_or_create(unit=unit, defaults=row)
    forget()
    _note_door("open" if facts.is_open else "close", actor, unit.pk)
    return door


@transaction.atomic
def make_poster(unit: Unit, place: Unit | None, actor: Actor) -> Poster:
    """Make a poster for a residential group, or for the whole unit.

    Raises:
        Refused: ``CASE-01``; ``LET-06`` the group is of another tree.
    """
    _keeper(actor, unit.pk)
    if place and (place.root_id or place.pk) != (unit.root_id or unit.pk):
        raise Refused("LET-06")
    made = Poster.objects.create(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        unit=unit,
        place=place,
        made_at=timezone.now(),
        made_by=actor.label,
    )
    _note_door("poster", actor, unit.pk, poster=made.pk)
    return made


@transaction.atomic
def close_poster(poster: Poster, actor: Actor) -> None:
    """Let a poster lead nowhere any more; letters that came by it stay.

    Raises:
        Refused: ``CASE-01``.
    """
    _keeper(actor, poster.unit_id)
    Poster.objects.filter(pk=poster.pk, closed_at=None).update(closed_at=timezone.now())
    forget()
    _note_door("poster_close", actor, poster.unit_id, poster=poster.pk)


def _note_door(verb: str, actor: Actor, unit_id: int, **details: object) -> None:
    record(
        f"letterbox.door.{verb}",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"unit:{unit_id}",
        unit_id=unit_id,
        details=details,
    )


def units_with_doors(actor: Actor) -> QuerySet[UnitPeriod]:
    """Return the units whose door an actor may open, by what they are called today."""
    rows = UnitPeriod.objects.filter(holding_on(actor.today), actor.reach_with(KEEPERS))
    return rows.exclude(tier=Tier.HAMLET).select_related("unit__door")


def open_doors(today: date, words: str = "") -> QuerySet[UnitPeriod]:
    """Return the units whose door is open, by what they are called today, found by folded words."""
    rows = UnitPeriod.objects.filter(holding_on(today), matching(words), unit__door__is_open=True)
    return rows.select_related("unit__door").order_by("sort_key", "pk")


@remembered(KEPT_FOR)
def open_door(unit_id: int) -> Door | None:
    """Return the open door of a unit that stands today."""
    door = Door.objects.filter(pk=unit_id, is_open=True).select_related("unit__root").first()
    return door if door and period_of(unit_id, today_of(door.unit)) else None


@remembered(KEPT_FOR)
def poster_of(token: str) -> Poster | None:
    """Return a poster that still leads to an open door."""
    rows = Poster.objects.filter(token=token, closed_at=None)
    poster = rows.select_related("unit__root", "unit__door", "place").first()
    return poster if poster and open_door(poster.unit_id) else None
