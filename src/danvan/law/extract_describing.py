"""Tell what a document is as a whole: the year it is about, which words bring it into force, what
in it only explains or states principles.
"""

from __future__ import annotations

import re
from typing import Final

from danvan.law.duties import Modality
from danvan.law.text.header import Header

ENACTS: Final = re.compile(
    r"thống\s+nhất\s+(?:ban\s+hành|ký\s+kết)"
    r"|\b(?:yêu\s+cầu|giao|đề\s+nghị)\b[^.;]*?(?:sau|nhiệm\s+vụ)",
    re.IGNORECASE,
)
_DEFINES: Final = re.compile(
    r"giải\s+thích\s+từ|từ\s+ngữ|định\s+nghĩa|phạm\s+vi"
    r"|đối\s+tượng\s+(?:áp\s+dụng|điều\s+chỉnh)",
    re.IGNORECASE,
)
PRINCIPLES: Final = re.compile(r"nguyên\s+tắc\b[^:]{0,40}:$", re.IGNORECASE)
_OF_A_YEAR: Final = frozenset({"dispatch", "plan", "notice", "directive"})
_PRINCIPLED: Final = re.compile(r"^\W*(?:các\s+)?(?:nguyên\s+tắc|mục\s+đích)\b", re.IGNORECASE)


def described_by(heading: str) -> Modality | None:
    """Return what a heading makes of all that stands under it: explanations or principles."""
    if _DEFINES.search(heading):
        return "definition"
    return "principle" if _PRINCIPLED.search(heading) else None


def year_of(header: Header) -> int | None:
    """Return the one year that a document is about: its term, or the year of a plan."""
    if header.term_from and header.term_from == header.term_until:
        return int(header.term_from[:4])
    return header.on.year if header.on and header.kind in _OF_A_YEAR else None
