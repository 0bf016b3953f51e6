"""The verb phrase of an act: without what leads in, without time, condition and purpose."""

import pytest

from danvan.law.extract import propose
from danvan.law.text import read_document

HEAD = "QUY CHẾ\nCông tác của xã\n\nĐiều 1. Ủy ban nhân dân xã\n\n"


def acts(words):
    return [each.act for each in propose(read_document(f"{HEAD}1. {words}\n"))]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Gửi báo cáo về Đảng ủy chậm nhất ngày 10.", "Gửi báo cáo về Đảng ủy"),
        ("Trả lời công dân trong vòng 05 ngày kể từ ngày nhận đơn.", "Trả lời công dân"),
        ("Mở cửa kho lúa khi có bão.", "Mở cửa kho lúa"),
        ("Tạm giữ hàng nếu chưa rõ nguồn gốc.", "Tạm giữ hàng"),
        ("Lấy ý kiến hộ dân trước khi lát vỉa hè.", "Lấy ý kiến hộ dân"),
        ("Gửi kết quả cho Đảng ủy, đồng gửi Công an xã.", "Gửi kết quả cho Đảng ủy"),
        ("Báo cáo Đảng ủy (qua Công an xã) vào chiều thứ sáu.", "Báo cáo Đảng ủy"),
        ("Gửi danh sách về Đảng ủy để tổng hợp.", "Gửi danh sách về Đảng ủy"),
        ("Nghiêm cấm bán hàng trên cầu.", "bán hàng trên cầu"),
        ("Đối với nhà sập: sửa mái trước ngày 20/12/2026.", "sửa mái"),
        ("Hằng quý hoặc đột xuất kiểm tra kho.", "kiểm tra kho"),
        ("Giữ sổ; không tẩy xóa.", "Giữ sổ"),
        ("Quy chế này có hiệu lực từ ngày ký.", "có hiệu lực từ ngày ký"),
    ],
)
def test_an_act_is_its_verb_phrase(words, act):
    assert acts(words)[0] == act


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Gửi báo cáo trước ngày 10 hằng tháng về Đảng ủy.", "về Đảng ủy"),
        ("Tổ chức tập huấn vào quý đầu của năm.", "vào quý đầu của năm"),
        ("Chỉ cấp thẻ khi đủ hồ sơ.", "khi đủ hồ sơ"),
        ("Không bắn pháo hoa nếu chưa có phép.", "nếu chưa có phép"),
        ("Hoàn thành trước ngày 15/8/2026.", "trước ngày 15/8/2026"),
    ],
)
def test_nothing_is_cut_that_an_act_needs(words, act):
    assert acts(words)[0].endswith(act)
