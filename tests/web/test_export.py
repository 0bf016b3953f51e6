"""Cells that a spreadsheet would calculate are quoted."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.web.export import cell, csv_response


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
