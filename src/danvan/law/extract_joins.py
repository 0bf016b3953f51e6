"""Words that stand before, between and behind the bodies of a list."""

from __future__ import annotations

import re
from typing import Final

from danvan.law.any_case import AnyCase

DETERMINER: Final = re.compile(
    r"\s*(?:(?:tất\s+cả|toàn\s+bộ|toàn\s+thể|các|những|từng|mỗi|một|đồng\s+chí|tập\s+thể|cả|riêng|thì)\s+)*",
    re.IGNORECASE,
)
SEPARATOR: Final = re.compile(
    r"\s*(?:,?\s*(?:nhất|đặc\s+biệt|trước\s+hết)\s+là\s+|,\s*(?:và\s+)?|;\s*|\s-\s|\bvà\s+|\bhoặc\s+|/\s*|\bcùng\s+)\s*",
    re.IGNORECASE,
)
RANGE: Final = re.compile(r"\s+từ\s+\S+(?:\s+\S+)?\s+đến\s+(?:các\s+)?", re.IGNORECASE)
BOTH: Final = re.compile(
    r"(?:hai|ba|bốn|các|mỗi|cả\s+hai|cả\s+ba)\s+(?:cơ\s+quan|bên|đơn\s+vị|ngành|lực\s+lượng)(?!\s*,|\s+(?:có\s+)?liên)",
    re.IGNORECASE,
)
BESIDES: Final = re.compile(
    r"\W*(?:đồng\s+thời|ngoài\s+ra|bên\s+cạnh\s+đó|trong\s+đó)\s*,?\s*", re.IGNORECASE
)
BY: Final = AnyCase(r"\s(?:(?:phải|cần|sẽ)\s+(?:được|do)|do|được|bị)\s+")
BREAK: Final = re.compile(r"[,:]\s*")
CAN: Final = re.compile(r"\s*(?:có\s+thể|phải|cần|được)\s", re.IGNORECASE)
THEN: Final = re.compile(r"[^;:.]{2,160}?\sthì\s+", re.IGNORECASE)
"""A condition and "thì", behind which the main clause begins."""
UNDER: Final = re.compile(
    r"\s+trực\s+thuộc\s+(?:trung\s+ương|tỉnh|thành\s+phố|huyện|bộ)(?!\w)", re.IGNORECASE
)
"""What a place belongs to, behind its name."""

PLACED: Final = re.compile(
    r"(?:\s+trực\s+thuộc(?!\s+(?:trung|tỉnh|thành|huyện|bộ|xã|phường|đảng)))?(?:\s+(?:(?:đóng(?:\s+chân)?|hoạt\s+động|có\s+trụ\s+sở)\s+)?(?:trên|ở|tại)\s+địa\s+bàn"
    r"(?:\s+(?:tỉnh|huyện|xã|phường|thành\s+phố|thôn|thị\s+trấn))?)?",
    re.IGNORECASE,
)
"""Where a known body stands, behind its name."""
AND: Final = re.compile(r"(?:,|\svà)\s+")
"""What parts the items of a list."""
