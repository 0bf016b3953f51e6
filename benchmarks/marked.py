"""Texts with what is expected of them written between their lines, by hand, before any reading.

A line ``@art_3__cl_1`` says that the next line of the text begins this provision, and
``@art_3 [Words]`` that its heading is these words; a line ``~~~`` is the end of a page; a line that
begins with ``%`` is a remark. A line that begins with ``»`` is one duty of the provision above it,
in nine columns::

    » bearers | modality | timing | due | with | to | area | evidence | first words … last words

Bodies are slugs of the base pack, or the words of the text where no pack knows the body; a
semicolon parts names that hold a comma, and stands after the only one. ``jointly`` or ``lead_with``
and a colon may stand before the bearers. Timing is its class, then the rhythm and the floor where
there are any; a due day is its relation, then day, month and year, or an amount and its measure.
Receivers by copy are ``copy:slug``, by another way ``via:slug``. What stands behind a slash is
accepted too. A dash says that there is none, a star that nobody could say, so nothing is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from danvan.law.duties import PERIODS

MARK, DUTY, REMARK, PAGE = "@", "»", "%", "~~~"
COLUMNS = 9
MEASURES = frozenset({"hour", "day", "working_day", "month"})
BEARINGS = ("jointly", "lead_with", "each")


@dataclass(frozen=True)
class Expected:
    """A duty as a person reads it."""

    address: str
    bearers: frozenset | None
    bearing: str
    modalities: tuple[str, ...]
    timings: tuple[str, ...]
    period: str | None
    at_least: int | None
    due: tuple | None
    counterparts: frozenset | None
    receivers: frozenset | None
    areas: frozenset | None
    evidence: frozenset | None
    first: str
    last: str


@dataclass
class Marked:
    """A text with its expected tree and duties.

    Args:
        pages: The text as it would come, page by page.
        provisions: Address, heading or ``None``, and the line it begins with.
    """

    pages: list[str] = field(default_factory=list)
    provisions: list[tuple[str, str | None, str]] = field(default_factory=list)
    duties: list[Expected] = field(default_factory=list)


def read_marked(written: str) -> Marked:
    """Return the text and what is expected of it.

    Raises:
        ValueError: A duty has not nine columns, or a provision has no line.
    """
    found, lines, waiting, place = Marked(), [], [], ""
    for line in written.splitlines():
        if line.startswith(REMARK):
            continue
        if line == PAGE:
            found.pages.append("\n".join(lines))
            lines = []
        elif line.startswith(MARK):
            place, _space, heading = line[1:].strip().partition(" ")
            waiting.append((place, heading.strip("[]") or None))
        elif line.startswith(DUTY):
            found.duties.append(duty_of(place, line))
        else:
            lines.append(line)
            if line.strip():
                found.provisions += [(*one, " ".join(line.split())) for one in waiting]
                waiting = []
    if waiting:
        raise ValueError(f"nothing stands at {waiting}")
    found.pages.append("\n".join(lines))
    return found


def duty_of(place: str, line: str) -> Expected:
    """Return one duty from its line."""
    cells = [cell.strip() for cell in line[1:].split("|")]
    if len(cells) != COLUMNS:
        raise ValueError(f"{place}: {len(cells)} columns in {line}")
    bearers, modality, timing, due, partners, receivers, areas, evidence, act = cells
    bearing, colon, named = bearers.partition(":")
    if not colon or bearing not in BEARINGS:
        bearing, named = "each", bearers
    kinds, period, floor = timing_of(timing)
    first, _dots, last = act.partition("…")
    return Expected(
        address=place,
        bearers=named_in(named),
        bearing=bearing,
        modalities=tuple(modality.split("/")),
        timings=kinds,
        period=period,
        at_least=floor,
        due=due_of(due),
        counterparts=named_in(partners),
        receivers=frozenset(map(sent, listed(receivers))),
        areas=None if "*" in areas else frozenset(areas.split("/")),
        evidence=named_in(evidence),
        first=first.strip(),
        last=last.strip() or first.strip(),
    )


def timing_of(cell: str) -> tuple[tuple[str, ...], str | None, int | None]:
    """Return the classes that are accepted, the rhythm, and the floor."""
    kinds, period, floor = [], None, None
    for word in re.split(r"[/ ]+", cell):
        if word in PERIODS:
            period = period or word
        elif word.isdigit():
            floor = int(word)
        else:
            kinds.append(word)
    return tuple(kinds), period, floor


def named_in(cell: str) -> frozenset | None:
    """Return the names of a cell in lower case; ``None`` where nobody could say."""
    return None if cell == "*" else frozenset(map(bare, listed(cell)))


def bare(name: str) -> str:
    """Return a name in lower case without the word that says how many."""
    return re.sub(r"^(?:các|những|mọi|mỗi|từng)\s+", "", " ".join(name.casefold().split()))


def listed(cell: str) -> list[str]:
    """Return the names of a cell; a dash is none, a semicolon parts names that hold a comma."""
    if cell in {"-", ""}:
        return []
    return [one.strip() for one in cell.split(";" if ";" in cell else ",") if one.strip()]


def sent(name: str) -> tuple[str, str]:
    """Return a receiver and how it is sent."""
    way, colon, slug = name.partition(":")
    return (bare(slug), way) if colon else (bare(name), "receiver")


def due_of(cell: str) -> tuple | None:
    """Return a due day: relation, day, month, year, amount, measure."""
    if cell == "-":
        return None
    relation, first, *more = cell.split()
    if more and more[0] in MEASURES:
        return (relation, None, None, None, int(first), more[0])
    month, year = [*more, None, None][:2]
    return (relation, int(first), month, int(year) if year else None, None, None)


def span_of(text: str, start: int, one: Expected) -> tuple[int, int] | None:
    """Return where the act of a duty stands in the text read, at or after an offset."""
    first = spaced(one.first).search(text, start)
    last = first and spaced(one.last).search(text, first.start())
    return (first.start(), last.end()) if first and last else None


def spaced(words: str) -> re.Pattern[str]:
    """Return a pattern of words with any space between them."""
    return re.compile(r"\s+".join(map(re.escape, words.split())))
