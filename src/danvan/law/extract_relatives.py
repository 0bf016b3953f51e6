"""Find where a subject ends that holds a clause of its own: "Người mượn chưa qua lớp tập huấn thì
phải ...", "Cơ quan được phân công trả lời ...".

Reads: the words behind the noun that such a subject begins with.
Writes: an offset into the cleaned text.
"""

from __future__ import annotations

import re
from typing import Final

from danvan.law.extract_people import COMPOUNDS
from danvan.law.extract_verbs import DEED, DEED_WORDS, NOUNS_ALIKE

_ANYBODY: Final = re.compile(
    r"(?:các\s+|những\s+|mọi\s+|mỗi\s+)?(?:người|ai|bên|nơi|hộ|chủ|thành\s+viên|cơ\s+quan|đơn\s+vị|tổ\s+chức|cá\s+nhân"
    r"|cán\s+bộ|công\s+chức|cơ\s+sở|doanh\s+nghiệp|hợp\s+tác\s+xã|địa\s+phương|thôn|xóm|phó|chủ\s+tịch|bí\s+thư|trưởng|giám\s+đốc|ủy\s+viên|cấp\s+ủy\s+viên|đồng\s+chí"
    r"|học\s+sinh|thương\s+nhân|khách|đại\s+biểu|nhóm|gia\s+đình|công\s+dân|\w+\s+viên)(?!\w)",
    re.IGNORECASE,
)
"""Nouns that mean whoever does or is something."""

_MARKER: Final = re.compile(
    r"\s(?:muốn|có\s+nhu\s+cầu|chưa|đã|đang|từng|vừa|bị|không"
    r"|phụ\s+trách|đến(?=\s+(?:thăm|làm|liên|học|khám|mua|gửi))|được(?=\s+(?:phân\s+công|giao|cử|chỉ\s+định|ủy\s+quyền|uỷ\s+quyền|xếp|chọn|bầu|mời|kiểm\s+tra"
    r"|giám\s+sát|thanh\s+tra|kiến\s+nghị|yêu\s+cầu|đề\s+nghị|hỏi|hỗ\s+trợ|thuê|cấp|phép)(?!\w)))(?!\w)"
)
"""Words with which a clause about the noun begins."""

_OWES: Final = re.compile(
    r"[^;:.()\n]{0,120}?(?P<end>\s)(?:thì|phải|có\s+(?:trách\s+nhiệm|nghĩa\s+vụ|nhiệm\s+vụ|quyền|thể)"
    r"|không\s+được|chịu\s+trách\s+nhiệm)(?!\w)"
)
_WHOEVER: Final = re.compile(
    r"(?:ai|\w+(?:\s+\w+){0,2}?\s+nào"
    r"|(?:những\s+|mọi\s+)?(?:người|ai)(?!\s+(?:dân|đứng\s+đầu|chủ|phụ\s+trách|lao\s+động|cao|đại|được|có)))(?!\w)",
    re.IGNORECASE,
)
"""Words that mean anybody who does what the verb behind them says."""

_PLAINLY: Final = re.compile(r"[^,;:.()\n]{0,80}?(?<!và)(?P<end>\s)(?:thì|phải|không\s+được)(?!\w)")
_ACTS: Final = re.compile(rf"\s(?!(?:{NOUNS_ALIKE})(?!\w)|thông\s+tin|cho\s)(?:{DEED_WORDS})(?!\w)")
_FURTHER: Final = re.compile(
    r"\s+(?:theo\s+dõi|quản\s+lý|soạn\s+thảo|giúp|tham\s+gia|chủ\s+trì|phụ\s+trách|đi|làm|dự(?!\s+án))(?!\w)"
)
_JOINED: Final = re.compile(
    r"(?:^|\s)(?:và|hoặc|để|về|cho|theo|nhằm|việc|của|được|bị|không|chưa|với|công\s+tác|sổ|đơn|giấy|do|tự"
    r"|các|những|bằng|hợp\s+đồng|nhiệm\s+vụ|đề\s+án|kế\s+hoạch)$",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"[,;:.()\n]")
_LONGEST: Final = 120
_NEAR: Final = 2


def is_compound(text: str, start: int, verb: re.Match[str]) -> bool:
    """Say whether a verb is only the second syllable of a word: "xuất" in "sản xuất"."""
    before = text[start : verb.start()].split()
    return bool(before) and f"{before[-1].casefold()} {verb[0].split()[0]}" in COMPOUNDS


def clause_end(text: str, start: int, last: int, end: int) -> int:
    """Return where a subject ends, with the clause about its noun if it holds one.

    Args:
        text: The cleaned text.
        start: Where its noun begins.
        last: Where its name ends if it holds no such clause.
        end: End of the segment.
    """
    if _ANYBODY.match(text, start, end) is None:
        return last
    whoever = _WHOEVER.match(text, start, end)
    owed = _PLAINLY.match(text, whoever.end(), end) if whoever else None
    if owed is not None:
        return max(last, owed.start("end"))
    marker = _MARKER.search(text, start, min(end, last + _LONGEST))
    if marker is None or marker.start() > last + _NEAR:
        return last
    owed = _OWES.match(text, marker.end(), end)
    if owed is not None and marker[0].strip() != "không":
        return owed.start("end")
    return _main_verb(text, marker, end) or last


def _main_verb(text: str, marker: re.Match[str], end: int) -> int | None:
    """Return where the verb of the sentence stands behind the verb of the clause."""
    stop = _STOP.search(text, marker.end(), min(end, marker.end() + _LONGEST))
    bound = stop.start() if stop else min(end, marker.end() + _LONGEST)
    own = DEED.match(text, marker.end(), bound)
    at = own.end() if own else marker.end()
    further = _FURTHER.match(text, at, bound)
    at = further.end() if further else at
    for verb in _ACTS.finditer(text, at, bound):
        if not _JOINED.search(text[at : verb.start()]) and not is_compound(text, at, verb):
            return verb.start()
    return None
