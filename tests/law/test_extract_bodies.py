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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Công ty Điện lực Bến Gỗ cắt điện ở chỗ sâu.",
         ["Công ty Điện lực Bến Gỗ: cắt điện ở chỗ sâu"]),
        ("Sở Giáo dục và Đào tạo chỉ đạo các trường nghỉ học.",
         ["Sở Giáo dục và Đào tạo: chỉ đạo các trường nghỉ học"]),
        ("Phòng Công tác sinh viên xét đơn.", ["Phòng Công tác sinh viên: xét đơn"]),
        ("Các khoa, phòng và toàn thể sinh viên chịu trách nhiệm giữ máy.",
         ["Các khoa, phòng, toàn thể sinh viên: chịu trách nhiệm giữ máy"]),
        ("Giảng viên phụ trách xưởng kiểm tra máy.",
         ["Giảng viên phụ trách xưởng: kiểm tra máy"]),
        ("Thủ kho cân hàng.", ["Thủ kho: cân hàng"]),
    ],
)  # fmt: skip
def test_a_name_ends_where_its_verb_begins(words, expected):
    assert told(f"1. {words}") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Người lái xe chưa qua lớp an toàn thì phải học lại.",
         "Người lái xe chưa qua lớp an toàn: học lại"),
        ("Sinh viên muốn ở ký túc xá nộp đơn.", "Sinh viên muốn ở ký túc xá: nộp đơn"),
        ("Cơ quan được phân công trả lời bằng văn bản.",
         "Cơ quan được phân công: trả lời bằng văn bản"),
        ("Cơ quan được giao chủ trì dự án cử người trực.",
         "Cơ quan được giao chủ trì dự án: cử người trực"),
        ("Ai làm mất đồ phải đền.", "Ai làm mất đồ: đền"),
        ("Khách đến thăm để lại giấy tờ.", "Khách đến thăm: để lại giấy tờ"),
        ("Máy hỏng thì người đứng máy dừng ngay.", "người đứng máy: dừng ngay"),
        ("Giám đốc được ưu tiên cho hộ nghèo mượn trước.",
         "Giám đốc: được ưu tiên cho hộ nghèo mượn trước"),
    ],
)  # fmt: skip
def test_a_subject_keeps_the_clause_that_says_who_is_meant(words, expected):
    assert told(f"1. {words}")[-1] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Giao Phòng Tài chính cân đối ngân sách, Phòng Nội vụ cử người, Công an huyện tuần tra.",
         ["Phòng Tài chính: cân đối ngân sách", "Phòng Nội vụ: cử người",
          "Công an huyện: tuần tra"]),
        ("Phòng Nội vụ phối hợp với Phòng Tài chính, Phòng Giao thông sửa cầu.",
         ["Phòng Nội vụ: phối hợp với Phòng Tài chính, Phòng Giao thông sửa cầu"]),
        ("Phòng Nội vụ yêu cầu Đội Vệ sinh quét chợ, Đội Cây xanh tưới cây.",
         ["Phòng Nội vụ: yêu cầu Đội Vệ sinh quét chợ, Đội Cây xanh tưới cây"]),
    ],
)  # fmt: skip
def test_acts_of_several_bodies_in_one_sentence_are_parted(words, expected):
    assert told(f"1. {words}") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Người chủ trì nghe hết rồi trả lời; không ngắt lời dân.",
         ["Người chủ trì: nghe hết rồi trả lời", "Người chủ trì: không ngắt lời dân"]),
        ("Đội Vệ sinh quét chợ; không nhất thiết quét vào ban đêm.", ["Đội Vệ sinh: quét chợ"]),
    ],
)  # fmt: skip
def test_what_is_not_to_be_done_keeps_its_bearer(words, expected):
    assert told(f"1. {words}") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1. Đề nghị Ủy ban nhân dân các xã, phường\n\n1.1. Lấp ổ gà.\n\n1.2. Sửa cầu.",
         ["Ủy ban nhân dân các xã, phường: Lấp ổ gà", "Ủy ban nhân dân các xã, phường: Sửa cầu"]),
        ("1. Đội Vệ sinh\n\na) Quét chợ;\n\nb) Rửa đường.",
         ["Đội Vệ sinh: Quét chợ", "Đội Vệ sinh: Rửa đường"]),
    ],
)  # fmt: skip
def test_a_line_that_only_names_bodies_leads_the_list_behind_it(words, expected):
    assert told(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Phòng Kinh tế, hạ tầng và đô thị giúp dân làm nhà.",
         "Phòng Kinh tế, hạ tầng và đô thị: giúp dân làm nhà"),
        ("Bộ trưởng, Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương sửa cầu.",
         "Bộ trưởng, Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương: sửa cầu"),
    ],
)  # fmt: skip
def test_long_names_are_read_to_their_end(words, expected):
    assert told(f"1. {words}")[-1] == expected
