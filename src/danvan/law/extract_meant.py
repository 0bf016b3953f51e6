"""Say which deeds of a segment its words of time speak of.

Reads: readings and deeds of one segment.
Writes: places in the list of deeds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from danvan.law.extract_deeds import Deed
from danvan.law.extract_sentences import Span
from danvan.law.extract_series import Reading
from danvan.law.extract_verbs import DEED

_HABITS: Final = frozenset({"timely", "standing"})
_PAIR: Final = 2
_PLAIN_RHYTHM: Final = "rhythm_plain"


def deed_of(reading: Reading, parts: Sequence[tuple[Deed, str]]) -> set[int]:
    """Return which deeds words of time speak of: the one they stand in, or all that they lead."""
    for place, (deed, _) in enumerate(parts):
        if deed.start <= reading.start < deed.end:
            return {place} if place or reading.start > deed.start else _led(reading, parts)
    return _led(reading, parts) if parts and reading.start < parts[0][0].start else set()


def each_of_its_own(found: Sequence[Reading], meant: Sequence[set[int]]) -> list[Reading]:
    """Return readings; two days of the year that different deeds are due on are no half-years."""
    halves = [places for each, places in zip(found, meant, strict=True) if _is_half(each)]
    if len(halves) != _PAIR or halves[0] & halves[1]:
        return list(found)
    return [each._replace(period="annual") if _is_half(each) else each for each in found]


def _is_half(reading: Reading) -> bool:
    return reading.period == "semiannual" and reading.pattern == "due_day"


def _led(reading: Reading, parts: Sequence[tuple[Deed, str]]) -> set[int]:
    return {0} if reading.timing in _HABITS else set(range(len(parts)))


def measured(text: str, found: Sequence[Reading], act: Span) -> dict[int, Span]:
    """Return the acts of readings that stand in one row, each with a verb of its own: "báo cáo 6
    tháng trước ngày 15/6, báo cáo năm trước ngày 10/12"; by the places of the readings.

    Args:
        text: The cleaned text.
        found: Readings of one segment.
        act: Its act, with the words of time.
    """
    own = {
        place: reading.start
        for place, reading in enumerate(found)
        if reading.pattern == _PLAIN_RHYTHM and DEED.match(text, reading.start, reading.end)
    }
    begins = sorted(set(own.values()))
    if not begins:
        return {}
    ends = dict(zip(begins, [*begins[1:], act.end], strict=True))
    acts = {place: Span(start, _trimmed(text, start, ends[start])) for place, start in own.items()}
    for place, reading in enumerate(found):
        if place not in own and reading.period and reading.start < begins[0] > act.start:
            acts[place] = Span(act.start, _trimmed(text, act.start, begins[0]))
    alone = len(found) == 1 and begins[0] > act.start + _PAIR
    return {} if alone else acts


def _trimmed(text: str, start: int, end: int) -> int:
    """Return the end of an act without what joins it to the next."""
    said = text[start:end].rstrip(" ,;:.")
    return start + len(said.removesuffix(" và").rstrip(" ,"))
