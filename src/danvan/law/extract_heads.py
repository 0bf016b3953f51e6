"""Say whose heads "người đứng đầu" and "thủ trưởng" before a list of bodies mean.

Reads: mentions with their slugs.
Writes: slugs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from danvan.law.bodies import Mention

AUTHORITY: Final = "authority_head"
COMMITTEE: Final = "party_committee_head"
_HEADS: Final = "agency_heads"
_BODIES: Final = "political_system_bodies"
_HEAD_OF: Final = re.compile(r"người\s+đứng\s+đầu|thủ\s+trưởng", re.IGNORECASE)
_OF_UNITS: Final = re.compile(
    r"người\s+đứng\s+đầu\s+(?:các\s+)?(?:sở|ban|ngành|cơ\s+quan|đơn\s+vị|địa\s+phương|tổ\s+chức|đoàn\s+thể)(?!\w)",
    re.IGNORECASE,
)
_EVERYWHERE: Final = re.compile(
    r"(?:các\s+)?(?:(?:ủy|uỷ)\s+ban|ub|hội\s+đồng\s+nhân|hđnd|mặt\s+trận|mttq|thường\s+trực|đảng\s+(?:ủy|uỷ)|chủ\s+tịch|bí\s+thư)",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(r"\s(?:các|cấp|mỗi|từng)\s+(?:xã|phường|huyện|thị|đặc)", re.IGNORECASE)
COMMITTEE_TOO: Final = re.compile(r"người\s+đứng\s+đầu\s+cấp\s+(?:ủy|uỷ)\b", re.IGNORECASE)


def of_heads(mentions: Sequence[Mention], roles: Sequence[str | None]) -> Iterator[str | None]:
    """Yield roles; behind "người đứng đầu" agencies stand for their heads."""
    headed = False
    for each, role in zip(mentions, roles, strict=True):
        headed = headed or _HEAD_OF.match(each.text) is not None
        units = role is None and _OF_UNITS.match(each.text) is not None
        yield _HEADS if units or (headed and role and _BODIES in role) else role


def of_one_level(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return mentions, those before "Ủy ban Mặt trận các xã" of the level that it says.

    Only authorities, committees and the Front stand at every level, so only they are meant.
    """
    last = mentions[-1] if mentions else None
    if last is None or last.level is None or not _EVERYWHERE.match(last.text):
        return mentions
    if not _SEVERAL.search(last.text) or any(each.level for each in mentions[:-1]):
        return mentions
    level = last.level
    return [
        replace(each, level=level)
        if level in each.candidates and _EVERYWHERE.match(each.text)
        else each
        for each in mentions
    ]
