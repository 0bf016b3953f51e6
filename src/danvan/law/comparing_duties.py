"""Compare two duties: who, with whom, to whom, how often, until when, how binding; each with its
reason.

"First" is measured by "second": stricter means that the first asks for more or sooner.

Reads: duties as the JSON contract writes them.
Writes: reasons with their codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from danvan.law.collation import fold
from danvan.law.comparing_units import TokenReader
from danvan.law.duties import Words
from danvan.law.pack_folders import packs_folder
from danvan.law.packs import load

Verdict = Literal[
    "same", "narrower", "broader", "stricter", "looser", "other", "missing", "only_here"
]
Duty = Mapping[str, Any]
"""One duty as the JSON contract writes it."""

_TIMES_A_YEAR: Final[Mapping[str, Fraction]] = {
    "weekly": Fraction(52),
    "monthly": Fraction(12),
    "quarterly": Fraction(4),
    "semiannual": Fraction(2),
    "nine_months": Fraction(1),
    "annual": Fraction(1),
    "multi_year": Fraction(1, 5),
}
_BINDING: Final = {"right": 1, "power": 2, "assignment": 3, "duty": 3}
_BODIES: Final = (
    ("bearers", "CMP-05", "CMP-06", "CMP-07"),
    ("counterparts", "CMP-08", "CMP-09", "CMP-10"),
    ("recipients", "CMP-11", "CMP-12", "CMP-13"),
)
_MONTHS: Final = {"every": 0, "last_of_quarter": 0, "next": 1}
_RELATIONS: Final = {"before": 0, "on": 1, "by": 1}
_HOURS: Final = {
    "hour": (Fraction(1), Fraction(1)),
    "day": (Fraction(24), Fraction(24)),
    "working_day": (Fraction(24), Fraction(24) * 2),
    "month": (Fraction(24) * 28, Fraction(24) * 31),
}
"""Least and most hours of a measure; a working day may stand beside days of rest."""


class Reason(NamedTuple):
    """One thing in which two duties or provisions differ.

    Args:
        code: Its sentence stands in the base pack.
        verdict: What this alone makes of the first.
        fields: Values the sentence needs.
    """

    code: str
    verdict: Verdict
    fields: Mapping[str, object]


def reasons(
    first: Duty, second: Duty, readers: tuple[TokenReader, TokenReader]
) -> Iterator[Reason]:
    """Yield everything in which a duty differs from another, but for the words of the act."""
    for key, fewer, more, other in _BODIES:
        yield from _bodies(first[key], second[key], readers, (fewer, more, other))
    yield from _rhythm(first, second)
    yield from _deadline(first["deadline"], second["deadline"])
    yield from _modality(first["modality"], second["modality"])
    yield from _waiting(first["before"], second["before"])


def summed(verdicts: Sequence[Verdict]) -> Verdict:
    """Return one verdict for several: what asks for more or sooner first, then what is wider."""
    found = set(verdicts) - {"same"}
    if not found:
        return "same"
    timed = found & {"stricter", "looser"}
    if len(timed) == 1:
        return next(iter(timed))
    return next(iter(found)) if len(found) == 1 else "other"


def families(named: Sequence[Mapping[str, Any]], reader: TokenReader) -> dict[str, str]:
    """Return bodies by family, with the words that name each."""
    return {reader.family(each["role"], each["text"]): each["text"] for each in named}


def _bodies(
    first: Sequence[Mapping[str, Any]],
    second: Sequence[Mapping[str, Any]],
    readers: tuple[TokenReader, TokenReader],
    codes: tuple[str, str, str],
) -> Iterator[Reason]:
    mine, its = families(first, readers[0]), families(second, readers[1])
    alike = {fold(text) for text in mine.values()} & {fold(text) for text in its.values()}
    fewer = [text for key, text in its.items() if key not in mine and fold(text) not in alike]
    more = [text for key, text in mine.items() if key not in its and fold(text) not in alike]
    if fewer and more:
        yield Reason(codes[2], "other", {"first": more, "second": fewer})
    elif fewer:
        yield Reason(codes[0], "narrower", {"bodies": fewer})
    elif more:
        yield Reason(codes[1], "broader", {"bodies": more})


def _rhythm(first: Duty, second: Duty) -> Iterator[Reason]:
    found = _rhythm_verdict(first, second)
    if found:
        fields = {"first": rhythm_words(first), "second": rhythm_words(second)}
        yield Reason(found[0], found[1], fields)


def _rhythm_verdict(first: Duty, second: Duty) -> tuple[str, Verdict] | None:
    """Return the code and what it means that two rhythms differ; ``None`` where they do not."""
    mine, its = _times(first), _times(second)
    if mine and its and mine != its:
        return ("CMP-14", "stricter") if mine > its else ("CMP-15", "looser")
    if mine and its:
        same = first["trigger"]["period"] == second["trigger"]["period"]
        return None if same else ("CMP-28", "other")
    if mine or its:
        return ("CMP-16", "stricter") if mine else ("CMP-17", "looser")
    return None if first["timing_class"] == second["timing_class"] else ("CMP-28", "other")


def _times(duty: Duty) -> Fraction | None:
    """Return how often a year, at least; ``None`` where no rhythm is written."""
    period = duty["trigger"]["period"]
    return _TIMES_A_YEAR[period] * (duty["trigger"]["at_least"] or 1) if period else None


def rhythm_words(duty: Duty) -> Words:
    """Return the rhythm in words, else the class of timing."""
    period, at_least = duty["trigger"]["period"], duty["trigger"]["at_least"]
    if not period:
        return _said("timings", duty["timing_class"])
    said = _said("periods", period)
    if not at_least:
        return said
    return Words(f"{said.vi}, ít nhất {at_least} lần", f"{said.en}, at least {at_least} times")


def _said(listed: str, key: str) -> Words:
    return _labels(packs_folder(), listed).get(key, Words(key, key))


@lru_cache(maxsize=8)
def _labels(folder: Path, listed: str) -> Mapping[str, Words]:
    """Return the words of a closed list of the base pack by key, in small letters."""
    terms = load(folder / "vn-base").terms[listed]
    return {
        term.key: Words(
            term.names.vi[:1].lower() + term.names.vi[1:],
            term.names.en[:1].lower() + term.names.en[1:],
        )
        for term in terms
    }


def _deadline(first: Duty | None, second: Duty | None) -> Iterator[Reason]:
    if first and second:
        if _same_day(first, second):
            return
        fields = {"first": first["text"], "second": second["text"]}
        order = _order(first, second)
        if order is None:
            yield Reason("CMP-22", "other", fields)
        elif order:
            yield Reason(
                "CMP-18" if order < 0 else "CMP-19", "stricter" if order < 0 else "looser", fields
            )
    elif first:
        yield Reason("CMP-20", "stricter", {"first": first["text"]})
    elif second:
        yield Reason("CMP-21", "looser", {"second": second["text"]})


def _same_day(first: Duty, second: Duty) -> bool:
    return all(first[key] == second[key] for key in first if key not in {"text", "from_event"})


def _order(first: Duty, second: Duty) -> int | None:
    """Return below nought where the first is due sooner, above where later, ``None`` where words
    alone do not tell.
    """
    mine, its = _span(first), _span(second)
    if mine and its:
        if mine[1] < its[0]:
            return -1
        return 1 if mine[0] > its[1] else 0 if mine == its else None
    one, other = _day(first), _day(second)
    if one is None or other is None or one[0] != other[0]:
        return None
    return (one[1:] > other[1:]) - (one[1:] < other[1:])


def _span(due: Duty) -> tuple[Fraction, Fraction] | None:
    """Return how long is given, in hours, at least and at most."""
    if due["amount"] is None or due["measure"] not in _HOURS:
        return None
    least, most = _HOURS[due["measure"]]
    return least * due["amount"], most * due["amount"]


def _day(due: Duty) -> tuple[object, ...] | None:
    """Return a key of a day: what it can be compared with, then where in the time it stands."""
    if due["day"] is None and due["month"] is None:
        return None
    month = str(due["month"] or "every")
    kind = "of the period" if month in _MONTHS else "of the year"
    at = _MONTHS[month] if month in _MONTHS else int(month) if month.isdecimal() else 0
    return (kind, due["year"] or 0, at, due["day"] or 31, _RELATIONS.get(due["relation"], 1))


def _modality(first: str, second: str) -> Iterator[Reason]:
    if first == second or {first, second} == {"duty", "assignment"}:
        return
    fields = {"first": _said("modalities", first), "second": _said("modalities", second)}
    mine, its = _BINDING.get(first), _BINDING.get(second)
    if mine is None or its is None or mine == its:
        yield Reason("CMP-25", "other", fields)
    elif mine > its:
        yield Reason("CMP-23", "stricter", fields)
    else:
        yield Reason("CMP-24", "looser", fields)


def _waiting(first: str | None, second: str | None) -> Iterator[Reason]:
    if first and not second:
        yield Reason("CMP-26", "stricter", {"first": first})
    elif second and not first:
        yield Reason("CMP-27", "looser", {"second": second})
