"""The patterns of words of time other than rhythms and days, each with its name and class."""

from __future__ import annotations

from typing import Final

from danvan.law.duties import Timing

_NEEDED: Final = (
    r"\b(?:(?:trong\s+)?(?:các\s+|những\s+)?trường\s+hợp\s+(?:đột\s+xuất\s*,?\s*(?:và\s+)?)?"
    r"(?:thật\s+sự\s+|thấy\s+)?cần\s+thiết|khi\s+(?:thấy\s+|xét\s+thấy\s+)?cần(?:\s+thiết)?\b"
    r"|khi\s+có\s+(?:yêu\s+cầu|đề\s+nghị)|theo\s+yêu\s+cầu\s+(?:đột\s+xuất|của\s+cấp)"
    r"|(?<=hoặc )theo\s+yêu\s+cầu\s+(?:nhiệm|công|thực)\s\w+)"
)
_INVITED: Final = (
    r"\bkhi\s+(?:được|nhận\s+được)\s+(?:\w+\s+)?"
    r"(?:yêu\s+cầu|đề\s+nghị|giấy\s+mời|mời|phân\s+công|trưng\s+cầu)"
)
_AT_ONCE: Final = (
    r"\b(?:thông\s+tin\s+nhanh|báo(?:\s+cáo)?\s+khẩn|báo(?:\s+cáo)?\s+nhanh|(?:báo(?:\s+cáo)?|thông\s+báo|phản\s+ánh|"
    r"thông\s+tin)\s+ngay|ngay\s+lập\s+tức|lập\s+tức|ngay\s+(?:sau\s+)?khi)"
)
_SET_TIME: Final = (
    r"\b(?:đúng|theo|trong)\s+(?:đúng\s+)?(?:thời\s+gian|thời\s+hạn|thời\s+điểm)\s+"
    r"(?:theo\s+)?(?:đã\s+)?(?:quy\s+định|luật\s+định|yêu\s+cầu|được\s+giao)"
)
_SET_BY_OTHERS: Final = (
    r"\b(?:thời\s+(?:gian|hạn|điểm)|số\s+ngày)\s+(?:do|mà|theo|ghi|nêu|được|đã)\s+(?:\w+\s+){0,6}?"
    r"(?:quy\s+định|hướng\s+dẫn|yêu\s+cầu)"
)
_ONLY_AFTER: Final = (
    r"\bchỉ\s+(?:được\s+)?(?:\w+\s+){1,4}?(?:sau\s+khi|khi\s+đã|khi\s+có\s+ý\s+kiến)"
)
_SET_REGIME: Final = (
    r"\bchế\s+độ\s+(?:thông\s+tin\s*,?\s*(?:và\s+)?)?báo\s+cáo\b[^,;.]{0,40}?\s+theo\s+"
    r"(?:sự\s+)?(?:chỉ\s+đạo|hướng\s+dẫn|quy\s+định|yêu\s+cầu)"
)
_OWN_RULES: Final = (
    r"\bcăn\s+cứ\s+(?:vào\s+)?(?:nội\s+dung\s+)?(?:quy\s+chế|quy\s+định|kế\s+hoạch|chỉ\s+thị"
    r"|công\s+văn|chương\s+trình|hướng\s+dẫn|nghị\s+quyết)\s+này\b"
    r"[^;.]{0,300}?\b(?:xây\s+dựng|ban\s+hành|lập)\b"
)
_UNSCHEDULED: Final = (
    r"\b(?:trong\s+)?(?:trường\s+hợp\s+)?đột\s+xuất\b"
    r"(?:\s+(?:theo|khi\s+có)\s+(?:yêu\s+cầu|đề\s+nghị))?"
)
_SESSION: Final = (
    r"\btrước\s+(?:(?:mỗi\s+|các\s+|từng\s+)?"
    r"(?:(?:kỳ|phiên|cuộc)\s+(?:họp|đối\s+thoại|làm\s+việc|tiếp\s+xúc|giám\s+sát|kiểm\s+tra)"
    r"|(?:buổi|đợt|lớp|chuyến)\s|hội\s+nghị)|(?:mỗi|từng)\s+(?:kỳ|phiên|cuộc|lần)\s)"
    r"|\btrước\s+(?:giờ(?!\s*[0-9])|lúc)\s"
)
_ONLY_THEN: Final = (
    r"\b(?:sau\s+khi|khi\s+(?:đã\s+)?(?:có|được))\s[^;.]{3,120}?\smới\s+"
    r"(?:được\s|ban\s+hành|trình|quyết\s+định|triển\s+khai|tổ\s+chức|thực\s+hiện|tiến\s+hành"
    r"|ký|cấp|chi)"
)
_SIGNING: Final = (
    r"(?<!qua )\bký\s+kết\s+(?:quy\s+chế|chương\s+trình|kế\s+hoạch|nghị\s+quyết|thỏa\s+thuận)"
)

