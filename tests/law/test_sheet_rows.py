"""Columns by their headings, and the cells of one row."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.sheet_rows import Columns, SheetRow, filled

COLUMNS = Columns(
    {"day": "Ngày nhận", "words": "Nội dung"}, needed=("day",), also={"Ngày": "day"}, usual=5
)


def row(*cells: object, formulas: tuple[int, ...] = ()) -> SheetRow:
    return SheetRow(2, cells, COLUMNS, {"day": 0, "words": 1}, formulas)


def codes(one: SheetRow) -> list[str]:
    return [each.code for each in one.findings]


@pytest.mark.parametrize("heading", ["Ngày nhận", "NGAY NHAN *", " ngày  nhận ", "Ngày", "day"])
def test_heading_is_understood_however_it_is_written(heading):
    assert COLUMNS.found_in(["x", heading])[0] == {"day": 1}


def test_needed_column_that_is_missing_is_named():
    [found] = COLUMNS.found_in(["Nội dung"])[1]

    assert (found.code, found.fields["column"]) == ("REG-50", "Ngày nhận")


def test_cells_are_read_on_one_line():
    one = row("01/02/2025", " a\u0309\n b ")

    assert (one.day("day"), one.text("words")) == (date(2025, 2, 1), "ả b")
    assert not one.is_wrong


def test_whole_number_is_text_without_a_point():
    assert row("", 12.0).text("words") == "12"


@pytest.mark.parametrize(
    ("cells", "formulas", "code"),
    [
        (("", "x"), (), "REG-51"),
        (("xx", "x"), (), "REG-53"),
        (("01/02/2025", "=A1"), (), "REG-56"),
        (("01/02/2025", "5"), (1,), "REG-56"),
        (("01/02/2025", "123456"), (), "REG-57"),
    ],
)
def test_what_cannot_be_read_is_told_once(cells, formulas, code):
    one = row(*cells, formulas=formulas)
    one.day("day")
    one.text("words")

    assert codes(one) == [code]
    assert one.is_wrong


def test_row_shorter_than_its_columns_is_empty_there():
    assert row("01/02/2025").text("words") == ""


def test_row_of_blanks_holds_nothing():
    assert not filled([None, "", "  "])
    assert filled([None, 0.5])
