"""Say with whom and to whom: counterparts, receivers, copies, and the way a report passes through.

Reads: a segment behind its subject.
Writes: bodies by what stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from danvan.law.any_case import AnyCase
from danvan.law.bodies import Mention
from danvan.law.duties import Delivery
from danvan.law.extract_bearers import Named, Reader
from danvan.law.extract_governors import Kind, kind_of
from danvan.law.extract_names import UNKNOWN
from danvan.law.word_tries import any_of

_BEFORE: Final = 60
_BETWEEN: Final = AnyCase(r"\bgiữa\s+")
_DELIVERY: Final[Mapping[str, Delivery]] = {"copy": "copy", "via": "via"}
_HEAD: Final = re.compile(
    r"(?:tổ|nhóm|đội|thôn|xóm|bản|ấp|phó)?\s*(?:trưởng|chủ\s+tịch|bí\s+thư|giám\s+đốc)\s",
    re.IGNORECASE,
)
"""Titles of those who stand at the head of the body that they are named by."""
_BOTH: Final = re.compile(r"(?:hai|các)\s+(?:cơ\s+quan|bên|ngành|đơn\s+vị)$", re.IGNORECASE)
_UNCLE: Final = re.compile(r"\s+Hồ\s+Chí\s+Minh")
_TITLE: Final = re.compile(
    r"(?:phó\s+)?(?:chủ\s+tịch|bí\s+thư|chủ\s+nhiệm|người\s+đứng\s+đầu|thủ\s+trưởng"
    r"|giám\s+đốc)$",
    re.IGNORECASE,
)
_OF_BODY: Final = re.compile(r"\s+(?:(?:các|của)\s+)?")
_ALONE: Final = {
    "người đứng đầu": "agency_heads", "cá nhân": "people", "thôn": "residential_unit",
    "xóm": "residential_unit", "tổ dân phố": "residential_unit", "khu dân cư": "residential_unit",
    "người việt nam ở nước ngoài": "people",
}  # fmt: skip
"""What names mean among partners that say no body by themselves."""

_ENDS: Final = re.compile(
    r"\s(?:trước|trong\s+(?:việc|thời|tháng|quý|năm|vòng|ngày|[0-9]+)|ít\s+nhất|tối\s+thiểu|không\s+quá"
    r"|mỗi|để|biết|chậm|muộn|(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)|ngay|khi|sau|bằng|theo|từ"
    r"|nhằm|định\s+kỳ|một\s+lần|trên|về|toàn|vào|[0-9]+)(?!\w)",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(
    r"(?:các\s+)?(?:cán\s+bộ|chiến\s+s[ĩỹ]|công\s+chức|viên\s+chức|đơn\s+vị|địa\s+phương|bộ\s+phận"
    r"|tổ\s+chức(?:\s+(?!công\s+đoàn|chính\s+trị|xã\s+hội|tôn\s+giáo|đảng|đoàn|kinh\s+tế).*)?|ban|cơ\s+quan|ai|nơi\s+nhận|đoàn|người|khách|đại\s+diện|thành\s+viên"
    r"|ban\s+(?:công\s+tác|ban).*|bên|nơi|ngành|xã|phường|huyện|tỉnh|thành\s+phố|hội|tổ|sở)",
    re.IGNORECASE,
)
"""Nouns that name no body by themselves."""

_LEADS: Final = (
    "với", "cùng", "cho", "gửi", "trình", "báo cáo", "về", "đến", "tới", "qua", "chỉ đạo",
    "ủy quyền cho",
    "hướng dẫn", "đôn đốc", "yêu cầu", "giúp", "tham mưu", "mời", "hỏi", "nghe", "giao", "từ",
    "vận động", "thông báo", "nộp", "chuyển", "lên", "báo", "kiểm tra", "giám sát", "phân công",
    "gặp", "tiếp", "lấy ý kiến", "ý kiến của", "lấy ý kiến của",
    "xin ý kiến của", "ý kiến bằng văn bản của", "đề nghị", "báo ngay", "trả lời", "trước", "cử",
)  # fmt: skip
_SEEK: Final = AnyCase(
    rf"(?<!\w)(?<!ban\s)(?:{any_of(_LEADS)})\s+(?:(?:các|những|từng|mọi|đồng\s+chí)\s+)?"
)
"""Words behind which bodies are looked for that no pack knows."""
_SEPARATORS: Final = re.compile(r"^\s*(?:,|và|;|hoặc|,\s*và)?\s*(?:các|những)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sent:
    """A body that receives the result, and how."""

    named: Named
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Partners:
    """Counterparts and receivers of one act."""

    counterparts: tuple[Named, ...]
    receivers: tuple[Sent, ...]


def between(reader: Reader, start: int, end: int, levels: Sequence[str]) -> tuple[Named, ...]:
    """Return the bodies named first in "giữa A với B", who call the other side; else none."""
    match = _BETWEEN.search(reader.text, start, end)
    if match is None or match.start() - start > _BEFORE:
        return ()
    mentions, _ = reader.listed(match.end(), end)
    return reader.named(mentions, tuple(levels))


def partners(reader: Reader, start: int, end: int, levels: Sequence[str]) -> Partners:
    """Return with whom an act is done and to whom its result goes.

    Args:
        reader: Of the text.
        start, end: The segment behind its subject.
        levels: As for bearers.
    """
    found = Found({}, {}, {})
    known = _whole(reader, reader.bodies.find(start, end))
    kind: Kind = ""
    behind = start
    for mention in _apart([*known, *_strangers(reader, start, end, known)]):
        listed = kind and _SEPARATORS.match(reader.text[behind : mention.start])
        if not listed:
            ends = partial(_list_end, reader, mention.start, end)
            kind = kind_of(reader.text, start, mention.start, ends)
        if kind and not listed:
            for each in _unknown_beside(reader, mention, end):
                if not _hidden(known, each):
                    _put(found, kind, meant(reader, each, levels))
        behind = mention.end
        if kind and not _UNCLE.match(reader.text, mention.end):
            for named in _each(reader, mention, levels):
                _put(found, kind, named)
    return found.told()


def _each(reader: Reader, mention: Mention, levels: Sequence[str]) -> Sequence[Named]:
    """Return the body that is meant; both sides of an agreement where they are."""
    if reader.parties and not mention.candidates and _BOTH.search(mention.text):
        return reader.parties
    return (meant(reader, mention, levels),)


def _apart(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield mentions in the order of words, none that stands in the one before it."""
    behind = 0
    for each in sorted(mentions, key=lambda mention: mention.start):
        if each.start >= behind:
            behind = each.end
            yield each


