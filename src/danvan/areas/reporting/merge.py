"""What a person typed, put together with what others saved meanwhile; the names of the fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

BASE, VERSION = "base", "version"


def value_field(figure: str) -> str:
    """Return the name of the field of a figure."""
    return f"v_{figure}"


def reason_field(figure: str) -> str:
    """Return the name of the field for why a figure jumps."""
    return f"r_{figure}"


def own_field(question: str) -> str:
    """Return the name of the field for one's own words under a question."""
    return f"q_{question}"


def taken_field(paragraph: int) -> str:
    """Return the name of the field of a paragraph taken from a report below."""
    return f"p_{paragraph}"


def cell_field(annex: str, row: int, column: str) -> str:
    """Return the name of the field of one cell of an annex."""
    return f"a_{annex}_{row}_{column}"


def digest(text: str) -> str:
    """Return a short mark of what stood in a field, told apart after line ends are made alike."""
    plain = "\n".join(text.strip().splitlines())
    return blake2b(plain.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Combined:
    """What a person typed and what others saved meanwhile, field by field.

    Args:
        texts: What is to stand in each field.
        theirs: What others saved, in fields that both changed.
        taken: Fields that only others changed, and that now show what they saved.
    """

    texts: Mapping[str, str]
    theirs: Mapping[str, str]
    taken: frozenset[str]


def combine(typed: Mapping[str, str], stored: Mapping[str, str]) -> Combined:
    """Return typed fields over stored ones; where only others changed a field, theirs stands.

    Args:
        typed: Fields as sent, with ``base``: marks of what stood in them when the form was opened.
    """
    base = _base_of(typed.get(BASE, ""))
    texts, theirs, taken = dict(stored), {}, set()
    for name, text in typed.items():
        if name in {BASE, VERSION}:
            continue
        kept = stored.get(name, "")
        if digest(text) == digest(kept):
            continue
        if base.get(name) == digest(text):
            taken.add(name)
            continue
        texts[name] = text
        if base.get(name, digest("")) != digest(kept):
            theirs[name] = kept
    return Combined(texts, theirs, frozenset(taken))


def _base_of(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
