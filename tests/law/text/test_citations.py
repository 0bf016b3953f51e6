from datetime import date

import pytest

from danvan.law.text import citations


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("2387/QĐ/TU", "2387-QĐ/TU"),
        ("121 -CV/ĐU", "121-CV/ĐU"),
        ("55-QĐ/ĐU", "55-QĐ/ĐU"),
        ("01/QC-UBND-BDVHU", "01/QC-UBND-BDVHU"),
        ("30/2020/NĐ-CP", "30/2020/NĐ-CP"),
    ],
)
def test_numbers_have_one_usual_form(written, usual):
    assert citations.usual_number(written) == usual


@pytest.mark.parametrize(
    ("text", "kind", "on"),
    [
        ("Luật Thử nghiệm, sửa đổi ngày 1 tháng 6 năm 2024", "law", date(2024, 6, 1)),
        ("Hiến pháp nước ta năm 2013", "constitution", None),
        ("Điều lệ", "charter", None),
        ("yêu cầu của công việc", None, None),
        ("Luật Thử nghiệm ngày 1 tháng 6 năm 0999", "law", None),
    ],
)
def test_bases_say_what_they_are(text, kind, on):
    found = citations.leading(text)

    assert (found.kind, found.on) == (kind, on)


def test_documents_are_found_with_their_spans():
    text = "Xem Chỉ thị số 7/CT-UBND, ngày 02/3/2020 của Sở Thử nghiệm và Quyết định số: 4-QĐ/TU."

    first, second = citations.cited(text)

    assert text[first.start : first.end].startswith("Chỉ thị số 7/CT-UBND")
    assert (first.kind, first.number, first.on) == ("directive", "7/CT-UBND", date(2020, 3, 2))
    assert first.issuer == "Sở Thử nghiệm"
    assert (second.kind, second.number, second.on, second.issuer) == (
        "decision",
        "4-QĐ/TU",
        None,
        None,
    )
