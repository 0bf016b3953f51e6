"""The main menu: every room adds its entries, so a room that is switched off leaves none behind.

A room's application says ``navigation = ((url_name, label, desk_role, order), ...)``. The page
takes nothing, a ``unit_id``, or a ``unit_id`` and a ``year``; the post's own unit and the year of
its today are filled in.
``desk_role`` is ``None`` for everybody, else only posts with that role see the entry; where a role
does not say it all, a function of the actor stands in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from danvan.kernel.accounts.actors import Actor
from danvan.web.states import Text

Declared = tuple[str, Text, str | Callable[[Actor], bool] | None, int]
BADGED = "notices"
"""The entry that carries the number of unread notices."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu as shown."""

    url: str
    label: Text
    is_current: bool
    has_badge: bool


def entries(actor: Actor | None, path: str) -> list[Entry]:
    """Return the menu of an actor on a page, in order."""
    if actor is None:
        return []
    shown = [row for row in declared() if _is_for(row[2], actor)]
    found = [(row[0], address_for(row[0], actor), row[1]) for row in sorted(shown, key=_order)]
    known = [row for row in found if row[1]]
    current = max((url for _name, url, _label in known if _covers(url, path)), key=len, default="")
    return [Entry(url, label, url == current, name == BADGED) for name, url, label in known]


def list_of(kind: str, actor: Actor) -> Entry | None:
    """Return the first page of the room of a kind of case; ``None`` where the actor has none.

    Args:
        kind: Such as ``meetings.record``: what stands before the dot names the room.
    """
    room = kind.partition(".")[0]
    rooms = [one for one in apps.get_app_configs() if one.name.rpartition(".")[2] == room]
    for row in (row for one in rooms for row in getattr(one, "navigation", ())):
        url = address_for(row[0], actor) if _is_for(row[2], actor) else ""
        if url:
            return Entry(url, row[1], is_current=False, has_badge=False)
    return None


def declared() -> Iterator[Declared]:
    """Yield what the installed applications add to the menu."""
    for config in apps.get_app_configs():
        yield from getattr(config, "navigation", ())


def _is_for(wanted: str | Callable[[Actor], bool] | None, actor: Actor) -> bool:
    if callable(wanted):
        return wanted(actor)
    return wanted is None or any(grant.desk_role == wanted for grant in actor.grants)


def _order(row: Declared) -> int:
    return row[3]


def _covers(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def address_for(name: str, actor: Actor) -> str:
    """Return where a named page stands for an actor, own unit and year filled in; else nothing."""
    unit = {"unit_id": actor.unit_id}
    for fields in ({}, unit, unit | {"year": actor.today.year}):
        try:
            return reverse(name, kwargs=fields)
        except NoReverseMatch:
            continue
    return ""
