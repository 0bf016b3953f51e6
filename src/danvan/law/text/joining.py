"""Say where two lines are one sentence that a page or the width of the paper has broken.

Reads: lines with their number and page.
Writes: what stands between each line and the next: a space where they are one sentence, else line
breaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from danvan.law.text.lines import Line
from danvan.law.text.patterns import TERMINAL, Mark, ends_sentence

_OPENS: Final = re.compile(
    r"Căn cứ\b|Số\s*:?\s*[0-9]|Kính gửi|Nơi nhận|\(\s*(?:Ban hành )?[Kk]èm theo|V/v\b|Về việc\b"
    r"|về việc\b"
)
_HEAD_LINE: Final = re.compile(
    r"Số\s*:?\s*[0-9]+\s*[-/]|.{0,60},\s*ngày\s+[0-9]{1,2}\s+tháng\b|Kính gửi"
)
_OPEN_WORD: Final = re.compile(
    r"(?:^|\s)(?:của|và|hoặc|với|các|những|cho|theo|tại|về|trong|để|là|do|từ|đến|được|bằng|trên"
    r"|dưới|khi|thuộc)$"
)
_BEFORE_NUMBER: Final = re.compile(
    r"(?:^|[\s,])(?:khoản|Khoản|Điều|điều|điểm|Điểm|số|ngày|tháng|năm|Mục|và|,)$"
)
_BEFORE_HYPHEN: Final = re.compile(
    r"(?:chính trị|kinh tế|văn hóa|văn hoá|quốc phòng|thi đua)$", re.IGNORECASE
)
_FULL: Final = 0.8
_WIDEST_WRAP: Final = 140
_SHARE_OF_WRAPS: Final = 0.15
_LONG: Final = 30
_LAST_WORDS: Final = 20


def joints(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[str]:
    r"""Return what stands between each line and the next, one fewer than lines.

    Args:
        lines: Lines in order.
        marks: What each begins with.

    Returns:
        ``" "`` where a sentence goes on, else ``"\n"``, or ``"\n\n"`` where empty lines stand
        between.
    """
    width = _width_of_wrapped(lines)
    found: list[str] = []
    for (before, after), (mark, following) in zip(pairwise(lines), pairwise(marks), strict=True):
        empty = after.line - before.line > 1
        pair = (before.content, after.content)
        if following is not None and before.content[-1] in TERMINAL:
            goes_on = False
        else:
            apart = empty or after.page != before.page
            goes_on = _goes_on(pair, mark, following, apart=apart, width=width)
        found.append(" " if goes_on else "\n\n" if empty else "\n")
    return found


def _width_of_wrapped(lines: Sequence[Line]) -> int:
    """Return how wide lines run that the width of the paper broke; 0 if it did not."""
    if len(lines) < 2:  # noqa: PLR2004  one line wraps nothing
        return 0
    wraps = sum(
        1
        for before, after in pairwise(lines)
        if after.content[0].islower()
        and after.line - before.line == 1
        and not ends_sentence(before.content)
    )
    if not wraps or wraps < _SHARE_OF_WRAPS * len(lines):
        return 0
    width = sorted(len(line.content) for line in lines)[int(len(lines) * 0.95)]
    return width if width <= _WIDEST_WRAP else 0


def _goes_on(
    pair: tuple[str, str], mark: Mark | None, following: Mark | None, *, apart: bool, width: int
) -> bool:
    """Say whether a sentence goes on from one line to the next."""
    before, after = pair
    if following is not None:
        full = _is_full(before, width)
        if width and not full and mark is not None and mark.kind == "article":
            return False  # a heading shorter than the paper is wide: nothing broke it
        return _only_looks_like_mark(before, following, full=full, apart=apart)
    if _stands_for_itself(before, mark) or _OPENS.match(after):
        return False
    full = _is_full(before, width)
    if ends_sentence(before):
        return (
            full
            and not apart
            and before[-1] in ".!?"
            and after[0].isupper()
            and not after.isupper()
        )
    return _begins_inside(before, after, full=full, apart=apart)


def _is_full(line: str, width: int) -> bool:
    """Say whether a line of a wrapped text runs to the edge of the paper."""
    return bool(width) and len(line) >= _FULL * width


def _only_looks_like_mark(before: str, following: Mark, *, full: bool, apart: bool) -> bool:
    """Say whether a line that begins like a list item is the rest of the sentence before it.

    "... tại khoản" and then "2. Trong ...", or "... chính trị" and then "- xã hội ...".
    """
    if ends_sentence(before):
        return False
    if following.kind == "dash":
        hyphen = following.number in "-–" and following.rest[0].islower()
        return hyphen and (
            (full and not apart) or bool(_BEFORE_HYPHEN.search(before[-_LAST_WORDS:]))
        )
    if following.kind in {"clause", "decimal"}:
        return not apart and bool(_BEFORE_NUMBER.search(before[-_LAST_WORDS:]))
    return False


def _stands_for_itself(before: str, mark: Mark | None) -> bool:
    """Say whether a line is a heading or a line of the letterhead, which no sentence leaves."""
    if before.isupper() or _HEAD_LINE.match(before):
        return True
    return mark is not None and (not mark.rest or mark.rest.isupper() or mark.kind == "recipients")


def _begins_inside(before: str, after: str, *, full: bool, apart: bool) -> bool:
    """Say whether a line without an end and the line after it are one sentence."""
    first = after.lstrip("\"“‘'([{")[:1]
    if first.islower():
        return not apart or len(before) >= _LONG
    if after.isupper() or not (first.isalpha() or first.isdigit()):
        return False
    if first.isdigit():
        last = before[-_LAST_WORDS:]
        cited = _BEFORE_NUMBER.search(last) is not None
        awaits = cited or _OPEN_WORD.search(last) is not None
        return (awaits and not apart) or (len(before) >= _LONG and (full or cited))
    return (full and not apart) or (
        len(before) >= _LONG and bool(_OPEN_WORD.search(before[-_LAST_WORDS:]))
    )
