"""What each room says it keeps of people: of whom, why, until when, and how it is forgotten.

A room's application names its ``keeps``; pages and disposal read nothing else. Lengths of time
stand in the packs; where no text gives one it stays unstated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

Label = Any
"""A lazily translated string."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Personal data that stands with cases of some kinds, or beside them.

    Args:
        key: Stable name, such as ``petitions.filed``.
        label: Whose data, in short.
        what: Which data.
        why: For what it is kept, and by which text.
        who: Who reads it.
        kinds: Kinds of case it stands with; empty where it stands with none.
        states: Closed states in which the time to keep it runs.
        limit: Key of the time limit in the packs; empty where no text gives one.
        forget: Dotted path of a function from a case to how many things it emptied, by name.
    """

    key: str
    label: Label
    what: Label
    why: Label
    who: Label
    kinds: frozenset[str] = field(default_factory=frozenset)
    states: frozenset[str] = field(default_factory=frozenset)
    limit: str = ""
    forget: str = ""


def declared() -> tuple[Keeping, ...]:
    """Return what the installed applications keep of people, in their order."""
    return tuple(one for config in apps.get_app_configs() for one in getattr(config, "keeps", ()))


def keeping(key: str) -> Keeping | None:
    """Return one declaration by its key."""
    return next((one for one in declared() if one.key == key), None)
