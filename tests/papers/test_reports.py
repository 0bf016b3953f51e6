import io
import subprocess
from datetime import date

import pypdf
import pytest

from danvan.papers import reports
from danvan.papers.layouts import layout
from danvan.papers.reports import Bars, Report, ReportTable, Section, bars_svg, report_pdf
from danvan.papers.values import PaperError

DAY = date(2026, 6, 5)
STATE = layout("state", DAY)
VOWELS = "a ă â e ê i o ô ơ u ư y"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = " ".join(f"{vowel}{tone}" for vowel in VOWELS.split() for tone in TONES) + " đ"


def text_of(content):
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages)


def whole():
    rows = tuple((f"Thôn {number}", str(number)) for number in range(1, 61))
    section = Section(
        "Việc theo thôn",
        ("Một đoạn *không đậm* $x$ #panic()",),
        (ReportTable("Việc đã làm", ("Thôn", "Số việc"), rows),),
        (Bars("Số việc", ("Thượng", "Hạ <b>"), (12, 1234.5)),),
    )
    return Report("Bảng việc đến hạn", "Ủy ban nhân dân xã Mẫu", DAY, "Tạm tính", (section,) * 2)


def test_a_report_shows_its_words_as_they_are():
    text = text_of(report_pdf(whole(), STATE))

    for words in ("ỦY BAN NHÂN DÂN XÃ MẪU", "05/06/2026", "*không đậm* $x$ #panic()", "Thôn 60"):
        assert words in text


def test_the_head_of_a_table_is_repeated_on_every_page():
    pages = pypdf.PdfReader(io.BytesIO(report_pdf(whole(), STATE))).pages

    assert all("Số việc" in page.extract_text() for page in pages)
    assert len(pages) > 2


def test_the_page_is_the_one_of_the_layout():
    page = pypdf.PdfReader(io.BytesIO(report_pdf(whole(), STATE))).pages[0]

    assert [round(float(side) * 25.4 / 72) for side in page.mediabox[2:]] == [210, 297]


def test_no_vietnamese_letter_is_missing():
    """An archival file refuses a letter that its font does not have."""
    report = Report("Chữ", sections=(Section(LETTERS, (LETTERS.upper(), LETTERS)),))

    assert b"%PDF" in report_pdf(report, STATE, archival=True)[:8]


def test_the_fonts_are_inside(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(report_pdf(whole(), STATE, archival=True))

    told = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    rows = [row.split() for row in told.splitlines()[2:]]
    assert {row[0].partition("+")[2].partition("-")[0] for row in rows} == {"LibertinusSerif"}
    assert {row[-5] for row in rows} == {"yes"}


def test_a_letter_that_the_font_lacks_stops_an_archival_report_only():
    report = Report("Hoa 漢")

    assert report_pdf(report, STATE)
    with pytest.raises(PaperError) as told:
        report_pdf(report, STATE, archival=True)
    assert told.value.code == "PAPER-87"


def test_equal_reports_are_equal_files():
    assert report_pdf(whole(), STATE) == report_pdf(whole(), STATE)


def test_ragged_rows_and_empty_parts_are_written():
    table = ReportTable("Việc", ("Thôn", "Số"), (("Thượng",), ("Hạ", "2", "thừa")))
    report = Report("x", sections=(Section("", (), (table,), (Bars("", (), ()),)),))

    assert "thừa" not in text_of(report_pdf(report, STATE))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reports, "MOST_ROWS", 100)

    with pytest.raises(PaperError) as told:
        report_pdf(whole(), STATE)

    assert told.value.code == "PAPER-86"


def test_bars_are_drawn_to_scale_with_figures_in_vietnamese():
    drawn = bars_svg(Bars("", ("Một & hai", "Ba"), (1234.5, 0)))

    assert 'width="260.0"' in drawn
    assert 'width="0.0"' in drawn
    assert ">1.234,5<" in drawn
    assert "Một &amp; hai" in drawn


def test_long_labels_of_bars_are_shortened():
    assert f"{'x' * 31}…" in bars_svg(Bars("", ("x" * 80,), (1,)))
