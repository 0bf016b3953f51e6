"""Whose act it is, in words that no pack holds: offices, people, orders to several at once."""

import pytest

from danvan.law.extract import propose
from danvan.law.text import read_document

HEAD = (
    "ỦY BAN NHÂN DÂN\nHUYỆN MẪU\nSố: 1/CT-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Mẫu, ngày 02 tháng 3 năm 2024\n\nCHỈ THỊ\nvề việc làm đường\n\n"
    "Chủ tịch Ủy ban nhân dân huyện yêu cầu:\n\n"
)


def told(words):
    """Return who does what, as "body, body: act"."""
    found = propose(read_document(f"{HEAD}{words}\n"))
    return [f"{', '.join(who.text for who in each.bearers)}: {each.act}" for each in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1. Phòng Giao thông sửa cầu.", ["Phòng Giao thông: sửa cầu"]),
        ("1. Giao Phòng Giao thông sửa cầu.", ["Phòng Giao thông: sửa cầu"]),
        ("1. Chủ tịch Ủy ban nhân dân các xã, thị trấn:\n\na) Rà soát mặt đường;\n\nb) Lấp ổ gà.",
         ["Chủ tịch Ủy ban nhân dân các xã, thị trấn: Rà soát mặt đường",
          "Chủ tịch Ủy ban nhân dân các xã, thị trấn: Lấp ổ gà"]),
    ],
)  # fmt: skip
def test_a_numbered_order_keeps_its_first_letter_and_its_body(words, expected):
    assert told(words) == expected
