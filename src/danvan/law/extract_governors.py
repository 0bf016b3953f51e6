"""Say what the words before a body make of it: one to act with or upon, or one to tell.

Reads: the words of an act up to a body, and the verb behind it.
Writes: "with", "to", "copy", "via" or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Literal

from danvan.law.extract_verbs import DEED

Kind = Literal["with", "to", "copy", "via", "gathered", ""]

_BEFORE: Final = 110
_FILLS: Final = frozenset(
    ("các", "những", "mọi", "mỗi", "từng", "một", "hai", "cả", "thêm", "ngay", "toàn", "ông", "bà",
     "lại", "chung", "chính")
)  # fmt: skip
_PAIRS: Final = frozenset(
    ("trực tiếp", "kịp thời", "chặt chẽ", "toàn thể", "tất cả", "đồng chí", "đại diện", "đội ngũ",
     "tầng lớp", "quần chúng", "cá nhân", "thành viên", "tập thể", "toàn bộ", "định kỳ",
     "lãnh đạo", "thường xuyên", "đột xuất", "nhanh chóng")
)  # fmt: skip
"""What may stand between a body and the word that governs it."""

_SPEAKS: Final = re.compile(
    r"(?<!\w)(?:(?P<tell>báo cáo|gửi|thông tin|thông báo|báo|phản ánh|kiến nghị|trình|nộp"
    r"|trả lời|phản hồi"
    r"|đăng ký|cung cấp|chuyển|bàn giao|công khai|công bố|phổ biến|minh bạch|đề xuất|đề nghị)"
    r"|(?P<teach>tập huấn|bồi dưỡng|hướng dẫn|nâng cao|tuyên truyền|đào tạo|điều kiện|hỗ trợ"
    r"|huấn luyện"
    r"|giao|ủy quyền|tặng|cấp phát|tham mưu)"
    r"|(?P<meet>phối hợp|làm việc|họp|thống nhất|trao đổi|cùng|ký kết|bàn(?: bạc)?|đối thoại"
    r"|tiếp xúc"
    r"|giải quyết|rút ngắn"
    r"|thuận tiện|thuận lợi|hiệp thương|gặp(?: gỡ)?|tham gia|liên hệ|gắn|kết hợp|thảo luận|hội ý"
    r"|chia sẻ|giao ban))(?!\w)"
)
"""Verbs of telling, of teaching and of meeting."""

_DEEPER: Final = re.compile(
    r"(?<!\w)(?:về|đầu mối|phiếu|xâm phạm|theo|liên quan|để|(?:giám sát|kiểm tra) (?:các|việc)"
    r"|trong việc"
    r"|do)(?!\w)"
)
"""Words behind which a noun is no longer what the act is about."""

_OF_THEIRS: Final = re.compile(
    r"(?<!\w)(?:"
    r"(?:giải quyết|trả lời|xử lý|tiếp nhận|lấy|xin|hỏi|tham khảo|trưng cầu|thu nhận|tiếp thu"
    r"|gom) [^;.]{0,76}"
    r"|(?:kiến nghị|khiếu nại|tố cáo|bức xúc)(?:,? (?:và )?phản ánh)?"
    r"|(?:tâm trạng|niềm tin|vai trò|làm chủ|nhận thức|ý thức|trách nhiệm|nêu gương|lối sống"
    r"|hài lòng"
    r"|sức mạnh)(?!\w)[^;.]{0,50}?"
    r"|bảo vệ [^;.]{0,40}?(?:quyền|lợi ích)(?!\w)[^;.]{0,50}?"
    r"|giám sát|phản biện(?: xã hội)?|góp ý|hoạt động|tham gia"
    r"|(?:tham dự|dự|tham gia) (?:[^;.]{0,20} )?(?:họp|hội nghị|phiên họp|đoàn)(?: [^;.]{0,30})?"
    r") của$"
)
_GATHERED: Final = re.compile(r"(?<!\w)(?:tổng hợp|tập hợp) |^kiến nghị")
_ANSWERED: Final = re.compile(r"trả lời (?:[\w,]+ ){0,6}của$")
_OF_WHAT: Final = re.compile(
    r"(?<!\w)(?:về|(?<!làm )việc|buổi|cuộc|lịch|nơi|kết quả|kết luận|trình tự|quy chế|quy định|luật"
    r"|trong|sau|phòng|hình thức|nội dung|kỹ năng|phiếu|địa điểm|thời gian|kế hoạch"
    r"|(?<!lực )hoạt động|sổ|dự)"
    r" (?:(?:công tác|việc) )?\w+(?:,? \w+)?$"
)
"""Nouns that hold a verb, so that it is no act."""

_KNOWS: Final = re.compile(r"\s*(?:được\s+)?(?:biết|nắm)(?!\w)")
_BETWEEN: Final = re.compile(r"(?:hội nghị|cuộc|buổi) [^;.]*giữa ")
_LET: Final = re.compile(
    r"(?:tạo (?:mọi )?(?:điều kiện|thuận lợi)|cho phép|kinh phí)(?: \w+){0,3}? (?:để|cho)$"
)
_COURSE: Final = re.compile(r"(?<!\w)(?:hội nghị|lớp|khóa|tập huấn|buổi) [^;.]*cho$")
_GOT: Final = re.compile(r"(?<!\w)(?:lấy|gom|thu thập|tiếp nhận|nhận|nghe|thu nhận) [^;.]*$")
_COPY: Final = re.compile(r"(?:đồng|đồng thời|sao) gửi(?: (?:cho|đến|về|tới))?$")
_BEFOREHAND: Final = re.compile(
    r"trước khi (?:[^,;.]{1,60} )?(?:gửi|trình|báo cáo)(?: (?:cho|lên|về))?$"
)
_ATTENDED: Final = re.compile(
    r"(?<!\w)(?:tham dự|dự|tham gia) [^;.]*(?:họp|hội nghị|lớp|đoàn|buổi) [^;.]* do$"
)
_HEARD: Final = re.compile(r"(?:ý kiến|góp ý) [^;.]* trước khi$")
_AS_WHAT: Final = re.compile(r"(?<!\w)(?:phân công|giao|cử|bố trí) [^;.]* (?:làm|kiêm|giữ chức)$")

_UPON: Final = frozenset(
    ("phối hợp", "gặp gỡ", "tiếp xúc", "đối thoại", "hỗ trợ", "giúp đỡ", "động viên", "vận động",
     "tập hợp", "đoàn kết", "hướng dẫn", "chỉ đạo", "lãnh đạo", "kiểm tra", "giám sát", "đôn đốc",
     "yêu cầu", "phân công", "kiện toàn", "triệu tập", "nhắc nhở", "biểu dương", "tôn vinh",
     "huy động", "lực lượng", "ý kiến", "thăm hỏi", "cho phép", "thành lập")
)  # fmt: skip
"""Words of two syllables that take a body as what is acted with or upon."""

_TOLD: Final = frozenset(
    ("báo cáo", "thông báo", "trả lời", "kết quả", "phản ánh", "kiến nghị", "đề nghị")
)


_ADVISES: Final = ("tham mưu", "đề xuất", "giúp")
_TWO: Final = 2


def kind_of(text: str, start: int, at: int, list_end: Callable[[], int]) -> Kind:
    """Return what the words of an act before a body make of it.

    Args:
        text: The cleaned text.
        start, at: Where the act begins, and the body.
        list_end: Gives where the list of bodies ends that begins here.
    """
    words = _bare(text[max(start, at - _BEFORE) : at].casefold().split())
    if not words:
        return ""
    said = " ".join(words)
    rule = _BY_LAST.get(words[-1].lstrip("(*"))
    if rule is not None and (found := rule(said)) is not None:
        return found
    if said.endswith(_ADVISES):
        acts = not said.endswith(" đề xuất") or said.endswith("tham mưu, đề xuất")
        return "with" if acts and DEED.match(text, list_end()) else "to"
    if words[-1] == "để":
        return "to" if _KNOWS.match(text, list_end()) else ""
    return _direct(" ".join(words[-_TWO:]), said)


def _bare(words: list[str]) -> list[str]:
    """Return words without those that only say how many or in what manner at their end."""
    while words:
        if words[-1] in _FILLS:
            words = words[:-1]
        elif len(words) > _TWO and " ".join(words[-_TWO:]) in _PAIRS:
            words = words[:-_TWO]
        else:
            break
    return words


def _direct(verb: str, said: str) -> Kind:
    """Return the kind of a body that a verb of two syllables governs with no word between them."""
    if verb in _UPON:
        return _upon(said)
    told = verb in _TOLD and not _BEFOREHAND.search(said) and not _OF_WHAT.search(said)
    return "to" if told else ""


def _last_verb(said: str) -> str:
    """Return of which kind the verb is that stands last."""
    last = ""
    for match in _SPEAKS.finditer(said):
        last = match.lastgroup or "other"
    return last


def _towards(said: str) -> Kind | None:
    """Return the kind behind "về", "đến" and the like, by the verb that leads there."""
    if _COPY.search(said):
        return "copy"
    return "to" if _last_verb(said) == "tell" and not _BEFOREHAND.search(said) else ""


def _for(said: str) -> Kind | None:
    """Return the kind behind "cho"."""
    if _COPY.search(said):
        return "copy"
    if _LET.search(said):
        return "with"
    if said.endswith("tham mưu cho"):
        return "to"
    if _COURSE.search(said):
        return "with"
    last = _last_verb(said)
    return "to" if last == "tell" else "with" if last == "teach" else ""


def _with(said: str) -> Kind | None:
    """Return the kind behind "với"."""
    if said.endswith("đối với"):
        return "with" if said.endswith("hoạt động đối với") else ""
    if said.endswith("tham mưu với"):
        return "to"
    if _BETWEEN.search(said):
        return ""
    return "to" if _last_verb(said) == "tell" else "with"


def _of(said: str) -> Kind | None:
    """Return the kind behind "của": whose matters, part or say the act is about."""
    if _ANSWERED.search(said):
        return "to"
    if not _OF_THEIRS.search(said) or _DEEPER.search(said):
        return ""
    return "gathered" if _GATHERED.search(said) else "with"


def _sent(said: str) -> Kind | None:
    """Return the kind behind "gửi", "trình" and the like."""
    if _COPY.search(said):
        return "copy"
    return "" if _BEFOREHAND.search(said) else "to"


def _upon(said: str) -> Kind:
    """Return the kind behind a verb that is done with or upon somebody."""
    return "" if _OF_WHAT.search(said) or said.endswith("ban chỉ đạo") else "with"


def _before(said: str) -> Kind | None:
    """Return the kind behind "trước"."""
    return "to" if said.endswith("chịu trách nhiệm trước") else ""


def _helping(said: str) -> Kind | None:
    """Return the kind behind "giúp"; nothing where what stands behind the body decides."""
    return "to" if said.endswith("tham mưu giúp") else None


def _through(_: str) -> Kind | None:
    """Return the kind behind "qua"."""
    return "via"


def _let(said: str) -> Kind | None:
    """Return the kind behind "để"; nothing where what stands behind the body decides."""
    return "with" if _LET.search(said) else None


def _only(pattern: re.Pattern[str]) -> Callable[[str], Kind | None]:
    """Return a rule for a word that means somebody to act with only in one way of speaking."""
    return lambda said: "with" if pattern.search(said) else ""


_BY_LAST: Final[Mapping[str, Callable[[str], Kind | None]]] = {
    "của": _of,
    "với": _with,
    "cho": _for,
    "trước": _before,
    "giúp": _helping,
    "qua": _through,
    "khi": _only(_HEARD),
    "để": _let,
    "từ": _only(_GOT),
    "do": _only(_ATTENDED),
    **dict.fromkeys(("làm", "kiêm"), _only(_AS_WHAT)),
    **dict.fromkeys(("về", "đến", "tới", "lên"), _towards),
    **dict.fromkeys(("gửi", "trình", "nộp", "chuyển", "báo"), _sent),
    **dict.fromkeys(
        ("mời", "nghe", "hỏi", "tiếp", "gặp", "thăm", "giao", "nhắc", "cùng", "giữa"), _upon
    ),
}
"""What the word right before a body makes of it."""
