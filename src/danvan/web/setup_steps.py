"""The steps that bring a new place to its first due list; every room offers its own.

A room's application says ``setup_steps = ("dotted.path.to.function", ...)``. Such a function takes
the actor and returns steps computed from what stands: nobody ticks anything, so nothing can be
ticked that was not done. A room that is switched off leaves no step behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from danvan.kernel.accounts.actors import Actor
from danvan.web.states import Text

Progress = Literal["done", "part", "todo"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of setting a place up.

    Args:
        key: What it is about; a later step of the same key takes the place of an earlier one.
        order: Place in the list.
        progress: ``done``, ``part`` (it goes on, and what follows may begin) or ``todo``.
        told: What stands, and what is missing.
        action: What its one link says.
        url: Where the link leads; empty where that room is switched off.
        role: Desk role that takes it; empty for any of those who set up.
        is_optional: Whether the way goes on without it.
    """

    key: str
    order: int
    title: Text
    progress: Progress
    told: Text
    action: Text
    url: str
    role: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A step with whether the reader may take it and whether it is the next one."""

    step: Step
    may_take: bool
    is_next: bool


def steps_of(actor: Actor) -> list[Shown]:
    """Return the steps of the actor's tree in order; the first that is left to do is the next."""
    found: dict[str, Step] = {}
    for config in apps.get_app_configs():
        for dotted in getattr(config, "setup_steps", ()):
            found |= {step.key: step for step in _offered(dotted, actor)}
    steps = sorted((step for step in found.values() if step.url), key=lambda step: step.order)
    upcoming = next((one for one in steps if one.progress == "todo" and not one.is_optional), None)
    held = {grant.desk_role for grant in actor.grants if grant.unit_id == actor.root_id}
    return [Shown(one, not one.role or one.role in held, one is upcoming) for one in steps]


def _offered(dotted: str, actor: Actor) -> Iterable[Step]:
    offer: Callable[[Actor], Iterable[Step]] = import_string(dotted)
    return offer(actor)


def first_address(*pages: str | tuple[str, int]) -> str:
    """Return the address of the first page that is there; empty where none is.

    Args:
        pages: Names of addresses, those that ask for one with what they take.
    """
    for page in pages:
        name, given = (page, []) if isinstance(page, str) else (page[0], [page[1]])
        try:
            return reverse(name, args=given)
        except NoReverseMatch:
            continue
    return ""
