"""Cells that a spreadsheet would calculate are quoted."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from danvan.web.export import Sheet, cell, csv_response, workbook_of, xlsx_response


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("=1+1", "'=1+1"),
        ("+84 912", "'+84 912"),
        ("-3", "'-3"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("Báo cáo", "Báo cáo"),
        (date(2026, 4, 9), "09/04/2026"),
        (None, ""),
        (12, "12"),
    ],
)
def test_cell(value, told):
    assert cell(value) == told


def test_file_is_read_by_spreadsheets_as_utf8():
    answer = csv_response("bang", ["Ngày"], [[date(2026, 4, 9)]])

    assert answer.content == b"\xef\xbb\xbfNg\xc3\xa0y\r\n09/04/2026\r\n"
    assert answer["Content-Disposition"] == 'attachment; filename="bang.csv"'


def read_back(rows):
    response = xlsx_response("bang", ["=Cột", "Ngày"], rows)
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return response, book.get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("text", ["=1+1", "+84 912", "-3", "@cmd", "\t=1", "  =1", "http://a.vn"])
def test_workbook_keeps_text_as_text(text):
    response, (head, line) = read_back([[text, date(2026, 4, 9)]])

    assert head == ["=Cột", "Ngày"]
    assert line == [text, date(2026, 4, 9)]
    sheet = zipfile.ZipFile(io.BytesIO(response.content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (date(1899, 12, 31), "31/12/1899"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        ("x" * 40_000, "x" * 32_767),
        (True, "True"),
        (datetime(2026, 4, 9, 1, 5, tzinfo=UTC), "08:05 09/04/2026"),
        (None, ""),
        (12, 12.0),
    ],
)
def test_workbook_takes_every_value(value, told):
    _response, (_head, line) = read_back([[value, "sau"]])

    assert line == [told, "sau"]


def test_workbook_without_rows_is_whole():
    assert read_back([])[1] == [["=Cột", "Ngày"]]


def test_sheets_have_titles_that_workbooks_take():
    long = "Kết quả: thực hiện [quy chế] về công tác dân vận ở cơ sở"
    sheets = [Sheet(long, ["A"], [["=1+1"]]), Sheet(long, ["B"], [[2]]), Sheet("'x'", ["C"], [])]

    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_of(sheets)))

    first, second, third = book.sheet_names
    assert all(len(name) <= 31 for name in book.sheet_names)
    assert (second, third) == (f"{first[:27].rstrip()} (2)", "x")
    assert not set("[]:*?/\\") & set(first)
    assert book.get_sheet_by_index(0).to_python() == [["A"], ["=1+1"]]
