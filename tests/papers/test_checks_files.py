from __future__ import annotations

import io
import shutil
from dataclasses import replace
from datetime import date

import docx
import pytest
import typst

from danvan.papers.checks import Facts, check_paper
from danvan.papers.layouts import layout
from danvan.papers.printing import pdf
from danvan.papers.writing import docx as written
from tests.papers import examples

TODAY = date(2026, 6, 10)


def _told(paper, content: bytes) -> list[tuple[str, dict]]:
    return [
        (each.code, dict(each.fields))
        for each in check_paper(paper, Facts(TODAY, file=content))
        if each.place.address == "file"
    ]


def _changed(content: bytes, change) -> bytes:
    file = docx.Document(io.BytesIO(content))
    change(file)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _written(paper) -> bytes:
    return written(paper, layout(paper.world, paper.dated))


@pytest.mark.parametrize("paper", examples.ALL.values(), ids=examples.ALL)
def test_our_own_word_files_have_no_findings(paper):
    assert _told(paper, _written(paper)) == []


def _add(font: str, text: str):
    def change(file):
        file.add_paragraph().add_run(text).font.name = font

    return change


@pytest.mark.parametrize(
    ("font", "code"),
    [("Arial", "PAPER-30"), (".VnTime", "PAPER-31"), ("VNI-Times", "PAPER-31")],
)
def test_letters_in_another_font_are_told(font, code):
    content = _changed(_written(examples.PARTY_REPORT), _add(font, "Thêm một dòng"))

    assert _told(examples.PARTY_REPORT, content) == [(code, {"font": font})]


def test_spaces_in_another_font_are_let_be():
    content = _changed(_written(examples.PARTY_REPORT), _add("Arial", "  "))

    assert _told(examples.PARTY_REPORT, content) == []


def test_letters_that_were_lost_are_told():
    content = _changed(_written(examples.PARTY_REPORT), _add("Tinos", "B\ufffdo c\ufffdo"))

    assert [code for code, _told in _told(examples.PARTY_REPORT, content)] == ["PAPER-31"]


@pytest.mark.parametrize(
    ("paper", "line"),
    [(examples.PARTY_REPORT, "TM. ĐẢNG ỦY"), (examples.STATE_DECISION, "T/M ỦY BAN NHÂN DÂN")],
    ids=["party", "state"],
)
def test_marks_of_the_other_world_are_told(paper, line):
    content = _changed(_written(paper), _add("Tinos", line))

    assert [(code, told["written"]) for code, told in _told(paper, content)] == [("PAPER-26", line)]


def test_the_file_of_another_paper_is_told():
    other = replace(examples.PARTY_REPORT, number="99", summary="việc khác")

    found = _told(other, _written(examples.PARTY_REPORT))

    assert [(code, told["expected"]) for code, told in found] == [
        ("PAPER-35", "Số 99-BC/ĐU"),
        ("PAPER-35", "việc khác"),
    ]


def test_fonts_of_a_pdf_are_looked_at():
    text = '#set text(font: "Libertinus Serif")\nXin chào'
    content = typst.compile(text.encode(), ignore_system_fonts=True)

    found = _told(examples.PARTY_REPORT, content)

    assert ("PAPER-30", {"font": "LibertinusSerif-Regular"}) in found


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice absent")
def test_our_own_prints_have_no_findings():
    content = pdf(_written(examples.PARTY_REPORT))

    assert _told(examples.PARTY_REPORT, content) == []


@pytest.mark.parametrize("content", [b"text", b"%PDF-1.7 broken", b"PK\x03\x04 broken"])
def test_a_broken_file_is_told(content):
    assert _told(examples.PARTY_REPORT, content) == [("PAPER-34", {})]


def test_fonts_of_styles_and_themes_count():
    file = docx.Document()
    file.add_paragraph("Xin chào")
    buffer = io.BytesIO()
    file.save(buffer)

    found = _told(examples.PARTY_REPORT, buffer.getvalue())

    assert found[0] == ("PAPER-30", {"font": "Cambria"})
