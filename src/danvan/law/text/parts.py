"""Part a cleaned text into the decision, attached texts and appendices, and each into its regions.

Reads: rows of cleaned text with what each begins with.
Writes: regions in order; together they cover every row once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from danvan.law.text.citations import KINDS
from danvan.law.text.clean import Row
from danvan.law.text.patterns import BODY, ends_sentence, is_title
from danvan.law.text.tree import PartKind

_TITLE: Final = re.compile(
    r"(?:QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|QUY ƯỚC|HƯƠNG ƯỚC|NỘI QUY|ĐIỀU LỆ|CHƯƠNG TRÌNH|KẾ HOẠCH"
    r"|ĐỀ ÁN|PHƯƠNG ÁN|ĐỀ CƯƠNG|THỂ LỆ|CHIẾN LƯỢC|QUY HOẠCH|LỘ TRÌNH|ĐỊNH MỨC|BẢNG GIÁ"
    r"|HƯỚNG DẪN|DANH MỤC|BỘ TIÊU CHÍ|TIÊU CHÍ|HỆ THỐNG|BẢN QUY CHẾ|BẢN QUY ĐỊNH|BIỂU MẪU"
    r"|KHUNG|QUY CHUẨN|PHÂN CÔNG|DỰ TOÁN|MẪU)\b"
)
_ATTACHED: Final = re.compile(r"[(\[]?\s*(?:Được )?(?:[Bb]an hành\s+)?[Kk]èm theo\b")
_ABOVE: Final = re.compile(r"[-_–—*=.~\s]+$|[Ss]ố\s*:|.{0,60},\s*ngày\b.{0,20}\btháng\b|Độc lập")
_PASSED: Final = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Hiến pháp) này (?:đã )?được\b.{0,120}\bthông qua\b"
)
_BASIS: Final = re.compile(
    r"(?:[-–+•]\s*)?(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Để|Nhằm|Trên cơ sở|Tiếp theo)\b"
)
_LETTERHEAD: Final = re.compile(
    r"CỘNG HÒA|CỘNG HOÀ|ĐẢNG CỘNG SẢN|ĐẢNG BỘ|Độc lập|Số\s*:?\s*[0-9]*\s*[-/]"
    r"|.{0,60},\s*ngày\b.{0,20}\btháng\b|Kính gửi"
    r"|(?:QUYẾT ĐỊNH|QUY CHẾ|QUY ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|KẾ HOẠCH|CHƯƠNG TRÌNH|HƯỚNG DẪN"
    r"|THÔNG BÁO|KẾT LUẬN|NGHỊ ĐỊNH"
    r"|THÔNG TƯ|LUẬT|CÔNG VĂN|BÁO CÁO|TỜ TRÌNH|ĐỀ ÁN|ĐIỀU LỆ|NỘI QUY)\b"
)
_KIND_LINE: Final = re.compile("|".join(kind.upper() for kind in KINDS))
_POST: Final = re.compile(
    r"(?:PHÓ |Q\. ?)?(?:CHỦ TỊCH|BÍ THƯ|TRƯỞNG BAN|TRƯỞNG KHỐI|GIÁM ĐỐC|CHÁNH VĂN PHÒNG"
    r"|TRƯỞNG PHÒNG|BỘ TRƯỞNG"
    r"|THỦ TƯỚNG|TỔNG BÍ THƯ|THỦ TRƯỞNG|ĐẠI DIỆN|TRƯỞNG THÔN|HIỆU TRƯỞNG|CHÁNH THANH TRA"
    r"|CHỈ HUY TRƯỞNG|TRƯỞNG CÔNG AN)\b"
)
_CLOSING: Final = re.compile(
    r"(?:Yêu cầu|Đề nghị|Trên đây|Nhận được|Trong quá trình|Giao |Căn cứ |Các cơ quan"
    r"|(?:Công văn|Kế hoạch|Chỉ thị|Hướng dẫn|Thông báo|Chương trình|Kết luận|Thông tri) này"
    r"|Văn phòng |Thừa lệnh|Nơi nào)"
)
_ARTICLES: Final = frozenset({"article", "chapter", "section", "division", "subsection"})
_NUMBERED: Final = frozenset({"letter", "roman", "clause", "decimal", "point"})
_ITEMS: Final = frozenset({"clause", "decimal", "point", "dash"})
_MAY_OPEN: Final = frozenset({"", "annex", "article", "chapter", "form"})
_TELLING: Final = frozenset({"recipients", "sign", "form"})
_NEAR: Final = 12
_LONG: Final = 40
_SHORT: Final = 15
_LONGEST_LETTERHEAD: Final = 300
_MOST_ROWS_ABOVE: Final = 12


class Region(NamedTuple):
    """Rows that belong together.

    Args:
        kind: ``letterhead``, ``preamble``, ``body``, ``closing``, ``recipients`` or ``signature``.
        part: The part they stand in.
        part_index: Which attached text, from 1; ``None`` for the document itself.
        first, last: Positions of rows, half-open.
        has_articles: Whether the part is written in articles.
    """

    kind: str
    part: PartKind
    part_index: int | None
    first: int
    last: int
    has_articles: bool


def regions(rows: Sequence[Row]) -> list[Region]:
    """Return the regions of a text in order; every row is in exactly one."""
    starts = _part_starts(rows)
    found: list[Region] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(rows)
        part = _part_kind(rows, start, number, len(starts))
        body_end = end
        if part == "appendix":
            forms = [at for at in range(start, end) if _kind(rows[at]) == "form"]
            body_end = forms[0] if forms else end
        has_articles = any(_kind(rows[at]) == "article" for at in range(start, body_end))
        for kind, first, last in _split(rows, start, body_end, has_articles=has_articles):
            found.append(Region(kind, part, number or None, first, last, has_articles))
        if body_end < end:
            found += (
                Region("form", part, number or None, first, last, has_articles)
                for first, last in pairwise((*forms, end))
            )
    return found


def _kind(row: Row) -> str:
    return row.mark.kind if row.mark else ""


def _part_kind(rows: Sequence[Row], start: int, number: int, count: int) -> PartKind:
    """Return what a part is: the first is the decision if a text is attached to it."""
    if number:
        return "appendix" if _kind(rows[start]) in {"annex", "form"} else "regulation"
    return "decision" if count > 1 else "main"


def _part_starts(rows: Sequence[Row]) -> list[int]:
    """Return where parts begin: the document itself, then each attached text and appendix."""
    starts = [0] if rows else []
    state = _Seen()
    head = 0
    for number, row in enumerate(rows):
        if number < head:
            continue
        kind = row.mark.kind if row.mark else ""
        if state.body and state.lets_open(kind) and _opens_part(rows, number, state):
            starts.append(_above(rows, number, starts[-1]))
            state = _Seen(form=kind == "form")
            if kind == "annex":
                head = _annex_head_end(rows, number, len(rows))
                state.appendix = state.body = True
        elif kind and (not state.body or kind in _TELLING):
            state.note(kind)
    return starts


class _Seen:
    """What a part has shown so far: provisions, recipients or a signature, forms."""

    __slots__ = ("appendix", "body", "form", "tail")

    def __init__(self, *, form: bool = False) -> None:
        self.appendix = self.body = self.form = form
        self.tail = False

    def lets_open(self, kind: str) -> bool:
        """Say whether another part may begin; among forms only another appendix does."""
        return kind == "annex" if self.form else kind in _MAY_OPEN

    def note(self, kind: str) -> None:
        """Take in what a row begins with."""
        self.form = self.form or (self.appendix and kind == "form")
        self.tail = self.tail or kind == "recipients" or (kind == "sign" and self.body)
        self.body = self.body or kind in _ARTICLES or kind in _NUMBERED


def _above(rows: Sequence[Row], number: int, start: int) -> int:
    """Return the row where the letterhead above a title begins; the title's own where it has none.

    Args:
        number: Row of the title.
        start: Where the part before begins.
    """
    first = at = number
    while at > max(start + 1, number - _MOST_ROWS_ABOVE):
        at -= 1
        text = rows[at].text
        is_head = text.isupper() and not _POST.match(text)
        if rows[at].mark is not None or not (is_head or _ABOVE.match(text)):
            break
        if BODY.match(text) or text.startswith(("CỘNG H", "ĐẢNG CỘNG")):
            first = at
    return first


def _opens_part(rows: Sequence[Row], number: int, seen: _Seen) -> bool:
    """Say whether an attached text or an appendix begins at a row."""
    row = rows[number]
    mark = row.mark
    if mark and mark.kind == "form":
        return seen.tail
    if mark and mark.kind == "annex":
        return seen.tail or row.text.isupper() or not mark.rest or mark.rest.isupper()
    before = rows[number - 1].mark
    if mark and mark.kind in {"article", "chapter"}:
        return seen.tail and mark.number in {"1", "I"}
    titled = before is not None and before.kind in _ARTICLES and not before.rest
    if mark or titled or not row.text.isupper() or not _TITLE.match(row.text):
        return False
    return _names_attached(rows, number, after_tail=seen.tail)


def _names_attached(rows: Sequence[Row], number: int, *, after_tail: bool) -> bool:
    """Say whether a line in capitals is the title of an attached text."""
    for near in rows[number + 1 : number + 1 + _NEAR]:
        following = near.mark
        if _ATTACHED.match(near.text):
            return True
        if following and following.kind in {"article", "chapter", "division"}:
            return following.number in {"1", "I"} or following.kind == "division"
    return after_tail


def _split(
    rows: Sequence[Row], start: int, end: int, *, has_articles: bool
) -> Iterator[tuple[str, int, int]]:
    """Yield the regions of one part as (kind, first row, row after the last)."""
    opening = _ARTICLES if has_articles else _NUMBERED | {"section", "division", "chapter"}
    body = next((at for at in range(start, end) if _kind(rows[at]) in opening), None)
    head = _head_end(rows, start, end if body is None else body)
    first = start
    if head > start:
        yield "letterhead", start, head
        first = head
    if body is None:
        body = next((at for at in range(first, end) if not _BASIS.match(rows[at].text)), end)
    if body > first:
        yield "preamble", first, body
    yield from _after_head(rows, body, end, has_articles=has_articles)


def _head_end(rows: Sequence[Row], start: int, end: int) -> int:
    """Return the row after the letterhead; ``start`` where there is none."""
    if start < end and _kind(rows[start]) == "annex":
        return _annex_head_end(rows, start, end)
    found = addressed = titled = False
    for at in range(start, end):
        text, kind = rows[at].text, _kind(rows[at])
        belongs = _LETTERHEAD.search(text, 0, _LONGEST_LETTERHEAD) is not None
        told = ends_sentence(text) and text[0] != "("
        sentence = not kind and told and len(text) >= (_SHORT if titled else _LONG)
        opens = _BASIS.match(text) or (sentence and not belongs)
        if kind in {"recipients", "sign"} or opens or (addressed and not (kind or belongs)):
            return at if found else start
        found = found or belongs
        addressed = addressed or text.startswith("Kính gửi")
        titled = titled or (text.isupper() and _KIND_LINE.match(text) is not None)
    return end if found else start


def _annex_head_end(rows: Sequence[Row], start: int, end: int) -> int:
    """Return the row after the heading of an appendix: its title in capitals and what stands in
    brackets.
    """
    at = start + 1
    mark = rows[start].mark
    untitled = mark is not None and not mark.rest
    while at < end and not rows[at].mark:
        text = rows[at].text
        if not (
            text.isupper()
            or text[0] == "("
            or (untitled and at == start + 1 and not ends_sentence(text))
        ):
            break
        at += 1
    return at


def _after_head(
    rows: Sequence[Row], start: int, end: int, *, has_articles: bool
) -> Iterator[tuple[str, int, int]]:
    """Yield body, closing, recipients and signature in the order in which they stand."""
    mode, first = "body", start
    for at in range(start, end):
        if mode == "body" and _kind(rows[at]) in _ITEMS:
            continue
        turned = _turn(rows, at, mode, end)
        if turned != mode:
            yield from _closed(rows, mode, first, at, has_articles=has_articles)
            mode, first = turned, at
    yield from _closed(rows, mode, first, end, has_articles=has_articles)


def _turn(rows: Sequence[Row], at: int, mode: str, end: int) -> str:
    """Return the region that a row stands in, given the region before it."""
    row = rows[at]
    mark = row.mark
    kind = mark.kind if mark else ""
    if kind == "recipients":
        return "recipients"
    if kind in _ARTICLES:
        return "body"
    if mode == "recipients":
        item = kind == "dash" or row.text[0] in "-–+•*" or row.text[-1] in ",;."
        return "recipients" if item or row.text[0].islower() else "signature"
    if mode == "signature":
        return mode
    return "signature" if _signs(rows, at, end) else mode


def _signs(rows: Sequence[Row], at: int, end: int) -> bool:
    """Say whether a row opens the signature: "TM. ...", or a post in capitals, no heading."""
    row = rows[at]
    mark = row.mark
    if mark and mark.kind == "sign":
        return True
    if mark or not row.text.isupper() or not _POST.match(row.text) or at == 0:
        return False
    before = rows[at - 1].mark
    after_heading = before is not None and before.kind in _ARTICLES and not before.rest
    following = rows[at + 1].mark if at + 1 < end else None
    return not after_heading and (following is None or following.kind not in _ARTICLES)


def _closed(
    rows: Sequence[Row], mode: str, first: int, last: int, *, has_articles: bool
) -> Iterator[tuple[str, int, int]]:
    """Yield a finished region; a body gives up the closing paragraphs behind its provisions."""
    closing = last
    if mode == "body" and last > first:
        find = _passed_at if has_articles else _closing_at
        closing = find(rows, first, last)
    if first < closing:
        yield mode, first, closing
    if closing < last:
        yield "closing", closing, last


def _passed_at(rows: Sequence[Row], first: int, last: int) -> int:
    """Return the row that says who passed a law and when; ``last`` where none does."""
    row = rows[last - 1]
    found = last - 1 > first and row.mark is None and _PASSED.match(row.text)
    return last - 1 if found else last


def _closing_at(rows: Sequence[Row], first: int, last: int) -> int:
    """Return where the closing paragraphs of a body without articles begin."""
    closing = last
    while closing > first and rows[closing - 1].mark is None:
        closing -= 1
    if closing == first:
        return last
    if _kind(rows[closing - 1]) == "dash":
        return closing
    closing += _is_bare_heading(rows[closing - 1])
    return next((at for at in range(closing, last) if _CLOSING.match(rows[at].text)), last)


def _is_bare_heading(row: Row) -> bool:
    """Say whether a numbered row is a heading alone, so that the first paragraph below is its own.

    A heading is short and ends without a stop: "3. Giao việc theo dõi".
    """
    if _kind(row) not in _NUMBERED or row.mark is None or ends_sentence(row.text):
        return False
    return is_title(row.mark.rest)