def _strangers(reader: Reader, start: int, end: int, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the bodies that no pack knows which words that govern a body lead to."""
    taken = {each.start for each in known}
    for match in _SEEK.finditer(reader.text, start, end):
        at = match.end()
        if at in taken or UNKNOWN.match(reader.text, at, end) is None:
            continue
        body = reader.first(at, end)
        first = _cut(body) if body else None
        if first is None or first.candidates or _hidden(known, first):
            continue
        yield first


def _hidden(known: Sequence[Mention], mention: Mention) -> bool:
    """Say whether one of those known is meant and not a name that runs over it; the name of a head,
    and a name in capitals that goes on before and holds it, stand for themselves.
    """
    if _HEAD.match(mention.text):
        return False
    over = [each for each in known if each.start < mention.end and mention.start < each.end]
    return any(
        each.start <= mention.start or each.end > mention.end or mention.text[0].islower()
        for each in over
    )


def _unknown_beside(reader: Reader, mention: Mention, end: int) -> Iterator[Mention]:
    """Yield the bodies that no pack knows in the list that a body heads."""
    mentions, _ = reader.listed(mention.start, end)
    for each in mentions[1:]:
        cut = None if each.candidates else _cut(each)
        if cut is not None:
            yield cut


def _cut(mention: Mention) -> Mention | None:
    """Return the name of a body that no pack knows without the time and purpose that stand behind
    it; nothing where no name is left that tells one body from another.
    """
    match = _ENDS.search(mention.text)
    words = mention.text[: match.start()].rstrip(" ,") if match else mention.text
    if _NO_NAME.fullmatch(words):
        return None
    return Mention(words, mention.start, mention.start + len(words), mention.candidates)


class Found(NamedTuple):
    """Bodies of one act by what they are in it, each once, by slug or name."""

    counterparts: dict[str, Named]
    gathered: dict[str, Named]
    receivers: dict[str, Sent]

    def told(self) -> Partners:
        """Return them; those whose words are gathered and sent on are none to act with."""
        gathered = {} if self.receivers else self.gathered
        counterparts = {**gathered, **self.counterparts}
        return Partners(tuple(counterparts.values()), tuple(self.receivers.values()))


def _put(found: Found, kind: Kind, named: Named) -> None:
    """Keep a body as what it is in the act."""
    key = named.role or named.text
    if kind == "with":
        found.counterparts.setdefault(key, named)
    elif kind == "gathered":
        found.gathered.setdefault(key, named)
    else:
        found.receivers.setdefault(key, Sent(named, _DELIVERY.get(kind, "receiver")))


def _list_end(reader: Reader, start: int, end: int) -> int:
    """Return where the list of bodies ends that begins at an offset."""
    return reader.listed(start, end)[1]


def _whole(reader: Reader, mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions, the title of somebody put together with the body it belongs to."""
    whole: list[Mention] = []
    for each in mentions:
        before = whole[-1] if whole else None
        if (
            before
            and _TITLE.match(before.text)
            and _OF_BODY.fullmatch(reader.text, before.end, each.start)
        ):
            whole[-1] = Mention(reader.text[before.start : each.end], before.start, each.end)
        else:
            whole.append(each)
    return whole


def meant(reader: Reader, mention: Mention, levels: Sequence[str]) -> Named:
    """Return a body as it is meant beside an act: those concerned, and people, of any level."""
    named = reader.named([mention], tuple(levels))[0]
    words = " ".join(named.text.casefold().split())
    role = named.role or next(filter(reader.index.is_people, mention.candidates.values()), None)
    if (role or "").endswith("_political_system_bodies") and "hệ thống" not in words:
        role = "political_system_bodies_any"
    return Named(named.text, _ALONE.get(words, role))


def joined(others: Partners, lead: Partners | None) -> Partners:
    """Return partners with those of the words that lead in a list; receivers where it has none."""
    if lead is None:
        return others
    counterparts = {each.role or each.text: each for each in others.counterparts}
    more = {each.role or each.text: each for each in lead.counterparts}
    return Partners(tuple({**more, **counterparts}.values()), others.receivers or lead.receivers)


def without(others: Partners, named: Sequence[Named]) -> Partners:
    """Return partners without those who bear the act themselves."""
    own = {each.role or each.text for each in named}
    counterparts = tuple(
        each for each in others.counterparts if (each.role or each.text) not in own
    )
    receivers = tuple(
        each for each in others.receivers if (each.named.role or each.named.text) not in own
    )
    return Partners(counterparts, receivers)
