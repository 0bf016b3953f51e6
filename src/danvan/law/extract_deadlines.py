"""Find due days as written: "trước ngày 10 hằng tháng", "trong 05 ngày làm việc kể từ ...".

Nothing is computed here; a relation "before" stays "before".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Final

from danvan.law.any_case import AnyCase
from danvan.law.duties import PeriodName, Relation
from danvan.law.extract_due import Due
from danvan.law.extract_spans import spans

_BEFORE: Final = r"tr[ưu][ớơo]c"
_AHEAD: Final = re.compile(_BEFORE)
_LINK: Final = (
    rf"(?:xong\s+{_BEFORE}|đến\s+{_BEFORE}|{_BEFORE}"
    rf"|(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:vào|{_BEFORE}|đến|trong))?"
    r"|không\s+(?:quá|muộn\s+hơn|chậm\s+hơn)|vào|(?:từ\s+nay\s+(?:cho\s+)?)?đến(?:\s+hết)?|hết"
    r"|hạn\s+(?:chót|cuối)(?:\s+là)?|(?:thời\s+(?:gian|hạn|điểm)|tiến\s+độ)(?:\s+\w+){0,4}?\s*(?::|là))"
)
_OF: Final = r"(?:của\s+)?"
_EACH: Final = r"(?:h[àằa]ng|mỗi|các|từng)"
_TAIL: Final = (
    rf"(?P<last>\s+(?:tháng\s+)?{_OF}tháng\s+(?:cuối(?:\s+cùng)?|thứ\s+ba)\s+{_OF}(?:{_EACH}\s+)?quý)"
    rf"|(?P<after>\s+{_OF}tháng\s+(?:sau|kế\s+tiếp|tiếp\s+theo|liền\s+kề)(?:\s+liền\s+kề)?)"
    rf"|(?P<first>\s+{_OF}tháng\s+đầu(?:\s+tiên)?\s+{_OF}quý(?:\s+(?:sau|tiếp\s+theo|kế\s+tiếp))?)"
    rf"|(?P<own>\s+{_OF}tháng\s+(?:cuối\s+)?(?:{_OF}(?:mỗi\s+)?kỳ\s+)?báo\s+cáo)"
    rf"|(?P<month>\s+{_OF}{_EACH}\s+th[áa]ng)"
    rf"|(?P<year>\s+{_OF}(?:{_EACH}\s+năm|năm\s+(?:sau|kế\s+tiếp|tiếp\s+theo|liền\s+kề)))"
)
_SPELT: Final = r"(?:\s*\((?!báo|kỳ|đối|gửi|quý)[^()\d]{1,30}\))?"
_DAY: Final = AnyCase(
    rf"(?:(?:(?P<link>{_LINK})\s+)?ng[àa]y\s+"
    rf"|\b(?!không)(?P<near>{_LINK})\s+(?=[0-9]{{1,2}}/[0-9]{{1,2}}(?:/[0-9]{{4}})?(?![0-9/]|\s*(?:số|tổng|thành|đại|hộ)\b)))"
    rf"(?P<day>[0-9]{{1,2}})(?![0-9]){_SPELT}"
    rf"(?P<also>(?:\s*(?:,|và|hoặc)\s*[0-9]{{1,2}}(?![0-9/.])){{1,4}}(?=\s+{_OF}(?:{_EACH}\s+th|tháng\s)))?"
    rf"(?:\s*(?:[/.-]|\s+th[áa]ng\s+|th[áa]ng\s+)\s*(?P<m>[0-9]{{1,2}})(?![0-9]){_SPELT})?"
    rf"(?:\s*(?:[/.-]|\s+năm\s+|năm\s+)\s*(?P<y>[0-9]{{4}}))?"
    rf"(?:{_TAIL})?"
)
_BARE_DAY: Final = re.compile(
    r"\s*(?P<link>,|và|;)\s*(?:và\s+)?(?P<day>[0-9]{1,2})(?:/|\s+tháng\s+)(?P<m>[0-9]{1,2})(?!/?[0-9])(?:/(?P<y>[0-9]{4}))?"
    r"(?P<year>\s+(?:h[àằa]ng|mỗi)\s+năm)?",
    re.IGNORECASE,
)
_NUMERAL: Final = r"(?:IV|III|II|I|[1-4])\b"
_MONTH: Final = AnyCase(
    rf"\b(?P<link>trong|{_LINK})\s+(?:(?:đầu|giữa|cuối|nửa\s+đầu|nửa\s+cuối|tuần\s+(?:đầu|cuối))\s+{_OF}|các\s+)?(?:"
    r"tháng\s+(?P<months>(?:[0-9]{1,2}\s*(?:,|và|-|–|đến)\s*(?:hết\s+)?(?:tháng\s+)?){0,5})(?P<m>[0-9]{1,2})(?![0-9]|/[0-9]{1,2}/)(?:\s*(?:/|năm)\s*(?P<y>[0-9]{4}))?"
    rf"|qu[ýí]\s+(?P<quarters>(?:{_NUMERAL}\s*(?:,|và|-|–|đến)\s*(?:hết\s+)?(?:qu[ýí]\s+)?){{0,3}})(?P<q>{_NUMERAL})(?:\s*(?:/|năm)\s*(?P<qy>[0-9]{{4}}))?"
    r"|(?:6|06|sáu)\s+tháng\s+(?P<half>đầu|cuối)\s+năm(?!\s+(?:của|học))(?:\s+(?P<hy>[0-9]{4}))?"
    r")(?P<year>\s+(?:của\s+)?(?:h[àằ]ng|mỗi)\s+năm)?"
)
_FIRST_MONTH: Final = re.compile(
    rf"(?:tháng\s+(?P<m>[0-9]{{1,2}})|qu[ýí]\s+(?P<q>{_NUMERAL}))\s+(?:của\s+)?(?:h[àằ]ng|mỗi)\s+năm",
    re.IGNORECASE,
)
_YEAR_END: Final = re.compile(
    r"\b(?P<link>(?:từ\s+nay\s+(?:cho\s+)?)?đến\s+(?:hết|cuối)|(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:trong|vào|đến))?(?:\s+cuối)?|xong\s+trong"
    r"|hoàn\s+thành\s+(?:ngay\s+)?(?:trong|vào|vào\s+cuối)|hết|vào\s+cuối)\s+năm"
    r"(?:\s+(?P<y>[0-9]{4})(?!\s*[-–])|\s+nay|(?=\s*[,;.)]|$))",
    re.IGNORECASE,
)
_QUARTERS: Final = {"i": 3, "1": 3, "ii": 6, "2": 6, "iii": 9, "3": 9, "iv": 12, "4": 12}
_LAST: Final = 31
_MOST_DAYS: Final = 31
_MOST_MONTHS: Final = 12
_SHORT_MONTHS: Final = frozenset({4, 6, 9, 11})
_FEBRUARY: Final = 2
_MOST: Final = 60
"""Bounds the work on a text that is nothing but days."""

_HINT: Final = AnyCase(r"[0-9]|ngày|tháng|quý|tuần|năm|giờ")
_RANGE: Final = re.compile(r"(?:tính|chốt)\s+[^;.]{0,40}?từ\s+ngày\s[^;.]{1,40}$", re.IGNORECASE)
_DAY_HINT: Final = AnyCase(r"ng[àa]y\s|[0-9]/[0-9]")
_MONTH_HINT: Final = AnyCase(r"tháng|qu[ýí]")
_YEAR_HINT: Final = AnyCase(r"năm")
_TO: Final = re.compile(r"đến|[-–]")
_QUARTER: Final = re.compile(_NUMERAL, re.IGNORECASE)
_NUMBERS: Final = re.compile(r"[0-9]+")
_COUNTED: Final = re.compile(r"(?:tính|chốt|có\s+mặt|kể|ban\s+hành|ký|từ)\s+$", re.IGNORECASE)
_SHORT_GAP: Final = 12
_LOOK_BACK: Final = 80
_FIGURES: Final = "số liệu "
_CONTINUED: Final = re.compile(r"(?:,|và|;|hoặc)\s*$", re.IGNORECASE)


def deadlines(text: str, start: int, end: int) -> list[Due]:
    """Return the due days written between two offsets of a text, in order.

    A day without a word before it ("ngày 15 của tháng cuối quý") takes the word of the day before
    it in the same list.
    """
    if _HINT.search(text, start, end) is None:
        return []
    found = [*_days(text, start, end), *_months(text, start, end), *_years(text, start, end)]
    found += spans(text, start, end)
    found.sort(key=lambda due: due.start)
    return found[:_MOST]


def _days(text: str, start: int, end: int) -> Iterator[Due]:
    if _DAY_HINT.search(text, start, end) is None:
        return
    before: Due | None = None
    for match in _DAY.finditer(text, start, end):
        listed = before is not None and _continues(text, before.end, match.start())
        link = match["link"] or match["near"]
        rhythm = match["month"] or match["last"] or match["after"] or match["first"] or match["own"]
        if (
            not _is_day(match)
            or _counted(text, start, match)
            or (link is None and not listed and not rhythm)
        ):
            before = None
            continue
        relation = _relation(link) if link else before.relation if listed and before else "on"
        due = _day(match, relation)
        yield due
        yield from _also(match, due)
        before = due
        more = _BARE_DAY.match(text, before.end, end)
        while more and _is_day(more):
            before = _bare(more, due)
            yield before
            more = _BARE_DAY.match(text, before.end, end)


def _also(match: re.Match[str], due: Due) -> Iterator[Due]:
    """Yield the further days of the month of a list: "ngày 10 và 25 hằng tháng"."""
    for day in map(int, _NUMBERS.findall(match["also"] or "")):
        if 1 <= day <= _MOST_DAYS:
            yield due._replace(day=day)


def _counted(text: str, start: int, match: re.Match[str]) -> bool:
    """Say whether a day only bounds what is counted: "số liệu tính đến ngày 30/4"."""
    if _COUNTED.search(text, max(start, match.start() - _SHORT_GAP), match.start()):
        return True
    if match[0].casefold().startswith("đến") and text.startswith(
        _FIGURES, max(match.start() - len(_FIGURES), 0)
    ):
        return True
    return _RANGE.search(text, max(start, match.start() - _LOOK_BACK), match.start()) is not None


def _continues(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between) < _SHORT_GAP and _CONTINUED.search(between) is not None


def _is_day(match: re.Match[str]) -> bool:
    day, month = int(match["day"]), int(match["m"] or 1)
    return 1 <= day <= _MOST_DAYS and 1 <= month <= _MOST_MONTHS


def _relation(link: str) -> Relation:
    words = link.casefold()
    if _AHEAD.search(words):
        return "before"
    return "on" if words == "vào" else "by"


def _day(match: re.Match[str], relation: Relation) -> Due:
    """Return a due day of the calendar with the rhythm that its own words say."""
    month: str | None = None
    period: PeriodName | None = None
    if match["m"]:
        month = str(int(match["m"]))
        period = "annual" if match["year"] else None
    elif match["last"]:
        month, period = "last_of_quarter", "quarterly"
    elif match["first"]:
        month, period = "next", "quarterly"
    elif match["after"]:
        month, period = "next", "monthly"
    elif match["month"]:
        month, period = "every", "monthly"
    elif match["own"]:
        month = "every"
    return Due(
        relation,
        match.start(),
        match.end(),
        match[0],
        day=int(match["day"]),
        month=month,
        year=int(match["y"]) if match["y"] else None,
        period=period,
    )


def _bare(match: re.Match[str], first: Due) -> Due:
    """Return a further day of a list: "trước ngày 15/6 và 15/12"."""
    return Due(
        first.relation,
        match.start("day"),
        match.end(),
        match[0].lstrip(", ;"),
        day=int(match["day"]),
        month=str(int(match["m"])),
        year=int(match["y"]) if match["y"] else first.year,
        period="annual" if match["year"] else first.period,
    )


def _months(text: str, start: int, end: int) -> Iterator[Due]:
    """Yield due days that are the end, or the beginning, of a month, a quarter or a half-year."""
    if _MONTH_HINT.search(text, start, end) is None:
        return
    first = _FIRST_MONTH.match(text, start, end)
    if first:
        month = int(first["m"]) if first["m"] else _QUARTERS[first["q"].casefold()]
        last = last_day(month, None) if 1 <= month <= _MOST_MONTHS else 0
        if last:
            yield Due("by", first.start(), first.end(), first[0], last, str(month), period="annual")
    for match in _MONTH.finditer(text, start, end):
        said = match["y"] or match["qy"] or match["hy"]
        for month in _months_of(match):
            yield _of_month(match, month, int(said) if said else None)


def _of_month(match: re.Match[str], month: int, year: int | None) -> Due:
    before = _relation(match["link"]) == "before"
    if before and match["q"]:
        month -= 2
    return Due(
        "before" if before else "by",
        match.start(),
        match.end(),
        match[0],
        day=1 if before else last_day(month, year),
        month=str(month),
        year=year,
        period="annual" if match["year"] else None,
    )


def _months_of(match: re.Match[str]) -> list[int]:
    """Return the months whose end is meant: the last of a row, each of those that stand apart."""
    last = _month_of(match)
    row = [*_NUMBERS.findall(match["months"] or "")]
    row = row or [each.casefold() for each in _QUARTER.findall(match["quarters"] or "")]
    if not row or _TO.search(match["months"] or match["quarters"] or ""):
        return [last] if 1 <= last <= _MOST_MONTHS else []
    step = 1 if match["months"] else 3
    named = {int(each) if match["months"] else _QUARTERS[each] for each in row} | {last}
    return sorted(each for each in named if each + step not in named and 1 <= each <= _MOST_MONTHS)


def _month_of(match: re.Match[str]) -> int:
    """Return the month that ends what a match names."""
    if match["m"]:
        return int(match["m"])
    if match["q"]:
        return _QUARTERS[match["q"].casefold()]
    return _MOST_MONTHS // 2 if match["half"].casefold() == "đầu" else _MOST_MONTHS


def last_day(month: int, year: int | None) -> int:
    """Return the last day of a month; 31, which means the last, for a February of no year.

    Example:
        >>> last_day(6, None), last_day(2, 2028), last_day(2, None)
        (30, 29, 31)
    """
    if month == _FEBRUARY:
        return monthrange(year, month)[1] if year else _LAST
    return _LAST - (month in _SHORT_MONTHS)


def _years(text: str, start: int, end: int) -> Iterator[Due]:
    """Yield due days that are the end of a year: "đến hết năm 2026", "từ nay đến cuối năm"."""
    if _YEAR_HINT.search(text, start, end) is None:
        return
    for match in _YEAR_END.finditer(text, start, end):
        year = int(match["y"]) if match["y"] else None
        yield Due(
            "by",
            match.start(),
            match.end(),
            match[0],
            day=_LAST,
            month=str(_MOST_MONTHS),
            year=year,
        )
