import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.extract_deadlines import deadlines

DAYS = [
    ("trước ngày 10 hằng tháng", [("before", 10, "every", None, "monthly")]),
    ("chậm nhất vào ngày 05 của tháng sau", [("by", 5, "next", None, "monthly")]),
    ("trước ngày 15 của tháng cuối quý", [("before", 15, "last_of_quarter", None, "quarterly")]),
    ("chậm nhất ngày 5 tháng đầu quý sau", [("by", 5, "next", None, "quarterly")]),
    ("chậm nhất ngày 15 (mười lăm) của tháng báo cáo", [("by", 15, "every", None, None)]),
    ("trước ngày 25/10 hằng năm", [("before", 25, "10", None, "annual")]),
    ("ngày 20 tháng 11 hằng năm", []),
    ("trước ngày 15/6 và 15/12",
     [("before", 15, "6", None, None), ("before", 15, "12", None, None)]),
    ("trước ngày 30/6/2024", [("before", 30, "6", 2024, None)]),
    ("vào ngày 10 và ngày 25 hằng tháng",
     [("on", 10, None, None, None), ("on", 25, "every", None, "monthly")]),
    ("ngày 15 hằng tháng", [("on", 15, "every", None, "monthly")]),
    ("trước ngày 10 hằng tháng, ngày 15 của tháng cuối quý",
     [("before", 10, "every", None, "monthly"),
      ("before", 15, "last_of_quarter", None, "quarterly")]),
    ("trong quý II/2024", [("by", 30, "6", 2024, None)]),
    ("trước quý IV", [("before", 1, "10", None, None)]),
    ("trong tháng 11 hằng năm", [("by", 30, "11", None, "annual")]),
    ("trước ngày 15/6 nộp sổ, 15/12", [("before", 15, "6", None, None)]),
    ("trước 30/4/2024", [("before", 30, "4", 2024, None)]),
    ("(trước 15/6)", [("before", 15, "6", None, None)]),
    ("từ nay đến 30/6", [("by", 30, "6", None, None)]),
    ("hạn chót là ngày 05/9", [("by", 5, "9", None, None)]),
    ("đến 2/3 số hộ đồng ý", []),
    ("không quá 1/3 thời gian", []),
    ("trươc ngày 30/11/2025", [("before", 30, "11", 2025, None)]),
    ("ngày 10 và 25 hằng tháng",
     [("on", 10, "every", None, "monthly"), ("on", 25, "every", None, "monthly")]),
    ("vào ngày 05, 15 và 25 của mỗi tháng",
     [("on", day, "every", None, "monthly") for day in (5, 15, 25)]),
    ("chậm nhất ngày 15/01 năm sau", [("by", 15, "1", None, "annual")]),
    ("trước ngày 20 của tháng cuối mỗi quý",
     [("before", 20, "last_of_quarter", None, "quarterly")]),
    ("trong tháng 10 và tháng 11 năm 2025", [("by", 30, "11", 2025, None)]),
    ("trong các tháng 6, 7, 8 hằng năm", [("by", 31, "8", None, "annual")]),
    ("trong quý I, II năm 2027", [("by", 30, "6", 2027, None)]),
    ("Thời gian hoàn thành: Quý III/2026", [("by", 30, "9", 2026, None)]),
    ("Thời gian: 15/5/2026", [("by", 15, "5", 2026, None)]),
    ("từ tháng 3 đến tháng 10/2026", [("by", 31, "10", 2026, None)]),
    ("trong quý I, III/2026", [("by", 31, "3", 2026, None), ("by", 30, "9", 2026, None)]),
    ("trong tháng 3 và tháng 9 hằng năm",
     [("by", 31, "3", None, "annual"), ("by", 30, "9", None, "annual")]),
    ("trong tháng 02/2028", [("by", 29, "2", 2028, None)]),
    ("trong tháng 2 hằng năm", [("by", 31, "2", None, "annual")]),
    ("trong 6 tháng đầu năm 2026", [("by", 30, "6", 2026, None)]),
    ("đến hết năm 2026", [("by", 31, "12", 2026, None)]),
    ("từ nay đến cuối năm, các tổ", [("by", 31, "12", None, None)]),
    ("hoàn thành trong năm 2027", [("by", 31, "12", 2027, None)]),
    ("trong năm 2027, các xã mở lớp", []),
    ("giai đoạn đến hết năm 2021 - 2025", []),
    ("Quý IV hằng năm, các xã lập kế hoạch", [("by", 31, "12", None, "annual")]),
    ("chốt số liệu từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo", []),
    ("trong tháng 13", []),
    ("trước ngày 45", []),
    ("Quyết định ngày 5/6/2020", []),
]  # fmt: skip

SPANS = [
    ("trong thời hạn 05 ngày làm việc kể từ ngày nhận đơn",
     [("within", 5, "working_day", "kể từ ngày nhận đơn")]),
    ("không quá 24 giờ từ khi biết tin", [("within", 24, "hour", "từ khi biết tin")]),
    ("chậm nhất 03 ngày trước khi họp", [("before", 3, "day", "trước khi họp")]),
    ("trước 07 ngày làm việc", [("before", 7, "working_day", None)]),
    ("trong 03 tháng kể từ ngày ký", [("within", 3, "month", "kể từ ngày ký")]),
    ("trong vòng 24h kể từ khi có tin", [("within", 24, "hour", "kể từ khi có tin")]),
    ("trong 02 giờ", [("within", 2, "hour", None)]),
    ("trước 16 giờ", []),
    ("chậm nhất là 16 giờ hằng ngày", []),
    ("trong 02 tuần kể từ ngày họp", [("within", 14, "day", "kể từ ngày họp")]),
    ("trả lời trong ngày;", [("within", 1, "day", None)]),
    ("trả xong trong ngày làm việc.", [("within", 1, "working_day", None)]),
    ("trong ngày họp", []),
    ("thời hạn trả lời là 10 ngày làm việc", [("within", 10, "working_day", None)]),
    ("báo trước cho hộ dân ít nhất 03 ngày khi cắt nước",
     [("before", 3, "day", "khi cắt nước")]),
    ("niêm yết ít nhất 20 ngày", []),
    ("giữ mẫu ít nhất 24 giờ", []),
    ("gửi giấy mời trước khi họp ít nhất 05 ngày", [("before", 5, "day", "trước khi họp")]),
    ("gửi tài liệu trước phiên họp 07 ngày làm việc",
     [("before", 7, "working_day", "trước phiên họp")]),
    ("trong 03 ngày đầu tháng", []),
    ("chậm nhất 03 ngày sau khi họp xong phải trình kết luận",
     [("within", 3, "day", "sau khi họp xong")]),
    ("trong 03 tháng", []),
    ("sau 5 ngày", []),
    ("ít nhất 6 tháng một lần", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days_are_kept_as_written(text, expected):
    found = deadlines(text, 0, len(text))

    assert [(due.relation, due.day, due.month, due.year, due.period) for due in found] == expected


@pytest.mark.parametrize(("text", "expected"), SPANS)
def test_spans_are_kept_with_their_event(text, expected):
    found = deadlines(text, 0, len(text))

    assert [(due.relation, due.amount, due.measure, due.from_event) for due in found] == expected


@given(st.text())
def test_any_text_has_deadlines_or_none(text):
    for due in deadlines(text, 0, len(text)):
        assert 0 <= due.start < due.end <= len(text)
