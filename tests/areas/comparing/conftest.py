"""A planner with two texts, somebody who only reads, and a stranger."""

from __future__ import annotations

import pytest

from danvan.areas.regulations.models import Work
from tests.areas.regulations.conftest import planner, reader, send, store, stranger, tree

__all__ = ["planner", "reader", "send", "store", "stranger", "tree"]

HEAD = "ĐẢNG ỦY XÃ ĐỒI CỌ\n*\nSố {number}\nĐồi Cọ, ngày {day} tháng 01 năm {year}\n\n{title}\n\n"
OLD = HEAD.format(number="12-QC/ĐU", day="05", year="2024", title="QUY CHẾ\nvề sổ góp ý của dân")
OLD += """Điều 1. Nhận góp ý
1. Tổ dân vận ghi góp ý của dân vào sổ.
2. Hằng năm, Khối Dân vận Đảng ủy báo cáo Ban Thường vụ Đảng ủy về góp ý của dân.
Điều 2. Trả lời
Ủy ban nhân dân xã trả lời góp ý trong thời hạn 20 ngày.
"""
NEW = HEAD.format(number="31-QC/ĐU", day="09", year="2026", title="QUY CHẾ\nvề sổ góp ý của dân")
NEW += """Điều 1. Nhận góp ý
1. Tổ dân vận ghi góp ý của dân vào sổ.
2. Hằng quý, Khối Dân vận Đảng ủy báo cáo Ban Thường vụ Đảng ủy về góp ý của dân.
"""
AMENDING = HEAD.format(
    number="15-QĐ/ĐU", day="20", year="2025", title="QUYẾT ĐỊNH\nSửa đổi Quy chế số 12-QC/ĐU"
)
AMENDING += """Điều 1. Sửa đổi Điều 2 Quy chế số 12-QC/ĐU như sau:
“Điều 2. Trả lời
Ủy ban nhân dân xã trả lời góp ý trong thời hạn 10 ngày.”
Điều 2. Quyết định này có hiệu lực từ ngày 01/02/2025.
"""


@pytest.fixture
def two(planner) -> tuple[Work, Work]:
    """Return the new and the old text."""
    return keep(planner, NEW), keep(planner, OLD)


def keep(client, text: str) -> Work:
    answer = send(client, text.encode())
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Work.objects.order_by("-pk").first()
