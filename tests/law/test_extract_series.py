import pytest

from danvan.law.extract_pairs import Segment
from danvan.law.extract_series import readings


def told(text, year=None):
    """Return what a sentence says of time: class, rhythm, floor and due day."""
    found = readings(Segment(text, 0, len(text), (), year))
    return [(one.timing, one.period, one.at_least, short(one.due)) for one in found]


def short(due):
    if due is None:
        return None
    if due.amount is not None:
        return f"{due.relation} {due.amount} {due.measure}"
    year = f" {due.year}" if due.year else ""
    return f"{due.relation} {due.day} {due.month}{year}"


TURNS = [
    ("báo cáo tháng trước ngày 20 hằng tháng, báo cáo quý trước ngày 15 tháng cuối quý",
     [("monthly", "before 20 every"), ("quarterly", "before 15 last_of_quarter")]),
    ("Định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12) báo cáo cấp trên",
     [("semiannual", "before 15 6"), ("annual", "before 15 12")]),
    ("hằng tháng (trước ngày 25), quý (trước ngày 20 tháng cuối quý), năm (trước 30/11)",
     [("monthly", "before 25 every"), ("quarterly", "before 20 last_of_quarter"),
      ("annual", "before 30 11")]),
    ("Báo cáo kết quả 6 tháng gửi trước ngày 10/6, báo cáo năm gửi chậm nhất ngày 05/12",
     [("semiannual", "before 10 6"), ("annual", "by 5 12")]),
    ("gửi báo cáo sáu tháng đầu năm trước ngày 10/6 và sáu tháng cuối năm trước ngày 10/12",
     [("semiannual", "before 10 6"), ("semiannual", "before 10 12")]),
    ("báo cáo kết quả về cấp trên: 6 tháng trước ngày 05/6, năm trước ngày 05/12",
     [("semiannual", "before 5 6"), ("annual", "before 5 12")]),
    ("báo cáo 6 tháng trước ngày 10/6, báo cáo năm trước ngày 20/11/2026",
     [("semiannual", "before 10 6"), ("annual", "before 20 11 2026")]),
    ("báo cáo hằng quý trước ngày 20 tháng cuối quý, báo cáo năm trước ngày 05/12",
     [("quarterly", "before 20 last_of_quarter"), ("annual", "before 5 12")]),
    ("Gửi báo cáo trước ngày 15/6 (báo cáo 6 tháng) và trước ngày 15/12 (báo cáo năm)",
     [("semiannual", "before 15 6"), ("annual", "before 15 12")]),
    ("Họp dân vào ngày 10 và ngày 25 hằng tháng",
     [("monthly", "on 10 every"), ("monthly", "on 25 every")]),
    ("Tập huấn trong tháng 3 và tháng 9 hằng năm",
     [("annual", "by 31 3"), ("annual", "by 30 9")]),
    ("Định kỳ 6 tháng, năm báo cáo trước ngày 15/6 và trước ngày 15/12",
     [("semiannual", "before 15 6"), ("annual", "before 15 12")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TURNS)
def test_each_rhythm_has_the_day_that_stands_with_it(text, expected):
    assert [(period, due) for _, period, _, due in told(text)] == expected


def test_two_days_of_one_list_are_half_years_and_two_apart_are_not():
    listed = told("Trước ngày 10/6 và 10/12 hằng năm, các tổ nộp sổ")
    apart = told("Rà soát trong tháng 8 hằng năm, niêm yết kết quả trước ngày 05/9 hằng năm")

    assert [period for _, period, _, _ in listed] == ["semiannual", "semiannual"]
    assert [period for _, period, _, _ in apart] == ["annual", "annual"]


ONCE = [
    ("Xây dựng kế hoạch, xong trước 30/6/2026", [("once", None, None, "before 30 6 2026")]),
    ("Giải quyết đơn tồn từ trước ngày 01/7/2025, xong trước ngày 31/12/2026",
     [("once", None, None, "before 31 12 2026")]),
    ("Ký kết chương trình với xã bạn, xong trước ngày 30/4/2026",
     [("once", None, None, "before 30 4 2026")]),
    ("Lập báo cáo, số liệu tính đến hết ngày 30/4/2026, gửi trước ngày 20/5/2026",
     [("once", None, None, "before 20 5 2026")]),
    ("Từ nay đến 30/6, đo lại ruộng", [("once", None, None, "by 30 6")]),
    ("Phát tin hai lần/tuần đến hết năm 2026", [("at_least", "weekly", 2, None)]),
    ("Căn cứ Kế hoạch này, các xã xây dựng kế hoạch trước ngày 10/5/2026",
     [("once", None, None, "before 10 5 2026")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ONCE)
def test_a_day_with_its_year_is_due_once(text, expected):
    assert told(text) == expected


SPANS = [
    ("Việc gấp báo cáo ngay qua điện thoại, sau đó báo cáo bằng văn bản trong vòng 24 giờ",
     [("urgent", None, None, None), ("ad_hoc", None, None, "within 24 hour")]),
    ("Niêm yết trong 30 ngày liên tục", []),
    ("Có người chết phải báo cáo khẩn trong 02 giờ", [("urgent", None, None, "within 2 hour")]),
    ("Gửi tài liệu chậm nhất 03 ngày trước ngày họp", [("ad_hoc", None, None, "before 3 day")]),
    ("Gửi tài liệu trước khi họp ít nhất 03 ngày", [("before", None, None, "before 3 day")]),
    ("Cập nhật số liệu hằng tuần trước 16 giờ", [("period", "weekly", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPANS)
def test_spans_are_of_the_act_they_stand_with(text, expected):
    assert told(text) == expected


def test_what_waits_is_the_act_behind_before():
    text = "Gửi tài liệu trước khi họp ít nhất 03 ngày"

    (found,) = readings(Segment(text, 0, len(text)))

    assert found.before == "họp"


def test_a_floor_over_the_year_is_apart_from_a_day_of_the_year():
    text = "đăng ký ít nhất 01 mô hình trong năm, gửi danh sách chậm nhất ngày 28/02"

    assert told(text) == [("at_least", "annual", 1, None), ("dated", "annual", None, "by 28 2")]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("thiếu người thì báo trực ban", "thiếu người"),
        ("Kho không đạt hai lần liền thì bị xã thu hồi máy", "Kho không đạt hai lần liền"),
        ("khi thấy vi phạm thì chấn chỉnh", "khi thấy vi phạm"),
        ("Hết thời gian niêm yết, công chức lập biên bản", "Hết thời gian niêm yết"),
        ("Quá thời hạn mà chưa trả lời, xã báo cáo", "Quá thời hạn mà chưa trả lời"),
        ("Gặp vấn đề phức tạp, đột xuất, các tổ trao đổi", "Gặp vấn đề phức tạp, đột xuất"),
        ("nếu cần điều chỉnh, bổ sung, hai bên bàn bạc", "nếu cần điều chỉnh, bổ sung"),
        ("lớp chưa có áo phao thì chưa mở", None),
        ("không trả lời thì coi như đồng ý", None),
    ],
)
def test_what_gives_rise_to_an_act_is_its_cause(text, cause):
    found = readings(Segment(text, 0, len(text)))

    assert [each.event for each in found] == ([cause] if cause else [])


def test_a_report_of_a_rhythm_may_have_a_day_of_one_year():
    assert told("báo cáo năm: chậm nhất là ngày 20/11/2026") == [
        ("dated", "annual", None, "by 20 11 2026")
    ]


def test_a_day_of_a_term_that_nobody_names_has_a_rhythm_not_stated():
    assert told("Gửi số liệu trước ngày 10 của tháng cuối kỳ báo cáo") == [
        ("period_not_stated", None, None, "before 10 every")
    ]


def test_putting_somebody_in_charge_in_a_case_is_done_once():
    assert told("nơi không có ban thì phân công một người phụ trách") == [
        ("once", None, None, None)
    ]


def test_what_would_be_late_otherwise_is_no_haste():
    assert told("Xuống thôn khi có việc gấp, nếu không xử lý kịp thời sẽ khó") == []
