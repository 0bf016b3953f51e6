"""Say periods and due rules in words, both languages."""

from __future__ import annotations

import re

from danvan.law.duties import Words

_ROMAN = ("I", "II", "III", "IV")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _month(found: re.Match[str]) -> Words:
    year, month = found[1], int(found[2])
    return Words(f"tháng {month:02}/{year}", f"{_MONTHS[month - 1]} {year}")


def _quarter(found: re.Match[str]) -> Words:
    roman = _ROMAN[int(found[2]) - 1]
    return Words(f"quý {roman}/{found[1]}", f"quarter {found[2]} of {found[1]}")


def _half(found: re.Match[str]) -> Words:
    year, number = found[1], int(found[2]) - 1
    vi, en = ("đầu", "cuối")[number], ("first", "second")[number]
    return Words(f"6 tháng {vi} năm {year}", f"{en} half of {year}")


def _nine(found: re.Match[str]) -> Words:
    return Words(f"9 tháng năm {found[1]}", f"nine months of {found[1]}")


def _week(found: re.Match[str]) -> Words:
    week, year = int(found[2]), found[1]
    return Words(f"tuần {week}/{year}", f"week {week} of {year}")


def _year(found: re.Match[str]) -> Words:
    return Words(f"năm {found[0]}", found[0])


_FORMS = (
    (re.compile(r"(\d{4})-(0[1-9]|1[0-2])"), _month, "monthly"),
    (re.compile(r"(\d{4})-Q([1-4])"), _quarter, "quarterly"),
    (re.compile(r"(\d{4})-H([12])"), _half, "semiannual"),
    (re.compile(r"(\d{4})-9M"), _nine, "nine_months"),
    (re.compile(r"(\d{4})-W(\d{2})"), _week, "weekly"),
    (re.compile(r"\d{4}"), _year, "annual"),
)
_ONCE = Words("làm một lần", "once")


def period_words(key: str) -> Words:
    """Return the words of a period key; a key that is no period is said as it is.

    Example:
        >>> period_words("2026-01").vi
        'tháng 01/2026'
    """
    for form, said, _kind in _FORMS:
        if found := form.fullmatch(key):
            return said(found)
    return _ONCE if key == "once" else Words(key, key)


def period_kind(key: str) -> str:
    """Return which kind of period a key is one of; ``once`` for what comes on no rhythm.

    Example:
        >>> period_kind("2026-Q1")
        'quarterly'
    """
    return next((kind for form, _said, kind in _FORMS if form.fullmatch(key)), "once")
