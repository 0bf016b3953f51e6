"""What a line can begin with: one compiled pattern for headings and list marks, shared by the text
stages.

Written from the way Vietnamese official documents are laid out (Decree 30/2020/NĐ-CP, annex I;
Party instruction
36-HD/VPTW), with the slips that scanning adds: a lost mark on "Điều", a missing space, a dash for a
full stop.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

TERMINAL: Final = ".;:!?…"
"""Characters that end a sentence or an item; a comma does not."""

CLOSERS: Final = "\"”’'»)]}* "
"""Characters that may stand after the one that ends a sentence."""

_KINDS: Final = {
    "article": r"(?:Điều|ĐIỀU|Đi[eêẻểếềệ]u)\s*([0-9]{1,6}[a-zđ]?)"
    r"(?:\s*[.:]|\s+[-–](?=\s)|\s*$|\s+(?=[^\W\d_a-zđ]))\s*(.*)",
    "chapter": r"(?:Chương|CHƯƠNG)\s+([IVXLCDM]+[a-zđ]?|[0-9]{1,3}[a-zđ]?)(?!\w)\s*[.:–-]?\s*(.*)",
    "section": r"(?:Mục|MỤC)\s+([IVXLC]+|[0-9]{1,3}[a-zđ]?|[A-HĐ])(?!\w)\s*[.:–-]?\s*(.*)",
    "subsection": r"(?:Tiểu mục|TIỂU MỤC)\s+([IVXLC]+|[0-9]{1,3})(?!\w)\s*[.:–-]?\s*(.*)",
    "division": r"(?:Phần|PHẦN)\s+((?:thứ|THỨ)\s+\w+(?:\s+(?:một|hai|ba))?|[IVXLC]+|[0-9]{1,2}"
    r"|[A-HĐ])"
    r"(?!\w)\s*[.:–-]?\s*(.*)",
    "annex": r"(?:Phụ lục|PHỤ LỤC)(?:\s+(?:số\s*|SỐ\s*)?:?\s*([0-9]{1,3}|[IVXLC]+|[A-Z])(?!\w))?"
    r"\s*[.:–-]?\s*(.*)",
    "form": r"(?:Mẫu|MẪU)\s+(?:số\s*|SỐ\s*)?:?\s*([0-9]{1,3}(?:[./-]?[0-9A-Za-zĐđ]+)*)"
    r"\s*[.:–-]?\s*(.*)",
    "decimal": r"([0-9]{1,3}(?:\.[0-9]{1,2}){1,4})"
    r"(?:\s*[.)](?=\s*[^\W\d_]|\s*[\"“(]|\s*$)|[/–-](?=\s)|(?=\s))\s*(.*)",
    "clause": r"(?:Khoản\s+)?([0-9]{1,3}[a-zđ]?)"
    r"(?:\s*[.)](?=\s|[^\W\d_]|[\"“(]|$)|/(?=\s)|[-–](?=\s+[^\W\d_]))\s*(.*)",
    "point": r"((?:[a-zđ]{1,2}|[a-zđ][0-9]{1,2}|[ivx]{3,4})(?=\s*\))|[a-zđ](?=[./]\s))"
    r"\s*[)./]\s*(.*)",
    "roman": r"([IVX]{1,6})(?:\s*[.)/–-]\s+|[./-](?=[A-ZĐ]{2}))(\S.*)",
    "letter": r"([A-GĐ])\s*[.)/–-]\s*([^\W\d_].*)",
    "recipients": r"([-*]?)\s*(?:Nơi nhận|NƠI NHẬN)\s*(?::|/|$)(.*)",
    "sign": r"(T[/.]?M|K[/.]?T|T[/.]?L|T[/.]?U[/.]?Q|Q)(?:\s*[./]\s*|\s+)([^\W\d_].*)",
    "dash": r"([-–—•●▪◦]|[+*](?=\s))\s*([\w\"“‘'(].*)",
    "table": r"(\|)(.*)",
}
"""Kinds of line in the order in which they are tried; group 1 is the number, group 2 what follows.
"""

BODY: Final = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|HĐND|HỘI|BAN|ĐẢNG|THÀNH|TỈNH|HUYỆN|QUẬN|THỊ|SỞ|BỘ|PHÒNG|MẶT TRẬN"
    r"|LIÊN|VĂN PHÒNG|ĐOÀN"
    r"|CÔNG AN|TRƯỜNG|CHI BỘ|CHI CỤC|CỤC|TỔNG|TÒA|VIỆN|QUỐC HỘI|CHÍNH PHỦ|THỦ TƯỚNG|CHỦ TỊCH"
    r"|KHỐI|BCH|ĐẠI HỘI)\b"
)
"""How the name of a body begins where it is printed in capitals."""

_FIRST: Final = {
    "article": "Đ",
    "chapter": "C",
    "section": "M",
    "subsection": "T",
    "division": "P",
    "annex": "P",
    "form": "M",
    "decimal": "0123456789",
    "clause": "0123456789K",
    "point": "abcdefghijklmnopqrstuvwxyzđ",
    "roman": "IVX",
    "letter": "ABCDEFGĐ",
    "recipients": "N-*",
    "sign": "TKQ",
    "dash": "-–—•●▪◦+*",
    "table": "|",
}
"""Characters that a line of each kind can begin with, so that most lines are tried against one
pattern.
"""

_TRIED: Final = {
    letter: tuple(
        (kind, re.compile(pattern)) for kind, pattern in _KINDS.items() if letter in _FIRST[kind]
    )
    for letter in sorted(set("".join(_FIRST.values())))
}
_UNNUMBERED: Final = frozenset({"recipients", "sign", "table"})
_TITLED: Final = frozenset({"chapter", "section", "subsection", "division", "annex", "form"})
_OF_DOCUMENT: Final = re.compile(
    r"(?:Quy|Luật|Bộ luật|Nghị|Quyết|Thông|Pháp lệnh|Hiến pháp|Điều|Chỉ thị|Kế hoạch|Hướng dẫn"
    r"|Nội quy|Chương|Mục|Phần|Bản)\b|.*\bnày\b"
)
_LONGEST_TITLE: Final = 300
_SHORTEST_TITLE: Final = 4


class Mark(NamedTuple):
    """What a line begins with: its kind, its number as printed and the text after it."""

    kind: str
    number: str
    rest: str


def ends_sentence(text: str) -> bool:
    """Say whether a line ends with a character that ends a sentence or an item, closing quotes left
    aside.
    """
    return text[-1:] in TERMINAL or text.rstrip(CLOSERS)[-1:] in TERMINAL if text else False


def is_title(text: str) -> bool:
    """Say whether words look like a heading: nothing, capitals, or short and without an ending full
    stop.
    """
    if not text or text.isupper():
        return True
    return (text[0].isupper() or not text[0].isalpha()) and (
        len(text) < _LONGEST_TITLE and text[-1] not in ".;,:" and not text.endswith(" này")
    )


def mark_of(line: str) -> Mark | None:
    """Return what a line begins with, or ``None`` for plain text.

    A sentence that only begins with the words of a heading ("Mục 2 của ...", "3.5 tỷ đồng") is
    plain text.

    Args:
        line: One line of cleaned text, without spaces at its ends.
    """
    for kind, pattern in _TRIED.get(line[:1], ()):
        match = pattern.match(line)
        if match is not None:
            number, rest = match.group(1, 2)
            if _is_mark(kind, line, rest, match.end(1)):
                return Mark(kind, "" if kind in _UNNUMBERED else number or "", rest)
            return None
    return None


def _names_article(line: str, number_end: int, rest: str) -> bool:
    """Say whether the words behind a number without a full stop name an article: "Điều 1 Phạm vi",
    not "Điều 1 Luật này".
    """
    if line[number_end:].lstrip()[:1] in "-–.:":
        return True
    return is_title(rest) and _OF_DOCUMENT.match(rest) is None


def _is_mark(kind: str, line: str, rest: str, number_end: int) -> bool:
    """Say whether a line that begins like a heading or an item is one."""
    if kind in _TITLED:
        return is_title(rest)
    if kind == "article":
        return line[number_end : number_end + 1] != " " or _names_article(line, number_end, rest)
    if kind == "decimal":
        return line[number_end] != " " or rest[:1].isupper()
    if kind == "letter":
        return rest.isupper() and len(rest) > _SHORTEST_TITLE
    return kind != "sign" or line.isupper()
