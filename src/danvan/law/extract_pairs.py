"""Give each due day of a segment its rhythm: by its own words, by its place, by its month.

Reads: rhythms and due days of one segment.
Writes: due days, each with the rhythm it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from danvan.law.duties import PeriodName
from danvan.law.extract_due import Due
from danvan.law.extract_times import Hit

_REPORTING: Final = re.compile(r"báo\s+cáo", re.IGNORECASE)
_SAID_EARLY: Final = 14
_HALVES: Final = frozenset({"6", "7"})
_NINTH: Final = frozenset({"9", "10"})
_PAIR: Final = ("first half", "second half")
_LONG_BEATS: Final = frozenset({"annual", "semiannual", "nine_months"})
_QUARTERS_OF_A_YEAR: Final = 4
_FROM_NOW: Final = "từ nay"
_SAYS_DAY: Final = re.compile(r"[0-9]\s*(?:/|tháng\s)\s*[0-9]|ng[àa]y\s+[0-9]", re.IGNORECASE)
_LISTED: Final = re.compile(r"\s*(?:,|;)?\s*(?:và|hoặc)?\s*")


class Segment(NamedTuple):
    """A segment with what its reading needs.

    Args:
        text: The cleaned text.
        start, end: Its offsets, half-open.
        skipped: Spans that are citations, whose years are not duties.
        year: The one year that the document is about, if it is.
    """

    text: str
    start: int
    end: int
    skipped: Sequence[tuple[int, int]] = ()
    year: int | None = None

    @property
    def words(self) -> str:
        """Return the words of the segment."""
        return self.text[self.start : self.end]

    def cites(self, start: int, end: int) -> bool:
        """Say whether a span lies in a citation."""
        return any(first < end and start < last for first, last in self.skipped)


def takes(hit: Hit, due: Due, period: str) -> bool:
    """Say whether a due day of a rhythm belongs to words of that rhythm; a floor over a year has no
    day of the year.
    """
    dated = due.month is not None and due.month.isdecimal()
    return hit.period == period and not (dated and hit.pattern == "at_least")


def matched(
    segment: Segment, beats: Sequence[Hit], days: Sequence[Due]
) -> list[tuple[Due, PeriodName | None]]:
    """Return each due day with the rhythm it belongs to; none where it is due once."""
    found: list[tuple[Due, PeriodName | None]] = []
    taken: set[str] = set()
    turns = by_turns(beats, days)
    for place, due in enumerate(days):
        if turns:
            period: PeriodName | None = turns[place]
        else:
            period = _period_of(segment, beats, days, due, taken)
        if period:
            taken.add(period)
        found.append((_month_meant(segment, due, period), period))
    return found


def by_turns(beats: Sequence[Hit], days: Sequence[Due]) -> list[PeriodName] | None:
    """Return the rhythm of each due day where rhythms and due days take turns: "6 tháng trước ngày
    15/6, năm trước ngày 10/12"; ``None`` where they do not.
    """
    free = [
        hit
        for hit in beats
        if hit.period and not any(due.start <= hit.start < due.end for due in days)
    ]
    if len(free) != len(days) or not free:
        return None
    if len(free) < len(_PAIR) and not (days[0].year and free[0].pattern == "rhythm_plain"):
        return None
    marks = sorted([(hit.start, 0) for hit in free] + [(due.start, 1) for due in days])
    if [kind for _, kind in marks] not in ([0, 1] * len(days), [1, 0] * len(days)):
        return None
    return [hit.period for hit in sorted(free, key=lambda hit: hit.start) if hit.period]


def _period_of(
    segment: Segment, beats: Sequence[Hit], days: Sequence[Due], due: Due, taken: set[str]
) -> PeriodName | None:
    """Return the rhythm of a due day: by its own words, by its place, by its month."""
    names = [hit.period for hit in beats if hit.period]
    if due.year is not None or due.text.casefold().startswith(_FROM_NOW):
        return None
    if segment.year and not names and due.period is None:
        return None
    if due.month is None or not due.month.isdecimal():
        return due.period or (names[0] if names else None)
    before = [hit for hit in beats if hit.end <= due.start]
    apart = len({hit.group for hit in beats}) > 1
    if apart and before and before[-1].period in _LONG_BEATS:
        return before[-1].period
    return _by_month(names, _beside(segment, days, due), due, taken)


def _beside(segment: Segment, days: Sequence[Due], due: Due) -> int:
    """Return how many days of the year stand in one list with a day, itself among them."""
    dated = [each for each in days if _SAYS_DAY.search(each.text)]
    place = next((at for at, each in enumerate(dated) if each is due), None)
    if place is None:
        return 1
    first = last = place
    while first and _joined(segment, dated[first - 1], dated[first]):
        first -= 1
    while last + 1 < len(dated) and _joined(segment, dated[last], dated[last + 1]):
        last += 1
    return last - first + 1


def _joined(segment: Segment, one: Due, other: Due) -> bool:
    """Say whether nothing but "và" stands between two days."""
    return _LISTED.fullmatch(segment.text, one.end, max(one.end, other.start)) is not None


def _by_month(names: Sequence[str], listed: int, due: Due, taken: set[str]) -> PeriodName:
    """Return the rhythm of a day of the year among the rhythms of one list."""
    twice = listed == len(_PAIR)
    if "semiannual" in names:
        halves = "annual" not in names or ("semiannual" not in taken and due.month in _HALVES)
        return "semiannual" if halves else "annual"
    if "nine_months" in names and due.month in _NINTH and "nine_months" not in taken:
        return "nine_months"
    if "quarterly" in names and "annual" not in names and listed == _QUARTERS_OF_A_YEAR:
        return "quarterly"
    return "semiannual" if twice and set(names) <= {"annual"} else "annual"


def _month_meant(segment: Segment, due: Due, period: PeriodName | None) -> Due:
    """Return a monthly due day with the month it falls in: an early day is of the month after."""
    if due.month is None and due.day and period == "monthly":
        due = due._replace(month="every")
    if due.month == "every" and period == "monthly" and _REPORTING.search(segment.words):
        return due._replace(month="next" if due.day and due.day <= _SAID_EARLY else "every")
    if due.month == "every" and period == "quarterly":
        return due._replace(month="last_of_quarter")
    return due
