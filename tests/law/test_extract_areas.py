"""To which process area an act belongs, by its words, whom it tells, and the nearest heading."""

import pytest

from danvan.law.extract import propose
from danvan.law.text import read_document

HEAD = "QUY CHẾ\nCông tác của xã\n\nĐiều 1. Ủy ban nhân dân xã\n\n"


def area(words, head=HEAD):
    return propose(read_document(f"{head}1. {words}\n"))[0].area


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Tiếp công dân tại trụ sở.", "citizen_reception"),
        ("Báo cáo kết quả tiếp công dân về Đảng ủy.", "reporting"),
        ("Đánh giá việc thực hiện tiếp công dân.", "evaluation"),
        ("Đề xuất khen thưởng cá nhân.", "emulation"),
        ("Xây dựng kế hoạch giám sát của năm sau.", "supervision"),
        ("Gửi dự thảo nghị quyết cần phản biện.", "social_criticism"),
        ("Phản ánh tình hình với Đảng ủy.", "reporting"),
        ("Thông báo lịch trực cho Công an xã.", "reporting"),
        ("Thông báo lịch cắt nước cho người dân.", "disclosure"),
        ("Hỏi ý kiến hộ dân về tên đường.", "consultation"),
        ("Xử lý cán bộ nhũng nhiễu.", "service_ethics"),
        ("Giải thích giá đất cho hộ dân.", "propaganda_training"),
    ],
)
def test_an_act_has_its_area(words, expected):
    assert area(words) == expected


def test_a_heading_beats_words_that_hardly_say_anything():
    head = "QUY CHẾ\nCông tác của xã\n\nĐiều 1. Đối thoại với nông dân\n\n"

    assert area("Ủy ban nhân dân xã tổ chức thực hiện ở từng thôn.", head) == "dialogue"
    assert area("Ủy ban nhân dân xã kiểm tra ở từng thôn.", head) == "supervision"


@pytest.mark.parametrize(
    ("words", "proof"),
    [
        ("Lập danh sách hộ nghèo.", "register_extract"),
        ("Lập biên bản kiểm kê kho.", "minutes"),
        ("Trả lời hộ dân.", "answer"),
        ("Góp ý dự thảo hương ước.", "opinion"),
        ("Lập kế hoạch trồng rừng.", "plan"),
    ],
)
def test_an_act_names_what_is_kept_of_it(words, proof):
    found = propose(read_document(f"{HEAD}1. {words}\n"))[0]

    assert proof in found.evidence
