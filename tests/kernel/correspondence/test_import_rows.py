from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.kernel.correspondence.import_rows import Book, check_rows
from danvan.papers.register_columns import COLUMNS

HEAD = list(COLUMNS.values())
BOOK = Book("state", 2025, date(2026, 6, 15), by_type=False, is_whole=True)
PARTY = Book("party", 2025, date(2026, 6, 15), by_type=True, is_whole=False)


def row(number=1, symbol="BC-UBND", day="05/03/2025", kind="", summary="Báo cáo quý"):
    return [number, symbol, day, kind, summary, "Tỉnh", "Chủ tịch"]


def check(*rows, book=BOOK, head=HEAD, formulas=None):
    return check_rows([head, *rows], formulas or {}, book)


def codes(checked):
    return [(one.code, one.place.line_start) for one in checked.findings]


def test_clean_rows_are_lines():
    checked = check(row(), row(2.0, "KH-UBND", datetime(2025, 3, 6, tzinfo=UTC)))

    assert checked.is_clean
    assert checked.findings == ()
    assert [(one.value, one.written, one.day, one.type_key) for one in checked.lines] == [
        (1, "01/BC-UBND", date(2025, 3, 5), "report"),
        (2, "02/KH-UBND", date(2025, 3, 6), "plan"),
    ]


def test_number_and_symbol_in_one_column_of_a_register_on_paper():
    head = ["Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản"]

    (line,) = check(["Số 05-BC/ĐU", "1.2.2025", "Báo cáo"], head=head, book=PARTY).lines

    assert (line.value, line.type_key, line.written) == (5, "report", "Số 05-BC/ĐU")


def test_letter_after_a_number_is_a_line_of_its_own():
    checked = check(row("1"), row("1a"))

    assert [(one.value, one.suffix) for one in checked.lines] == [(1, ""), (1, "a")]
    assert checked.findings == ()


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row(""), "REG-51"),
        (row("không số"), "REG-52"),
        (row(0), "REG-52"),
        (row(-4), "REG-52"),
        (row(1.5), "REG-52"),
        (row("9999999"), "REG-52"),
        (row(day="31/02/2025"), "REG-53"),
        (row(day="hôm qua"), "REG-53"),
        (row(day=10**9), "REG-53"),
        (row(day=None), "REG-51"),
        (row(day="05/03/2024"), "REG-54"),
        (row(summary=""), "REG-51"),
        (row(summary="=HYPERLINK(1)"), "REG-56"),
        (row(summary="á" * 501), "REG-57"),
    ],
)
def test_row_that_cannot_be_a_line_is_pointed_at(bad, code):
    checked = check(row(), bad)

    assert (code, 3) in codes(checked)
    assert not checked.is_clean
    assert len(checked.lines) == 1


def test_formula_is_never_read_as_its_value():
    assert ("REG-56", 2) in codes(check(row(), formulas={2: {0}}))


def test_double_number_is_found_with_its_other_row():
    checked = check(row(1), row(2), row(1))

    (fault,) = checked.findings
    assert (fault.code, fault.place.line_start, fault.fields["other"]) == ("REG-58", 4, 2)


def test_same_number_of_another_type_is_no_double_where_types_count_apart():
    rows = [row(1, "BC/ĐU"), row(1, "KH/ĐU")]

    assert check(*rows, book=PARTY).is_clean
    assert not check(*rows).is_clean


def test_number_that_stands_in_the_register_is_found():
    book = Book("state", 2025, BOOK.today, by_type=False, is_whole=True, taken=[("", 1, "")])

    assert codes(check(row(1), book=book)) == [("REG-59", 2)]


def test_numbers_left_out_are_noted_and_stop_nothing():
    checked = check(row(2), row(5))

    assert [(one.fields["first"], one.fields["last"]) for one in checked.findings] == [
        (1, 1),
        (3, 4),
    ]
    assert checked.is_clean


def test_numbers_that_go_on_over_a_term_do_not_begin_at_one():
    assert check(row(40, "BC/ĐU"), row(41, "BC/ĐU"), book=PARTY).findings == ()


@pytest.mark.parametrize(("book", "is_clean"), [(BOOK, True), (PARTY, False)])
def test_unknown_type_stops_only_where_types_count_apart(book, is_clean):
    checked = check(row(symbol="", kind="Giấy lạ"), book=book)

    assert codes(checked) == [("REG-55", 2)]
    assert checked.is_clean == is_clean


def test_type_is_read_by_its_name_without_marks():
    (line,) = check(row(symbol="", kind="bao cao")).lines

    assert line.type_key == "report"


def test_missing_columns_are_named_and_nothing_else_is_read():
    assert codes(check(row(), head=["Số"])) == [("REG-50", 1), ("REG-50", 1)]


@pytest.mark.parametrize("rows", [[], [[None] * 7]])
def test_sheet_without_rows_is_not_clean(rows):
    checked = check(*rows)

    assert codes(checked) == [("REG-61", 1)]
    assert not checked.is_clean


def test_empty_file_is_not_clean():
    assert not check_rows([], {}, BOOK).is_clean


CELLS = st.none() | st.text() | st.integers() | st.floats() | st.booleans() | st.datetimes()


@given(st.lists(st.lists(CELLS, max_size=8), max_size=4))
def test_any_cells_give_lines_or_findings(rows):
    checked = check(*rows)

    assert all(1 <= line.value <= 999_999 and line.day.year == 2025 for line in checked.lines)
    assert checked.lines or checked.findings