PATTERNS: Final[tuple[tuple[str, Timing, str], ...]] = (
    ("periodically", "period_not_stated", r"\bđịnh\s+kỳ\b(?!\s*(?:là|của|này)\b)"),
    ("when_needed", "ad_hoc", _NEEDED),
    (
        "unscheduled",
        "ad_hoc",
        r"\b(?:trong\s+)?(?:trường\s+hợp\s+)?đột\s+xuất\b(?:\s+(?:theo|khi\s+có)\s+(?:yêu\s+cầu|đề\s+nghị))?",
    ),
    ("on_invitation", "ad_hoc", _INVITED),
    ("at_once", "urgent", _AT_ONCE),
    ("in_good_time", "timely", r"(?<!chưa )(?<!không )(?<!thiếu )\bkịp\s+thời\b"),
    ("time_set_elsewhere", "by_reference", _SET_TIME),
    ("time_set_by_others", "by_reference", _SET_BY_OTHERS),
    ("regime_set_elsewhere", "by_reference", _SET_REGIME),
    ("before_an_act", "before", r"(?<!ngày )(?<!giờ )\btrước\s+khi\b"),
    ("before_a_session", "before", _SESSION),
    ("only_then", "before", _ONLY_THEN),
    ("only_after", "before", _ONLY_AFTER),
    (
        "opinion_first",
        "before",
        r"(?:phải|cần|có\s+thể)\s+(?:được\s+)?(?:lấy|xin|tham\s+khảo)\s+ý\s+kiến",
    ),
    (
        "follow_up",
        "period_not_stated",
        r"\bđể\s+(?:\w+\s+){0,8}?tổng\s+hợp\s*,?\s*(?:và\s+)?(?:báo\s+cáo|trình)\b",
    ),
    ("own_rules", "once", _OWN_RULES),
    ("signing", "once", _SIGNING),
    ("years", "span", r"\b(?:giai\s+đoạn|nhiệm\s+kỳ)\s+[0-9]{4}\s*[-–]\s*[0-9]{4}"),
    ("year", "span", r"\b(?:trong\s+)?năm\s+[0-9]{4}\b"),
    ("regularly", "standing", r"\bthường\s+xuyên\b"),
)
"""Name, class of timing and pattern of each kind of words."""

HINTS: Final[dict[str, tuple[str, ...]]] = {
    "periodically": ("định kỳ",),
    "when_needed": ("cần", "yêu cầu", "đề nghị"),
    "unscheduled": ("đột xuất",),
    "on_invitation": ("khi được", "khi nhận"),
    "at_once": ("khẩn", "nhanh", "ngay", "lập tức"),
    "in_good_time": ("kịp thời",),
    "time_set_elsewhere": ("thời gian", "thời hạn", "thời điểm"),
    "time_set_by_others": ("thời gian", "thời hạn", "thời điểm", "số ngày"),
    "regime_set_elsewhere": ("chế độ",),
    "before_an_act": ("trước khi",),
    "before_a_session": (
        "trước mỗi", "trước các", "trước kỳ", "trước phiên", "trước cuộc", "trước hội",
        "trước từng", "trước buổi", "trước đợt", "trước lớp", "trước chuyến", "trước giờ",
        "trước lúc",
    ),
    "only_then": ("mới",),
    "only_after": ("sau khi", "khi đã", "khi có ý"),
    "opinion_first": ("ý kiến",),
    "follow_up": ("tổng hợp",),
    "own_rules": ("căn cứ",),
    "signing": ("ký kết",),
    "years": ("giai đoạn", "nhiệm kỳ"),
    "year": ("năm",),
    "regularly": ("thường xuyên",),
}  # fmt: skip
"""One of these stands in any words that a pattern finds; a cheap look before a dear one."""
