"""Part a segment where somebody else's act begins: "Giao Phòng A cân đối ngân sách, Phòng B cắm
mốc" is two clauses, "phối hợp với Phòng A, Phòng B cắm mốc" is one.

Reads: segments of a sentence.
Writes: segments, each with one subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from danvan.law.any_case import AnyCase
from danvan.law.extract_bearers import Reader
from danvan.law.extract_names import WHO
from danvan.law.extract_sentences import Span
from danvan.law.extract_verbs import DEED, DEED_WORDS

_ACT: Final = re.compile(rf"\s(?:{DEED_WORDS})(?!\w)")
_TURN: Final = re.compile(r",\s+(?:(?:và|còn)\s+)?")
_OPEN: Final = AnyCase(
    r"(?<!\w)(?:để|nhằm|khi|nếu|trường\s+hợp|gồm|như|nhất\s+là|là|do|gồm\s+có|căn\s+cứ|theo)\s"
)
"""Words whose phrase may go on behind a comma."""

_TAKES: Final = AnyCase(
    r"(?<!\w)(?:với|cùng|giữa|gửi|của|đến|về|cho|tới|lên|trình|báo\s+cáo|giúp|chỉ\s+đạo|lãnh\s+đạo|hướng\s+dẫn|đôn\s+đốc"
    r"|yêu\s+cầu|đề\s+nghị|vận\s+động|phân\s+công|giao|cử|mời|nghe|kiểm\s+tra|giám\s+sát|tại|ở|hỗ\s+trợ|trên)\s+"
)
"""Words behind which a body is no subject."""

_CONDITION: Final = re.compile(
    r",\s+(?:nhưng\s+|còn\s+|riêng\s+)?(?=(?:khi|nếu|trường\s+hợp|trong\s+trường\s+hợp|đối\s+với|nơi)\s[^;:,]{3,120}?\sthì\s)",
    re.IGNORECASE,
)
_MOST: Final = 12


def parted(reader: Reader, segments: Sequence[Span], levels: tuple[str, ...]) -> tuple[Span, ...]:
    """Return segments, those of several subjects parted before each."""
    return tuple(
        each
        for span in segments
        for part in _conditions(reader.text, span)
        for each in _clauses(reader, part, levels)
    )


def _conditions(text: str, span: Span) -> Iterator[Span]:
    """Yield a segment, parted where a condition with an act of its own follows another act: "họp
    mỗi tháng, khi có việc gấp thì họp bất thường".
    """
    start = span.start
    if text.find(" thì ", start, span.end) > 0:
        for match in islice(_CONDITION.finditer(text, start, span.end), _MOST):
            if _ACT.search(text, start, match.start()) or DEED.match(text, start, match.start()):
                yield Span(start, match.start())
                start = match.end()
    yield Span(start, span.end)


def _clauses(reader: Reader, span: Span, levels: tuple[str, ...]) -> Iterator[Span]:
    start, begin = span.start, -1
    for comma, then, behind in islice(_acting(reader, span), _MOST):
        if begin < 0:
            first = reader.subject(span.start, span.end, levels)
            if first is None or not span.start < first.end <= span.end:
                break
            begin = first.end
        if comma > begin and _is_whole(reader, begin, comma, span.end):
            yield Span(start, comma)
            start, begin = then, behind
    yield Span(start, span.end)


def _acting(reader: Reader, span: Span) -> Iterator[tuple[int, int, int]]:
    """Yield commas behind which bodies stand in capitals and act: where it stands, where they
    begin and end.
    """
    if reader.text.find(",", span.start, span.end) < 0:
        return
    acts = _ACT.search(reader.text, span.start, span.end)
    passed = acts.start() if acts else span.end
    for comma in _TURN.finditer(reader.text, passed, span.end):
        begins = reader.text[comma.end() : comma.end() + 1].isupper()
        if comma.start() < passed or not begins:
            continue
        mentions, behind = reader.listed(comma.end(), span.end)
        if mentions:
            passed = behind
            if DEED.match(reader.text, behind, span.end):
                yield comma.start(), comma.end(), behind


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
    known = reader.bodies.find(start, comma)
    return not known or known[-1].end < comma
