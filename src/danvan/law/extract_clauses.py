"""Part a segment where somebody else's act begins: "Giao Phòng A cân đối ngân sách, Phòng B cắm
mốc" is two clauses, "phối hợp với Phòng A, Phòng B cắm mốc" is one.

Reads: segments of a sentence.
Writes: segments, each with one subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from danvan.law.extract_bearers import Reader
from danvan.law.extract_names import WHO
from danvan.law.extract_sentences import Span
from danvan.law.extract_verbs import DEED

_TURN: Final = re.compile(r",\s+(?:(?:và|còn)\s+)?")
_OPEN: Final = re.compile(
    r"(?<!\w)(?:để|nhằm|khi|nếu|trường\s+hợp|gồm|như|nhất\s+là|là|do|gồm\s+có|căn\s+cứ|theo)\s",
    re.IGNORECASE,
)
"""Words whose phrase may go on behind a comma."""

_TAKES: Final = re.compile(
    r"(?<!\w)(?:với|cùng|giữa|gửi|của|đến|về|cho|tới|lên|trình|báo\s+cáo|giúp|chỉ\s+đạo|lãnh\s+đạo|hướng\s+dẫn|đôn\s+đốc"
    r"|yêu\s+cầu|đề\s+nghị|vận\s+động|phân\s+công|giao|cử|mời|nghe|kiểm\s+tra|giám\s+sát|tại|ở|hỗ\s+trợ|trên)\s+",
    re.IGNORECASE,
)
"""Words behind which a body is no subject."""


def parted(reader: Reader, segments: Sequence[Span], levels: tuple[str, ...]) -> tuple[Span, ...]:
    """Return segments, those of several subjects parted before each."""
    return tuple(each for span in segments for each in _clauses(reader, span, levels))


def _clauses(reader: Reader, span: Span, levels: tuple[str, ...]) -> Iterator[Span]:
    start, begin = span.start, -1
    for comma in _TURN.finditer(reader.text, span.start, span.end):
        behind = _acting(reader, comma.end(), span.end)
        if behind is None:
            continue
        if begin < 0:
            first = reader.subject(span.start, span.end, levels)
            if first is None or not span.start < first.end <= span.end:
                break
            begin = first.end
        if comma.start() > begin and _is_whole(reader, begin, comma.start(), span.end):
            yield Span(start, comma.start())
            start, begin = comma.end(), behind
    yield Span(start, span.end)


def _acting(reader: Reader, start: int, end: int) -> int | None:
    """Return where bodies end that begin at an offset in capitals and act; else ``None``."""
    if not reader.text[start : start + 1].isupper():
        return None
    mentions, behind = reader.listed(start, end)
    if not mentions or DEED.match(reader.text, behind, end) is None:
        return None
    return behind


def _is_whole(reader: Reader, start: int, comma: int, end: int) -> bool:
    """Say whether an act stands before a comma that no list of bodies runs across."""
    text = reader.text
    if DEED.match(text, start, comma) is None or _OPEN.search(text, start, comma):
        return False
    for match in _TAKES.finditer(text, start, comma):
        mentions, behind = reader.listed(match.end(), end)
        if not mentions or WHO.fullmatch(mentions[0].text):
            continue
        if behind >= comma or DEED.match(text, behind, comma):
            return False
    known = reader.index.find_in(text, reader.words(start, comma))
    return not known or known[-1].end < comma
