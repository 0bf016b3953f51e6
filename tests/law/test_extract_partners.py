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
        (
            "Hướng dẫn Công an xã, các hộ kinh doanh khai báo.",
            {"commune_police", "các hộ kinh doanh"},
        ),
        ("Đối thoại với tiểu thương trong tháng 3.", {"tiểu thương"}),
        ("Ủy quyền cho Công an xã tiếp thay.", {"commune_police"}),
        ("Mở lớp bồi dưỡng cho già làng.", {"già làng"}),
        (
            "Tạo điều kiện để các cơ quan, tổ chức, cá nhân góp ý.",
            {"political_system_bodies_any", "people"},
        ),
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
        "Niêm yết lịch tiếp công dân.",
        "Ban hành kế hoạch tiếp xúc cử tri.",
        "Bố trí đầu mối tiếp nhận ý kiến của Nhân dân.",
        "Thực hiện nhiệm vụ của Ban Chỉ đạo xã về chuyển đổi số.",
        "Họp phản biện trước khi Công an xã trình Đảng ủy.",
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
        ("Gửi báo cáo về Phòng Nội vụ chậm nhất ngày 10.", {("Phòng Nội vụ", "receiver")}),
        ("Trả lời kiến nghị của cử tri.", {("voters", "receiver")}),
        ("Thông báo để cử tri biết giờ họp.", {("voters", "receiver")}),
        (
            "Gửi kế hoạch đến Tổ đại biểu Hội đồng nhân dân xã trước ngày 5.",
            {("Tổ đại biểu Hội đồng nhân dân xã", "receiver")},
        ),
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


def test_a_list_has_the_partners_of_the_words_that_lead_in():
    text = (
        f"{HEAD}1. Gửi báo cáo về Đảng ủy (qua Công an xã) theo lịch sau:\n\n"
        "a) Báo cáo quý trước ngày 15 tháng cuối quý;\n\n"
        "b) Báo cáo năm gửi Hội Nông dân xã trước ngày 10/12.\n\n"
        "2. Phối hợp với Công an xã làm các việc sau:\n\na) Kiểm tra chợ.\n"
    )

    found = {each.address: each for each in propose(read_document(text))}

    quarterly = {
        (each.named.role, each.delivery) for each in found["art_1__cl_1__point_a"].receivers
    }
    assert quarterly == {("commune_party_committee", "receiver"), ("commune_police", "via")}
    yearly = [each.named.role for each in found["art_1__cl_1__point_b"].receivers]
    assert yearly == ["commune_farmers_association"]
    met = found["art_1__cl_2__point_a"].counterparts
    assert [each.role for each in met] == ["commune_police"]


def test_haste_is_told_to_somebody_too():
    found = proposed("Thông báo ngay cho Công an xã khi có cháy.")[0]

    assert found.act.startswith("Thông báo ngay")
    assert [each.named.role for each in found.receivers] == ["commune_police"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Phối hợp với Công an xã tuần tra; kiểm tra chợ.", [["commune_police"]] * 2),
        ("Chủ trì, phối hợp với Công an xã tuần tra; kiểm tra chợ.", [["commune_police"], []]),
        ("Phối hợp với Công an xã tuần tra. Kiểm tra chợ.", [["commune_police"], []]),
    ],
)
def test_those_one_works_with_are_carried_behind_a_semicolon(words, expected):
    found = [[each.role for each in one.counterparts] for one in proposed(words)]

    assert found == expected


def test_the_head_of_a_body_is_no_body():
    found = roles("Phối hợp với trưởng thôn, tổ trưởng tổ dân phố vận động góp công.")

    assert found == {"trưởng thôn", "tổ trưởng tổ dân phố"}
    assert told("Báo cáo Ban Chỉ đạo tỉnh trước ngày 15.") == {("Ban Chỉ đạo tỉnh", "receiver")}
