import io
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date

import docx as word
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from lxml import etree

from danvan.papers import printing
from danvan.papers.layouts import layout
from danvan.papers.values import Annex, Issuer, Paper, PaperError, Part, Signing
from danvan.papers.writing import docx, roman
from danvan.papers.writing_body import ended, numbered, point_letter
from danvan.papers.writing_foot import signing_lines
from danvan.papers.writing_head import place_line, written_day
from danvan.papers.writing_widths import longest_line, unbroken, width_of
from tests.papers import examples

STATE = layout("state", date(2026, 6, 1))
PARTY = layout("party", date(2026, 6, 1))
OLD_PARTY = layout("party", date(2026, 1, 1))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(content):
    """Return all lines of a Word file, cells in their place."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    found = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]
    return [text for text in found if text]


def written(paper, figures=STATE):
    return texts(docx(paper, figures))


def simple(**changes):
    return Paper("state", "report", (Issuer("Ủy ban nhân dân xã Mẫu"),), **changes)


@pytest.mark.parametrize("name", examples.ALL)
def test_files_link_and_embed_nothing(written_examples, name):
    with zipfile.ZipFile(io.BytesIO(written_examples[name])) as archive:
        names = archive.namelist()
        links = b"".join(archive.read(each) for each in names if each.endswith(".rels"))

    assert [each for each in names if not each.endswith((".xml", ".rels"))] == []
    assert b"External" not in links


def test_equal_documents_are_equal_words(written_examples):
    again = docx(examples.STATE_DECISION, STATE)

    assert texts(again) == texts(written_examples["state-decision"])


def test_a_draft_leaves_room_for_number_and_day():
    lines = written(simple(symbol="BC-UBND", place="Mẫu"))

    assert "Số:      /BC-UBND" in lines
    assert "Mẫu, ngày ... tháng ... năm ..." in lines


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 1, 5), ("05", "01", "2026")),
        (date(2026, 2, 15), ("15", "02", "2026")),
        (date(2026, 3, 9), ("09", "3", "2026")),
        (None, ("...", "...", "...")),
    ],
)
def test_days_and_the_first_two_months_are_padded(day, shown):
    assert written_day(STATE, day) == shown


def test_a_place_that_is_not_given_is_seen():
    assert place_line(STATE, "", date(2026, 12, 1)) == "..., ngày 01 tháng 12 năm 2026"


@pytest.mark.parametrize(
    ("figures", "signing", "lines"),
    [
        (STATE, Signing("TM", "Ủy ban", "Chủ tịch"), ("TM. Ủy ban", "Chủ tịch")),
        (
            STATE,
            Signing("KT", "Chủ tịch", "Phó Chủ tịch", above="Ủy ban"),
            ("TM. Ủy ban", "KT. Chủ tịch", "Phó Chủ tịch"),
        ),
        (STATE, Signing("TUQ", "Chủ tịch", "Trưởng phòng"), ("TUQ. Chủ tịch", "Trưởng phòng")),
        (STATE, Signing("Q", "Chủ tịch", ""), ("Q. Chủ tịch",)),
        (STATE, Signing("", "", "Giám đốc"), ("Giám đốc",)),
        (PARTY, Signing("TM", "Đảng ủy", "Bí thư"), ("T/M Đảng ủy", "Bí thư")),
        (OLD_PARTY, Signing("KT", "Trưởng ban", "Phó ban"), ("K/T Trưởng ban", "Phó ban")),
        (OLD_PARTY, Signing("TL", "Ban Thường vụ", "Chánh"), ("T/L Ban Thường vụ", "Chánh")),
        (PARTY, Signing("TUQ", "Bí thư", "Phó ban"), ("TUQ. Bí thư", "Phó ban")),
    ],
)
def test_authority_lines_follow_the_world(figures, signing, lines):
    assert signing_lines(signing, figures) == lines


def test_points_run_in_vietnamese_order_and_begin_anew():
    parts = numbered(
        [Part("heading", "Điều 1."), *[Part("clause")] * 2, *[Part("point")] * 6, Part("clause"),
         Part("point"), Part("heading", "Điều 2."), Part("clause", "9.")]
    )  # fmt: skip

    numbers = [part.number for part in parts]
    assert numbers[1:9] == ["1.", "2.", "a)", "b)", "c)", "d)", "đ)", "e)"]
    assert numbers[9:] == ["3.", "a)", "Điều 2.", "9."]


def test_letters_are_doubled_after_the_last():
    assert [point_letter(place) for place in (1, 5, 23, 24, 25)] == ["a", "đ", "y", "aa", "bb"]


@pytest.mark.parametrize(
    ("text", "end"),
    [("xong", "xong./."), ("xong.", "xong./."), ("xong./.", "xong./."), ("gồm:", "gồm:")],
)
def test_the_last_words_end_as_the_layout_says(text, end):
    assert ended([Part("paragraph", text=text)], "./.")[0].text == end


def test_a_table_at_the_end_and_an_empty_body_stay():
    table = Part("table", rows=(("a",),))

    assert ended([table], "./.") == (table,)
    assert ended([], "./.") == ()


def test_what_is_kept_is_added_once():
    assert written(simple(recipients=("Như trên;",)))[-2:] == ["- Như trên;", "- Lưu: VT."]
    assert written(simple(recipients=("Lưu: VT, VP.",)))[-1:] == ["- Lưu: VT, VP."]


def test_bases_end_with_semicolons_and_a_full_stop():
    lines = written(simple(bases=("Căn cứ một.", "Căn cứ hai")))

    assert lines[lines.index("Căn cứ một;") + 1] == "Căn cứ hai."


def test_each_side_of_a_joint_paper_may_number_it():
    sides = (
        Issuer("Ủy ban", number="1", symbol="QC-UBND"),
        Issuer("Ban", number="12", symbol="QC-BCT"),
    )
    paper = replace(examples.JOINT, issuers=sides)
    lines = written(paper, layout("joint", date(2026, 12, 31)))

    assert ("Số: 01/QC-UBND" in lines, "Số: 12/QC-BCT" in lines) == (True, True)
    assert lines[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_one_addressee_stands_on_the_line_of_kinh_gui():
    assert "Kính gửi: Thường trực Đảng ủy" in written(simple(addressed=("Thường trực Đảng ủy.",)))


def test_control_signs_and_marks_of_xml_do_no_harm():
    lines = written(simple(summary="a\x00b\x0b <w:p/> & \ufffe c"))

    assert "ab <w:p/> &  c" in lines


def test_letters_typed_in_pieces_are_put_together():
    summary = unicodedata.normalize("NFD", "việc ở xã")

    assert "việc ở xã" in written(simple(summary=summary))


def test_ragged_and_empty_tables_are_written():
    rows = (("Thôn", "Số"), ("Thượng",), ("Hạ", "2", "thừa"))
    body = (Part("table", rows=rows), Part("table", rows=()), Part("table", rows=((),)))

    assert "thừa" in written(simple(body=body))


def test_a_document_without_issuer_is_told():
    with pytest.raises(PaperError) as told:
        docx(Paper("state", "report", ()), STATE)

    assert told.value.code == "PAPER-53"


def test_annexes_are_counted_in_roman_numerals():
    assert [roman(number) for number in (1, 4, 9, 14, 39)] == ["I", "IV", "IX", "XIV", "XXXIX"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("ỦY BAN NHÂN DÂN XÃ MẪU", "ỦY BAN NHÂN DÂN|XÃ MẪU"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU", "ỦY BAN NHÂN DÂN|THÀNH PHỐ MẪU"),
        ("BAN CÔNG TÁC QUẦN CHÚNG ĐẢNG ỦY XÃ", "BAN CÔNG TÁC QUẦN CHÚNG ĐẢNG|ỦY XÃ"),
        ("ĐẢNG ỦY XÃ MẪU", "ĐẢNG ỦY XÃ MẪU"),
        ("X" * 90, "X" * 90),
    ],
)
def test_names_of_places_are_not_torn_from_their_first_word(text, held):
    shown = unbroken(text, 13, 60, STATE.unbroken, bold=True)

    first, _bar, last = held.partition("|")
    assert shown == (f"{first} {last.replace(' ', chr(0xA0))}" if last else first)


def test_widths_of_lines_are_those_of_times():
    assert round(width_of("Độc lập - Tự do - Hạnh phúc", 14, bold=True)) == 60
    assert longest_line("một hai ba", 14, 15) < 15


def test_libreoffice_gives_the_words_back(has_office, written_examples):
    before = list(written_examples.values())
    after = printing.converted(before, "docx")

    assert [texts(each) for each in after] == [texts(each) for each in before]
    for one, other in zip(before, after, strict=True):
        first, second = word.Document(io.BytesIO(one)), word.Document(io.BytesIO(other))
        shapes = [[(len(t.rows), len(t.columns)) for t in file.tables] for file in (first, second)]
        assert shapes[0] == shapes[1]
        assert len(first.sections) == len(second.sections)


def test_a_table_stays_with_its_heading_and_sets_figures_to_the_right():
    rows = (("Chỉ tiêu", "Kỳ này"), ("Đơn đã nhận", "1.234,5"), ("Còn thiếu", "—"))
    body = (Part("heading", "I.", "Số liệu"), Part("table", rows=rows))
    file = word.Document(io.BytesIO(docx(simple(body=body), STATE)))
    table = next(one for one in file.tables if one.rows[0].cells[0].text == "Chỉ tiêu")

    head, *body = [[cell.paragraphs[0] for cell in row.cells] for row in table.rows]
    before = table._tbl.getprevious()

    assert all(one.paragraph_format.keep_with_next for one in head)
    assert before.xpath("w:pPr/w:keepNext") != []
    assert [one.alignment for one in head] == [WD_ALIGN_PARAGRAPH.CENTER] * 2
    assert [row[1].alignment for row in body] == [WD_ALIGN_PARAGRAPH.RIGHT] * 2
    assert [row[0].alignment for row in body] == [None, None]


def test_wide_annex_lies_on_its_side_and_breaks_no_word():
    head = ("TT", "Điều khoản", "Nhiệm vụ", "Nơi chịu trách nhiệm", *["Đúng hạn"] * 8)
    rows = (head, ("1", "Điều 3", "Giải trình " * 12, "Chi bộ " * 12, *["0"] * 8))
    annex = Annex("Từng nhiệm vụ", (Part("table", rows=rows),))
    file = word.Document(io.BytesIO(docx(simple(annexes=(annex,)), STATE)))

    upright, turned = (one.page_width > one.page_height for one in file.sections)
    widths = [cell.width.mm for cell in file.tables[-1].rows[0].cells]

    assert (upright, turned) == (False, True)
    assert sum(widths) == pytest.approx(
        STATE.sheet.height - STATE.sheet.left - STATE.sheet.right, abs=1
    )
    size = STATE.styles["table"].size
    longest = [max(width_of(one, size, bold=True) for one in text.split()) for text in head]
    assert all(wide > least for wide, least in zip(widths, longest, strict=True))
