"""Part lines that a page printed side by side: letterhead and motto, recipients and signature.

Only blocks that begin with the words of such a frame are parted; a gutter must run through all of
their lines. Any other wide gap is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from danvan.law.text.citations import KINDS

_BESIDE: Final = re.compile(
    r"\S.*?\s{3,}(?:CỘNG H|ĐẢNG CỘNG SẢN|Độc lập)|Nơi nhận\s*:?.*?\s{3,}\S"
    r"|\s*(?:T/?M|K/?T|T/?L)[./]?\s.*?\s{3,}(?:T/?M|K/?T|T/?L)[./]?\s"
)
_BODY: Final = re.compile(
    r"\s*(?:(?:Điều|Chương|Phần|Mục|Căn cứ|Kính gửi|Thực hiện|Phụ lục|PHỤ LỤC)\b|[0-9]{1,2}[.)]\s"
    r"|[IVX]+[.-]\s|(?:"
    + "|".join(sorted((kind.upper() for kind in KINDS), key=len, reverse=True))
    + r")\s*$)"
)
"""How the text itself begins, below the frame."""
_GAP: Final = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_NARROWEST: Final = 2
_FARTHEST: Final = 40
_HEAD_SLACK: Final = 4
_FOOT_SLACK: Final = 15
_ENDLESS: Final = 10_000


def parted(page: str) -> str:
    """Return a page with its frames of two columns written one column after the other.

    Args:
        page: Text laid out with spaces as it is printed.
    """
    lines = page.split("\n")
    done = 0
    written: list[str] = []
    while done < len(lines):
        at = next((at for at in range(done, len(lines)) if _BESIDE.match(lines[at])), None)
        if at is None:
            break
        first, last, gutter = _block(lines, at, done)
        written += lines[done:first]
        written += _columns(lines[first:last], gutter)
        done = last
    return "\n".join([*written, *lines[done:]])


def _block(lines: Sequence[str], at: int, lowest: int) -> tuple[int, int, int]:
    """Return the first line, the line after the last, and the gutter of a frame."""
    gap = _GAP.search(lines[at])
    slack = _FOOT_SLACK if "Nơi nhận" in lines[at] else _HEAD_SLACK
    right = gap.end() - slack if gap else 0
    free = (gap.start(), gap.end()) if gap else (len(lines[at]), _ENDLESS)
    first, last = at, at + 1
    while slack == _HEAD_SLACK and first > max(lowest, at - _FARTHEST):
        narrowed = _narrowed(lines[first - 1], free, right)
        if narrowed is None:
            break
        first, free = first - 1, narrowed
    while last < min(len(lines), at + _FARTHEST) and not _BODY.match(lines[last]):
        narrowed = _narrowed(lines[last], free, right)
        if narrowed is None:
            break
        last, free = last + 1, narrowed
    return first, last, free[0] + 1


def _narrowed(line: str, free: tuple[int, int], right: int) -> tuple[int, int] | None:
    """Return what is left of a gutter beside a line; ``None`` where the line runs across it.

    Args:
        right: Column behind which the words on the right begin; a centred title begins before.
    """
    if not line.strip():
        return free
    lead = len(line) - len(line.lstrip())
    gaps = [(0, lead), (len(line.rstrip()), _ENDLESS)]
    gaps += [match.span() for match in _GAP.finditer(line)]
    for start, end in gaps:
        found = (max(free[0], start), min(free[1], end))
        if end < right:
            continue
        if found[1] - found[0] >= _NARROWEST:
            return found
    return None


def _columns(lines: Sequence[str], gutter: int) -> list[str]:
    """Return the lines left of a gutter and then those right of it."""
    left = [line[:gutter].rstrip() for line in lines]
    right = [line[gutter:].strip() for line in lines]
    return [line for line in (*left, *right) if line.strip()]
