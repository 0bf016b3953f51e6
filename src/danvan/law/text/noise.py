"""Find page noise: page numbers standing alone, running heads, the line that a scanning app adds.

Reads: lines with their number and page.
Writes: which of them are noise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from danvan.law.text.lines import Line
from danvan.law.text.patterns import mark_of

_NUMBER: Final = re.compile(
    r"(?:[-–—]\s*)?(?:(?:Trang|TRANG|trang|Page)\s*:?\s*)?[0-9]{1,3}(?:\s*(?:/|of|trên)\s*[0-9]{1,4})?(?:\s*[-–—])?"
)
_STAMP: Final = re.compile(
    r"(?:Scanned (?:with|by)|Được quét bằng)\b.{0,40}"
    r"|(?:Người ký|Ký bởi|Thời gian ký|Ngày ký|Signature not verified|Signed by)\s*:.{0,60}"
    r"|(?:[0-9]{1,3}\s+)?CÔNG BÁO/Số [0-9 +]{1,15}/Ngày [0-9/-]{8,10}(?:\s+[0-9]{1,3})?"
    r"|\(Xem tiếp Công báo số [0-9 +]{1,15}\)",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"[0-9]+")
_LONGEST_HEAD: Final = 120
_LONGEST_NUMBER: Final = 80
_CENTRED: Final = 12
_FEWEST_HEADS: Final = 3


def find(lines: Sequence[Line]) -> frozenset[int]:
    """Return the positions of lines that are page noise.

    A number counts as a page number only where it stands alone: centred, at an edge of a page or
    beside an empty line. A line
    counts as a running head when, digits aside, it opens or closes at least half of three or more
    pages.
    """
    found = {
        number
        for number, line in enumerate(lines)
        if len(line.content) <= _LONGEST_NUMBER and _is_noise(lines, number)
    }
    many_pages = bool(lines) and lines[-1].page >= _FEWEST_HEADS
    return frozenset(found | _running_heads(lines, found) if many_pages else found)


def _is_noise(lines: Sequence[Line], number: int) -> bool:
    """Say whether a short line is a page number standing alone or the stamp of a scanning app."""
    content = lines[number].content
    if _NUMBER.fullmatch(content):
        return _stands_alone(lines, number)
    return _STAMP.fullmatch(content) is not None


def _stands_alone(lines: Sequence[Line], number: int) -> bool:
    """Say whether a line is centred, at an edge of its page or beside an empty line."""
    here = lines[number]
    before = lines[number - 1] if number else None
    after = lines[number + 1] if number + 1 < len(lines) else None
    return here.indent >= _CENTRED or any(
        near is None or near.page != here.page or abs(near.line - here.line) > 1
        for near in (before, after)
    )


def _running_heads(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Return lines that open or close most pages with the same words; a provision never is one."""
    edges: list[int] = []
    last_page = 0
    rest = [number for number in range(len(lines)) if number not in numbers]
    for place, number in enumerate(rest):
        page = lines[number].page
        following = lines[rest[place + 1]].page if place + 1 < len(rest) else None
        if page != last_page or following != page:
            edges.append(number)
        last_page = page
    folded = {number: _DIGITS.sub("#", lines[number].content) for number in edges}
    counts = Counter(folded.values())
    enough = max(_FEWEST_HEADS, last_page / 2)
    return {
        number
        for number, words in folded.items()
        if counts[words] >= enough
        and len(words) <= _LONGEST_HEAD
        and mark_of(lines[number].content) is None
    }
