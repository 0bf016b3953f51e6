"""Part a segment into deeds: verb phrases that order things of different kinds.

"Chỉ đạo kiểm tra, giám sát, sơ kết, tổng kết việc thực hiện" orders two: supervision and
evaluation. Phrases of one kind stay together, and a verb that only leads in ("lãnh đạo", "phối hợp
với ...") goes with the one behind it. Lists of nouns, purposes and what others are helped to do are
not parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from danvan.law.any_case import AnyCase, small_of
from danvan.law.extract_areas import AreaWords, Weighed
from danvan.law.extract_verbs import DEED, FIRM

_JOIN: Final = re.compile(
    r"[,\s](?:(?<=,)\s*(?:và\s+)?|(?<=\s)\s*(?:(?:và|rồi|hoặc)\s+|đồng\s+thời\s*,?\s+))"
    r"(?:(?:(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|năm)|kịp\s+thời|đồng\s+thời|thường\s+xuyên|trực\s+tiếp|tích\s+cực|chủ\s+động|định\s+kỳ"
    r"|nghiêm\s+khắc|nghiêm\s+túc|làm\s+tốt|thực\s+hiện\s+tốt)\s+)?"
)
"""What may stand between two verbs, in small letters."""

_JOINS: Final = re.compile(r"[\s,]*(?:(?:và|rồi|hoặc)\s+)?")
_UNIT_LIST: Final = AnyCase(r"(?:cơ\s+quan|đơn\s+vị|địa\s+phương|cấp\s+ủy|ngành)\s*$")
_ORGANISED: Final = re.compile(r"tổ\s+chức(?!\w)", re.IGNORECASE)
_MODIFIER: Final = AnyCase(
    r"\s(?:về|của|theo|bằng|thông\s+qua|qua|gắn\s+với|nhất\s+là|liên\s+quan|trên|như|các|những|đối\s+với|chế\s+độ|dự\s+thảo|quy\s+định|văn\s+bản)"
    r"(?!\w)"
)
_PURPOSE: Final = AnyCase(
    r"(?<!\w)(?:để|nhằm|cho\s+phép|tạo\s+điều\s+kiện|tạo\s+thuận\s+lợi)(?!\w)"
)
_AUXILIARY: Final = re.compile(
    r"(?:(?:lãnh\s+đạo|chỉ\s+đạo|hướng\s+dẫn|chủ\s+trì|phối\s+hợp|tham\s+gia|tổ\s+chức|chủ\s+động"
    r"|tăng\s+cường|tiếp\s+tục|đẩy\s+mạnh|thực\s+hiện|theo\s+dõi|đôn\s+đốc|nghiên\s+cứu|rà\s+soát"
    r"|triển\s+khai|có\s+trách\s+nhiệm|phải|cần|cùng|tốt|việc|công\s+tác|trực\s+tiếp|kịp\s+thời"
    r"|thường\s+xuyên|xem\s+xét|quan\s+tâm|chú\s+trọng|nghiêm\s+túc|tích\s+cực|được|xây\s+dựng"
    r"|thống\s+nhất|tham\s+mưu|giúp|tập\s+trung)[\s,]*)+"
    r"(?:(?:chặt\s+chẽ\s+)?(?:với|cùng)\s[^;]*)?$",
    re.IGNORECASE,
)
_CITES: Final = re.compile(
    r"(?:quyết\s+định|kết\s+luận|chỉ\s+thị|nghị\s+quyết|quy\s+định|hướng\s+dẫn|thông\s+báo|báo\s+cáo)"
    r"\s+(?:số\s+)?[0-9]",
    re.IGNORECASE,
)
_ACT: Final = 2
_MOST: Final = 40


class Deed(NamedTuple):
    """A verb phrase.

    Args:
        start, end: Offsets into the cleaned text, half-open.
        weighed: Its process area and how strongly its words speak for it.
    """

    start: int
    end: int
    weighed: Weighed


def deeds(text: str, start: int, end: int, words: AreaWords) -> list[Deed]:
    """Return the deeds of a segment behind its subject; one where nothing parts it."""
    cuts = [start, *_cuts(text, start, end), end]
    phrases = [Deed(first, last, words.of(text[first:last])) for first, last in pairwise(cuts)]
    return _together(text, phrases, words)


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where another verb phrase may begin."""
    last = start
    count = 0
    for match in _JOIN.finditer(small_of(text), start, end):
        if (
            DEED.end_at(text, match.end(), end) < 0
            or _CITES.match(text, match.end(), end)
            or _PURPOSE.search(text, last, match.start())
        ):
            continue
        if _ORGANISED.match(text, match.end()) and _UNIT_LIST.search(text, last, match.start()):
            continue
        firm = FIRM.match(text, match.end(), end) is not None
        if not firm and _MODIFIER.search(text, last, match.start()):
            continue
        joins = _JOINS.match(text, match.start(), match.end())
        yield joins.end() if joins else match.end()
        last = match.end()
        count += 1
        if count == _MOST:
            return


def _together(text: str, phrases: Sequence[Deed], words: AreaWords) -> list[Deed]:
    """Return phrases of one kind put together, a verb that leads in with the phrase behind it."""
    found: list[Deed] = []
    for phrase in _with_objects(text, phrases, words):
        before = found[-1] if found else None
        if before is None or _parted(text, before, phrase, words):
            found.append(phrase)
        else:
            whole = words.of(text[before.start : phrase.end])
            found[-1] = Deed(before.start, phrase.end, whole)
    return [each._replace(end=_trimmed(text, each.start, each.end)) for each in found]


def _with_objects(text: str, phrases: Sequence[Deed], words: AreaWords) -> Iterator[Deed]:
    """Yield phrases, a verb that says nothing alone put to the phrase that has its object."""
    first: int | None = None
    for phrase in phrases:
        bare = phrase.weighed.weight < _ACT and _is_bare(text, phrase)
        if bare and phrase is not phrases[-1]:
            first = phrase.start if first is None else first
            continue
        if first is None:
            yield phrase
        else:
            yield Deed(first, phrase.end, words.of(text[first : phrase.end]))
            first = None


def _is_bare(text: str, phrase: Deed) -> bool:
    """Say whether a phrase is a verb and nothing else."""
    behind = DEED.end_at(text, phrase.start, phrase.end)
    return behind >= 0 and not text[behind : phrase.end].strip(" ,")


def _parted(text: str, before: Deed, phrase: Deed, words: AreaWords) -> bool:
    """Say whether a phrase orders something of another kind than the one before it.

    Verbs that share an object are told apart by the verbs alone.
    """
    if phrase.weighed.weight < _ACT or phrase.weighed.area == before.weighed.area:
        return False
    if _is_bare(text, before) and before.weighed.weight == _ACT:
        verb = DEED.match(text, phrase.start, phrase.end)
        alone = words.of(verb[0]) if verb else phrase.weighed
        if alone.weight < _ACT or alone.area == before.weighed.area:
            return False
    return _AUXILIARY.fullmatch(text[before.start : before.end].rstrip(" ,")) is None


def _trimmed(text: str, start: int, end: int) -> int:
    """Return the end of a phrase without the words that join it to the next."""
    said = text[start:end].rstrip(" .,;:/")
    for word in ("và", "rồi", "hoặc"):
        said = said.removesuffix(f" {word}").rstrip(" ,")
    return start + len(said)
