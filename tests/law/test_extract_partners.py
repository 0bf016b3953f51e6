"""With whom, upon whom and to whom: what the words before a body make of it."""

import pytest

from danvan.law.extract import propose
from danvan.law.text import read_document

HEAD = "QUY CHẾ\nPhối hợp công tác\n\nĐiều 1. Ủy ban nhân dân xã\n\n"


def proposed(words):
    return propose(read_document(f"{HEAD}1. {words}\n"))


def roles(words):
    return {each.role or each.text for one in proposed(words) for each in one.counterparts}


def told(words):
    return {
        (each.named.role or each.named.text, each.delivery)
        for one in proposed(words)
        for each in one.receivers
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Phối hợp chặt chẽ với Công an xã tuần tra ban đêm.", {"commune_police"}),
        ("Mời đại diện Công an xã, các chi bộ dự họp giao ban.", {"commune_police", "party_cell"}),
        ("Tiếp công dân tại trụ sở vào thứ năm.", {"people"}),
        ("Tiếp xúc cử tri trước kỳ họp.", {"voters"}),
        ("Nghe Công an xã báo cáo tình hình.", {"commune_police"}),
        ("Phân công đồng chí Bí thư chi bộ phụ trách xóm.", {"party_cell_secretary"}),
        ("Vận động đoàn viên, hội viên hiến máu.", {"association_members"}),
        ("Lấy ý kiến bằng văn bản của Công an xã.", {"commune_police"}),
        ("Giải quyết khiếu nại, tố cáo, phản ánh của công dân.", {"people"}),
        ("Bảo vệ quyền và lợi ích hợp pháp của Nhân dân.", {"people"}),
        ("Phát huy vai trò của Công an xã trong hòa giải.", {"commune_police"}),
        ("Bố trí kinh phí để Công an xã hoạt động.", {"commune_police"}),
        (
            "Tham mưu Ban Thường vụ Đảng ủy ban hành nghị quyết.",
            {"commune_party_standing_committee"},
        ),
        ("Cho ý kiến về phương án trước khi Công an xã quyết định.", {"commune_police"}),
        ("Cử người dự các cuộc họp của Công an xã.", {"commune_police"}),
        ("Phối hợp với các cơ quan liên quan rà soát hộ nghèo.", {"political_system_bodies_any"}),
        ("Mời Bí thư Hội Nông dân xã dự họp.", {"Bí thư Hội Nông dân xã"}),
    ],
)
def test_those_an_act_is_done_with_or_upon(words, expected):
    assert roles(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Học tập phong cách của Chủ tịch Hồ Chí Minh.",
        "Xử lý hành vi xâm phạm quyền của công dân.",
        "Tập huấn về công tác tiếp công dân.",
        "Cử người dự các buổi tiếp công dân.",
        "Tổng hợp ý kiến của cử tri gửi Đảng ủy.",
        "Hưởng ứng phong trào do Công an xã phát động.",
        "Rà soát văn bản trước khi trình Đảng ủy.",
        "Tổ chức hội nghị đối thoại giữa Bí thư Đảng ủy với Nhân dân.",
        "Ủy ban nhân dân xã chỉ đạo Ủy ban nhân dân xã.",
    ],
)
def test_those_who_are_only_spoken_of(words):
    assert roles(words) == set()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Chịu trách nhiệm trước Đảng ủy về kết quả.", {("commune_party_committee", "receiver")}),
        ("Tham mưu giúp Đảng ủy về công tác dân vận.", {("commune_party_committee", "receiver")}),
        ("Thông báo kết quả bằng văn bản cho Công an xã.", {("commune_police", "receiver")}),
        ("Đăng ký với Công an xã một mô hình.", {("commune_police", "receiver")}),
        ("Trả lời cử tri ở thôn mình.", {("voters", "receiver")}),
        (
            "Báo cáo Đảng ủy (qua Công an xã), sao gửi các chi bộ.",
            {
                ("commune_party_committee", "receiver"),
                ("commune_police", "via"),
                ("party_cell", "copy"),
            },
        ),
        ("Công khai thủ tục, rút ngắn thời gian giải quyết hồ sơ cho người dân.", set()),
    ],
)
def test_those_an_act_is_told_to(words, expected):
    assert told(words) == expected


def test_what_is_owed_is_not_owed_to_oneself():
    found = proposed("Công an xã phối hợp với các chi bộ, Công an xã giữ trật tự.")[0]

    assert [each.role for each in found.counterparts] == ["party_cell"]
