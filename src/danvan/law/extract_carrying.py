"""Carry words of time to the deeds that they govern: over the clauses before them ("A lập dự toán,
B cắm mốc, xong trong quý II"), from a sentence of their own ("Thời gian hoàn thành: ..."), from the
words that lead a list in.

Reads: readings of a segment, proposals without words of time.
Writes: readings that govern, and proposals with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from danvan.law.extract_plain import SURE as _PLAIN
from danvan.law.extract_sentences import Span
from danvan.law.extract_series import Reading
from danvan.law.extract_verbs import DEED_WORDS
from danvan.law.proposals import Proposal

_LEADS_IN: Final = re.compile(r"trước\s+khi|khi\s+(?:có|được|nhận)|căn\s+cứ|ngay", re.IGNORECASE)
_PART_OF_ACT: Final = frozenset({
    "on_event", "at_once", "only_after", "only_then", "regime_set_elsewhere", "report_undated",
})  # fmt: skip
_ASIDE: Final = re.compile(
    r"\s*\((?:vào\s+|trước\s+)?(?:sáng|chiều|trưa|tối|thứ|ngày|tuần)\s[^()]{1,60}\)", re.IGNORECASE
)
_GAPS: Final = frozenset({"", "và", "hoặc", "và trong", "hoặc trong"})
_WHEN: Final = re.compile(
    r"\W*(?:(?:thời\s+(?:gian|hạn|điểm)|tiến\s+độ)(?:\s+\w+){0,5}?\s*(?:là|:|-|–)?"
    r"|(?:tất\s+cả\s+|các\s+|những\s+)?(?:công\s+|phần\s+)?việc\s+(?:này|trên|nêu\s+trên|nói\s+trên))?\s*"
    r"(?:phải\s+|cần\s+|được\s+)?(?:thực\s+hiện\s+|hoàn\s+thành\s+|kết\s+thúc\s+)?(?:xong\s+)?\W*",
    re.IGNORECASE,
)
"""Words that only say that it is time that is spoken of."""

_CLOSES: Final = re.compile(
    r",\s+(?:và\s+)?(?:tất\s+cả\s+|phải\s+|cùng\s+)?(?:(?:thực\s+hiện|hoàn\s+thành)\s+(?:xong\s+)?"
    r"|xong\s+|thời\s+(?:gian|hạn)\s[^,;.]{0,40}?)$",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(
    r"(?:(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ)|thực\s+hiện|triển\s+khai|tiến\s+hành|hoàn\s+thành|làm|tập\s+trung|phải|cần|yêu\s+cầu)\s*"
    r"(?:(?:tốt|xong|ngay|vào)\s+)?(?:(?:các|những|một\s+số)\s+)?(?:công\s+|phần\s+)?"
    r"(?:việc|nhiệm\s+vụ|nội\s+dung|công\s+tác|giải\s+pháp|chỉ\s+tiêu)?\s*(?:chủ\s+yếu|trọng\s+tâm|cụ\s+thể|chính)?\s*"
    r"(?:sau(?:\s+đây)?|như\s+sau|dưới\s+đây)?|^\W*)\s*:\s*$",
    re.IGNORECASE,
)
"""How words end that lead in a list of deeds and order none of their own."""

_LIMIT: Final = re.compile(
    r"\W*(?:(?:đối\s+với|với|nếu|riêng|còn)\s+)?(?:trường\s+hợp|vụ\s+việc|việc|vụ|hồ\s+sơ|nội\s+dung|vấn\s+đề|đơn|ở)\s"
    r"[^;:.]{1,160}\W*",
    re.IGNORECASE,
)
_ACTS: Final = re.compile(
    rf"(?:\s(?:thì|(?<!hợp )phải)\s+(?:phải\s+)?|,\s+\S*)(?:{DEED_WORDS})(?!\w)"
)
_UNTIMED: Final = frozenset({"standing", "once"})
_TIMELESS: Final = frozenset({"principle", "definition", "prohibition", "right"})
_CARRIED: Final = frozenset({"dated", "period", "at_least", "once", "period_not_stated"})
_NAMED: Final = "rhythm_plain"
"""Pattern of a report named by its rhythm, which is an act."""
_LESS_SURE: Final = 0.9


def behind_time(text: str, span: Span, found: Sequence[Reading]) -> int:
    """Return where the words go on behind the time that a segment begins with."""
    at = span.start
    for reading in sorted(found, key=lambda each: each.start):
        if reading.pattern in _PART_OF_ACT or _LEADS_IN.match(text, reading.start):
            continue
        gap = text[at : reading.start].strip(" ,()").casefold()
        if reading.start < at or gap in _GAPS or gap.endswith(" thì"):
            at = max(at, reading.end)
    aside = _ASIDE.match(text, at, span.end)
    return aside.end() if aside and at > span.start else at


def before_colon(text: str, found: Sequence[Reading], behind: int) -> list[Reading]:
    """Return the rhythms before a colon, which govern every segment of the sentence."""
    head = [each for each in found if each.period and each.start < behind]
    if head and text[behind : behind + 2].lstrip().startswith(":"):
        return [each._replace(due=None, timing="period") if each.due else each for each in head]
    return []


def only_time(text: str, span: Span, found: Sequence[Reading]) -> list[Reading]:
    """Return the readings of words that say nothing but when; none where they say more."""
    govern = [each for each in found if each.timing in _CARRIED]
    if not govern or len(govern) < len(found) or any(each.pattern == _NAMED for each in found):
        return []
    return govern if _WHEN.fullmatch(_without_time(text, span, govern)) else []


def _without_time(text: str, span: Span, found: Sequence[Reading]) -> str:
    """Return the words of a segment with spaces for those of time."""
    said = list(text[span.start : span.end])
    for each in found:
        for first, last in _spans(each):
            said[first - span.start : last - span.start] = " " * (last - first)
    return "".join(said)


def again(text: str, span: Span, found: Sequence[Reading]) -> bool:
    """Say whether a segment only gives the act before it another limit: "; vụ việc phức tạp thì
    không quá 30 ngày".
    """
    if not found or any(each.pattern != "within" for each in found):
        return False
    said = _without_time(text, span, found)
    return _LIMIT.fullmatch(said) is not None and not _ACTS.search(said)


def closing(text: str, span: Span, found: Sequence[Reading]) -> list[Reading]:
    """Return the due day that closes a row of clauses: ", hoàn thành trước ngày 30/6"."""
    return [
        each
        for each in found
        if each.due
        and each.due.day
        and not text[each.due.end : span.end].strip(" .;,/")
        and _CLOSES.search(text, span.start, each.due.start)
    ]


def leading(text: str, span: Span, found: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings of words that lead in a list of deeds and order none of their own."""
    govern = tuple(each for each in found if each.timing in _CARRIED)
    return govern if govern and _OPENS.search(_without_time(text, span, govern)) else ()


