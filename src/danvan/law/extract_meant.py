"""Say which deeds of a segment its words of time speak of.

Reads: readings and deeds of one segment.
Writes: places in the list of deeds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from danvan.law.extract_deeds import Deed
from danvan.law.extract_series import Reading

_HABITS: Final = frozenset({"timely", "standing"})
_PAIR: Final = 2


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
