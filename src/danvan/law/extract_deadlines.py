"""Find due days as written: "trước ngày 10 hằng tháng", "trong 05 ngày làm việc kể từ ...".

Nothing is computed here; a relation "before" stays "before".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from danvan.law.duties import PeriodName, Relation
from danvan.law.extract_numbers import NUMBER, number_of

Measure = Literal["hour", "day", "working_day", "month"]


class Due(NamedTuple):
    """A due day as written.

    Args:
        relation: ``before``, ``on``, ``by`` or ``within``.
        start, end: Character offsets into the text, half-open.
        text: The words.
        day: Day of the month; 31 stands for the last day.
        month: ``every``, ``next``, ``last_of_quarter`` or a number.
        year: A year, where one is written: then it is due once.
        amount, measure: Of a span of time, with ``from_event``.
        period: Rhythm that the words themselves say.
    """

    relation: Relation
    start: int
    end: int
    text: str
    day: int | None = None
    month: str | None = None
    year: int | None = None
    amount: int | None = None
    measure: Measure | None = None
    from_event: str | None = None
    period: PeriodName | None = None


_LINK: Final = (
    r"(?:trước|chậm\s+nhất(?:\s+là)?(?:\s+(?:vào|trước|đến|trong))?|muộn\s+nhất(?:\s+là)?(?:\s+vào)?"
    r"|không\s+(?:quá|muộn\s+hơn|chậm\s+hơn)|vào|đến\s+trước|đến\s+hết|đến|hết|xong\s+trước)"
)
_OF: Final = r"(?:của\s+)?"
_TAIL: Final = (
    rf"(?P<last>\s+(?:tháng\s+)?{_OF}tháng\s+(?:cuối(?:\s+cùng)?|thứ\s+ba)\s+{_OF}(?:mỗi\s+|hàng\s+|hằng\s+)?quý)"
    rf"|(?P<after>\s+{_OF}tháng\s+(?:sau|kế\s+tiếp|tiếp\s+theo|liền\s+kề)(?:\s+liền\s+kề)?)"
    rf"|(?P<first>\s+{_OF}tháng\s+đầu(?:\s+tiên)?\s+{_OF}quý\s+(?:sau|tiếp\s+theo|kế\s+tiếp))"
    rf"|(?P<own>\s+{_OF}tháng\s+(?:cuối\s+)?(?:{_OF}kỳ\s+)?báo\s+cáo)"
    rf"|(?P<month>\s+{_OF}(?:hàng|hằng|mỗi|các)\s+tháng)"
    rf"|(?P<year>\s+{_OF}(?:hàng|hằng|mỗi)\s+năm)"
)
_SPELT: Final = r"(?:\s*\([^()\d]{1,30}\))?"
_DAY: Final = re.compile(
    rf"(?:(?P<link>{_LINK})\s+)?ngày\s+(?P<day>[0-9]{{1,2}})(?![0-9]){_SPELT}"
    rf"(?:\s*(?:[/.-]|\s+tháng\s+|tháng\s+)\s*(?P<m>[0-9]{{1,2}})(?![0-9]){_SPELT})?"
    rf"(?:\s*(?:[/.-]|\s+năm\s+|năm\s+)\s*(?P<y>[0-9]{{4}}))?"
    rf"(?:{_TAIL})?",
    re.IGNORECASE,
)
_BARE_DAY: Final = re.compile(
    r"\s*(?P<link>,|và|;)\s*(?P<day>[0-9]{1,2})/(?P<m>[0-9]{1,2})(?!/?[0-9])(?:/(?P<y>[0-9]{4}))?"
    r"(?P<year>\s+(?:hàng|hằng|mỗi)\s+năm)?",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(
    rf"\b(?P<link>trong|{_LINK})\s+(?:"
    r"tháng\s+(?P<m>[0-9]{1,2})(?:\s*(?:/|năm)\s*(?P<y>[0-9]{4}))?"
    r"|qu[ýí]\s+(?P<q>IV|III|II|I|[1-4])\b(?:\s*(?:/|năm)\s*(?P<qy>[0-9]{4}))?)"
    r"(?P<year>\s+(?:hàng|hằng|mỗi)\s+năm)?",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(
    rf"\b(?P<link>(?:trong|sau)(?:\s+(?:thời\s+hạn|thời\s+gian|vòng))?(?:\s+(?:không\s+quá|tối\s+đa|chậm\s+nhất))?"
    rf"|(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:sau|trong(?:\s+vòng)?|trước))?|không\s+quá|tối\s+đa"
    rf"|trước(?:\s+ít\s+nhất)?|ít\s+nhất)\s+"
    rf"(?P<n>{NUMBER})\s*(?:\([^)]{{1,20}}\)\s*)?(?P<unit>ngày\s+làm\s+việc|ngày|giờ|tiếng|tháng)(?!\w)"
    rf"(?!\s+(?:một|1|01)\s+lần)"
    rf"(?P<event>\s*,?\s*(?:\(\S[^)]*\)\s*)?(?:kể\s+từ|tính\s+từ|từ|sau|trước)\s+(?:khi\s+|ngày\s+|thời\s+điểm\s+)?[^,;.\n]{{1,80}})?",
    re.IGNORECASE,
)
_QUARTERS: Final = {"i": 3, "1": 3, "ii": 6, "2": 6, "iii": 9, "3": 9, "iv": 12, "4": 12}
_LAST: Final = 31
_MOST_DAYS: Final = 31
_MOST_MONTHS: Final = 12
_UNITS: Final[dict[str, Measure]] = {
    "giờ": "hour",
    "tiếng": "hour",
    "ngày": "day",
    "tháng": "month",
}
_MOST: Final = 60
"""Bounds the work on a text that is nothing but days."""

_HINT: Final = re.compile(r"[0-9]|ngày|tháng|quý|tuần|năm|giờ", re.IGNORECASE)
_SHORT_GAP: Final = 12
_CONTINUED: Final = re.compile(r"(?:,|và|;|hoặc)\s*$", re.IGNORECASE)


def deadlines(text: str, start: int, end: int) -> list[Due]:
    """Return the due days written between two offsets of a text, in order.

    A day without a word before it ("ngày 15 của tháng cuối quý") takes the word of the day before
    it in the same list.
    """
    if _HINT.search(text, start, end) is None:
        return []
    found = [*_days(text, start, end), *_months(text, start, end), *_spans(text, start, end)]
    found.sort(key=lambda due: due.start)
    return found[:_MOST]


def _days(text: str, start: int, end: int) -> Iterator[Due]:
    before: Due | None = None
    for match in _DAY.finditer(text, start, end):
        listed = before is not None and _continues(text, before.end, match.start())
        link = match["link"]
        rhythm = match["month"] or match["last"] or match["after"] or match["first"] or match["own"]
        if not _is_day(match) or (link is None and not listed and not rhythm):
            before = None
            continue
        relation = _relation(link) if link else before.relation if listed and before else "on"
        due = _day(match, relation)
        yield due
        before = due
        more = _BARE_DAY.match(text, before.end, end)
        while more and _is_day(more):
            before = _bare(more, due)
            yield before
            more = _BARE_DAY.match(text, before.end, end)


def _continues(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return len(between) < _SHORT_GAP and _CONTINUED.search(between) is not None


def _is_day(match: re.Match[str]) -> bool:
    day, month = int(match["day"]), int(match["m"] or 1)
    return 1 <= day <= _MOST_DAYS and 1 <= month <= _MOST_MONTHS


def _relation(link: str) -> Relation:
    words = link.casefold()
    if "trước" in words:
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
    """Yield due days that are the end, or the beginning, of a month or a quarter."""
    for match in _MONTH.finditer(text, start, end):
        month = int(match["m"]) if match["m"] else _QUARTERS[match["q"].casefold()]
        if not 1 <= month <= _MOST_MONTHS:
            continue
        year = match["y"] or match["qy"]
        before = _relation(match["link"]) == "before"
        if before and match["q"]:
            month -= 2
        yield Due(
            "before" if before else "by",
            match.start(),
            match.end(),
            match[0],
            day=1 if before else _LAST,
            month=str(month),
            year=int(year) if year else None,
            period="annual" if match["year"] else None,
        )


def _spans(text: str, start: int, end: int) -> Iterator[Due]:
    """Yield spans of time: "trong thời hạn 05 ngày làm việc kể từ ngày nhận được ..."."""
    for match in _WITHIN.finditer(text, start, end):
        link, event = match["link"].casefold(), match["event"]
        bounded = event or not link.endswith(("sau", "trước", "ít nhất"))
        if not bounded and not link.startswith("trước"):
            continue
        unit = match["unit"].casefold()
        measure: Measure = "working_day" if "làm" in unit else _UNITS[unit]
        if measure == "month" and not event:
            continue
        ahead = link.startswith("trước") or (
            event is not None and event.strip(" ,").startswith("trước")
        )
        yield Due(
            "before" if ahead else "within",
            match.start(),
            match.end(),
            match[0],
            amount=number_of(match["n"]),
            measure=measure,
            from_event=event.strip(" ,") if event else None,
        )
