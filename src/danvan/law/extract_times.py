"""Find the words of time in a sentence: rhythms, floors, order, haste, cause and span.

Reads: one segment of a sentence.
Writes: hits with their span, their class of timing and the name of the pattern; due days stand in
``extract_deadlines``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, NamedTuple

from danvan.law.any_case import AnyCase
from danvan.law.duties import PeriodName, Timing
from danvan.law.extract_numbers import NUMBER, number_of
from danvan.law.extract_words import HINTS, PATTERNS
from danvan.law.word_tries import any_of

_TIMES: Final = (
    r"(?:lần|lớp|ca|chuyến|bài|buổi|cuộc|kỳ|phiên|đợt|lượt|hội\s+nghị|mô\s+hình|chuyên\s+đề"
    r"|số|tin|đoàn)"
)
_NUMBERED: Final = rf"\s*[0-9]+(?!\s*(?:\([^()]*\)\s*)?(?:{_TIMES}|ngày(?!\s*[0-9])|[0-9]))"
_COUNT: Final = rf"(?:(?:{NUMBER})\s*(?:\([^()\d]{{1,20}}\)\s*)?)?"
_NEXT: Final = r"\s+(?:tới|này|trước(?!\s+(?:ngày|khi|tháng|[0-9])))\b"
_UNIT: Final = (
    rf"{_COUNT}(?:tuần|tháng(?!{_NUMBERED}|\s*(?:giêng|chạp)|{_NEXT})"
    rf"|qu[ýí](?!{_NUMBERED}|\s*[IVX]+\b|{_NEXT})"
    rf"|(?:(?:cả|cuối)\s+)?năm(?!{_NUMBERED}|\s+(?:học|tới|sau|qua|trước(?!\s+(?:ngày|khi|tháng)))\b))(?!\w)"
    r"(?:\s+(?:đầu|cuối)\s+năm)?"
)
_WIDE: Final = (
    rf"(?:nửa\s+(?:năm|tháng)(?!\w)|nhiệm\s+kỳ(?!\s*[0-9])|(?:năm\s+)?học\s+kỳ|năm\s+học|{_UNIT})"
)
"""A unit of time also where only "mỗi", "một lần" or a count before it makes it a rhythm."""

_EACH: Final = r"(?:định\s+kỳ(?:\s+vào)?|hàng|hằng|hang|mỗi|từng)"
_SEP: Final = r"\s*(?:\([^()]{1,60}\)\s*)?(?:,|;|và|hoặc|/|,\s*và)\s*"
_PARTS: Final = re.compile(_SEP)
_LIST: Final = rf"{_UNIT}(?:{_SEP}(?:{_EACH}\s+)?{_UNIT})*"
_MEASURED: Final = (
    r"(?:báo\s+cáo|sơ\s+kết|tổng\s+kết|giao\s+ban|họp|kiểm\s+điểm|đánh\s+giá|xếp\s+loại"
    r"|sinh\s+hoạt)"
    r"(?:\s+(?:kết\s+quả|tình\s+hình|công\s+tác|hoạt\s+động|thực\s+hiện|sơ\s+kết|tổng\s+kết"
    r"|thống\s+kê)){0,3}"
)
_IN: Final = r"(?:/|trong\s+một|trong|mỗi|một|trên)"
_RHYTHM: Final = AnyCase(
    r"\b(?:"
    rf"(?P<per>(?P<per_n>{NUMBER})\s*(?:\([^()]*\)\s*)?(?:{_TIMES}|ngày)\s*{_IN}\s*(?P<per_of>{_WIDE}))"
    rf"|(?P<once>(?:{_EACH}\s+){{0,2}}(?P<once_of>{_WIDE}|{_COUNT}(?:ngày|vụ(?:\s+sản\s+xuất)?))\s*(?:/|là\s+)?\s*"
    rf"(?P<once_n>{NUMBER})?\s*(?:lần|kỳ)\b)"
    rf"|(?P<told>{_EACH}\s+(?P<told_of>{_WIDE})\s+(?:(?:ít\s+nhất|tối\s+thiểu)\s+)?(?P<told_n>{NUMBER})\s*(?:\([^)]*\)\s*)?(?:{_TIMES}|ngày(?!\w)))"
    rf"|(?P<each>{_EACH}\s+(?:{_EACH}\s+)?(?P<each_of>{_WIDE}(?:{_SEP}(?:{_EACH}\s+)?{_UNIT})*))"
    rf"|(?P<plain>{_MEASURED}\s+(?P<plain_of>{_LIST}))"
    rf"|(?P<bare>(?P<bare_of>{_UNIT})(?=\s*:?\s*(?:gửi\s+)?(?:trước|chậm\s+nhất(?:\s+là)?|vào|muộn\s+nhất)"
    r"\s+(?:ngày\s+[0-9]|[0-9]{1,2}/)))"
    rf"|(?P<listed>(?P<listed_of>{_UNIT}(?:{_SEP}{_UNIT})+))"
    rf"|(?P<least>(?:ít\s+nhất|tối\s+thiểu)\s+(?P<least_n>{NUMBER})%?\s+(?!ngày|giờ|tháng|năm|tuần)[^;.\n]{{1,80}}?"
    r"(?P<tail>(?:\strong\s+(?:một\s+|mỗi\s+)?|/)(?P<least_of>tuần|tháng|quý|năm)(?!\w|\s*[0-9])))"
    r"|(?P<turn>(?:vào\s+)?(?:dịp\s+)?(?:cuối|đầu|kết\s+thúc)\s+(?:(?:mỗi|hàng|hằng)\s+)?"
    r"(?P<turn_of>tháng|quý|năm)(?!\w|\s*[0-9]|\s+mới)(?:\s+học(?!\w))?)"
    r"|(?P<within>(?:ngày|tuần|ngày\s+làm\s+việc|thứ\s+\w+)\s+"
    r"(?:thứ\s+\w+|đầu(?:\s+tiên)?|cuối(?:\s+cùng)?)\s+(?:của\s+)?(?P<within_of>tháng|quý)"
    r"(?!\w|\s*[0-9]|\s+(?:[IV]+\b|sau|này|tới)))"
    r")"
)
_WAYS: Final = ("per", "once", "told", "each", "plain", "bare", "listed", "least", "turn", "within")
_COUNTED: Final = frozenset({"per", "once", "told", "least"})
_RECURS: Final = frozenset({"once", "each"})
"""Ways that say a rhythm also where it has no name: "hai tuần một lần"."""
_AT_TURN: Final = re.compile(r"(?:^|[,;:.\n]|vào|dịp|mỗi)\s*(?:dịp\s+)?$", re.IGNORECASE)
_BESIDE: Final = re.compile(r"ngoài\s+(?:\w+\s+){0,4}$", re.IGNORECASE)
_ITEM: Final = re.compile(
    rf"(?:(?P<n>{NUMBER})\s*(?:\([^()\d]{{1,20}}\)\s*)?)?(?P<unit>nửa\s+năm|nửa\s+tháng|nhiệm\s+kỳ|(?:năm\s+)?học\s+kỳ|tuần|tháng|qu[ýí]|năm|ngày|vụ)(?!\w)",
    re.IGNORECASE,
)
_MOST: Final = 60
"""Bounds the work on a sentence that is nothing but words of time."""

_HALF: Final = re.compile(
    r"(?<=tháng)\s+(?:đầu|cuối)\s+năm|\([^()]*(?:[0-9]|ngày)[^()]*\)", re.IGNORECASE
)
"""What stands beside the units of a list and is none."""
_FLOOR: Final = AnyCase(
    rf"\b(?:ít\s+nhất|tối\s+thiểu|không\s+(?:ít\s+hơn|dưới))"
    r"(?!\s+(?:một|hai|[0-9]+)\s*(?:phần|/\s*[0-9]|%))(?:\s+(?:là|phải|có|tổ\s+chức))?"
    rf"(?:\s+(?P<n>{NUMBER})(?!\s*(?:\([^)]*\)\s*)?(?:tháng|quý|năm|tuần|ngày|giờ))"
    r"(?:\s*\([^)]*\))?(?:\s+lần(?!\w))?)?"
)
_MONTHS: Final[dict[int, PeriodName]] = {
    1: "monthly",
    3: "quarterly",
    6: "semiannual",
    9: "nine_months",
    12: "annual",
}
_QUARTERS: Final[dict[int, PeriodName]] = {1: "quarterly", 2: "semiannual", 4: "annual"}
_NAMED: Final[dict[str, PeriodName]] = {
    "nửa năm": "semiannual",
    "học kỳ": "semiannual",
    "năm học kỳ": "semiannual",
    "nhiệm kỳ": "multi_year",
}


class Hit(NamedTuple):
    """Words of time.

    Args:
        timing: Class of timing that they suggest.
        start, end: Character offsets into the text, half-open.
        pattern: Name of the pattern that found them.
        period: Rhythm, where they name one.
        times: How often within one period; 0 where they do not say.
        group: Where the list begins that they are an item of.
        floor: Words of a floor that stand apart from them.
    """

    timing: Timing
    start: int
    end: int
    pattern: str
    period: PeriodName | None = None
    times: int = 0
    group: int = -1
    floor: str = ""


_WORDS: Final[Mapping[str, tuple[Timing, AnyCase]]] = {
    name: (timing, AnyCase(pattern)) for name, timing, pattern in PATTERNS
}
_TOLD_BY: Final[Mapping[str, list[str]]] = {
    hint: [name for name, listed in HINTS.items() if hint in listed]
    for listed in HINTS.values()
    for hint in listed
}
_TELLING: Final = re.compile(any_of(_TOLD_BY))
_UNITS: Final = ("tuần", "tháng", "quý", "quí", "năm", "nhiệm kỳ", "học kỳ", "lần")
_ANY: Final = AnyCase(
    r"định\s+kỳ|hàng\s|hằng\s|hang\s|mỗi\s|từng\s|lần|tháng|quý|quí|năm|tuần|cần|đột\s+xuất|khi|nhanh|ngay"
    r"|[0-9]/[0-9]|kịp\s+thời|mới\s|h[àằ]ng|thời\s+(?:gian|hạn)|chế\s+độ|trước|ý\s+kiến|tổng\s+hợp|ký\s+kết|giai\s+đoạn"
    r"|nhiệm\s+kỳ|thường\s+xuyên|lập\s+tức|\sthì\s|ngày|chậm|báo\s+cáo|căn\s+cứ|nếu"
)


def has_time(text: str, start: int, end: int) -> bool:
    """Say whether a piece of text may hold words of time at all."""
    return _ANY.search(text, start, end) is not None


def rhythms(text: str, start: int, end: int) -> list[Hit]:
    """Return the rhythms that a segment names, each once, in order.

    "Định kỳ tháng, quý, 6 tháng" gives three; "02 lần/năm" one with a count; a floor such as "ít
    nhất" makes the class ``at_least``.
    """
    said = text[start:end].casefold()
    if not any(unit in said for unit in _UNITS):
        return []
    floors = list(_FLOOR.finditer(text, start, end))
    found: dict[str, Hit] = {}
    for match in islice(_RHYTHM.finditer(text, start, end), _MOST):
        if match["turn"] and not _AT_TURN.search(text[start : match.start()]):
            continue
        if _BESIDE.search(text[start : match.start()]):
            continue
        kind = next(name for name in _WAYS if match[name])
        for hit in _of_match(match, kind):
            found.setdefault(hit.period or "", hit)
    hits = list(found.values())
    if floors and hits:
        nearest = min(hits, key=lambda hit: abs(hit.start - floors[0].start()))
        hits[hits.index(nearest)] = _floored(text, nearest, floors[0])
    return hits


def _floored(text: str, hit: Hit, floor: re.Match[str]) -> Hit:
    """Return a rhythm as a floor: "mỗi quý ít nhất hai lần", "mỗi quý tổ chức ít nhất hai cuộc"."""
    least = number_of(floor["n"]) if floor["n"] else None
    told = hit._replace(timing="at_least", times=least or hit.times or 1, pattern="at_least")
    low, high = min(hit.end, floor.end()), max(hit.start, floor.start())
    if text[low:high].strip(" ,("):
        return told._replace(floor=floor[0])
    return told._replace(start=min(floor.start(), hit.start), end=max(floor.end(), hit.end))


def _of_match(match: re.Match[str], kind: str) -> Iterator[Hit]:
    """Yield one hit for each unit of time in a match, each with its own place in a list."""
    listed = match[f"{kind}_of"]
    said = _HALF.sub(lambda half: " " * len(half[0]), listed)
    count = match[f"{kind}_n"] if kind in _COUNTED else None
    times = number_of(count) if count else 0
    items = list(_ITEM.finditer(said))
    begin = match.start(f"{kind}_of")
    start = match.start("tail") if kind == "least" else match.start()
    for place, item in enumerate(items):
        first = begin + _behind(said, items[place - 1].end()) if place else start
        half = _HALF.match(listed, item.end())
        end = begin + (half.end() if half else item.end())
        last = end if place < len(items) - 1 else match.end()
        period = _period(item)
        timing: Timing = "at_least" if times > 1 or kind == "least" else "period"
        if period is not None:
            yield Hit(timing, first, last, f"rhythm_{kind}", period, times, match.start())
        elif kind in _RECURS:
            told: Timing = "period_not_stated"
            yield Hit(told, first, last, f"rhythm_{kind}", None, times, match.start())


def _behind(words: str, at: int) -> int:
    """Return the offset behind what parts two items of a list."""
    parts = _PARTS.match(words, at)
    return parts.end() if parts else at


def _period(item: re.Match[str]) -> PeriodName | None:
    """Return the rhythm of one unit of time with its number, where it has a name."""
    unit = " ".join(item["unit"].casefold().split())
    number = number_of(item["n"]) if item["n"] else 1
    if unit in _NAMED:
        return _NAMED[unit]
    if unit == "tuần":
        return "weekly" if number == 1 else None
    if unit in {"quý", "quí"}:
        return _QUARTERS.get(number)
    if unit == "tháng":
        return _MONTHS.get(number)
    if unit == "năm":
        return "annual" if number == 1 else "multi_year"
    return None


def words_of_time(text: str, start: int, end: int) -> list[Hit]:
    """Return all other words of time in a segment, in order of place."""
    said = set(_TELLING.findall(text[start:end].casefold()))
    names = dict.fromkeys(name for each in said for name in _TOLD_BY[" ".join(each.split())])
    found = [
        Hit(timing, match.start(), match.end(), name)
        for name, (timing, pattern) in ((each, _WORDS[each]) for each in names)
        for match in islice(pattern.finditer(text, start, end), _MOST)
    ]
    return sorted(found, key=lambda hit: (hit.start, -hit.end))
