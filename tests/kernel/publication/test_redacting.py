from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.kernel.publication.redacting import counted, masked, passages, pieces

LETTER = (
    "Theo đơn của bà Nguyễn Thị Ánh (sinh năm 1965, số nhà 12/5 ngõ 7, điện thoại 0912 345 678, "
    "căn cước 001165012345, thư anh.nguyen@example.org)"
)


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("name", "Nguyễn Thị Ánh"),
        ("birth", "1965"),
        ("address", "số nhà 12/5 ngõ 7"),
        ("phone", "0912 345 678"),
        ("number", "001165012345"),
        ("email", "anh.nguyen@example.org"),
    ],
)
def test_what_looks_like_personal_data_is_proposed(sort, text):
    assert (sort, text) in {(one.sort, one.text) for one in passages(LETTER)}


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 1234/QĐ-UBND ngày 12/05/2026",
        "Luật 02/2011/QH13, khoản 2 Điều 33",
        "chi 120.000.000 đồng sửa cống",
        "ông Chủ tịch đã trả lời, bà Phó Chủ tịch dự",
        "ông đã nhận, bà chưa nhận",
        "khu dân cư không có số",
        "Văn bản 12/UBND, đường 45/QĐ",
    ],
)
def test_what_is_no_personal_data_is_left_alone(text):
    assert passages(text) == ()


@pytest.mark.parametrize("told", ["NGUYỄN THỊ ÁNH", "nguyễn  thị ánh"])
def test_what_the_person_told_of_herself_is_found_in_any_letters(told):
    (found,) = passages("Đơn Nguyễn Thị Ánh nêu", [("name", told)])

    assert (found.text, found.is_known) == ("Nguyễn Thị Ánh", True)


def test_a_known_number_is_found_however_it_is_spaced():
    (found,) = passages("gọi 0912.345-678 nhé", [("phone", "0912345678")])

    assert (found.text, found.is_known) == ("0912.345-678", True)


def test_short_known_values_are_not_looked_for():
    assert passages("An toàn là an toàn", [("name", "An")]) == ()


def test_only_what_was_chosen_is_masked():
    found = passages(LETTER)
    chosen = [one for one in found if one.sort in {"name", "phone"}]

    text = masked(LETTER, chosen)

    assert "bà [họ tên] (sinh năm 1965" in text
    assert "[số điện thoại]" in text
    assert counted(chosen) == {"name": 1, "phone": 1}
    assert masked(LETTER, []) == LETTER


@given(st.text(max_size=300), st.lists(st.text(min_size=3, max_size=12), max_size=3))
def test_nothing_is_lost_and_passages_stand_apart(text, names):
    found = passages(text, [("name", name) for name in names])

    assert "".join(piece.text for piece in pieces(text, found)) == text
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_long_text_is_read_in_one_go():
    text = "0 " * 50_000 + "số nhà " * 5_000

    assert len(passages(text, [("name", "a b")])) >= 0
