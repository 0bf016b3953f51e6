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


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Chỉ thị 33/CT-TTg", ["33/CT-TTg"]),
        ("Nghị định số 1/2020/NĐ-CP, số 2/2021/NĐ-CP", ["1/2020/NĐ-CP", "2/2021/NĐ-CP"]),
        ("Quyết định số 217-QĐ/TW và 218-QĐ/TW", ["217-QĐ/TW", "218-QĐ/TW"]),
        ("Luật Quản lý, sử dụng tài sản công số 15/2017/QH14", ["15/2017/QH14"]),
        ("Thông tư liên tịch số 5/2014/TTLT-BA-BB", ["5/2014/TTLT-BA-BB"]),
        ("Hướng dẫn liên ngành số 3/HDLN-BA", ["3/HDLN-BA"]),
        ("Công văn số 12 /UBND - VP ngày 1-2-2030", ["12/UBND-VP"]),
        ("nhóm 5/10 hộ, 3, 4 và 5 thôn; năm 2020/2021", []),
    ],
)
def test_numbers_are_cited_in_every_spelling(text, numbers):
    assert [each.number for each in citations.cited(text)] == numbers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("theo Luật Dân chủ ở cơ sở năm 2022 thì", ["Luật Dân chủ ở cơ sở năm 2022"]),
        ("Luật Hôn nhân và gia đình và Luật Tố cáo", ["Luật Hôn nhân và gia đình", "Luật Tố cáo"]),
        ("Luật Phòng, chống tham nhũng quy định", ["Luật Phòng, chống tham nhũng"]),
        ("Luật Đất đai và các văn bản khác", ["Luật Đất đai"]),
        ("Hiến pháp năm 2013", ["Hiến pháp năm 2013"]),
        ("Điều lệ Đảng, Bộ luật Dân sự ngày 1/2/2030", ["Điều lệ Đảng", "Bộ luật Dân sự"]),
        ("pháp luật Việt Nam; Luật này; luật đất đai", []),
    ],
)
def test_laws_are_cited_by_name(text, names):
    assert [each.name for each in citations.named(text)] == names
