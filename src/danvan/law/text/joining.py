"""Say where two lines are one sentence that a page or the width of the paper has broken.

Reads: lines with their number and page.
Writes: what stands between each line and the next: a space where they are one sentence, else line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from danvan.law.text.patterns import Mark, ends_sentence, mark_of

Line = tuple[str, int, int]

_OPENS: Final = re.compile(
    r"Căn cứ\b|Số\s*:?\s*[0-9]|Kính gửi|Nơi nhận|\(\s*(?:Ban hành )?[Kk]èm theo|V/v\b|Về việc\b|về việc\b"
)
_HEAD_LINE: Final = re.compile(
    r"Số\s*:?\s*[0-9]+\s*[-/]|.{0,60},\s*ngày\s+[0-9]{1,2}\s+tháng\b|Kính gửi"
)
_OPEN_WORD: Final = re.compile(
    r"(?:^|\s)(?:của|và|hoặc|với|các|những|cho|theo|tại|về|trong|để|là|do|từ|đến|được|bằng|trên|dưới|khi|thuộc)$"
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


def joints(lines: Sequence[Line]) -> list[str]:
    """Return what stands between each line and the next: ``" "``, ``"\\n"`` or ``"\\n\\n"``, one fewer than lines."""
    width = _width_of_wrapped(lines)
    found: list[str] = []
    marks = [mark_of(content) for content, _, _ in lines]
    for number in range(len(lines) - 1):
        before, after = lines[number], lines[number + 1]
        apart = after[1] - before[1] > 1 or after[2] != before[2]
        if _goes_on(
            before[0], after[0], marks[number], marks[number + 1], apart=apart, width=width
        ):
            found.append(" ")
        else:
            found.append("\n\n" if after[1] - before[1] > 1 else "\n")
    return found


def _width_of_wrapped(lines: Sequence[Line]) -> int:
    """Return how wide the lines of a text run that was broken by the width of the paper; 0 if it was not."""
    if len(lines) < 2:  # noqa: PLR2004  one line wraps nothing
        return 0
    wraps = sum(
        1
        for (before, line, _), (after, following, _) in zip(lines, lines[1:], strict=False)
        if following - line == 1 and after[0].islower() and not ends_sentence(before)
    )
    width = sorted(len(content) for content, _, _ in lines)[int(len(lines) * 0.95)]
    return width if wraps >= _SHARE_OF_WRAPS * len(lines) and width <= _WIDEST_WRAP else 0


def _goes_on(  # noqa: PLR0913  six facts of one pair of lines, no record is worth it
    before: str,
    after: str,
    mark: Mark | None,
    following: Mark | None,
    *,
    apart: bool,
    width: int,
) -> bool:
    """Say whether a sentence goes on from one line to the next."""
    if following is not None:
        return _only_looks_like_mark(before, after, following, apart=apart)
    if _stands_for_itself(before, mark) or _OPENS.match(after):
        return False
    full = bool(width) and len(before) >= _FULL * width
    if ends_sentence(before):
        return (
            full
            and not apart
            and before[-1] in ".!?"
            and after[0].isupper()
            and not after.isupper()
        )
    return _begins_inside(before, after, full=full, apart=apart)


def _only_looks_like_mark(before: str, after: str, following: Mark, *, apart: bool) -> bool:
    """Say whether a line that begins like a list item is the rest of the sentence before it.

    "... tại khoản" and then "2. Trong ...", or "... chính trị" and then "- xã hội ...".
    """
    if ends_sentence(before):
        return False
    if following.kind == "dash":
        hyphen = following.number in "-–" and following.rest[0].islower()
        return hyphen and (not apart or bool(_BEFORE_HYPHEN.search(before)))
    if following.kind in {"clause", "decimal"}:
        return not apart and bool(_BEFORE_NUMBER.search(before))
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
        return len(before) >= _LONG and (full or bool(_BEFORE_NUMBER.search(before)))
    return (full and not apart) or (len(before) >= _LONG and bool(_OPEN_WORD.search(before)))
