"""Find spans of time as written: "trong 05 ngày làm việc kể từ ...", "báo trước ít nhất 03 ngày".

Nothing is computed here; a time of the clock ("trước 16 giờ") is no span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from danvan.law.any_case import AnyCase
from danvan.law.duties import Relation
from danvan.law.extract_due import Due, Measure
from danvan.law.extract_numbers import NUMBER, number_of

_UNIT: Final = r"(?:ngày\s+làm\s+việc|ngày|giờ|tiếng|tuần|tháng|h)(?!\w)"
_MEASURE: Final = rf"(?P<n>{NUMBER})\s*(?:\([^)]{{1,20}}\)\s*)?(?P<unit>{_UNIT})"
_NO_SPAN: Final = r"(?!\s+(?:một|1|01)\s+lần|\s+liên\s+tục|\s*/|\s+(?:đầu|cuối)\s)"
_AT_MOST: Final = r"(?:không\s+quá|tối\s+đa|chậm\s+nhất|ít\s+nhất|tối\s+thiểu)"
_WITHIN: Final = AnyCase(
    rf"\b(?P<link>(?:trong|sau)(?:\s+(?:thời\s+hạn|thời\s+gian|vòng|khoảng))?(?:\s+(?:là\s+)?{_AT_MOST})*"
    rf"|thời\s+(?:hạn|gian)\s+(?:\w+\s+){{0,5}}?(?:là|không\s+quá|tối\s+đa)(?:\s+{_AT_MOST})?"
    rf"|(?:chậm|muộn)\s+nhất(?:\s+là)?(?:\s+(?:sau|trong(?:\s+vòng)?|trước))?|không\s+quá|tối\s+đa"
    rf"|trước(?:\s+{_AT_MOST})?|ít\s+nhất|tối\s+thiểu)\s+"
    rf"{_MEASURE}{_NO_SPAN}"
    rf"(?P<event>\s*,?\s*(?:\(\S[^)]*\)\s*)?(?:kể\s+từ|tính\s+từ|từ|sau|trước|khi)\s+(?:khi\s+|ngày\s+|thời\s+điểm\s+)?"
    r"(?:(?!\s(?:phải|thì|cần\s+phải|có\s+trách\s+nhiệm)\s)[^,;.\n]){1,80})?"
)
_BEFORE: Final = AnyCase(
    rf"\btrước\s+(?:khi|ngày(?!\s*[0-9])|phiên|cuộc|kỳ|buổi|hội\s+nghị|đợt|lúc|thời\s+điểm)\s[^,;.:()0-9]{{1,60}}?"
    rf",?\s+(?:(?:{_AT_MOST}|là)\s+){{0,2}}{_MEASURE}{_NO_SPAN}"
)
_SAME_DAY: Final = AnyCase(
    r"\btrong\s+(?:cùng\s+)?ngày(?P<work>\s+làm\s+việc)?"
    r"(?=\s*[,;.()]|\s+(?:và|cho|để|nếu|khi|kể|phải|hoặc|nhận)\s|\s*$)"
)
_CLOCK: Final = re.compile(
    r"\s*(?:[0-9]{2}\b|phút|h[àằ]ng\s+ngày|mỗi\s+ngày|ngày|cùng|sáng|chiều|trưa|tối|thứ|của\s+ngày)",
    re.IGNORECASE,
)
_TOLD_AHEAD: Final = re.compile(
    r"(?:báo|gửi|mời|biết|hẹn|niêm\s+yết|đăng\s+ký|đề\s+nghị|xin|nộp)\s+trước\s[^;.]{0,80}$",
    re.IGNORECASE,
)
_FLOOR_ENDS: Final = re.compile(rf"\s(?:(?:{_AT_MOST}|là)\s+){{1,2}}$", re.IGNORECASE)
_HINT: Final = AnyCase(r"[0-9a-zđ](?:\s*\([^)]{1,20}\))?\s*(?:ngày|giờ|tiếng|tuần|tháng|h\b)")
_UNITS: Final[dict[str, Measure]] = {
    "giờ": "hour",
    "tiếng": "hour",
    "h": "hour",
    "ngày": "day",
    "tuần": "day",
    "tháng": "month",
}
_DAYS_OF_A_WEEK: Final = 7
_LOOK_BACK: Final = 100


def spans(text: str, start: int, end: int) -> list[Due]:
    """Return the spans of time written between two offsets of a text."""
    if _HINT.search(text, start, end) is None:
        return []
    ahead = [_due(each, "before", _cause(each)) for each in _BEFORE.finditer(text, start, end)]
    found = [
        each
        for each in _within(text, start, end)
        if not any(due.start < each.end and each.start < due.end for due in ahead)
    ]
    days = [_in_the_day(match) for match in _SAME_DAY.finditer(text, start, end)]
    return [*ahead, *found, *days]


def _within(text: str, start: int, end: int) -> Iterator[Due]:
    """Yield spans such as "trong thời hạn 05 ngày làm việc kể từ ngày nhận được ..."."""
    for match in _WITHIN.finditer(text, start, end):
        link, event = match["link"].casefold(), (match["event"] or "").strip(" ,")
        before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
        ahead = link.startswith("trước") or event.casefold().startswith("trước")
        ahead = ahead or (_is_floor(link) and _TOLD_AHEAD.search(before) is not None)
        bounded = bool(event) or not link.endswith(("sau", "trước", "ít nhất", "tối thiểu"))
        if (
            not (bounded or ahead)
            or (_is_floor(link) and not ahead)
            or _is_clock(text, match, event)
        ):
            continue
        due = _due(match, "before" if ahead else "within", event or None)
        if due.measure != "month" or event:
            yield due


def _is_floor(link: str) -> bool:
    return link in {"ít nhất", "tối thiểu"}


def _is_clock(text: str, match: re.Match[str], event: str) -> bool:
    """Say whether hours are a time of the clock: "trước 16 giờ", "là 16 giờ hằng ngày"."""
    if _UNITS.get(match["unit"].casefold()) != "hour" or event:
        return False
    return match["link"].casefold() == "trước" or _CLOCK.match(text, match.end()) is not None


def _due(match: re.Match[str], relation: Relation, event: str | None) -> Due:
    unit = match["unit"].casefold()
    amount = number_of(match["n"]) * (_DAYS_OF_A_WEEK if unit == "tuần" else 1)
    measure: Measure = "working_day" if "làm" in unit else _UNITS[unit]
    return Due(
        relation,
        match.start(),
        match.end(),
        match[0],
        amount=amount,
        measure=measure,
        from_event=event,
    )


def _cause(match: re.Match[str]) -> str:
    """Return the words of the event that "trước khi họp ít nhất 05 ngày" counts back from."""
    said = match[0][: match.start("n") - match.start()]
    return _FLOOR_ENDS.sub("", said).strip(" ,")


def _in_the_day(match: re.Match[str]) -> Due:
    measure: Measure = "working_day" if match["work"] else "day"
    return Due("within", match.start(), match.end(), match[0], amount=1, measure=measure)
