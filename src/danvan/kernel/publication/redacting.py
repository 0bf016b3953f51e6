"""Find what looks like personal data in a text, so that a person decides what is masked.

It proposes and never masks by itself: a word may be missed, and a word found may have to stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from django.utils.translation import gettext_noop

Sort = Literal["name", "phone", "email", "address", "number", "birth", "other"]

LETTERS = [sign for sign in map(chr, range(0xC0, 0x1EFA)) if sign.isalpha()]
UPPER = "A-Z" + "".join(sign for sign in LETTERS if sign.isupper())
LOWER = "a-z" + "".join(sign for sign in LETTERS if sign.islower())
SYLLABLE = f"[{UPPER}][{LOWER}]*"
HOUSE = r"\d+[a-zA-Z]?(?:/\d+[a-zA-Z]?)*(?![^\W_]|/)"
TITLES = re.compile("ông|bà|anh|chị|cụ|em|cháu|cô|chú|bác|đồng chí|họ tên|họ và tên|tên là").pattern
OFFICES = re.compile(r"(?:Chủ|Phó|Bí|Trưởng|Giám|Chánh|Bộ)\s").pattern
PLACES = re.compile(
    "số nhà|nhà số|căn hộ|phòng|ngõ|ngách|hẻm|kiệt|lô|thửa|đường|phố|thôn|xóm|ấp|tổ"
).pattern

PATTERNS: Sequence[tuple[Sort, re.Pattern[str]]] = (
    ("email", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("phone", re.compile(r"(?<![\d/.-])(?:\+84|84|0)(?:[ .-]?\d){8,10}(?![\d/-])")),
    ("number", re.compile(r"(?<![\d/.,-])(?:\d ?){8,15}\d(?![\d/.-])")),
    ("birth", re.compile(r"(?i:sinh(?: ngày| năm)?:? )(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4})\b")),
    (
        "name",
        re.compile(
            rf"(?i:(?<![^\W_])(?:{TITLES}))(?:\s+là|:)?\s+(?!{OFFICES})({SYLLABLE}(?:\s+{SYLLABLE}){{0,5}})"
        ),
    ),
    (
        "address",
        re.compile(rf"(?i:(?<![^\W_])(?:{PLACES}))\s+{HOUSE}(?:,?\s+(?i:{PLACES})\s+{HOUSE})*"),
    ),
)
MASKS: dict[str, str] = {
    "name": gettext_noop("[họ tên]"),
    "phone": gettext_noop("[số điện thoại]"),
    "email": gettext_noop("[thư điện tử]"),
    "address": gettext_noop("[địa chỉ]"),
    "number": gettext_noop("[số giấy tờ]"),
    "birth": gettext_noop("[ngày sinh]"),
    "other": gettext_noop("[đã che]"),
}
"""What stands where something was masked, frozen in the language of the copy."""

SHORTEST = 3
"""Signs; a shorter known value would be found in every other word."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage that may have to be masked.

    Args:
        start, end: Where it stands in the text, end exclusive.
        sort: What it looks like.
        is_known: It is what the petitioner has told of herself.
    """

    start: int
    end: int
    sort: Sort
    text: str
    is_known: bool = False

    @property
    def key(self) -> str:
        """Return the name of its tick."""
        return f"{self.start}-{self.end}"


def passages(text: str, known: Iterable[tuple[Sort, str]] = ()) -> tuple[Passage, ...]:
    """Return what may have to be masked, in the order of the text, none within another.

    Args:
        text: As it is to be shown, in one Unicode form.
        known: What the people concerned have told of themselves: found in any case of letters,
            the given name alone too where it stands after a form of address.
    """
    found = [
        Passage(hit.start(), hit.end(), sort, hit.group(), is_known=True)
        for sort, value in known
        for hit in _known(sort, value).finditer(text)
        if len(value.strip()) >= SHORTEST
    ]
    for sort, pattern in PATTERNS:
        for hit in pattern.finditer(text):
            start, end = hit.span(1) if pattern.groups else hit.span()
            found.append(Passage(start, end, sort, text[start:end]))
    return _apart(found)


def _known(sort: Sort, value: str) -> re.Pattern[str]:
    """A known value, however it is spaced; a number also with dots and dashes in it."""
    plain = normalize("NFC", value).strip()
    if sort in {"phone", "number"}:
        signs = [re.escape(sign) for sign in plain if sign.isalnum()]
        return re.compile(r"(?<!\d)" + r"[ .-]?".join(signs) + r"(?!\d)")
    words = r"\s+".join(re.escape(word) for word in plain.split())
    return re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)


def _apart(found: Iterable[Passage]) -> tuple[Passage, ...]:
    """Keep of overlapping passages the known one, then the longest."""
    kept: list[Passage] = []
    for one in sorted(found, key=lambda p: (not p.is_known, p.start - p.end, p.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda p: p.start))


def masked(text: str, chosen: Iterable[Passage]) -> str:
    """Return a text in which the chosen passages are masked."""
    for one in sorted(chosen, key=lambda p: -p.start):
        text = text[: one.start] + MASKS[one.sort] + text[one.end :]
    return text


def counted(chosen: Iterable[Passage]) -> dict[str, int]:
    """Return how many passages of each sort were chosen."""
    return dict(Counter(one.sort for one in chosen))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text as it is shown before masking: plain, or one passage."""

    text: str
    passage: Passage | None = None
    number: int = 0


def pieces(text: str, found: Sequence[Passage]) -> list[Piece]:
    """Return a text cut at its passages; the passages are numbered from 1."""
    cut: list[Piece] = []
    position = 0
    for number, one in enumerate(found, 1):
        cut.append(Piece(text[position : one.start]))
        cut.append(Piece(one.text, one, number))
        position = one.end
    cut.append(Piece(text[position:]))
    return [piece for piece in cut if piece.text]
