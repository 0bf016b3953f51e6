from __future__ import annotations

import io

import docx

from danvan.papers import comparison
from danvan.papers.comparison import comparison_docx

LABELS = ("Kết quả", "Xét", "Chuẩn", "Lý do")
HEADS = ("01-QC/ĐU", "02-QC/TU")


def written(rows):
    content = comparison_docx("Đối chiếu", LABELS, HEADS, [("Giống", 2), ("Thiếu", 0)], rows)
    return docx.Document(io.BytesIO(content))


def test_rows_stand_in_a_table_whose_head_repeats():
    file = written([("Thiếu", "", "khoản 1\nLời", "")])

    (table,) = file.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        list(LABELS),
        ["Thiếu", "", "khoản 1\nLời", ""],
    ]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert file.sections[0].page_width > file.sections[0].page_height


def test_both_texts_and_the_counts_are_named():
    words = [one.text for one in written([]).paragraphs]

    assert words[:4] == ["Đối chiếu", "Xét: 01-QC/ĐU", "Chuẩn: 02-QC/TU", "Giống: 2 · Thiếu: 0"]


def test_signs_that_xml_cannot_hold_are_left_out():
    assert written([("Khác", "a\x01b", "c", "d")]).tables[0].rows[1].cells[1].text == "ab"


def test_rows_beyond_the_limit_are_counted(monkeypatch):
    monkeypatch.setattr(comparison, "MOST_ROWS", 1)

    file = written([("Khác", "a", "b", "c")] * 3)

    assert len(file.tables[0].rows) == 2
    assert file.paragraphs[-1].text == "… + 2"
