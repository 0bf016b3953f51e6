"""Say periods and due rules in words, both languages."""

from __future__ import annotations

import re

from danvan.law.duties import Words

_ROMAN = ("I", "II", "III", "IV")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def period_words(key: str) -> Words:
    """Return the words of a period key: ``2026-01`` is "tháng 01/2026", "January 2026"; other keys as they are."""
    if found := re.fullmatch(r"(\d{4})-(\d{2})", key):
        year, month = found[1], int(found[2])
        return Words(f"tháng {month:02}/{year}", f"{_MONTHS[month - 1]} {year}")
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", key):
        return Words(f"quý {_ROMAN[int(found[2]) - 1]}/{found[1]}", f"quarter {found[2]} of {found[1]}")
    if found := re.fullmatch(r"(\d{4})-H([12])", key):
        half = ("đầu", "cuối")[int(found[2]) - 1]
        return Words(
            f"6 tháng {half} năm {found[1]}",
            f"{('first', 'second')[int(found[2]) - 1]} half of {found[1]}",
        )
    if found := re.fullmatch(r"(\d{4})-9M", key):
        return Words(f"9 tháng năm {found[1]}", f"nine months of {found[1]}")
    if found := re.fullmatch(r"(\d{4})-W(\d{2})", key):
        return Words(f"tuần {int(found[2])}/{found[1]}", f"week {int(found[2])} of {found[1]}")
    if re.fullmatch(r"\d{4}", key):
        return Words(f"năm {key}", key)
    if key == "once":
        return Words("làm một lần", "once")
    return Words(key, key)
