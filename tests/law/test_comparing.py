"""Two regulations beside each other: what is the same, what differs and why."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.law.comparing import compare
from danvan.law.comparing_contract import sentence
from danvan.law.proposing import whole_contract
from danvan.law.text import read_document

CITY = """THÀNH ỦY VÂN HẢI
QUY CHẾ
Điều 1. Trách nhiệm của Ban Dân vận Thành ủy
1. Hằng quý, Ban Dân vận Thành ủy báo cáo Ban Thường vụ Thành ủy về tình hình nhân dân.
2. Ban Dân vận Thành ủy tổ chức tập huấn cho cán bộ dân vận toàn thành phố.
3. Ban Dân vận Thành ủy thẩm định đề án có liên quan đến quyền lợi của nhân dân.
Điều 2. Trách nhiệm của Ủy ban Mặt trận Tổ quốc Thành phố
1. Giám sát việc tiếp công dân, xử lý đơn thư của các cơ quan trên địa bàn thành phố.
2. Trả lời kiến nghị của cử tri trong thời hạn 15 ngày kể từ ngày nhận.
Điều 3. Điều khoản cuối
Quy chế này không áp dụng cho đơn vị lực lượng vũ trang đóng quân ở nơi khác đến.
"""
COMMUNE = """ĐẢNG ỦY XÃ SƠN LỘC
QUY CHẾ
Điều 1. Ủy ban Mặt trận Tổ quốc xã
1. Giám sát việc tiếp công dân, xử lý đơn thư của các cơ quan trên địa bàn xã.
2. Trả lời kiến nghị của cử tri trong thời hạn 10 ngày kể từ ngày nhận.
Điều 2. Khối Dân vận Đảng ủy
1. Hằng tháng, Khối Dân vận Đảng ủy báo cáo Ban Thường vụ Đảng ủy về tình hình nhân dân.
2. Khối Dân vận Đảng ủy tổ chức tập huấn cho cán bộ dân vận toàn xã vào quý đầu của năm.
3. Khối Dân vận Đảng ủy lập nhóm trò chuyện để nhận ảnh hiện trường từ các xóm.
Điều 3. Điều khoản cuối
Quy chế này áp dụng cho đơn vị lực lượng vũ trang đóng quân ở nơi khác đến.
"""


def contract(text):
    return whole_contract(
        read_document(text), {"name": "a.txt", "sha256": "", "encoding": "utf-8", "pages": 1}
    )


def by_second(found):
    return {row.second[0].address: row for row in found.rows if row.second}


def codes(row):
    return {reason.code for duty in row.duties for reason in duty.reasons}


def test_a_text_is_the_same_as_itself():
    found = compare(contract(CITY), contract(CITY))

    assert {row.verdict for row in found.rows} == {"same"}
    assert {row.verdict for row in found.duties} == {"same"}


def test_provisions_are_found_again_under_other_numbers_and_levels():
    rows = by_second(compare(contract(COMMUNE), contract(CITY)))

    assert rows["art_2__cl_1"].first[0].address == "art_1__cl_1"
    assert rows["art_2__cl_1"].verdict == "same"
    assert rows["art_2"].verdict == "same"


def test_more_often_and_sooner_is_stricter_and_the_other_way_round_looser():
    down = by_second(compare(contract(COMMUNE), contract(CITY)))
    up = by_second(compare(contract(CITY), contract(COMMUNE)))

    assert (down["art_1__cl_1"].verdict, down["art_2__cl_2"].verdict) == ("stricter", "stricter")
    assert "CMP-14" in codes(down["art_1__cl_1"])
    assert "CMP-18" in codes(down["art_2__cl_2"])
    assert (up["art_2__cl_1"].verdict, up["art_1__cl_2"].verdict) == ("looser", "looser")


def test_added_words_broaden_missing_provisions_are_missing():
    found = compare(contract(COMMUNE), contract(CITY))
    rows = by_second(found)

    assert rows["art_1__cl_2"].verdict == "broader"
    assert rows["art_1__cl_3"].verdict == "missing"
    alone = [row for row in found.rows if row.verdict == "only_here"]
    assert [row.first[0].address for row in alone] == ["art_2__cl_3"]


def test_a_lost_not_is_never_a_slight_difference():
    row = by_second(compare(contract(COMMUNE), contract(CITY)))["art_3"]

    assert row.verdict == "other"
    assert any("không" in sentence(reason) for reason in row.reasons)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "   "),
        lambda text: text.replace("thẩm định", "thầm đinh").replace("tình hình", "tinh hình"),
        lambda text: text.replace("Điều 3.", "Điều 9.").replace("Điều 2.", "Điều 5."),
        lambda text: text.replace("cán bộ", "Cán Bộ"),
    ],
    ids=["decomposed", "spaces", "marks", "numbers", "case"],
)
def test_noise_and_numbering_are_no_difference(change):
    found = compare(contract(change(CITY)), contract(CITY))

    assert [row for row in found.rows if row.verdict != "same"] == []


def test_a_figure_is_a_difference():
    found = compare(contract(CITY.replace("15 ngày", "45 ngày")), contract(CITY))

    assert {row.verdict for row in found.rows} == {"same", "looser"}


def test_a_split_clause_stays_beside_the_one_it_was():
    whole = "1. Tổ trưởng lập danh sách hộ nghèo cần giúp đỡ; mời đại diện từng hộ dự họp thôn."
    parts = "1. Tổ trưởng lập danh sách hộ nghèo cần giúp đỡ.\n2. Mời đại diện từng hộ dự họp thôn."
    head = "QUY CHẾ\nĐiều 1. Tổ trưởng\n"

    found = compare(contract(head + parts), contract(head + whole))

    assert [(len(row.first), len(row.second), row.verdict) for row in found.rows] == [
        (1, 1, "same"),
        (2, 1, "same"),
    ]


def test_more_bodies_broaden_fewer_narrow():
    one = "QUY CHẾ\nĐiều 1. Báo cáo\nHằng năm, Ủy ban nhân dân xã báo cáo Đảng ủy xã."
    two = "QUY CHẾ\nĐiều 1. Báo cáo\nHằng năm, Ủy ban nhân dân xã, Công an xã báo cáo Đảng ủy xã."

    more, fewer = compare(contract(two), contract(one)), compare(contract(one), contract(two))

    assert [row.verdict for row in more.duties] == ["broader"]
    assert [row.verdict for row in fewer.duties] == ["narrower"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*CITY.split("\n"), *COMMUNE.split("\n"), "", "- a", "1."])))
def test_nothing_is_lost_and_nothing_fails(lines):
    mixed, other = contract("\n".join(lines)), contract(CITY)

    found = compare(mixed, other)

    first = [unit.address for row in found.rows for unit in row.first]
    second = [unit.address for row in found.rows for unit in row.second]
    assert len(first) == len(set(first))
    assert sorted(second) == sorted(
        unit.address for row in compare(other, other).rows for unit in row.first
    )
    assert len([row for row in found.duties if row.first]) == len(mixed["duties"])
    assert len([row for row in found.duties if row.second]) == len(other["duties"])
