"""The first sheet of a workbook is read within limits; hostile files are refused."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from danvan.law.errors import ReadError
from danvan.readers.sheets import MOST_COLUMNS, read_sheet, read_table

NAME = "don-vi.xlsx"


def book(fill):
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as made:
        fill(made)
    return kept.getvalue()


def one_sheet(*rows):
    def fill(made):
        sheet = made.add_worksheet()
        for at, cells in enumerate(rows):
            sheet.write_row(at, 0, cells)

    return book(fill)


def changed(content, part, change):
    """Return a workbook with one part rewritten."""
    kept = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return kept.getvalue()


def refusal(content, most_rows=100):
    with pytest.raises(ReadError) as refused:
        read_sheet(content, NAME, most_rows=most_rows)
    return refused.value.code


def test_rows_come_from_the_first_row_on():
    def fill(made):
        sheet = made.add_worksheet()
        sheet.write(2, 1, "Đảng ủy")
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(2, 2, datetime(2025, 7, 1), day)  # noqa: DTZ001  a day

    found = read_sheet(book(fill), NAME, most_rows=10)

    assert found.rows[2][1] == "Đảng ủy"
    assert str(found.rows[2][2]).startswith("2025-07-01")
    assert len(found.rows) == 3


def test_formulas_of_the_first_sheet_are_pointed_out():
    def fill(made):
        first, second = made.add_worksheet(), made.add_worksheet()
        first.write_row(0, 0, ["a", "=1+1"])
        second.write(5, 0, "=2+2")

    assert read_sheet(book(fill), NAME, most_rows=10).formulas == {1: {1}}


@pytest.mark.parametrize("at", ["XFD1", "A1048576", "CW1", "B102"])
def test_far_corners_are_refused_before_a_field_is_laid_out(at):
    content = one_sheet(["a"])
    far = changed(
        content,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'r="A1"', f"x='>' r = '{at}'".encode()),
    )

    assert refusal(far) == "READ-21"


def test_more_rows_than_allowed_are_refused():
    content = one_sheet(*([str(number)] for number in range(12)))

    assert refusal(content, most_rows=10) == "READ-21"
    assert len(read_sheet(content, NAME, most_rows=11).rows) == 12


def test_dense_archive_is_refused():
    content = changed(
        one_sheet(["a"]), "xl/worksheets/sheet1.xml", lambda data: data + b" " * 30_000_000
    )

    assert refusal(content) == "READ-08"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"<html>"])
def test_what_is_no_workbook_is_refused(content):
    assert refusal(content) == "READ-09"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_bent_workbook_is_refused(part):
    assert refusal(changed(one_sheet(["a"]), part, lambda data: data[:60])) == "READ-09"


def test_endless_opening_tags_hold_nothing_up():
    bent = changed(
        one_sheet(["a"]), "xl/worksheets/sheet1.xml", lambda data: b"<c " * 200_000 + data
    )

    assert read_sheet(bent, NAME, most_rows=10).formulas == {}


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_table_of_text_is_parted_by_what_its_headings_use(between):
    text = between.join(["Ngày", "Việc"]) + "\n" + between.join(["1", '"a,b;c"'])

    assert read_table(text.encode(), "so.csv", most_rows=5).rows == [
        ["Ngày", "Việc"],
        ["1", "a,b;c"],
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\n" * 5, "READ-21"),
        (b"," * (MOST_COLUMNS + 1), "READ-21"),
        (b'a,"' + b"x" * 140_000, "READ-09"),
        (b"\xff\xfe\x00\x00", "READ-06"),
        (b"  \n ", "READ-03"),
    ],
)
def test_table_of_text_that_cannot_be_read_is_refused(content, code):
    with pytest.raises(ReadError) as refused:
        read_table(content, "so.csv", most_rows=3)

    assert refused.value.code == code
