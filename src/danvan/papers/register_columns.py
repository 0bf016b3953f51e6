"""How the columns of a register are headed, in our form and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COLUMNS: Final[Mapping[str, str]] = {
    "number": "Số",
    "symbol": "Ký hiệu",
    "day": "Ngày văn bản",
    "type": "Loại văn bản",
    "summary": "Trích yếu",
    "addressee": "Nơi nhận",
    "signer": "Người ký",
}
"""Headings of the form, in their order; the keys are understood as headings too."""
ALSO: Final[Mapping[str, str]] = {
    "Số, ký hiệu": "number",
    "Số, ký hiệu văn bản": "number",
    "Số và ký hiệu": "number",
    "Số đến": "number",
    "Ngày": "day",
    "Ngày tháng": "day",
    "Ngày đến": "day",
    "Ngày, tháng văn bản": "day",
    "Ngày tháng văn bản": "day",
    "Tên loại": "type",
    "Tên loại và trích yếu nội dung văn bản": "summary",
    "Trích yếu nội dung": "summary",
    "Nơi nhận văn bản": "addressee",
    "Nơi gửi": "addressee",
    "Tác giả": "addressee",
}
"""Headings of registers on paper."""
