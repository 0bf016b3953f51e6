"""Which keys the reader of packs asks for, found by listening while it reads packs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from danvan.law import pack_cases, packs
from danvan.law.pack_tables import MISSING, Table

FORMS = {"str": "text", "int": "whole number", "bool": "true or false", "date": "day"}
FORMS |= {"list": "list", "dict": "table"}
ALONE = {"pack.toml", "calendars/fixed.toml"}
"""Files in a folder of like ones that are read in their own way."""

Place = tuple[str, str]
"""File of a pack, and the table inside it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asks of one key.

    Args:
        needed: ``yes``, ``sometimes`` (it depends on other keys of the table), or empty.
        allowed: The only values, where they are listed in the code.
    """

    form: str
    needed: str
    allowed: tuple[str, ...] = ()


Keys = dict[Place, dict[str, Asked]]


class Listener:
    """What was heard: keys by place, and of which tables each was asked."""

    def __init__(self) -> None:
        self.keys: Keys = defaultdict(dict)
        self.tables: dict[Place, dict[int, Table]] = defaultdict(dict)
        self.askings: dict[tuple[Place, str], set[int]] = defaultdict(set)

    def hear(self, table: Table, name: str, asked: Asked) -> None:
        """Note that a key was asked of a table."""
        place = place_of(table)
        self.tables[place][id(table)] = table
        self.askings[place, name].add(id(table))
        known = self.keys[place].setdefault(name, asked)
        if asked.needed and not known.needed:
            self.keys[place][name] = replace(known, needed=asked.needed)

    def allow(self, table: Table, name: str, allowed: Collection[str]) -> None:
        """Note the only values of a key."""
        keys = self.keys[place_of(table)]
        keys[name] = replace(keys[name], allowed=tuple(allowed))

    def told(self, place: Place, name: str) -> Asked:
        """Return what was heard of a key; needed sometimes, where not every table was asked."""
        asked = self.keys[place][name]
        is_always = len(self.askings[place, name]) == len(self.tables[place])
        return asked if is_always or not asked.needed else replace(asked, needed="sometimes")


def place_of(table: Table) -> Place:
    """Return where a table stands, with names of files and rows left out."""
    file = table.sheet.name
    if file not in ALONE:
        file = re.sub(r"/[^/]+\.toml$", "/*.toml", file)
    return file, re.sub(r"\[[^\]]*\]", "", table.key)


def form_of(form: type | tuple[type, ...]) -> str:
    """Return a form in words."""
    several = form if isinstance(form, tuple) else (form,)
    return " or ".join(FORMS.get(one.__name__, one.__name__) for one in several)


@contextmanager
def listening() -> Iterator[Listener]:
    """Hear every key that is taken from a table."""
    heard = Listener()
    take, choice = Table.take, Table.choice

    def heard_take(self: Table, name: str, form: Any, *, default: object = MISSING) -> object:
        heard.hear(self, name, Asked(form_of(form), "yes" if default is MISSING else ""))
        return take(self, name, form, default=default)

    def heard_choice(
        self: Table, name: str, allowed: Collection[str], *, default: str | None = None
    ) -> str:
        value = choice(self, name, allowed, default=default)
        heard.allow(self, name, allowed)
        return value

    with patch.object(Table, "take", heard_take), patch.object(Table, "choice", heard_choice):
        yield heard


def keys_asked(folder: Path) -> Keys:
    """Return the keys that are asked for in all packs of a folder, by file and table."""
    with listening() as heard:
        for pack in sorted(path.parent for path in folder.glob("*/pack.toml")):
            pack_cases.run_cases(packs.load(pack))
    return told_keys(heard)


def told_keys(heard: Listener) -> Keys:
    """Return what was heard, wordings named as such and files that are only lists left out."""
    wordings = {place for place, keys in heard.keys.items() if set(keys) == {"vi", "en"}}
    kept: Keys = {}
    for place, keys in heard.keys.items():
        file, inside = place
        is_list = not inside and len(keys) == 1 and (file, next(iter(keys))) in heard.keys
        if place in wordings or is_list:
            continue
        kept[place] = {
            name: replace(heard.told(place, name), form="words in vi and en")
            if (file, f"{inside}.{name}" if inside else name) in wordings
            else heard.told(place, name)
            for name in keys
        }
    return kept
