import pytest

from danvan.law.extract import propose
from danvan.law.text import read_document

ACTS = [
    ("Báo cáo tháng: trước ngày 20 hằng tháng.", ["Báo cáo tháng"]),
    ("Báo cáo kết quả 6 tháng trước ngày 15/6 và báo cáo năm trước ngày 10/12.",
     ["Báo cáo kết quả 6 tháng", "báo cáo năm"]),
    ("Tổng hợp tình hình, báo cáo Đảng ủy hằng quý trước ngày 20 tháng cuối quý, báo cáo năm.",
     ["Tổng hợp tình hình, báo cáo Đảng ủy", "báo cáo năm"]),
    ("Trước ngày 20 hằng tháng, tổng hợp tình hình báo cáo Đảng ủy.",
     ["tổng hợp tình hình báo cáo Đảng ủy"]),
    ("Hằng tháng, chậm nhất là ngày 25, phản ánh tình hình về xã.",
     ["phản ánh tình hình về xã"]),
    ("Trước ngày 10/6 và 10/12 hằng năm, báo cáo Đảng ủy kết quả.",
     ["báo cáo Đảng ủy kết quả", "báo cáo Đảng ủy kết quả"]),
    ("Mỗi quý tổ chức ít nhất 01 cuộc giám sát.", ["tổ chức ít nhất 01 cuộc giám sát"]),
    ("Gửi số liệu về Đảng ủy vào ngày 10 và ngày 25 hằng tháng.",
     ["Gửi số liệu về Đảng ủy", "Gửi số liệu về Đảng ủy"]),
    ("Thôn ven suối thì hoàn thành trước ngày 15/8/2026.",
     ["hoàn thành trước ngày 15/8/2026"]),
    ("Kiểm tra bếp ăn trong tháng 8 hằng năm và công bố danh sách trước ngày 05/9 hằng năm.",
     ["Kiểm tra bếp ăn", "công bố danh sách"]),
    ("Sơ kết giữa kỳ trong quý II/2028, tổng kết chương trình trong quý IV/2030.",
     ["Sơ kết giữa kỳ", "tổng kết chương trình"]),
    ("Đơn gửi nhầm thì trong 05 ngày làm việc, Văn phòng Đảng ủy chuyển nơi có thẩm quyền.",
     ["chuyển nơi có thẩm quyền"]),
    ("Sáu tháng đầu năm và cuối năm kiểm tra chéo các thôn.",
     ["kiểm tra chéo các thôn", "kiểm tra chéo các thôn"]),
    ("Ngay sau khi kết thúc kỳ họp, gửi nghị quyết đến các thôn.",
     ["gửi nghị quyết đến các thôn"]),
    ("Chỉ chi tiền khi đã có biên bản nghiệm thu.",
     ["Chỉ chi tiền khi đã có biên bản nghiệm thu"]),
    ("Họp tổ dân vận mỗi tháng một lần, khi có việc gấp thì họp thêm.",
     ["Họp tổ dân vận", "họp thêm"]),
    ("Thiếu người thì báo trực ban.", ["báo trực ban"]),
    ("Nếu cần điều chỉnh, bổ sung, các thôn bàn bạc lại.", ["bàn bạc lại"]),
    ("Sau mỗi kỳ họp, các đại biểu báo cáo kết quả với cử tri.", ["báo cáo kết quả với cử tri"]),
    ("Việc gấp thì báo ngay trong ngày.", ["báo ngay"]),
    ("Từ nay đến 30/6, rà soát hồ sơ hộ nghèo.", ["rà soát hồ sơ hộ nghèo"]),
]  # fmt: skip


def acts(sentence):
    """Return the acts of the duties that a clause of a commune's regulation orders."""
    head = "QUY CHẾ\nlàm việc\n\nĐiều 1. Trách nhiệm của Ủy ban nhân dân xã\n1. "
    found = propose(read_document(head + sentence + "\n"))
    return [one.act for one in found]


@pytest.mark.parametrize(("sentence", "expected"), ACTS)
def test_an_act_is_told_without_its_words_of_time(sentence, expected):
    assert acts(sentence) == expected
