"""What a line can begin with: one compiled pattern for headings and list marks, shared by the text stages.

Written from the way Vietnamese official documents are laid out (Decree 30/2020/NĐ-CP, annex I; Party instruction
36-HD/VPTW), with the slips that scanning adds: a lost mark on "Điều", a missing space, a dash for a full stop.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

TERMINAL: Final = ".;:!?…"
"""Characters that end a sentence or an item; a comma does not."""

CLOSERS: Final = "\"”’'»)]}* "
"""Characters that may stand after the one that ends a sentence."""

_KIND: Final = re.compile(
    r"""
    (?P<article>(?:Điều|ĐIỀU|Đi[eêẻểếềệ]u)\s*(?P<article_no>[0-9]{1,6}[a-zđ]?)
        (?:\s*[.:]|\s+[-–](?=\s)|\s*$)\s*(?P<article_rest>.*))
  | (?P<chapter>(?:Chương|CHƯƠNG)\s+(?P<chapter_no>[IVXLCDM]+|[0-9]{1,3}[a-zđ]?)(?!\w)
        \s*[.:–-]?\s*(?P<chapter_rest>.*))
  | (?P<section>(?:Mục|MỤC)\s+(?P<section_no>[IVXLC]+|[0-9]{1,3}[a-zđ]?|[A-HĐ])(?!\w)
        \s*[.:–-]?\s*(?P<section_rest>.*))
  | (?P<subsection>(?:Tiểu\ mục|TIỂU\ MỤC)\s+(?P<subsection_no>[IVXLC]+|[0-9]{1,3})(?!\w)
        \s*[.:–-]?\s*(?P<subsection_rest>.*))
  | (?P<division>(?:Phần|PHẦN)\s+
        (?P<division_no>(?:thứ|THỨ)\s+\w+(?:\s+(?:một|hai|ba))?|[IVXLC]+|[0-9]{1,2}|[A-HĐ])(?!\w)
        \s*[.:–-]?\s*(?P<division_rest>.*))
  | (?P<annex>(?:Phụ\ lục|PHỤ\ LỤC)(?:\s+(?:số\s*|SỐ\s*)?:?\s*(?P<annex_no>[0-9]{1,3}|[IVXLC]+|[A-Z])(?!\w))?
        \s*[.:–-]?\s*(?P<annex_rest>.*))
  | (?P<form>(?:Mẫu|MẪU)\s+(?:số\s*|SỐ\s*)?:?\s*(?P<form_no>[0-9]{1,3}[0-9A-Za-zĐđ./-]*)\s*[.:–-]?\s*(?P<form_rest>.*))
  | (?P<decimal>(?P<decimal_no>[0-9]{1,3}(?:\.[0-9]{1,2}){1,4})(?:\s*[.)](?=\s*[^\W\d_]|\s*["“(]|\s*$)|(?=\s))
        \s*(?P<decimal_rest>.*))
  | (?P<clause>(?P<clause_no>[0-9]{1,3}[a-zđ]?)(?:\s*[.)](?=\s|[^\W\d_]|["“(]|$)|/(?=\s)|[-–](?=\s+[^\W\d_]))
        \s*(?P<clause_rest>.*))
  | (?P<point>(?P<point_no>[a-zđ]{1,2}(?=\s*\))|[a-zđ](?=[./]\s))\s*[)./]\s*(?P<point_rest>.*))
  | (?P<roman>(?P<roman_no>[IVX]{1,6})\s*[.)–-]\s+(?P<roman_rest>\S.*))
  | (?P<recipients>[-*]?\s*(?:Nơi\ nhận|NƠI\ NHẬN)\s*(?::|/|$)(?P<recipients_rest>.*))
  | (?P<sign>(?:T/?M|K/?T|T/?L|TUQ|Q)\s*[./]?\s+(?P<sign_rest>[^\W\d_].*))
  | (?P<dash>(?P<dash_no>[-–—•●▪◦]|[+*](?=\s))\s*(?P<dash_rest>[\w"“‘'(].*))
  | (?P<table>\|(?P<table_rest>.*))
    """,
    re.VERBOSE,
)

_TITLED: Final = frozenset({"chapter", "section", "subsection", "division", "annex", "form"})
_LONGEST_TITLE: Final = 300


class Mark(NamedTuple):
    """What a line begins with: its kind, its number as printed and the text after it."""

    kind: str
    number: str
    rest: str


def ends_sentence(text: str) -> bool:
    """Say whether a line ends with a character that ends a sentence or an item, closing quotes left aside."""
    return text.rstrip(CLOSERS)[-1:] in TERMINAL if text else False


def is_title(text: str) -> bool:
    """Say whether words look like a heading: nothing, capitals, or short and without an ending full stop."""
    if not text or text.isupper():
        return True
    return (text[0].isupper() or not text[0].isalpha()) and (
        len(text) < _LONGEST_TITLE and text[-1] not in ".;,:" and not text.endswith(" này")
    )


def mark_of(line: str) -> Mark | None:
    """Return what a line begins with, or ``None`` for plain text.

    A sentence that only begins with the words of a heading ("Mục 2 của ...", "3.5 tỷ đồng") is plain text.

    Args:
        line: One line of cleaned text, without spaces at its ends.
    """
    match = _KIND.match(line)
    if match is None:
        return None
    kind = match.lastgroup or ""
    rest = match[f"{kind}_rest"]
    if kind in _TITLED and not is_title(rest):
        return None
    if kind == "decimal" and line[match.end("decimal_no")] == " " and not rest[:1].isupper():
        return None
    if kind == "sign" and not line.isupper():
        return None
    number = "" if kind in {"recipients", "sign", "table"} else (match[f"{kind}_no"] or "")
    return Mark(kind, number, rest)
