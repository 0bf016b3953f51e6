"""Number and symbol of a document: printed strictly, read leniently."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan.law.pack_folders import packs_folder
from danvan.papers.layouts import Layout, layout, paper_type, paper_types
from danvan.papers.values import PaperError, World

BLANK: Final = "     "
"""Room for a number that is not yet taken."""

_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"∕": "/", "⁄": "/"})
_LABEL: Final = re.compile(r"^\s*số\s*(?:và\s+ký\s+hiệu\s*)?[:.]?\s*", re.IGNORECASE)
_JOINED: Final = re.compile(r"\s*([-/])\s*")
_NUMBER: Final = re.compile(r"^(\d{1,7})([a-zđA-ZĐ]?)(?=[-/]|$)")
_BLANK_NUMBER: Final = re.compile(r"^[\s.…_]*(?=[-/])")
_YEAR: Final = re.compile(r"^[-/]((?:19|20)\d{2})(?=[-/]|$)")
_SYMBOL: Final = re.compile(
    r"^[-/](?=[^\W\d])(?:[\w.&]+(?: [\w.&]+)*)(?:[-/][\w.&]+(?: [\w.&]+)*)*$"
)


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A number and symbol taken apart.

    Args:
        value: ``None`` where the place of the number is still empty.
        suffix: Letter after the number, as in ``12a``; or ``""``.
        year: Where the symbol names one, as laws of the State do.
        types: Keys of the types whose symbol it shows; several share one in the Party's world, and
            none stands in a dispatch of the State.
        type_symbol: As written, or ``""``.
        issuer: What follows: ``ĐU``, ``UBND``, ``UBND-BDVHU``.
        world: Guessed from what separates number and symbol.
    """

    value: int | None
    suffix: str
    year: int | None
    types: tuple[str, ...]
    type_symbol: str
    issuer: str
    world: World


def symbol(world: World, type_key: str, issuer: str, day: date) -> str:
    """Return the symbol beside a number, such as ``BC/ĐU``, ``BC-UBND`` or ``UBND-VP``.

    Args:
        issuer: Abbreviation of who issues; of both, joined, on a joint document.

    Raises:
        PaperError: ``PAPER-50``, no layout; ``PAPER-51``, no such type; ``PAPER-52``, the world
            does not know the type.
    """
    kind = paper_type(type_key)
    mark = kind.symbols.get(world)
    if mark is None:
        raise PaperError("PAPER-52", type=kind.name, world=world)
    return layout(world, day).number.joint.join(part for part in (mark, issuer) if part)


def written_number(world: World, value: int | None, type_key: str, issuer: str, day: date) -> str:
    """Return number and symbol as the layout of a day prints them.

    Args:
        value: ``None`` leaves room for the number of a draft.

    Raises:
        PaperError: As ``symbol``.

    Example:
        >>> written_number("party", 5, "report", "ĐU", date(2026, 6, 1))
        'Số 05-BC/ĐU'
        >>> written_number("state", 5, "dispatch", "UBND-VP", date(2026, 6, 1))
        'Số: 05/UBND-VP'
    """
    number = "" if value is None else str(value)
    return number_line(layout(world, day), number, symbol(world, type_key, issuer, day))


def number_line(figures: Layout, number: str, mark: str) -> str:
    """Return the line of a number and a symbol; an empty number leaves room for one."""
    form = figures.number
    padded = number.zfill(form.pad) if number.isdigit() else number
    separator = form.separator if mark else ""
    return f"{form.label}{padded or BLANK}{separator}{mark}"


def read_number(text: str) -> NumberParts | None:
    """Return the parts of a number in any spelling that papers really have, or nothing.

    A colon, a slash for a hyphen, a space before either and a missing "Số" are all read.

    Example:
        >>> parts = read_number("Số 121 -CV/ĐU")
        >>> parts.value, parts.types, parts.issuer, parts.world
        (121, ('dispatch',), 'ĐU', 'party')
    """
    plain = unicodedata.normalize("NFC", text[:200]).translate(_DASHES)
    plain = _JOINED.sub(r"\1", _LABEL.sub("", " ".join(plain.split()))).rstrip(" .,;")
    found = _NUMBER.match(plain) or _BLANK_NUMBER.match(plain)
    if found is None:
        return None
    value = int(found[1]) if found.re is _NUMBER else None
    suffix = found[2] if found.re is _NUMBER else ""
    rest = plain[found.end() :]
    year = _YEAR.match(rest)
    if year:
        rest = rest[year.end() :]
    if rest and not _SYMBOL.match(rest):
        return None
    if not rest and (value is None or not _LABEL.match(text)):
        return None
    return _parts(value, suffix, int(year[1]) if year else None, rest)


def _parts(value: int | None, suffix: str, year: int | None, rest: str) -> NumberParts:
    world: World = "party" if rest.startswith("-") or rest.count("/") > 1 else "state"
    first, *others = re.split(r"([-/])", rest[1:])
    types = _types_of(first, world) if rest else ()
    if types:
        return NumberParts(value, suffix, year, types, first, "".join(others[1:]), world)
    return NumberParts(value, suffix, year, (), "", rest[1:], world)


def _types_of(mark: str, world: World) -> tuple[str, ...]:
    """Return the types of a symbol, those of the world first; capitals may be off."""
    known = paper_types(packs_folder()).values()
    wanted = mark.casefold()
    here = [kind.key for kind in known if kind.symbols.get(world, "").casefold() == wanted]
    also = [kind.key for kind in known if wanted in {each.casefold() for each in kind.also}]
    away = [
        kind.key
        for kind in known
        if wanted in {each.casefold() for each in kind.symbols.values() if each}
    ]
    return tuple(also or here or away)
