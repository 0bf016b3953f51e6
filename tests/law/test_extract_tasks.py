import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.extract import propose
from danvan.law.text import read_document

HEAD = """ỦY BAN NHÂN DÂN XÃ
SÔNG BÌNH
Số: 12/KH-UBND

Sông Bình, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Công tác dân vận năm 2026

I. NHIỆM VỤ
"""
COLUMNS = "| TT | Nội dung công việc | Cơ quan chủ trì | Phối hợp | Thời gian hoàn thành |\n"


def duties(words):
    return propose(read_document(HEAD + words + "\n"))


def told(words):
    """Return act, bearers, counterparts, class and due day of each duty."""
    return [
        (one.act, names(one.bearers), names(one.counterparts), one.period or one.timing, due(one))
        for one in duties(words)
    ]


def names(bodies):
    return [each.role or each.text for each in bodies]


def due(one):
    return one.due and (one.due.day, one.due.month, one.due.year)


ROWS = [
    ("| 1 | Sửa nhà văn hóa | Phòng Kinh tế | Công an xã | Quý I/2026 |",
     ("Sửa nhà văn hóa", ["Phòng Kinh tế"], ["commune_police"], "once", (31, "3", 2026))),
    ("| 2 | Dọn đường thôn | Ủy ban nhân dân xã | | Trước 30/6 |",
     ("Dọn đường thôn", ["commune_peoples_committee"], [], "once", (30, "6", None))),
    ("| 3 | Báo cáo kết quả dân vận | Công an xã | | Hằng quý |",
     ("Báo cáo kết quả dân vận", ["commune_police"], [], "quarterly", None)),
    ("| 4 | Dọn bến đò | Công an xã | | Thường xuyên |",
     ("Dọn bến đò", ["commune_police"], [], "standing", None)),
    ("| 5 | Dọn bến đò | Công an xã | | Xong trước ngày 15/8/2026 |",
     ("Dọn bến đò", ["commune_police"], [], "once", (15, "8", 2026))),
]  # fmt: skip


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_a_row_of_a_plan_is_one_duty(row, expected):
    assert told(COLUMNS + row) == [expected]


def test_a_row_without_a_body_goes_on_with_the_one_above():
    rows = "| 1 | Dọn bến đò | Công an xã | | Quý I |\n| 2 | Sơn biển báo | -nt- | | Quý II |"

    assert [bodies for _, bodies, *_ in told(COLUMNS + rows)] == [["commune_police"]] * 2


@pytest.mark.parametrize(
    "table",
    [
        COLUMNS + "| I | Công tác tuyên truyền | | | |",
        COLUMNS + "| 1 | | | | |",
        "| TT | Tên thôn | Số hộ | Đơn vị tính |\n| 1 | Thôn Đông | 50 | hộ |",
        "| Nội dung | Số tiền |\n| Mua sơn | 500.000 |",
    ],
)
def test_other_tables_order_nothing(table):
    assert told(table) == []


LINES = [
    "1. Sửa nhà văn hóa\n- Đơn vị chủ trì: Công an xã.\n- Thời gian: Trong tháng 3/2026.",
    "1. Sửa nhà văn hóa\na) Cơ quan thực hiện: Công an xã;\nb) Thời gian hoàn thành: Quý I/2026.",
    "1. Sửa nhà văn hóa\n- Chủ trì: Công an xã; thời gian thực hiện: tháng 3/2026.",
    "1. Sửa nhà văn hóa. Đơn vị chủ trì: Công an xã; thời gian: tháng 3/2026.",
]


@pytest.mark.parametrize("words", LINES)
def test_a_task_has_the_fields_that_stand_below_it_or_beside_it(words):
    assert told(words) == [
        ("Sửa nhà văn hóa", ["commune_police"], [], "once", (31, "3", 2026)),
    ]


def test_lines_below_a_task_name_with_whom_it_is_done():
    words = LINES[0] + "\n- Đơn vị phối hợp: Các thôn.\n- Địa điểm: Nhà văn hóa."

    assert [counterparts for *_, counterparts, _, _ in told(words)] == [["residential_unit"]]


def test_a_heading_that_names_a_body_is_no_task():
    words = "1. Công an xã\n- Thời gian: quý I/2026.\n- Tuần tra ban đêm ở bến đò."

    assert "Công an xã" not in [act for act, *_ in told(words)]


@given(st.lists(st.text(alphabet="|\n -aTáờ1/", max_size=40), max_size=5))
def test_no_table_fails(rows):
    duties(COLUMNS + "\n".join(f"| {row} |" for row in rows))
