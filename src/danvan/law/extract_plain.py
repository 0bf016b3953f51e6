"""Say what a segment orders beside its words of time: where the act begins, of what kind it is, and
whether it comes up by itself or with an event.

Reads: a segment with its subject and its place.
Writes: readings of the classes ``standing``, ``once`` and ``ad_hoc``, named for what speaks for
them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from danvan.law.any_case import AnyCase
from danvan.law.duties import Modality, Timing
from danvan.law.extract_bearers import Bearers
from danvan.law.extract_modality import TOLD, modality_of
from danvan.law.extract_sentences import Span
from danvan.law.extract_verbs import ACT, DEED
from danvan.law.word_tries import any_of

_ITSELF: Final = AnyCase(
    r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?(?:từ|sau)|\bban\s+hành\s+kèm\s+theo\b"
    r"|\bthay\s+thế\s+(?:cho\s+)?(?:các\s+)?(?:nghị|quyết|quy|chỉ|thông|công|kế|hướng|luật)"
    r"|\bbãi\s+bỏ\s+(?:các\s+|toàn\s+bộ\s+)?(?:nghị|quyết|quy|chỉ|thông|công|kế|hướng|luật|điều|khoản)"
)
"""What a document says of itself: its force, what it replaces."""

_SCOPE: Final = re.compile(
    r"\W*(?:quy\s+chế|quy\s+định|quyết\s+định|nghị\s+quyết|nghị\s+định|luật|thông\s+tư|văn\s+bản"
    r"|kế\s+hoạch|hướng\s+dẫn|chỉ\s+thị|quy\s+trình|nội\s+quy|đề\s+án)\s+này\s+"
    r"(?:quy\s+định|áp\s+dụng|hướng\s+dẫn|điều\s+chỉnh|gồm|có\s+\w+\s+(?:chương|điều)"
    r"|(?:được\s+)?thông\s+qua|được\s+(?:ban\s+hành|gửi|phổ\s+biến))",
    re.IGNORECASE,
)
"""What a document says of its scope, at the head of a sentence."""

_EFFECTS: Final = re.compile(
    r"\bthay\s+thế\s|\bbãi\s+bỏ\s|có\s+hiệu\s+lực|\bban\s+hành\s+kèm\s+theo\b", re.IGNORECASE
)
_SAYS: Final = re.compile(
    r"\s*,?\s*(?:cùng\s+cấp\s+|căn\s+cứ\b[^;]*?|theo\s+(?:chức\s+năng|thẩm\s+quyền|quy\s+định)\b[^;]*?|nhất\s+là\s[^;]*?"
    r"|(?:mỗi|từng)\s+(?:đơn\s+vị|nơi|bên|tổ\s+chức|cơ\s+quan|hội|chi\s+bộ|người|địa\s+phương)\s+|định\s+kỳ\s+|hằng\s+\w+\s+|hàng\s+\w+\s+)?"
    r"(?:có\s+(?:trách\s+nhiệm|nhiệm\s+vụ|quyền|nghĩa\s+vụ|thể)|chịu|phải|cần|được|không|sẽ|cùng|đều|thì)(?!\w)",
    re.IGNORECASE,
)
_OWES_SOON: Final = re.compile(
    r"[^;:]{0,80}?\s(?P<owes>(?:có|chịu)\s+trách\s+nhiệm|có\s+(?:nhiệm\s+vụ|quyền|nghĩa\s+vụ)|phải)\s",
    re.IGNORECASE,
)
_BESIDES: Final = re.compile(
    r"\W*(?:đồng\s+thời|ngoài\s+ra|bên\s+cạnh\s+đó|trong\s+đó|theo\s+đó|trước\s+mắt|cụ\s+thể)\s*[,:]?\s*",
    re.IGNORECASE,
)
_STATES: Final = AnyCase(
    r"(?<!nhất )(?<!biệt )\blà\s+(?:trách\s+nhiệm|nhiệm\s+vụ|nghĩa\s+vụ|yêu\s+cầu|công\s+việc"
    r"|cơ\s+quan\s+thường\s+trực"
    r"|đầu\s+mối|nguyên\s+tắc|việc\s+làm)\b"
)
OF_WHOM: Final = re.compile(
    r"\blà\s+(?:trách\s+nhiệm|nhiệm\s+vụ|nghĩa\s+vụ)\s+của\s+", re.IGNORECASE
)
_MUST: Final = AnyCase(
    r"\s(?:phải|có\s+trách\s+nhiệm|có\s+nghĩa\s+vụ|có\s+quyền|không\s+được|chịu\s+trách\s+nhiệm|cần\s+được"
    r"|nghiêm\s+cấm|được\s+(?:thực\s+hiện|tiến\s+hành|gửi|thông\s+báo|công\s+khai|lập|giao|tổ\s+chức|xử\s+lý|niêm\s+yết"
    r"|công\s+bố|lưu|ghi|trả\s+lời|giải\s+quyết|hòa\s+giải|bàn|báo\s+cáo|chuyển|bàn\s+giao))\s"
)
_FORBIDS: Final = re.compile(
    r"\W*(?:nghiêm\s+cấm|không\s+được|cấm|không(?!\s+(?:nhất\s+thiết|bắt\s+buộc|cần|phải)))\s",
    re.IGNORECASE,
)
_DENIES: Final = re.compile(r"\W*không\s+(?!có\s|ai\s)", re.IGNORECASE)
_NOUN_FIRST: Final = re.compile(
    r"\W*(?:việc|các|những|mọi|nội\s+dung|thời\s+gian|thời\s+hạn|thời\s+điểm|kinh\s+phí|hồ\s+sơ|số\s+lượng|mức"
    r"|trong|trường\s+hợp|khi|nếu|đối\s+với|về|tại|hình\s+thức|thành\s+phần|địa\s+điểm|kết\s+quả|là"
    r"|căn\s+cứ|một\s+số|ngoài|trên|từ|do|vì|tuy|mục\s+tiêu|chỉ\s+tiêu|phạm\s+vi|đối\s+tượng|năm|ngày"
    r"|[0-9])(?!\w)",
    re.IGNORECASE,
)
_ASSIGNED: Final = AnyCase(
    r"\W*(?:\w+\s+){0,6}?(?:phân\s+công|giao|cử|bố\s+trí)\s[^;]{0,160}?\b(?:trực\s+tiếp|phụ\s+trách|làm|kiêm|tham\s+gia|giữ)\s"
)
_COMES_UP: Final = any_of(
    ("ứng cử", "việc bầu cử", "tham gia bầu cử", "tín nhiệm", "vấn đề phức tạp", "điểm nóng",
     "kỷ luật", "bồi thường", "tham gia ý kiến với", "tham gia ý kiến về", "tham gia ý kiến vào",
     "kết quả giải quyết", "phát sinh", "tình huống", "khi có", "khi được", "khi xảy", "khi phát",
     "khi nhận", "khi ban", "sự cố", "hội thẩm", "xem xét sửa", "xem xét bổ")
)  # fmt: skip
_UP_WITH: Final = AnyCase(rf"(?<!\w)(?:{_COMES_UP})(?!\w)")
_TIMELESS: Final = frozenset({"definition", "principle"})
_RIGHT: Final = re.compile(
    r"\W*được\s+(?!phân\s|giao\s|giải\s|thực\s|lấy\s|trả\s|gửi\s)", re.IGNORECASE
)

_DECIDES: Final = re.compile(
    r"\W*(?:(?:xem\s+xét\s*,?\s*)?quyết\s+định|phê\s+duyệt|phê\s+chuẩn|bổ\s+nhiệm|miễn\s+nhiệm"
    r"|bãi\s+nhiệm|lấy\s+phiếu|bỏ\s+phiếu|xem\s+xét\s+(?:sửa|bổ))(?!\w)",
    re.IGNORECASE,
)
SURE: Final[Mapping[str, float]] = {
    "subject_acts": 0.92, "verb_first": 0.92, "verb_among": 0.75,
    "listed": 0.6, "passive": 0.65, "states": 0.7,
    "of_itself": 0.95, "explains": 0.85, "states_principle": 0.85, "assigned": 0.92,
    "comes_up": 0.9,
}  # fmt: skip
"""How sure each pattern without words of time is."""


_FIRST: Final = 2


class Begin(NamedTuple):
    """Where an act begins, and the name of what speaks for it."""

    start: int
    pattern: str


def begins(
    text: str, span: Span, behind: int, said: Bearers | None, *, listed: bool
) -> Begin | None:
    """Return where a segment begins to order something, or ``None`` where it only tells.

    Args:
        text: The cleaned text.
        span: The segment.
        behind: Where it goes on behind the time that it begins with.
        said: Its subject, where it has one.
        listed: Whether it stands in a list of what somebody owes.
    """
    behind = _past(text, _beside(text, behind, span.end), span.end)
    own = _past(text, said.end, span.end) if said and span.start < said.end <= span.end else None
    if own is not None and (ACT.match(text, own, span.end) or _SAYS.match(text, own, span.end)):
        return Begin(own, "subject_acts")
    if _STATES.search(text, span.start, span.end):
        return Begin(span.start, "states")
    if DEED.end_at(text, behind, span.end) >= 0:
        return Begin(behind, "verb_first")
    soon = _OWES_SOON.match(text, own, span.end) if own is not None else None
    if soon:
        return Begin(soon.start("owes"), "subject_acts")
    if own is not None:
        return _told(text, own, span.end, said, listed=listed)
    found = Begin(span.start, "passive") if _has_agent(said) else None
    return found or _passive(text, span, behind, listed=listed)


def _told(text: str, own: int, end: int, said: Bearers | None, *, listed: bool) -> Begin | None:
    """Return where an act begins behind a subject, by no verb of a list.

    A body of a pack has a name with a sure end, so that what follows is said of it.
    """
    known = said is not None and bool(said.named) and said.named[-1].role is not None
    if known and said is not None and said.source == "subject" and TOLD.match(text, own - 1, end):
        return Begin(own, "subject_acts")
    return Begin(own, "listed") if own < end and listed else None


def _has_agent(said: Bearers | None) -> bool:
    """Say whether "do ..." or "được ..." in a segment tells who does it."""
    return said is not None and said.source == "sentence"


def _passive(text: str, span: Span, behind: int, *, listed: bool) -> Begin | None:
    """Return where a segment without subject and verb at its head orders something."""
    if _MUST.search(text, span.start, span.end) or _FORBIDS.match(text, span.start, span.end):
        return Begin(span.start, "passive")
    if listed and behind < span.end and not _NOUN_FIRST.match(text, behind, span.end):
        return Begin(behind, "listed")
    return None


def _beside(text: str, at: int, end: int) -> int:
    """Return the offset behind words that only join a sentence to the one before it."""
    match = _BESIDES.match(text, at, end)
    return match.end() if match else at


def _past(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " ,:":
        at += 1
    return at


class Ordered(NamedTuple):
    """What a segment orders as a whole, and the words that say it must be done."""

    modality: Modality
    must: str = ""


def timing_of(words: str, event: str | None, ordered: Ordered) -> tuple[Timing, str]:
    """Return the class of timing of an act without words of time, and what speaks for it.

    Putting somebody in charge is done once; what an event brings up is ad hoc; the rest stands.
    """
    if ordered.modality in _TIMELESS:
        return "standing", ""
    if _ASSIGNED.match(words):
        return "once", "assigned"
    if event or _UP_WITH.search(words):
        return "ad_hoc", "comes_up"
    return "standing", ""


def modality_of_deed(words: str, found: Modality, timing: Timing) -> Modality:
    """Return what an act orders, from its own words before those of the whole segment."""
    if timing == "once" and found == "duty":
        return "assignment"
    if found == "duty" and _RIGHT.match(words):
        return "right"
    if found == "duty" and _DECIDES.match(words):
        return "power"
    return found


def of_itself(text: str, start: int, end: int) -> bool:
    """Say whether a sentence tells of the document's own scope, force or kin."""
    return (
        _ITSELF.search(text, start, end) is not None or _SCOPE.match(text, start, end) is not None
    )


