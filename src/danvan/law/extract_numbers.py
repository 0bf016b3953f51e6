"""Numbers in words and figures, as Vietnamese documents write them: "05", "năm", "mười lăm"."""

from __future__ import annotations

from typing import Final

_WORDS: Final = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "năm": 5,
}  # fmt: skip
NUMBER: Final = (
    r"[0-9]{1,3}(?![0-9])|mười\s+hai|mười\s+lăm|hai\s+mươi|ba\s+mươi|một|hai|ba|bốn|sáu|bảy|tám|chín"
    r"|mười|năm(?=\s+(?:năm|tháng|ngày|lần|giờ|cuộc|buổi))"
)
"""Pattern of a number; "năm" is one only before a unit, because it also means year."""


def number_of(written: str) -> int:
    """Return the value of a number as written; 1 for words that are none.

    Example:
        >>> number_of("05"), number_of("mười  lăm")
        (5, 15)
    """
    words = " ".join(written.casefold().split())
    return int(words) if words.isdecimal() else _WORDS.get(words, 1)
