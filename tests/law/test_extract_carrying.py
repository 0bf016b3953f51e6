import pytest

from danvan.law.extract import propose
from danvan.law.text import read_document

HEAD = "QUY CHẾ\nlàm việc\n\nĐiều 1. Trách nhiệm của Ủy ban nhân dân xã\n1. "
JUNE = ("once", None, (30, "6", 2026))
QUARTER = ("period", "quarterly", None)


def told(words):
    """Return the duties of a clause: act, then class, rhythm and due day."""
    return {one.act: _time(one) for one in propose(read_document(HEAD + words + "\n"))}


def _time(one):
    due = one.due and (one.due.day, one.due.month, one.due.year)
    return one.timing, one.period, due


ROWS = [
    "Giao Phòng Kinh tế cân đối vốn, Phòng Văn hóa cắm biển báo, xong trong quý II/2026.",
    "Cân đối vốn; cắm biển báo; hoàn thành trong quý II/2026.",
    "Cân đối vốn; cắm biển báo. Thời gian hoàn thành: Quý II/2026.",
    "Cân đối vốn; cắm biển báo. Hoàn thành trong tháng 6/2026.",
    "Cân đối vốn; cắm biển báo. Các việc trên hoàn thành trong quý II/2026.",
    "Trong quý II/2026, các thôn thực hiện các việc sau:\na) Cân đối vốn;\nb) Cắm biển báo.",
    "Hoàn thành trong quý II/2026 các việc sau đây:\na) Cân đối vốn;\nb) Cắm biển báo.",
]


@pytest.mark.parametrize("words", ROWS)
def test_one_due_day_is_of_every_deed_of_a_row(words):
    found = {act.casefold(): time for act, time in told(words).items()}

    assert found == {"cân đối vốn": JUNE, "cắm biển báo": JUNE}


def test_a_rhythm_that_leads_a_list_in_is_of_each_item_without_its_own():
    words = (
        "Hằng quý, Ủy ban nhân dân xã có trách nhiệm:\na) Rà soát hộ nghèo;\n"
        "b) Báo cáo Đảng ủy trước ngày 20 tháng cuối quý;\nc) Kiểm tra các thôn."
    )

    assert told(words) == {
        "Rà soát hộ nghèo": QUARTER,
        "Báo cáo Đảng ủy": ("dated", "quarterly", (20, "last_of_quarter", None)),
        "Kiểm tra các thôn": QUARTER,
    }


def test_words_that_order_something_keep_their_own_time_before_a_list():
    words = "Hằng năm tổ chức hội nghị tổng kết, nội dung gồm:\na) Kết quả năm;\nb) Bài học."

    assert told(words)["tổ chức hội nghị tổng kết, nội dung gồm"] == ("period", "annual", None)


@pytest.mark.parametrize(
    "more",
    [
        "vụ việc phức tạp thì không quá 30 ngày.",
        "đối với vụ việc phức tạp không quá 30 ngày.",
        "trường hợp phải xác minh, thời hạn không quá 30 ngày.",
    ],
)
def test_another_limit_is_of_the_act_before_it(more):
    words = f"Trả lời kiến nghị trong thời hạn 15 ngày kể từ ngày nhận được; {more}"

    found = propose(read_document(HEAD + words + "\n"))

    assert [(one.act, one.due.amount) for one in found] == [
        ("Trả lời kiến nghị", 15),
        ("Trả lời kiến nghị", 30),
    ]


def test_a_time_of_its_own_is_not_written_over():
    words = "Kiểm tra hằng quý; cắm biển báo; hoàn thành trong quý II/2026."

    assert told(words)["cắm biển báo"] == JUNE
    assert told(words)["Kiểm tra"] == QUARTER


def test_a_day_at_the_end_of_one_clause_is_not_of_the_clause_before():
    words = "Tăng cường giám sát; hướng dẫn các thôn bầu ban thanh tra, xong trong tháng 6/2026."

    assert told(words)["Tăng cường giám sát"] == ("standing", None, None)
