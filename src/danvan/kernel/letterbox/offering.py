"""What rooms offer to take: the kinds of letter, and the functions that open and tell of a case.

A room says ``letters = (Offer(...), ...)`` on its application; nothing here knows a room by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.apps import apps
from django.utils.functional import Promise

Label = str | Promise


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of letter that a room takes.

    Args:
        kind: Key of the kind of case it becomes.
        label: What people call it.
        about: When to choose it, in plain words.
        take: Dotted path of a function of the letter and an actor that opens the case; it is called
            in the transaction that joins both.
        tell: Dotted path of a function of the case and a language that returns :class:`Told`.
        suppose: Dotted path of a function of kind, unit, day and channel that returns the case as
            it would be opened, unsaved; clocks are asked whether they would run for it.
    """

    kind: str
    label: Label
    about: Label
    take: str
    tell: str
    suppose: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a petitioner may know of a case: no names of handlers, no reasons meant for others.

    Args:
        state: How it stands, in plain words.
        days: What happened on which legal day, oldest first.
        due_on: The next day promised, inclusive; ``None`` where nothing runs.
        answer: Words of the answer; ``numbered`` its number, ``answered_on`` its day.
        onward: What else the petitioner can do, in plain words.
        parts: The same of each matter, where one letter was split into several.
    """

    state: str
    days: tuple[tuple[date, str], ...] = ()
    due_on: date | None = None
    answer: str = ""
    numbered: str = ""
    answered_on: date | None = None
    onward: tuple[str, ...] = ()
    parts: tuple[Told, ...] = ()


@cache
def offers() -> Mapping[str, Offer]:
    """Return what is offered, by kind, in the order of the rooms that are switched on."""
    return {
        offer.kind: offer
        for config in apps.get_app_configs()
        for offer in getattr(config, "letters", ())
    }