def without(found: list[Proposal], since: int, govern: Sequence[Reading]) -> None:
    """Take back the proposals, from a place on, that were made of readings which govern a list."""
    told = {each.matched for each in govern}
    found[since:] = [each for each in found[since:] if each.matched not in told]


def carried(found: list[Proposal], since: int, govern: Sequence[Reading]) -> None:
    """Give readings to the proposals of a list, from a place on, that have no time of their own."""
    if not govern:
        return
    fresh = [
        new
        for each in found[since:]
        for new in ([each] if _has_own(each) else _timed(each, govern))
    ]
    found[since:] = fresh


def repeated(found: list[Proposal], govern: Sequence[Reading]) -> None:
    """Add the last proposal once more with each of some readings."""
    last = found[-1]
    for number, reading in enumerate(govern, 2):
        found += _timed(replace(last, id=f"{last.id}{number}"), [reading])


def _has_own(proposal: Proposal) -> bool:
    return (
        proposal.timing not in _UNTIMED
        or proposal.due is not None
        or proposal.pattern not in _PLAIN
        or proposal.modality in _TIMELESS
    )


def _timed(proposal: Proposal, govern: Sequence[Reading]) -> list[Proposal]:
    """Return a proposal as often as it is due; the first keeps its id."""
    return [
        replace(
            proposal,
            id=proposal.id if not number else f"{proposal.id}{number + 1}",
            timing=reading.timing,
            period=reading.period,
            at_least=reading.at_least,
            due=reading.due,
            event=reading.event or proposal.event,
            pattern=reading.pattern,
            matched=(*proposal.matched, *reading.matched),
            confidence=round(proposal.confidence * _LESS_SURE, 2),
        )
        for number, reading in enumerate(govern)
    ]


def _spans(reading: Reading) -> list[tuple[int, int]]:
    due = [(reading.due.start, reading.due.end)] if reading.due else []
    return [(reading.start, reading.end), *due]