def effects(text: str, start: int, end: int) -> list[Span]:
    """Return what a sentence states of its own document, one span for each effect."""
    firsts: dict[str, int] = {}
    for match in _EFFECTS.finditer(text, start, end):
        firsts.setdefault(match[0].split()[0].casefold(), match.start())
    cuts = [start, *sorted(firsts.values())[1:], end]
    return [Span(first, _closed(text, first, last)) for first, last in pairwise(cuts)]


def _closed(text: str, start: int, end: int) -> int:
    """Return the end of a span without the signs and the "và" at its end."""
    said = text[start:end].rstrip(" .,;:/")
    return start + len(said.removesuffix(" và").rstrip(" ,"))


def is_passive(text: str, span: Span, pattern: str) -> bool:
    """Say whether what is done says nothing of whoever does it; "không ..." goes on with them."""
    return pattern == "passive" and _DENIES.match(text, span.start, span.end) is None


def ordered_in(text: str, span: Span) -> Ordered:
    """Return what a segment orders as a whole."""
    must = _MUST.search(text, span.start, span.end) or _STATES.search(text, span.start, span.end)
    return Ordered(modality_of(text[span.start : span.end]), must[0].strip() if must else "")


def matched_words(text: str, act: Span, ordered: Ordered) -> tuple[str, ...]:
    """Return the words that speak for an act: what it is owed by, and its verb."""
    behind = DEED.end_at(text, act.start, act.end)
    found = (ordered.must, text[act.start : max(behind, act.start)].strip())
    first = " ".join(text[act.start : act.end].split()[:_FIRST])
    return tuple(dict.fromkeys(each for each in found if each)) or (first,)
