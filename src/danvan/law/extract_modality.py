"""What a sentence orders: duty, assignment, power, prohibition, definition, principle; and what
stands behind its subject.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from danvan.law.any_case import AnyCase
from danvan.law.duties import Modality
from danvan.law.extract_verbs import ACT_WORDS, NOUNS_ALIKE
from danvan.law.word_tries import CAPITALS, any_of

_MODALS: Final = (
    r"có\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|chịu\s+trách\s+nhiệm|có\s+thể|có\s+quyền|không\s+được"
    r"|phải|cần|được|sẽ|cùng|đều|thì|tích\s+cực|chủ\s+động|nghiêm\s+túc"
    r"|luân\s+phiên|lần\s+lượt"
    r"|(?:mỗi|từng)\s+(?:đơn\s+vị|nơi|bên|tổ\s+chức|cơ\s+quan|hội|chi\s+bộ|người|địa\s+phương)"
)
_ADVERBS: Final = (
    r"định\s+kỳ|(?:hàng|hằng|mỗi)\s+(?:tuần|tháng|quý|năm)|thường\s+xuyên|kịp\s+thời|trước\s+khi"
    r"|khi\b|ít\s+nhất|trước\s+ngày|chậm\s+nhất|đồng\s+thời|lập\s+tức|trong\s+(?:thời|vòng)"
    r"|căn\s+cứ|ngay|tối\s+thiểu|(?:[0-9]+|một|hai|ba|sáu|chín)\s+(?:tháng|năm|quý|tuần|lần|buổi)"
)
AFTER_SUBJECT: Final = re.compile(
    r"\s+(?:theo|trong\s+phạm\s+vi|là)\s[^;]{0,80}?\s(?:(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|phải)(?!\w)|"
    rf"\s*,?\s*(?:cùng\s+cấp\s+)?(?::|(?!(?:{NOUNS_ALIKE})(?!\w))(?:không(?!\s+(?:có|phải|chuyên|cố\s+định|thuộc))|{_MODALS}|{_ADVERBS}|{ACT_WORDS})(?!\w))",
    re.IGNORECASE,
)
"""What may stand behind the bodies that are the subject of a sentence."""

NOT_ABOUT: Final = re.compile(
    r"\s*(?:[,.;()]|$|(?:của|với|về|trong|ở|tại|để|cho|từ|theo|là|và|đối|do|trên|cấp|các|hoặc|nhằm|bằng"
    r"|mà|như|nơi|khác|có\s+liên\s+quan)(?!\w))",
    re.IGNORECASE,
)
"""What stands behind bodies that begin a sentence and are not what it is about."""

_NO_FIELD: Final = (
    r"(?:các|những|sau|khi|nếu|để|nhằm|trước|trong|theo|căn|với|cùng|do|của|hoặc|nhất|kể|bao"
    r"|gồm|là|thì|tại|trên|đến)\s"
)
_FIELD: Final = (
    rf"(?!(?:{_ADVERBS}|{ACT_WORDS})(?!\w)|{_NO_FIELD})[^\W\d_]+(?:\s+[^\W\d_]+){{1,2}}?"
)
_NAME_ENDS: Final = (
    rf"\s(?!(?:{NOUNS_ALIKE})(?!\w)"
    r"|(?:(?<=giáo )|(?<=chương )|(?<=quy )|(?<=công )|(?<=lộ )|(?<=tờ ))trình)"
    rf"(?:(?P<owes>không(?!\s+(?:cố\s+định|chuyên|thường))|{_MODALS})|(?P<when>{_ADVERBS})|(?P<verb>{ACT_WORDS}))(?!\w)"
)
NAME_ENDS: Final = re.compile(
    rf"{_NAME_ENDS}|(?P<sign>[,;:.()\n])|\s(?P<link>và|hoặc|với|theo|là|trong\s+phạm\s+vi)\s"
)
"""Where the words of a body that no pack knows may end."""

FIELDS: Final = re.compile(
    rf"(?:,\s+{_FIELD}){{0,3}}(?:(?:\s+và|,)\s+{_FIELD}|\s+và\s+[a-zà-ỹ]+)(?:\s+(?:ở|tại|thuộc)\s+\S+(?:\s+\S+)?)?"
    rf"(?=\s+(?:không|{_MODALS}|{_ADVERBS}|{ACT_WORDS})(?!\w)|:)"
)
"""Further fields in the name of an office: ", dân tộc và tôn giáo" before its verb."""

PLACE: Final = re.compile(
    rf"(?:\s[{CAPITALS}][^\W\d_]*){{2,4}}(?![^\s])|\s(?:số|khu\s+vực|bộ\s+binh|đội|đoàn|tổ|cụm|lớp|khối)\s+[0-9]{{1,3}}(?=\s)"
)
"""Words that are all in capitals, as those of places are, or the number of a unit."""

_FUNCTION: Final = (
    r"(?:của|với|về|trong|ở|tại|để|cho|từ|theo|là|và|đối|do|trên|cấp|các|hoặc|nhằm|bằng|mà|như|nơi|khác|có|gồm|này|nêu"
    r"|nói|đã|đang|chưa|vừa|thuộc|nhất|ngoài|cũng|còn|mới|bị|khi|nếu|sau|trước|trực|liên|khu|vực|trung|xã|phường|huyện|quận"
    r"|tỉnh|thành|thị|thôn|bản|ấp|xóm|tổ|cùng|giai|nhiệm|năm|quý|tháng|tuần|ngày|đến|lần|người|km|mét|đồng|hộ|dân|cơ|chi)"
)
TOLD: Final = re.compile(
    rf"\s(?!{_FUNCTION}(?!\w))[^\W\d_A-ZĐ]+\s+(?!{_FUNCTION}(?!\w)|[0-9])[^\W\d_A-ZĐ]+"
)
"""Words in small letters that say something of the body before them."""

_KINDS: Final[Mapping[Modality, re.Pattern[str]]] = {
    "prohibition": re.compile(r"\b(?:không\s+được|nghiêm\s+cấm|cấm)\b|^\W*không\s", re.IGNORECASE),
    "power": re.compile(
        r"\b(?:có\s+thể(?!\s+(?:phát|xảy|gây|dẫn))|được\s+phép)\b"
        r"|(?<!quan )(?<!cấp )(?<!người )\bcó\s+thẩm\s+quyền\b",
        re.IGNORECASE,
    ),
    "right": re.compile(r"\b(?:có\s+quyền|được\s+quyền)\b", re.IGNORECASE),
    "assignment": re.compile(r"\W*(?:giao|phân\s+công|cử|chỉ\s+định)\s", re.IGNORECASE),
    "definition": re.compile(
        r"\b(?:được\s+hiểu\s+là|(?<!nhất )là\s+việc|quy\s+chế\s+này\s+quy\s+định)\b", re.IGNORECASE
    ),
    "principle": re.compile(
        r"\W*(?:việc\s+phối\s+hợp|quá\s+trình\s+phối\s+hợp|nguyên\s+tắc)\b", re.IGNORECASE
    ),
}
_HINTS: Final = any_of(
    ("không", "cấm", "có thể", "được phép", "thẩm quyền", "có quyền", "được quyền", "hiểu là",
     "là việc", "này quy định")
)  # fmt: skip
_ANY_KIND: Final = AnyCase(rf"(?<!\w)(?:{_HINTS})")
_ANY_START: Final = re.compile(r"\W*(?:giao|phân|cử|chỉ|việc|quá|nguyên)\s", re.IGNORECASE)
_AT_START: Final = frozenset({"assignment", "principle"})


def modality_of(words: str) -> Modality:
    """Return what a segment orders; ``duty`` where it does not say otherwise."""
    if not _ANY_START.match(words) and not _ANY_KIND.search(words):
        return "duty"
    for modality, pattern in _KINDS.items():
        if pattern.match(words) if modality in _AT_START else pattern.search(words):
            return modality
    return "duty"
