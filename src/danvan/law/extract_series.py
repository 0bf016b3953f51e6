"""Put the words of time of one segment together: which rhythm has which due day, what is ad hoc,
what must wait.

Reads: a segment of a sentence.
Writes: one reading for each duty that the segment seems to order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from danvan.law.duties import PeriodName, Timing
from danvan.law.extract_deadlines import Due, deadlines
from danvan.law.extract_times import Hit, rhythms, words_of_time

_AS_NOUN: Final = re.compile(
    r"(?:hội\s+nghị|cuộc|buổi|lịch|các\s+cơ\s+chế|thông\s+qua[^;.]*)\s*(?:giao\s+ban|họp|sinh\s+hoạt|làm\s+việc)?\s*$"
    r"|tính\s*$",
    re.IGNORECASE,
)
_AS_TRAIT: Final = re.compile(
    r"(?:phức\s+tạp|vụ\s*,?\s*việc|vấn\s+đề|tình\s+huống|nhiệm\s+vụ|công\s+việc|sự\s+cố|phát\s+sinh|diễn\s+biến)\s*,?\s*"
    r"(?:và\s+|hoặc\s+)?$",
    re.IGNORECASE,
)
_TRAIT_OF_HABIT: Final = re.compile(
    r"(?:bộ\s+phận|nề\s+nếp,?|trực\s+tiếp,?|và|mà|hoạt\s+động|nhiệm\s+vụ|công\s+việc|cơ\s+quan)\s*$",
    re.IGNORECASE,
)
_IS: Final = re.compile(r"\s*(?:là\b|của\b|trong\s+hoạt|[.;]|$)")
_CITED: Final = re.compile(
    r"nghị\s+quyết|kế\s+hoạch|chương\s+trình|đề\s+án|quyết\s+định|chiến\s+lược|quy\s+chế|chỉ\s+thị|kết\s+luận|mục\s+tiêu",
    re.IGNORECASE,
)
_JUDGED: Final = re.compile(r"tiêu\s+chí|đánh\s+giá|xếp\s+loại|bình\s+xét", re.IGNORECASE)
_WAITING: Final = re.compile(r"trước\s+khi\s+(?P<act>[^,;.:()]{2,160})", re.IGNORECASE)
_PASSED: Final = re.compile(r"ban\s+hành|quyết\s+định|dự\s+thảo|trình", re.IGNORECASE)
_CAUSE: Final = re.compile(
    r"\W*(?P<cause>(?:khi|nếu|trường\s+hợp|trong\s+trường\s+hợp|trong\s+quá\s+trình[^,;.]*?,?\s+(?:nếu|khi)|sau\s+khi)\s[^:;.]{3,300}?)[,:]",
    re.IGNORECASE,
)
_REGIME: Final = re.compile(r"chế\s+độ\s+(?:thông\s+tin,?\s+)?báo\s+cáo\s*$", re.IGNORECASE)
_WHEN: Final = re.compile(r"khi\s+(?:có|được|nhận)", re.IGNORECASE)
_REPORT: Final = re.compile(
    r"(?<!để )(?<!hợp )(?<!dự thảo )\bbáo\s+cáo\s+(?:kết\s+quả|tình\s+hình|việc\s+thực\s+hiện)"
    r"[^;.]{0,200}?\s(?:cho|về|với|lên|gửi|đến)\s",
    re.IGNORECASE,
)
_REPORTING: Final = re.compile(r"báo\s+cáo", re.IGNORECASE)
_FROM_SIGNING: Final = re.compile(
    r"ngày\s+(?:ký|ban\s+hành|quy\s+chế|kế\s+hoạch|được\s+ban\s+hành)", re.IGNORECASE
)
_LOOK_BACK: Final = 300
_SAID_EARLY: Final = 15
_HALVES: Final = frozenset({"6", "7"})
_NINTH: Final = frozenset({"9", "10"})
_PAIR: Final = ("first half", "second half")
_LONG_BEATS: Final = frozenset({"annual", "semiannual", "nine_months"})
_HABITS: Final = frozenset({"timely", "standing"})


class Reading(NamedTuple):
    """One duty in time.

    Args:
        timing: Class of timing.
        pattern: Name of the pattern that found it.
        start, end: Words that speak for it, offsets into the text, half-open.
        matched: Those words.
        period, at_least, due, event, before: As in a proposal.
    """

    timing: Timing
    pattern: str
    start: int
    end: int
    matched: tuple[str, ...]
    period: PeriodName | None = None
    at_least: int | None = None
    due: Due | None = None
    event: str | None = None
    before: str | None = None


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


def readings(segment: Segment) -> list[Reading]:
    """Return what a segment says of time, one reading for each duty, in order of words."""
    dues = [
        due
        for due in deadlines(segment.text, segment.start, segment.end)
        if not segment.cites(due.start, due.end)
    ]
    beats = [
        hit
        for hit in rhythms(segment.text, segment.start, segment.end)
        if not segment.cites(hit.start, hit.end)
    ]
    others = list(_others(segment, beats, dues))
    if any(each.timing == "urgent" for each in others):
        others = [each for each in others if each.pattern != "unscheduled"]
    found = [*_series(segment, beats, dues), *_spans(beats, dues), *others]
    if all(each.timing in _HABITS for each in found):
        found += [*_undated(segment), *(() if found else _caused(segment))][:1]
    return sorted(found, key=lambda reading: reading.start)


def _series(segment: Segment, beats: Sequence[Hit], dues: Sequence[Due]) -> Iterator[Reading]:
    """Yield the rhythms, each with its due day if one is written, and due days without a rhythm."""
    days = [due for due in dues if due.day is not None]
    given = _matched(segment, beats, days)
    for hit in beats:
        own = [due for due, period in given if period == hit.period]
        if not own and not any(due.start <= hit.start < hit.end <= due.end for due in days):
            yield _beat(segment, hit, None)
        for due in own:
            yield _beat(segment, hit, due)
    named = {hit.period for hit in beats}
    for due, period in given:
        if period not in named:
            timing: Timing = "dated" if period else "once"
            yield Reading(timing, "due_day", due.start, due.end, (due.text,), period, due=due)


def _beat(segment: Segment, hit: Hit, due: Due | None) -> Reading:
    matched = (segment.text[hit.start : hit.end], *([due.text] if due else []))
    least = hit.times if hit.timing == "at_least" else None
    timing: Timing = "dated" if due else hit.timing
    return Reading(timing, hit.pattern, hit.start, hit.end, matched, hit.period, least, due)


def _matched(
    segment: Segment, beats: Sequence[Hit], days: Sequence[Due]
) -> list[tuple[Due, PeriodName | None]]:
    """Return each due day with the rhythm it belongs to; none where it is due once."""
    found: list[tuple[Due, PeriodName | None]] = []
    taken: set[str] = set()
    for due in days:
        period = _period_of(segment, beats, days, due, taken)
        if period:
            taken.add(period)
        found.append((_month_meant(segment, due, period), period))
    return found


def _period_of(
    segment: Segment, beats: Sequence[Hit], days: Sequence[Due], due: Due, taken: set[str]
) -> PeriodName | None:
    """Return the rhythm of a due day: by its own words, by its place, by its month."""
    names = [hit.period for hit in beats if hit.period]
    if due.year is not None or (segment.year and not names and due.period is None):
        return None
    if due.month is None or not due.month.isdecimal():
        return due.period or (names[0] if names else None)
    before = [hit for hit in beats if hit.end <= due.start]
    apart = len({hit.start for hit in beats}) > 1
    if apart and before and before[-1].period in _LONG_BEATS:
        return before[-1].period
    return _by_month(names, days, due, taken)


def _by_month(names: Sequence[str], days: Sequence[Due], due: Due, taken: set[str]) -> PeriodName:
    """Return the rhythm of a day of the year among the rhythms of one list."""
    twice = len([day for day in days if day.month and day.month.isdecimal()]) == len(_PAIR)
    if "semiannual" in names:
        halves = "semiannual" not in taken and due.month in _HALVES
        return "semiannual" if halves or (twice and "annual" not in names) else "annual"
    if "nine_months" in names and due.month in _NINTH and "nine_months" not in taken:
        return "nine_months"
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


def _spans(beats: Sequence[Hit], dues: Sequence[Due]) -> Iterator[Reading]:
    """Yield spans of time such as "trong 05 ngày kể từ ..."."""
    for due in dues:
        if due.amount is None or beats:
            continue
        timing: Timing = "ad_hoc"
        if due.from_event and _FROM_SIGNING.search(due.from_event):
            timing = "once"
        yield Reading(
            timing, "within", due.start, due.end, (due.text,), due=due, event=due.from_event
        )


def _others(segment: Segment, beats: Sequence[Hit], dues: Sequence[Due]) -> Iterator[Reading]:
    """Yield ad hoc, order, haste and the like; each class once."""
    seen: set[str] = set()
    for hit in words_of_time(segment.text, segment.start, segment.end):
        key = hit.pattern if hit.timing in {"period_not_stated", "before"} else hit.timing
        if (
            key in seen
            or segment.cites(hit.start, hit.end)
            or not _counts(segment, hit, beats, dues)
        ):
            continue
        seen.add(key)
        yield Reading(
            hit.timing,
            hit.pattern,
            hit.start,
            hit.end,
            (segment.text[hit.start : hit.end],),
            event=_event(segment, hit),
            before=_waiting(segment, hit) if hit.timing == "before" else None,
        )


def _counts(segment: Segment, hit: Hit, beats: Sequence[Hit], dues: Sequence[Due]) -> bool:
    """Say whether words of time order something here, or only describe."""
    text = segment.text
    if hit.timing == "ad_hoc" and _WHEN.match(text, hit.start):
        cause = _CAUSE.match(text, segment.start, segment.end)
        if cause and hit.end < cause.end():
            return False
    if hit.timing in _HABITS and beats:
        return False
    taken = [(each.start, each.end) for each in beats] + [(each.start, each.end) for each in dues]
    if any(start < hit.end and hit.start < end for start, end in taken):
        return False
    before = text[max(segment.start, hit.start - _LOOK_BACK) : hit.start]
    return not _describes(segment, hit, before, beats)


def _describes(segment: Segment, hit: Hit, before: str, beats: Sequence[Hit]) -> bool:
    """Say whether words of time only describe a noun, by what stands before and behind them."""
    if hit.pattern == "periodically":
        regime = _REGIME.search(before) is not None and "hực hiện" not in before
        return bool(beats) or regime or _AS_NOUN.search(before) is not None
    if hit.pattern == "regularly":
        is_trait = _TRAIT_OF_HABIT.search(before) is not None
        return is_trait or _IS.match(segment.text, hit.end, segment.end) is not None
    if hit.pattern == "unscheduled":
        return _AS_TRAIT.search(before) is not None
    if hit.pattern == "opinion_first":
        return _PASSED.search(segment.words) is None or "rước khi" in segment.words
    if hit.timing == "span":
        judged = hit.pattern == "years" or _JUDGED.search(before) is not None
        return not judged or _CITED.search(before) is not None
    return False


def _event(segment: Segment, hit: Hit) -> str | None:
    """Return the words of the cause of a hit, where one is said."""
    if hit.timing == "ad_hoc":
        return segment.text[hit.start : hit.end]
    return _cause(segment) if hit.timing in {"urgent", "timely"} else None


def _cause(segment: Segment) -> str | None:
    """Return the words of the cause that a segment begins with."""
    match = _CAUSE.match(segment.text, segment.start, segment.end)
    return match["cause"].strip() if match else None


def _waiting(segment: Segment, hit: Hit) -> str | None:
    """Return the words of the act that must wait."""
    match = _WAITING.search(segment.text, segment.start, segment.end)
    if match:
        return match["act"].strip()
    if hit.pattern != "opinion_first":
        return segment.text[hit.start : hit.end]
    passed = _PASSED.search(segment.words)
    return passed[0] if passed else None


def _caused(segment: Segment) -> Iterator[Reading]:
    """Yield a duty that begins with its cause and says nothing else of time."""
    cause = _cause(segment)
    if cause:
        yield Reading(
            "ad_hoc", "on_event", segment.start, segment.start + len(cause), (cause,), event=cause
        )


def _undated(segment: Segment) -> Iterator[Reading]:
    """Yield a report with neither rhythm nor day."""
    match = _REPORT.search(segment.text, segment.start, segment.end)
    if match:
        yield Reading("once", "report_undated", match.start(), match.end(), (match[0].strip(),))
