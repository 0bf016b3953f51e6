"""Say who speaks in a document: the sides of an agreement, and the body that sets up a plan.

Reads: title, letterhead and the sentence before the first provision.
Writes: bodies in the order written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from danvan.law.bodies import Mention
from danvan.law.extract_bearers import Named, Reader
from danvan.law.word_tries import CAPITALS

_SIDES: Final = 2
_MOST: Final = 40
_PARTED: Final = re.compile(r"\s+[-–]\s+|\n")
_BETWEEN: Final = re.compile(r"\bgiữa\s+", re.IGNORECASE)
_WITH: Final = re.compile(r"\s+(?:với|cùng)\s+(?:các\s+)?", re.IGNORECASE)
_ABOUT: Final = re.compile(r"\s+(?:trong|về|để|nhằm|giai\s+đoạn|nhiệm\s+kỳ|năm)\s", re.IGNORECASE)
_BEGINS: Final = re.compile(r"(?:^|[,;:.\n])\s*(?=(?:các\s+)?[" + CAPITALS + "])")
_SPEAKS: Final = re.compile(
    r"\s+(?:cùng\s+)?(?:thống\s+nhất|ký\s+kết|xây\s+dựng|ban\s+hành|triển\s+khai|tổ\s+chức|đề\s+ra|hướng\s+dẫn"
    r"|quy\s+định|phối\s+hợp|thông\s+báo)(?!\w)",
    re.IGNORECASE,
)


def sides_in_title(reader: Reader, levels: tuple[str, ...]) -> tuple[Named, ...]:
    """Return the bodies behind "giữa" in a title of coordination; none where there is but one.

    Args:
        reader: Of the title.
        levels: As for bearers.
    """
    match = _BETWEEN.search(reader.text)
    if match is None:
        return ()
    found: list[Mention] = []
    behind_all = _ABOUT.search(reader.text, match.end())
    at, end = match.end(), behind_all.start() if behind_all else len(reader.text)
    while len(found) < _MOST:
        mentions, behind = reader.listed(at, end)
        found.extend(mentions)
        further = _WITH.match(reader.text, behind, end) if mentions else None
        if further is None:
            break
        at = further.end()
    named = reader.named(found, levels)
    return named if len(named) >= _SIDES else ()


def sides_in_head(
    reader: Reader, issuers: tuple[str, ...], levels: tuple[str, ...]
) -> tuple[Named, ...]:
    """Return the bodies that a letterhead names beside each other; none where there is but one."""
    parts = [each for line in issuers for each in _PARTED.split(line)]
    if len(parts) < _SIDES:
        return ()
    found = []
    for part in parts:
        mentions = reader.index.find(part)
        role = reader.index.role(mentions[0], levels) if mentions else None
        found.append(Named(part, role))
    return tuple(found)


def speakers(reader: Reader, start: int, end: int, levels: tuple[str, ...]) -> tuple[Named, ...]:
    """Return the bodies that "thống nhất", "xây dựng" what follows, in the words before it."""
    for begin in _beginnings(reader.text, start, end):
        mentions, behind = reader.listed(begin, end)
        if mentions and _SPEAKS.match(reader.text, behind, end):
            return reader.named(mentions, levels)
    return ()


def _beginnings(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a clause begins with a capital letter, the last lines only."""
    places = [match.end() for match in _BEGINS.finditer(text, start, end)]
    yield from places[-_MOST:]
