from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.papers.secrecy import SecretMark, secret_mark

HEAD = "ĐẢNG BỘ TỈNH MẪU        ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ MẪU\n*\n"

MARKED = [
    ("MẬT", "secret"),
    ("TỐI MẬT", "top_secret"),
    ("TUYỆT MẬT", "most_secret"),
    ("   [ MẬT ]   ", "secret"),
    ("| MẬT |", "secret"),
    ("*MẬT*", "secret"),
    ("M Ậ T", "secret"),
    ("T Ố I   M Ậ T", "top_secret"),
    ("Số 05-BC/ĐU\tMẬT", "secret"),
    ("MẬT          Mẫu, ngày 05 tháng 6 năm 2026", "secret"),
    ("TUYỆT\nMẬT", "most_secret"),
    ("TỐI  MẬT", "top_secret"),
    ("Độ mật: Tối mật", "top_secret"),
    ("ĐỘ MẬT: MẬT", "secret"),
    (unicodedata.normalize("NFD", "TUYỆT MẬT"), "most_secret"),
]

UNMARKED = [
    "Mật",
    "mật",
    "BẢO MẬT",
    "BÍ MẬT",
    "QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "VỀ CÔNG TÁC BẢO\nMẬT",
    "QUẢN LÝ VIỆC GIỮ BÍ\nMẬT",
    "HỒ SƠ MẬT",
    "MẬT ONG",
    "MẬT VỤ",
    "Bầu bằng hình thức bỏ phiếu kín.",
    "Tài liệu tối mật được giữ theo quy định riêng.",
    "Người nhận có trách nhiệm giữ bí mật",
    "Độ mật: không",
    "Độ mật: ",
    "KHẨN",
    "HỎA TỐC",
    "MẶT",
    "MẤT",
    "",
]


@pytest.mark.parametrize(("line", "level"), MARKED)
def test_a_mark_on_the_stamp_line_is_seen(line, level):
    found = secret_mark(f"{HEAD}{line}\nSố 05-BC/ĐU\n")

    assert found is not None
    assert found.level == level


@pytest.mark.parametrize("line", UNMARKED)
def test_words_in_running_text_are_no_mark(line):
    assert secret_mark(f"{HEAD}{line}\nSố 05-BC/ĐU\n") is None


def test_the_place_of_the_mark_is_told():
    assert secret_mark(f"{HEAD}\nTỐI MẬT\nSố 05-BC/ĐU") == SecretMark("top_secret", "TỐI MẬT", 1, 5)


def test_a_mark_on_the_head_of_a_later_page_is_seen():
    text = "GIẤY MỜI\nKính mời các đồng chí.\n\fPHỤ LỤC\nMẬT\n"

    assert secret_mark(text) == SecretMark("secret", "MẬT", 2, 4)


def test_the_highest_of_several_marks_is_told():
    assert secret_mark("MẬT\nSố 1-BC/ĐU\n\fTUYỆT MẬT\nSố 2-BC/ĐU").level == "most_secret"


def test_the_word_far_below_the_head_is_no_mark():
    below = "\n".join(f"Dòng thứ {number} của nội dung." for number in range(40))

    assert secret_mark(f"{HEAD}{below}\nMẬT\n") is None


@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text):
    found = secret_mark(text)

    assert found is None or found.level in {"secret", "top_secret", "most_secret"}
