import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.extract_numbers import number_of
from danvan.law.extract_times import has_time, rhythms, words_of_time

RHYTHMS = [
    ("Hằng tuần đọc thư", [("period", "weekly", 0)]),
    ("Định kỳ tháng, quý, 6 tháng, 01 năm: các nơi họp",
     [("period", name, 0) for name in ("monthly", "quarterly", "semiannual", "annual")]),
    ("Định kỳ ba tháng, chín tháng và hằng năm",
     [("period", name, 0) for name in ("quarterly", "nine_months", "annual")]),
    ("báo cáo quý, 6 tháng và năm trước ngày 5",
     [("period", name, 0) for name in ("quarterly", "semiannual", "annual")]),
    ("06 (sáu) tháng một lần", [("period", "semiannual", 1)]),
    ("họp 01 lần/quý", [("period", "quarterly", 1)]),
    ("02 lần trong năm", [("at_least", "annual", 2)]),
    ("mỗi tháng 02 buổi", [("at_least", "monthly", 2)]),
    ("Ít nhất 6 tháng một lần", [("at_least", "semiannual", 1)]),
    ("mỗi năm mở ít nhất hai hội nghị", [("at_least", "annual", 2)]),
    ("tối thiểu 01 lần/06 tháng", [("at_least", "semiannual", 1)]),
    ("hai năm một lần", [("period", "multi_year", 1)]),
    ("Cuối mỗi quý, các tổ nộp sổ", [("period", "quarterly", 0)]),
    ("không chờ đến cuối năm mới làm", []),
    ("Ngoài lịch hằng tháng, mở thêm buổi", []),
    ("trong tháng 6 năm 2024", []),
    ("bốn tháng một lần", [("period_not_stated", None, 1)]),
    ("hai quý một lần", [("period", "semiannual", 1)]),
    ("hai tuần một lần", [("period_not_stated", None, 1)]),
    ("15 ngày một lần", [("period_not_stated", None, 1)]),
    ("mỗi vụ một lần", [("period_not_stated", None, 1)]),
    ("nửa tháng một lần", [("period_not_stated", None, 1)]),
    ("nửa năm một lần", [("period", "semiannual", 1)]),
    ("mỗi học kỳ một lần", [("period", "semiannual", 1)]),
    ("mỗi nhiệm kỳ tổ chức ít nhất hai cuộc giám sát", [("at_least", "multi_year", 2)]),
    ("nhiệm kỳ 2025 - 2030", []),
    ("từng vụ việc", []),
    ("ít nhất 01 mô hình dân vận khéo trong năm", [("at_least", "annual", 1)]),
    ("tiếp công dân ít nhất 02 ngày trong tháng", [("at_least", "monthly", 2)]),
    ("mỗi tháng 01 ngày", [("period", "monthly", 1)]),
    ("mỗi tuần ít nhất 01 ngày", [("at_least", "weekly", 1)]),
    ("về cấp trên: 6 tháng trước ngày 05/6, năm trước ngày 05/12",
     [("period", "semiannual", 0), ("period", "annual", 0)]),
    ("họp khi có ít nhất một phần ba số hộ đề nghị, mỗi quý một lần", [("period", "quarterly", 1)]),
    ("Sáu tháng đầu năm và cuối năm kiểm tra chéo",
     [("period", "semiannual", 0), ("period", "annual", 0)]),
    ("tối thiểu 02 cuộc kiểm tra/năm", [("at_least", "annual", 2)]),
    ("ít nhất 50% số thôn, tổ dân phố trong năm", [("at_least", "annual", 50)]),
    ("Vào dịp đầu năm học, các trường họp", [("period", "annual", 0)]),
    ("trong những ngày đầu năm mới", []),
    ("Mỗi quý 01 lần họp dân", [("period", "quarterly", 1)]),
    ("mỗi quý 02 buổi", [("at_least", "quarterly", 2)]),
    ("trong quý 1", []),
    ("báo cáo kết quả quý trước", []),
    ("Kết thúc năm, các tổ kiểm điểm", [("period", "annual", 0)]),
    ("vào tuần đầu của tháng", [("period", "monthly", 0)]),
    ("ngày làm việc cuối cùng của quý", [("period", "quarterly", 0)]),
    ("trong tuần đầu tháng 9", []),
    ("báo cáo kết quả 6 tháng và cả năm", [("period", "semiannual", 0), ("period", "annual", 0)]),
    ("hằng tháng (trước ngày 25), quý (trước ngày 20), 6 tháng (trước 15/6) và năm",
     [("period", name, 0) for name in ("monthly", "quarterly", "semiannual", "annual")]),
]  # fmt: skip

WORDS = [
    ("Định kỳ báo cáo", ["periodically"]),
    ("khi cần thiết thì họp", ["when_needed"]),
    ("họp đột xuất", ["unscheduled"]),
    ("khi được mời", ["on_invitation"]),
    ("báo ngay cho trực ban", ["at_once"]),
    ("chưa kịp thời", []),
    ("kịp thời trả lời", ["in_good_time"]),
    ("trả lời đúng thời hạn quy định", ["time_set_elsewhere"]),
    ("theo thời hạn do pháp luật quy định", ["time_set_by_others"]),
    ("thực hiện chế độ báo cáo theo hướng dẫn", ["regime_set_elsewhere"]),
    ("trước khi thu tiền", ["before_an_act"]),
    ("hỏi dân trước mỗi cuộc đối thoại", ["before_a_session"]),
    ("Trước mỗi kỳ họp, hỏi dân", ["before_a_session"]),
    ("chỉ được thu sau khi dân đồng ý", ["only_after"]),
    ("sau khi dân đồng ý mới được thu tiền", ["only_then"]),
    ("khi có tổ kiểm tra mới đến", []),
    ("kiểm tra xe trước giờ chạy", ["before_a_session"]),
    ("nộp trước giờ 16 giờ", []),
    ("phải lấy ý kiến dân", ["opinion_first"]),
    ("gửi về để tổng hợp, báo cáo cấp trên", ["follow_up"]),
    ("Căn cứ Kế hoạch này, các xã xây dựng kế hoạch", ["own_rules"]),
    ("ký kết chương trình", ["signing"]),
    ("giai đoạn 2021 - 2025", ["years"]),
    ("trong năm 2023", ["year"]),
    ("thường xuyên nhắc nhau", ["regularly"]),
    ("Nghe dân nói", []),
]


@pytest.mark.parametrize(("text", "expected"), RHYTHMS)
def test_rhythms_are_read_as_written(text, expected):
    found = rhythms(text, 0, len(text))

    assert [(hit.timing, hit.period, hit.times) for hit in found] == expected


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_of_time_have_their_pattern(text, expected):
    assert [hit.pattern for hit in words_of_time(text, 0, len(text))] == expected


@pytest.mark.parametrize("text", [text for text, _ in RHYTHMS + WORDS if text != "Nghe dân nói"])
def test_no_sentence_with_time_is_passed_over(text):
    assert has_time(text, 0, len(text))


@pytest.mark.parametrize(
    ("written", "value"), [("05", 5), ("mười  lăm", 15), ("Ba", 3), ("nhiều", 1), ("năm", 5)]
)
def test_numbers_are_read_in_words_and_figures(written, value):
    assert number_of(written) == value


@given(st.text())
def test_any_text_has_rhythms_or_none(text):
    for hit in [*rhythms(text, 0, len(text)), *words_of_time(text, 0, len(text))]:
        assert 0 <= hit.start < hit.end <= len(text)
