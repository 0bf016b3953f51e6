"""Say which deeds of a segment its words of time speak of.

Reads: readings and deeds of one segment.
Writes: places in the list of deeds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from danvan.law.extract_deeds import Deed
from danvan.law.extract_sentences import Span
from danvan.law.extract_series import Reading
from danvan.law.extract_verbs import DEED

_HABITS: Final = frozenset({"timely", "standing"})
_PAIR: Final = 2
_SET: Final = frozenset({"dated", "once", "period", "at_least"})
_TURN: Final = re.compile(
    r"\s*(?:,\s*(?:và\s+|rồi\s+|đồng\s+thời\s+|sau\s+đó\s+)?|và\s+|rồi\s+)", re.IGNORECASE
)
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


def acts_of(text: str, found: Sequence[Reading], act: Span) -> dict[int, Span]:
    """Return the acts of readings that stand in one row, each with a verb of its own: "báo cáo 6
    tháng trước ngày 15/6, báo cáo năm trước ngày 10/12"; by the places of the readings.

    Args:
        text: The cleaned text.
        found: Readings of one segment.
        act: Its act, with the words of time.
    """
    return _measured(text, found, act) or _dated(text, found, act)


def _dated(text: str, found: Sequence[Reading], act: Span) -> dict[int, Span]:
    """Return the acts that end with their time, another verb right behind: "rà soát trong tháng 8,
    công bố trước ngày 05/9".
    """
    ends = [max(each.end, each.due.end if each.due else 0) for each in found]
    acts: dict[int, Span] = {}
    start = act.start
    for place, end in enumerate(ends):
        turn = _TURN.match(text, end, act.end) if found[place].timing in _SET else None
        if turn is None or not DEED.match(text, turn.end(), act.end):
            continue
        acts[place] = Span(start, end)
        start = turn.end()
    last = len(found) - 1
    if acts and last not in acts and start <= _place(found[last]):
        acts[last] = Span(start, act.end)
    return acts if len(acts) > 1 else {}


def _place(reading: Reading) -> int:
    return reading.due.start if reading.due else reading.start


def _measured(text: str, found: Sequence[Reading], act: Span) -> dict[int, Span]:
    """Return the acts of reports that are named by their rhythm."""
    own = {
        place: reading.start
        for place, reading in enumerate(found)
        if reading.pattern == _PLAIN_RHYTHM
        and DEED.match(text, reading.start, reading.end)
        and text[max(reading.start - 1, 0)] != "("
    }
    begins = sorted(set(own.values()))
    if not begins:
        return {}
    ends = dict(zip(begins, [*begins[1:], act.end], strict=True))
    acts = {place: Span(start, _trimmed(text, start, ends[start])) for place, start in own.items()}
    for place, reading in enumerate(found):
        if place not in own and reading.period and reading.start < begins[0] > act.start:
            acts[place] = Span(act.start, _trimmed(text, act.start, begins[0]))
        elif place not in own and place - 1 in acts and reading.pattern == _PLAIN_RHYTHM:
            acts[place] = acts[place - 1]
    alone = len(found) == 1 and begins[0] > act.start + _PAIR
    return {} if alone else acts


def _trimmed(text: str, start: int, end: int) -> int:
    """Return the end of an act without what joins it to the next."""
    said = text[start:end].rstrip(" ,;:.")
    return start + len(said.removesuffix(" và").rstrip(" ,"))
