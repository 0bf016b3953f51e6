from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.readers.numerals import Numbers, mended


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["I. CÁCH LÀM", "IL NGƯỜI LÀM", "II. VIỆC LÀM"],
         ["I. CÁCH LÀM", "II. NGƯỜI LÀM", "III. VIỆC LÀM"]),
        (["I- MỤC ĐÍCH", "I- CÁCH LÀM", "II- TỔ CHỨC"],
         ["I- MỤC ĐÍCH", "II- CÁCH LÀM", "III- TỔ CHỨC"]),
        (["I. CÁCH LÀM", "KẾ HOẠCH", "I. CÁCH KHÁC"], ["I. CÁCH LÀM", "KẾ HOẠCH", "I. CÁCH KHÁC"]),
        (["1. CÁCH LÀM", "1. Công an", "1. ĐẢNG ỦY"], ["1. CÁCH LÀM", "1. Công an", "1. ĐẢNG ỦY"]),
        (["III. CÁCH LÀM", "II. NGƯỜI LÀM"], ["III. CÁCH LÀM", "II. NGƯỜI LÀM"]),
        (["Điều 5. Họp", "Điều 6ó. Hiệu lực"], ["Điều 5. Họp", "Điều 6. Hiệu lực"]),
        (["I- MỤC ĐÍCH ˆ", "I- NỘI DUNG"], ["I- MỤC ĐÍCH ˆ", "II- NỘI DUNG"]),
        (["Điều 5. Họp", "Điều ó. Làm"], ["Điều 5. Họp", "Điều 6. Làm"]),
        (["Điều 5. Họp", "Điều ó6. Làm"], ["Điều 5. Họp", "Điều 6. Làm"]),
        (["Điều 5. Họp", "Điều 6a. Thêm"], ["Điều 5. Họp", "Điều 6a. Thêm"]),
        (["Điều 5. Họp", "Điều 60. Xa"], ["Điều 5. Họp", "Điều 60. Xa"]),
        (["Điều 9. Họp", "Điều 6ó. Xa"], ["Điều 9. Họp", "Điều 6ó. Xa"]),
        (["LIX VIỆC LỚN", "XXXI VIỆC KHÁC"], ["LIX VIỆC LỚN", "XXXI VIỆC KHÁC"]),
        ([f"{n} VIỆC LÀM" for n in ("XXIX", "XXIX")], ["XXIX VIỆC LÀM", "XXIX VIỆC LÀM"]),
        (["Chương I", "Chương II -", "Chương II", "CHƯƠNG IV"],
         ["Chương I", "Chương II", "Chương III", "CHƯƠNG IV"]),
        (["Chương I", "QUY CHẾ", "Chương I"], ["Chương I", "QUY CHẾ", "Chương I"]),
        (["_ Điều 1. Họp", "-_1. Mở", ".2, Đóng", "- 3. Ghi", "- b) Chép", ".đ) Gửi", "c4, Lưu"],
         ["Điều 1. Họp", "1. Mở", "2. Đóng", "3. Ghi", "b) Chép", "đ) Gửi", "4. Lưu"]),
        (["Điều 1, Phạm vi", "Điều 2, Điều 3 Quy chế này", "Điều 2. Việc"],
         ["Điều 1. Phạm vi", "Điều 2, Điều 3 Quy chế này", "Điều 2. Việc"]),
        (["'LMỤC ĐÍCH", "H. NỘI DUNG", "II. CÁCH LÀM"],
         ["I. MỤC ĐÍCH", "II. NỘI DUNG", "III. CÁCH LÀM"]),
        (["I. MỤC ĐÍCH", "1. Một", "hà NỘI DUNG", "1, Hai", "2: Ba", "_2.1. Bốn"],
         ["I. MỤC ĐÍCH", "1. Một", "II. NỘI DUNG", "1. Hai", "2. Ba", "2.1. Bốn"]),
        (["I- MỤC ĐÍCH", "II- NỘI DUNG", "TI- TRÁCH NHIỆM"],
         ["I- MỤC ĐÍCH", "II- NỘI DUNG", "III- TRÁCH NHIỆM"]),
        (["IL MỘT ĐIỀU", "1l. HAI ĐIỀU", "TH- BA ĐIỀU", "IV- BỐN ĐIỀU", "I. MỘT ĐIỀU"],
         ["I. MỘT ĐIỀU", "II. HAI ĐIỀU", "III- BA ĐIỀU", "IV- BỐN ĐIỀU", "I. MỘT ĐIỀU"]),
        (["4. Bốn", "3. Năm", "6. Sáu", "1. Một"], ["4. Bốn", "5. Năm", "6. Sáu", "1. Một"]),
        (["4. Bốn", "2. Hai"], ["4. Bốn", "2. Hai"]),
        (["4) Một", "b) Hai", "3) Ba", "4) Bốn"], ["a) Một", "b) Hai", "3) Ba", "4) Bốn"]),
        (["LÀNG XÓM", "I. MỤC ĐÍCH", "TM. ĐẢNG ỦY", "Số: 12/KH"],
         ["LÀNG XÓM", "I. MỤC ĐÍCH", "TM. ĐẢNG ỦY", "Số: 12/KH"]),
        (["- Điều 7. của Luật", "- 30 phút", "7, Công an", "- Họp", "2, 3 Điều này"],
         ["- Điều 7. của Luật", "- 30 phút", "7, Công an", "- Họp", "2, 3 Điều này"]),
    ],
)  # fmt: skip
def test_numbers_are_mended_where_no_other_fits(read, meant):
    numbers = Numbers()

    assert [numbers.mended(line) for line in read] == meant


def test_what_was_mended_is_told_by_its_place():
    assert mended(["Lời", "I. CÁCH LÀM", "I. VIỆC LÀM"], Numbers()) == {2: "II. VIỆC LÀM"}


@given(st.lists(st.text(max_size=40), max_size=30))
def test_no_line_is_lost_or_made_empty(lines):
    numbers = Numbers()

    for line in lines:
        assert bool(numbers.mended(line).strip()) == bool(line.strip())
