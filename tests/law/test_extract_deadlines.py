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
    ("trong quý II/2024", [("by", 31, "6", 2024, None)]),
    ("trước quý IV", [("before", 1, "10", None, None)]),
    ("trong tháng 11 hằng năm", [("by", 31, "11", None, "annual")]),
    ("trước ngày 15/6 nộp sổ, 15/12", [("before", 15, "6", None, None)]),
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
