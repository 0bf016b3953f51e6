"""Find the verb phrase of an act: without what leads it in, without time, condition, purpose and
copies behind it.

Reads: the words of an act.
Writes: offsets into the cleaned text, half-open.
"""

from __future__ import annotations

import re
from typing import Final

from danvan.law.any_case import AnyCase
from danvan.law.extract_sentences import Span
from danvan.law.extract_series import Reading
from danvan.law.extract_verbs import DEED

_SHORTEST: Final = 6
_KEPT: Final = 5
_NEAR: Final = 3
_TAILS: Final = AnyCase(
    r"[\s,:(*]+(?:"
    r"(?:chậm|muộn|sớm)\s+nhất|xong\s+(?:trước|trong)|hoàn\s+thành\s+(?:trước|trong)"
    r"|trước\s+(?:ngày|giờ|tháng|[0-9]+|khi|mỗi)|sau\s+khi|kể\s+từ|từ\s+(?:ngày|nay)|đến\s+hết"
    r"|trong\s+(?:vòng|thời\s+(?:hạn|gian)|tháng\s+[0-9]+|quý|buổi|[0-9]+\s+(?:ngày|giờ|tháng|phút))"
    r"|vào\s+(?:ngày|sáng|chiều|trưa|tối|thứ|tuần|tháng|lúc|hồi)"
    r"|(?:ít\s+nhất|tối\s+thiểu|không\s+quá)\s+(?:[0-9]+|một|hai|ba)\s+(?:ngày|giờ|lần|phút|tháng)"
    r"|(?:mỗi|một)\s+(?:năm|tháng|quý|tuần|vụ|ngày)\s+(?:ít\s+nhất|một|hai|[0-9]+)"
    r"|[0-9]+\s+lần\s*/|định\s+kỳ\s+(?:mỗi|hằng|hàng|[0-9]+)"
    r"|khi(?!\s+(?:chưa|không))|nếu|ngay\s+(?:khi|sau)"
    r"|trừ\s+(?:khi|trường)|đồng\s+(?:thời\s+)?gửi|sao\s+gửi|qua(?=\s[^)]{3,60}\))"
    r"|để\s+(?:tổng\s+hợp|xem\s+xét|theo\s+dõi|được|giám\s+sát|chỉ\s+đạo|biết|phối\s+hợp)"
    r"|không\s+để|bảo\s+đảm\s+không|trong\s+đó|thành\s+phần|luân\s+phiên"
    r")(?!\w)|;\s"
)
"""Words behind which nothing belongs to the act any more."""

_ITSELF: Final = re.compile(
    r"\W*(?:quy\s+chế|quy\s+định|quyết\s+định|nghị\s+\w+|luật|thông\s+tư|kế\s+hoạch|hướng\s+dẫn|chỉ\s+thị"
    r"|chương\s+trình|công\s+văn|thông\s+báo)(?:\s+này)?\s+(?=có\s+hiệu\s+lực|quy\s+định|áp\s+dụng|thay\s+thế)",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(
    r"(?:(?:hoặc|và|định\s+kỳ|(?:hằng|hàng|mỗi|nửa|một|hai|ba|sáu|[0-9]+)\s+(?:ngày|tuần|tháng|quý|năm)"
    r"|một\s+lần|đột\s+xuất|thứ\s+\w+|khi\s+có\s+yêu\s+cầu|khi\s+cần(?:\s+thiết)?|và|,)\s*)+",
    re.IGNORECASE,
)
_FORBIDS: Final = re.compile(r"\W*nghiêm\s+cấm\s+(?:việc\s+)?", re.IGNORECASE)
_REGARDING: Final = re.compile(r"(?:đối\s+với|về)\s[^:;]{3,160}:\s+", re.IGNORECASE)
_MUST: Final = re.compile(r"[^,;:]{3,90}?\sphải\s+(?!được\s)", re.IGNORECASE)
_DONE: Final = re.compile(r"[^;:]{40,160}?\s(?=phải\s+được\s)", re.IGNORECASE)
"""What must be done, told at length before "phải được"."""
_BY_ITSELF: Final = re.compile(
    r"(?:hoàn\s+thành|xong|kết\s+thúc|thực\s+hiện|duy\s+trì)", re.IGNORECASE
)
_TIME_LEADS: Final = re.compile(
    r"[\s,:]*(?:\b(?:vào|trong|trước|chậm\s+nhất(?:\s+(?:là|vào))*|muộn\s+nhất|xong|hoàn\s+thành))?\s*"
    r"(?:ngày\s+[0-9]{1,2}\s*(?:,|và)?\s*)*$",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(r"(?:chỉ|không)\s", re.IGNORECASE)
"""Words that make a condition part of the act."""
_GOES_ON: Final = re.compile(r"(?i:\s(?:gửi|về|cho|đến|báo\s+cáo|trình)\s+)[A-ZĐ]")


def core_of(text: str, act: Span) -> Span:
    """Return the verb phrase of an act."""
    itself = _ITSELF.match(text, act.start, act.end)
    start = itself.end() if itself else _begin(text, act.start, act.end)
    end = act.end if itself else _tail(text, start, act.end)
    while end > start and text[end - 1] in " .,;:(*\n":
        end -= 1
    whole = end - start < _SHORTEST or _BY_ITSELF.fullmatch(text, start, end)
    return act if whole else Span(start, end)


def _tail(text: str, start: int, end: int) -> int:
    """Return where time, condition or purpose stands with nothing of the act behind it."""
    if _ONLY.match(text, start, end):
        return end
    match = _TAILS.search(text, start + _SHORTEST, end)
    return end if match is None or _GOES_ON.search(text, match.end(), end) else match.start()


def _begin(text: str, start: int, end: int) -> int:
    """Return where the verb phrase begins."""
    forbids = _FORBIDS.match(text, start, end)
    if forbids:
        return forbids.end()
    for leads in (_TIMES, _REGARDING):
        match = leads.match(text, start, end)
        if match and DEED.match(text, match.end(), end):
            return match.end()
    if DEED.match(text, start, end):
        return start
    done = _DONE.match(text, start, end)
    if done:
        return done.end()
    must = _MUST.match(text, start, end)
    return must.end() if must and DEED.match(text, must.end(), end) else start


def without_time(text: str, start: int, end: int, reading: Reading) -> int:
    """Return the end of an act without the words of time that it ends with."""
    spans = [(reading.start, reading.end)] if reading.period else []
    if reading.due:
        spans.append((reading.due.start, reading.due.end))
    for first, last in sorted(spans, reverse=True):
        if start + _KEPT < first < end <= last + _NEAR and text[last:end].strip(" .,;") == "":
            end = first
            said = _TIME_LEADS.sub("", text[start:end]).rstrip(" ,:")
            end = start + len(said) if len(said) > _KEPT else last
    return end
