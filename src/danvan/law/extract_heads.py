"""Say whose heads "người đứng đầu" and "thủ trưởng" before a list of bodies mean.

Reads: mentions with their slugs.
Writes: slugs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
COMMITTEE_TOO: Final = re.compile(r"người\s+đứng\s+đầu\s+cấp\s+(?:ủy|uỷ)\b", re.IGNORECASE)


def of_heads(mentions: Sequence[Mention], roles: Sequence[str | None]) -> Iterator[str | None]:
    """Yield roles; behind "người đứng đầu" agencies stand for their heads."""
    headed = False
    for each, role in zip(mentions, roles, strict=True):
        headed = headed or _HEAD_OF.match(each.text) is not None
        units = role is None and _OF_UNITS.match(each.text) is not None
        yield _HEADS if units or (headed and role and _BODIES in role) else role
