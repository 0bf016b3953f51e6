"""Say with whom and to whom: counterparts, receivers, copies, and the way a report passes through.

Reads: a segment behind its subject.
Writes: bodies by what stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from danvan.law.duties import Delivery
from danvan.law.extract_bearers import Named, Reader

_BEFORE: Final = 60
_BETWEEN: Final = re.compile(r"\bgiữa\s+", re.IGNORECASE)
_COPY: Final = re.compile(
    r"(?:đồng|đồng\s+thời|sao)\s+gửi\s*(?:cho|đến|về|tới)?\s*$", re.IGNORECASE
)
_VIA: Final = re.compile(r"(?:[(*]|\s|^)(?:thông\s+)?qua\s*$", re.IGNORECASE)
_TO: Final = re.compile(
    r"\b(?:gửi|về|cho|đến|tới|lên|trình|với)\s*(?:cho|về|đến|lên)?\s*$|\bbáo\s+cáo\s*(?:kết\s+quả\s*)?$",
    re.IGNORECASE,
)
_WITH: Final = re.compile(r"\b(?:với|cùng)\s*$", re.IGNORECASE)
_OVER: Final = re.compile(
    r"\b(?:lãnh\s+đạo|chỉ\s+đạo|hướng\s+dẫn|kiểm\s+tra|giám\s+sát|đôn\s+đốc|phân\s+công|hỗ\s+trợ|giúp\s+đỡ|giúp|yêu\s+cầu"
    r"|mời|vận\s+động|hoạt\s+động\s+(?:của|đối\s+với)|đối\s+với|lực\s+lượng|cho\s+phép|tạo\s+điều\s+kiện\s+(?:để|cho))\s*$",
    re.IGNORECASE,
)
_BEFORE_WHOM: Final = re.compile(
    r"\b(?:tham\s+mưu(?:\s*,?\s*(?:giúp|cho|đề\s+xuất))*(?:\s+(?:với|cho|giúp))?|chịu\s+trách\s+nhiệm\s+trước"
    r"|(?:kiến\s+nghị|phản\s+ánh|đề\s+xuất|đề\s+nghị)(?:\s+(?:với|về|tới|lên|đến))?)\s*$",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(r"ý\s+kiến(?:\s+\w+){0,4}\s+của\s*$", re.IGNORECASE)
_TELLING: Final = re.compile(
    r"\b(?:báo\s+cáo|gửi|thông\s+tin|thông\s+báo|phản\s+ánh|kiến\s+nghị|trình|nộp|trả\s+lời|cung\s+cấp|chuyển)\b",
    re.IGNORECASE,
)
_MEETING: Final = re.compile(
    r"\b(?:phối\s+hợp|làm\s+việc|giao\s+ban|họp|thống\s+nhất|trao\s+đổi|cùng|ký\s+kết|bàn)\b",
    re.IGNORECASE,
)
_KINDS: Final = (
    (_COPY, "copy"), (_VIA, "via"), (_BEFORE_WHOM, "to"), (_ASKED, "with"), (_OVER, "with"),
)  # fmt: skip
_SEPARATORS: Final = re.compile(r"^\s*(?:,|và|;|hoặc|,\s*và)?\s*(?:các|những)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """A body that receives the result, and how."""

    named: Named
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Partners:
    """Counterparts and receivers of one act."""

    counterparts: tuple[Named, ...]
    receivers: tuple[Sent, ...]


def between(reader: Reader, start: int, end: int, levels: Sequence[str]) -> tuple[Named, ...]:
    """Return the bodies named first in "giữa A với B", who call the other side; else none."""
    match = _BETWEEN.search(reader.text, start, end)
    if match is None or match.start() - start > _BEFORE:
        return ()
    mentions, _ = reader.listed(match.end(), end)
    return reader.named(mentions, tuple(levels))


def partners(reader: Reader, start: int, end: int, levels: Sequence[str]) -> Partners:
    """Return with whom an act is done and to whom its result goes.

    Args:
        reader: Of the text.
        start, end: The segment behind its subject.
        levels: As for bearers.
    """
    mentions = reader.bodies.find(start, end)
    counterparts: dict[str, Named] = {}
    receivers: dict[str, Sent] = {}
    kind = ""
    behind = start
    for mention in mentions:
        listed = kind and _SEPARATORS.match(reader.text[behind : mention.start])
        if not listed:
            kind = _kind(reader.text, start, mention.start)
        behind = mention.end
        if not kind:
            continue
        named = reader.named([mention], tuple(levels))[0]
        key = named.role or named.text
        if kind == "with":
            counterparts.setdefault(key, named)
        else:
            delivery: Delivery = (
                "copy" if kind == "copy" else "via" if kind == "via" else "receiver"
            )
            receivers.setdefault(key, Sent(named, delivery))
    return Partners(tuple(counterparts.values()), tuple(receivers.values()))


def _kind(text: str, start: int, at: int) -> str:
    """Return what the words before a body make of it: "with", "to", "copy", "via" or nothing."""
    before = re.sub(r"\s*(?:các|những)\s*$", " ", text[max(start, at - _BEFORE) : at])
    for pattern, kind in _KINDS:
        if pattern.search(before):
            return kind
    if _WITH.search(before):
        verbs = [*_MEETING.finditer(before), *_TELLING.finditer(before)]
        last = max(verbs, key=lambda match: match.start(), default=None)
        return "to" if last and _TELLING.fullmatch(last[0]) else "with"
    return "to" if _TO.search(before) and _TELLING.search(before) else ""
