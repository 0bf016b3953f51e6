"""Put the words of time of one segment together: which rhythm has which due day, what is ad hoc,
what must wait.

Reads: a segment of a sentence.
Writes: one reading for each duty that the segment seems to order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from danvan.law.any_case import AnyCase
from danvan.law.duties import PeriodName, Timing
from danvan.law.extract_deadlines import deadlines
from danvan.law.extract_due import Due
from danvan.law.extract_pairs import Segment, by_turns, matched, takes
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
    r"\W*(?P<cause>(?:khi|nếu|trường\s+hợp|trong\s+trường\s+hợp|trong\s+quá\s+trình[^,;.]*?,?\s+(?:nếu|khi)|sau\s+(?:khi|mỗi|từng|kỳ|đợt|buổi|phiên|cuộc|hội\s+nghị)|gặp\s+(?:vấn|khó|vướng|trường|sự|việc|tình)|(?:hết|quá)\s+(?:thời|hạn))\s[^:;.]{3,300}?(?:,\s+(?:bổ\s+sung|vướng\s+mắc|bất\s+cập|phát\s+sinh|thay\s+thế|đột\s+xuất)[^:;.,]{0,60})*)[,:]",
    re.IGNORECASE,
)
_LACKS: Final = re.compile(r"\bnếu\s+không\s[^;.]{0,60}$", re.IGNORECASE)
_PUTS: Final = re.compile(r"[\s,]*(?:thì\s+)?(?:phân\s+công|bố\s+trí)\s", re.IGNORECASE)
_QUICK: Final = re.compile(r"báo(?:\s+cáo)?\s+nhanh", re.IGNORECASE)
_IF: Final = re.compile(
    r"\W*(?P<cause>[^;:.]{3,200}?)\s+thì\s(?!coi|xem\s+như|được\s+coi|chưa|không)", re.IGNORECASE
)
_REGIME: Final = re.compile(r"chế\s+độ\s+(?:thông\s+tin,?\s+)?báo\s+cáo\s*$", re.IGNORECASE)
_WHEN: Final = re.compile(r"khi\s+(?:có|được|nhận)", re.IGNORECASE)
_REPORT: Final = AnyCase(
    r"(?<!để )(?<!hợp )(?<!dự thảo )\bbáo\s+cáo\s+(?:kết\s+quả|tình\s+hình|việc\s+thực\s+hiện)"
    r"[^;.]{0,200}?\s(?:cho|về|với|lên|gửi|đến)\s"
)
_FROM_SIGNING: Final = re.compile(
    r"ngày\s+(?:ký|ban\s+hành|quy\s+chế|kế\s+hoạch|được\s+ban\s+hành)", re.IGNORECASE
)
_LOOK_BACK: Final = 300
_HABITS: Final = frozenset({"timely", "standing"})
_OF_A_YEAR: Final = frozenset({"rhythm_plain", "rhythm_turn"})
_BY_THE_DAY: Final = frozenset({"own_rules", "signing"})
_ENDS: Final = re.compile(r"(?:từ\s+nay\s+)?(?:cho\s+)?đến\s+(?:hết|cuối)\s", re.IGNORECASE)
"""Words of a day up to which something goes on; a rhythm that ends on it is not due on it."""
_TOUCHES: Final = re.compile(r"[\s,(]*")
_ORDER: Final = re.compile(r"trước\s+khi\s+(?P<act>.+)", re.IGNORECASE)
_OF_A_TERM: Final = frozenset({"every", "next", "last_of_quarter"})
_TRAITS: Final = {"unscheduled": _AS_TRAIT, "in_good_time": _LACKS}
"""Words before which others only describe a noun."""


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
    beats = _recurring(beats, dues)
    dues = [due for due in dues if not (beats and _ENDS.match(due.text))]
    others = list(_others(segment, beats, dues))
    if any(each.timing == "urgent" for each in others):
        others = [each for each in others if each.pattern != "unscheduled"]
    found = _as_one(segment.text, [*_series(segment, beats, dues), *_spans(beats, dues), *others])
    if all(each.timing in _HABITS for each in found):
        found += [*(() if found else _caused(segment)), *_undated(segment)][:1]
    return sorted(found, key=_place)


def _place(reading: Reading) -> tuple[int, int]:
    """Return where a reading stands among others: two days of one rhythm in the order of days."""
    due = reading.due.start if reading.due and reading.period else reading.start
    return min(reading.start, due), due


def _recurring(beats: Sequence[Hit], dues: Sequence[Due]) -> list[Hit]:
    """Return the rhythms without those that a day with its year makes a thing of once."""
    if not any(due.year for due in dues) or by_turns(beats, [due for due in dues if due.day]):
        return list(beats)
    return [hit for hit in beats if hit.pattern not in _OF_A_YEAR]


def _near(text: str, urgent: Reading, within: Reading) -> bool:
    """Say whether haste and hours stand with one verb."""
    return not {",", ";"} & set(text[urgent.end : within.start])


def _as_one(text: str, found: Sequence[Reading]) -> list[Reading]:
    """Return readings, those put together that speak of one act: haste and its hours, a day and
    what gives rise to it.
    """
    urgent = next((each for each in found if each.timing == "urgent"), None)
    within = next((each for each in found if each.pattern == "within"), None)
    if urgent and within and _near(text, urgent, within):
        matched = (*urgent.matched, *within.matched)
        merged = urgent._replace(due=within.due, matched=matched)
        return [merged if each is urgent else each for each in found if each is not within]
    if any(each.timing == "ad_hoc" for each in found):
        found = [each for each in found if each.pattern != "time_set_by_others"]
    if any(each.timing == "once" and each.due for each in found):
        return [each for each in found if each.pattern not in _BY_THE_DAY]
    return list(found)


def _series(segment: Segment, beats: Sequence[Hit], dues: Sequence[Due]) -> Iterator[Reading]:
    """Yield the rhythms, each with its due day if one is written, and due days without a rhythm."""
    days = [due for due in dues if due.day is not None]
    given = matched(segment, beats, days)
    for hit in beats:
        own = [due for due, period in given if period and takes(hit, due, period)]
        if not own and not any(due.start <= hit.start < hit.end <= due.end for due in days):
            yield _beat(segment, hit, None)
        for due in own:
            yield _beat(segment, hit, due)
    for due, period in given:
        if period is None or not any(takes(hit, due, period) for hit in beats):
            timing: Timing = (
                "dated" if period else "period_not_stated" if due.month in _OF_A_TERM else "once"
            )
            yield Reading(timing, "due_day", due.start, due.end, (due.text,), period, due=due)


def _beat(segment: Segment, hit: Hit, due: Due | None) -> Reading:
    said = segment.text[hit.start : hit.end]
    words = (said, *([hit.floor] if hit.floor and hit.floor not in said else []))
    least = hit.times if hit.timing == "at_least" else None
    if due is None:
        return Reading(hit.timing, hit.pattern, hit.start, hit.end, words, hit.period, least)
    start, end = hit.start, hit.end
    low, high = min(end, due.end), max(start, due.start)
    if low >= high or _TOUCHES.fullmatch(segment.text, low, high):
        start, end = min(start, due.start), max(end, due.end)
    elif due.period == hit.period:
        start, end = due.start, due.end
    matched = (*words, due.text)
    return Reading("dated", hit.pattern, start, end, matched, hit.period, least, due)


def _spans(beats: Sequence[Hit], dues: Sequence[Due]) -> Iterator[Reading]:
    """Yield spans of time such as "trong 05 ngày kể từ ...", "trước phiên họp 03 ngày"."""
    for due in dues:
        if due.amount is None or beats:
            continue
        event = due.from_event
        if event and due.text.startswith(event):
            yield _order(due, event)
            continue
        timing: Timing = "ad_hoc"
        if event and _FROM_SIGNING.search(event):
            timing = "once"
        yield Reading(timing, "within", due.start, due.end, (due.text,), due=due, event=event)


def _order(due: Due, event: str) -> Reading:
    """Return the order that a span before an act gives: "trước khi họp ít nhất 05 ngày"."""
    waits = _ORDER.match(event)
    before = waits["act"] if waits else event
    return Reading(
        "before", "before_an_act", due.start, due.end, (due.text,), due=due, before=before
    )


def _others(segment: Segment, beats: Sequence[Hit], dues: Sequence[Due]) -> Iterator[Reading]:
    """Yield ad hoc, order, haste and the like; each class once."""
    seen: set[str] = set()
    for hit in words_of_time(segment.text, segment.start, segment.end):
        key = hit.pattern if hit.timing in {"period_not_stated", "before"} else hit.timing
        if (
            key in seen
            or (hit.pattern == "follow_up" and _cause(segment))
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
    if beats and (hit.timing in _HABITS or _QUICK.match(text, hit.start, hit.end)):
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
    if hit.pattern in _TRAITS:
        return _TRAITS[hit.pattern].search(before) is not None
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
    if match is None and segment.text.find(" thì ", segment.start, segment.end) > 0:
        match = _IF.match(segment.text, segment.start, segment.end)
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
        end = segment.text.index(cause, segment.start) + len(cause)
        timing: Timing = "once" if _PUTS.match(segment.text, end, segment.end) else "ad_hoc"
        yield Reading(timing, "on_event", segment.start, end, (cause,), event=cause)


def _undated(segment: Segment) -> Iterator[Reading]:
    """Yield a report with neither rhythm nor day."""
    match = _REPORT.search(segment.text, segment.start, segment.end)
    if match:
        yield Reading("once", "report_undated", match.start(), match.end(), (match[0].strip(),))
