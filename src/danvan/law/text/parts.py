"""Part a cleaned text into the decision, attached texts and appendices, and each into its regions.

Reads: rows of cleaned text with what each begins with.
Writes: regions in order; together they cover every row once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from danvan.law.text.clean import Row
from danvan.law.text.patterns import Mark, ends_sentence
from danvan.law.text.tree import PartKind

_TITLE: Final = re.compile(
    r"(?:QUY CHẾ|QUY ĐỊNH|QUY TRÌNH|QUY ƯỚC|HƯƠNG ƯỚC|NỘI QUY|ĐIỀU LỆ|CHƯƠNG TRÌNH|KẾ HOẠCH|ĐỀ ÁN|PHƯƠNG ÁN"
    r"|HƯỚNG DẪN|DANH MỤC|BỘ TIÊU CHÍ|BẢN QUY CHẾ)\b"
)
_ATTACHED: Final = re.compile(r"\(?\s*(?:Ban hành\s+)?[Kk]èm theo\b")
_BASIS: Final = re.compile(
    r"(?:[-–+•]\s*)?(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Để|Nhằm|Trên cơ sở|Tiếp theo)\b"
)
_LETTERHEAD: Final = re.compile(
    r"CỘNG HÒA|CỘNG HOÀ|ĐẢNG CỘNG SẢN|ĐẢNG BỘ|Độc lập|Số\s*:?\s*[0-9]*\s*[-/]|.{0,60},\s*ngày\b.{0,20}\btháng\b|Kính gửi"
    r"|(?:QUYẾT ĐỊNH|QUY CHẾ|QUY ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|KẾ HOẠCH|CHƯƠNG TRÌNH|HƯỚNG DẪN|THÔNG BÁO|KẾT LUẬN|NGHỊ ĐỊNH"
    r"|THÔNG TƯ|LUẬT|CÔNG VĂN|BÁO CÁO|TỜ TRÌNH|ĐỀ ÁN|ĐIỀU LỆ|NỘI QUY)\b"
)
_POST: Final = re.compile(
    r"(?:PHÓ |Q\. ?)?(?:CHỦ TỊCH|BÍ THƯ|TRƯỞNG BAN|TRƯỞNG KHỐI|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|BỘ TRƯỞNG"
    r"|THỦ TƯỚNG|TỔNG BÍ THƯ|THỦ TRƯỞNG|ĐẠI DIỆN|TRƯỞNG THÔN|HIỆU TRƯỞNG|CHÁNH THANH TRA|CHỈ HUY TRƯỞNG|TRƯỞNG CÔNG AN)\b"
)
_CLOSING: Final = re.compile(
    r"(?:Yêu cầu|Đề nghị|Trên đây|Nhận được|Trong quá trình|Giao |Căn cứ |Các cơ quan|Công văn này|Kế hoạch này)"
)
_ARTICLES: Final = frozenset({"article", "chapter", "section", "division", "subsection"})
_NUMBERED: Final = frozenset({"roman", "clause", "decimal", "point"})
_NEAR: Final = 12
_LONG: Final = 60

Line = tuple[Row, Mark | None]


class Region(NamedTuple):
    """Rows that belong together.

    Args:
        kind: ``letterhead``, ``preamble``, ``body``, ``closing``, ``recipients`` or ``signature``.
        part: The part they stand in.
        index: Which attached text, from 1; ``None`` for the document itself.
        first, last: Positions of rows, half-open.
        has_articles: Whether the part is written in articles.
    """

    kind: str
    part: PartKind
    index: int | None
    first: int
    last: int
    has_articles: bool


def regions(lines: Sequence[Line]) -> list[Region]:
    """Return the regions of a text in order; every row is in exactly one."""
    starts = _part_starts(lines)
    found: list[Region] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        part = _part_kind(lines, start, number, len(starts))
        has_articles = any(_kind(line) == "article" for line in lines[start:end])
        for kind, first, last in _split(lines, start, end, has_articles=has_articles):
            found.append(Region(kind, part, number or None, first, last, has_articles))
    return found


def _kind(line: Line) -> str:
    return line[1].kind if line[1] else ""


def _part_kind(lines: Sequence[Line], start: int, number: int, count: int) -> PartKind:
    """Return what a part is: the first is the decision if a text is attached to it."""
    if number:
        return "appendix" if _kind(lines[start]) in {"annex", "form"} else "regulation"
    return "decision" if count > 1 else "main"


def _part_starts(lines: Sequence[Line]) -> list[int]:
    """Return where parts begin: the document itself, then each attached text and appendix."""
    starts = [0] if lines else []
    has_body = has_tail = False
    for number, line in enumerate(lines):
        kind = _kind(line)
        if has_body and _opens_part(lines, number, after_tail=has_tail):
            starts.append(number)
            has_body = has_tail = False
        elif kind == "recipients" or (kind == "sign" and has_body):
            has_tail = True
        if kind in _ARTICLES or kind in _NUMBERED or kind == "annex":
            has_body = True
    return starts


def _opens_part(lines: Sequence[Line], number: int, *, after_tail: bool) -> bool:
    """Say whether an attached text or an appendix begins at a row."""
    row, mark = lines[number]
    before = lines[number - 1][1]
    if mark and mark.kind == "annex":
        return row.text.isupper() or not mark.rest or mark.rest.isupper()
    if mark and mark.kind in {"article", "chapter"}:
        return after_tail and mark.number in {"1", "I"}
    titled = before is not None and before.kind in _ARTICLES and not before.rest
    if mark or titled or not row.text.isupper() or not _TITLE.match(row.text):
        return False
    for near, following in lines[number + 1 : number + 1 + _NEAR]:
        if _ATTACHED.match(near.text):
            return True
        if following and following.kind in {"article", "chapter", "division"}:
            return following.number in {"1", "I"} or following.kind == "division"
    return after_tail


def _split(
    lines: Sequence[Line], start: int, end: int, *, has_articles: bool
) -> Iterator[tuple[str, int, int]]:
    """Yield the regions of one part as (kind, first row, row after the last)."""
    opening = _ARTICLES if has_articles else _NUMBERED | {"section", "division", "chapter"}
    body = next((at for at in range(start, end) if _kind(lines[at]) in opening), None)
    head = _head_end(lines, start, end if body is None else body)
    first = start
    if head > start:
        yield "letterhead", start, head
        first = head
    if body is None:
        body = next((at for at in range(first, end) if not _BASIS.match(lines[at][0].text)), end)
    if body > first:
        yield "preamble", first, body
    yield from _after_head(lines, body, end, has_articles=has_articles)


def _head_end(lines: Sequence[Line], start: int, end: int) -> int:
    """Return the row after the letterhead; ``start`` where there is none."""
    if start < end and _kind(lines[start]) == "annex":
        return _annex_head_end(lines, start, end)
    found = False
    for at in range(start, end):
        text, kind = lines[at][0].text, _kind(lines[at])
        sentence = not kind and len(text) >= _LONG and ends_sentence(text) and text[0] != "("
        if kind in {"recipients", "sign"} or _BASIS.match(text) or sentence:
            return at if found else start
        found = found or bool(_LETTERHEAD.search(text))
    return end if found else start


def _annex_head_end(lines: Sequence[Line], start: int, end: int) -> int:
    """Return the row after the heading of an appendix: its title in capitals and what stands in brackets."""
    at = start + 1
    untitled = lines[start][1] is not None and not lines[start][1].rest
    while at < end and not lines[at][1]:
        text = lines[at][0].text
        if not (
            text.isupper()
            or text[0] == "("
            or (untitled and at == start + 1 and not ends_sentence(text))
        ):
            break
        at += 1
    return at


def _after_head(
    lines: Sequence[Line], start: int, end: int, *, has_articles: bool
) -> Iterator[tuple[str, int, int]]:
    """Yield body, closing, recipients and signature in the order in which they stand."""
    mode, first = "body", start
    for at in range(start, end):
        turned = _turn(lines, at, mode, end)
        if turned != mode:
            yield from _closed(lines, mode, first, at, has_articles=has_articles)
            mode, first = turned, at
    yield from _closed(lines, mode, first, end, has_articles=has_articles)


def _turn(lines: Sequence[Line], at: int, mode: str, end: int) -> str:
    """Return the region that a row stands in, given the region before it."""
    row, mark = lines[at]
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
    return "signature" if _signs(lines, at, end) else mode


def _signs(lines: Sequence[Line], at: int, end: int) -> bool:
    """Say whether a row opens the signature: "TM. ...", or a post in capitals that is no heading."""
    row, mark = lines[at]
    if mark and mark.kind == "sign":
        return True
    if mark or not row.text.isupper() or not _POST.match(row.text) or at == 0:
        return False
    before = lines[at - 1][1]
    after_heading = before is not None and before.kind in _ARTICLES and not before.rest
    following = lines[at + 1][1] if at + 1 < end else None
    return not after_heading and (following is None or following.kind not in _ARTICLES)


def _closed(
    lines: Sequence[Line], mode: str, first: int, last: int, *, has_articles: bool
) -> Iterator[tuple[str, int, int]]:
    """Yield a finished region; the body of a text without articles gives up its closing paragraphs."""
    if first == last:
        return
    if mode != "body" or has_articles:
        yield mode, first, last
        return
    closing = last
    while closing > first and lines[closing - 1][1] is None:
        closing -= 1
    after_dash = closing > first and _kind(lines[closing - 1]) == "dash"
    if not after_dash:
        closing = next(
            (at for at in range(closing, last) if _CLOSING.match(lines[at][0].text) and at > first),
            last,
        )
    if closing == first:
        closing = last
    if first < closing:
        yield "body", first, closing
    if closing < last:
        yield "closing", closing, last
