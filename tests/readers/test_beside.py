"""What stands beside the text of a file: headers, macros, links, noise; nothing of it is run."""

import io
import zipfile

import docx
import pytest

from danvan.law.errors import ReadError
from danvan.law.text import read_document
from danvan.readers import read_file

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NOISE = "@#$ %^& *() -=+ ~~~ <>?\n" * 10


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_member(content, path, added):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for each in old.infolist():
            if each.filename != path:
                new.writestr(each.filename, old.read(each.filename))
        new.writestr(path, added)
    return file.getvalue()


def codes(pages):
    return [finding.code for finding in pages.findings]


def articles(*words):
    document = docx.Document()
    for each in words:
        document.add_paragraph(each)
    return document


def framed(rows, columns):
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=columns)
    for cells, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, words, strict=True):
            cell.text = text
    return saved(document)


def test_header_and_footer_are_kept_apart_and_told():
    document = articles("Điều 1. Giữ bến.")
    document.sections[0].header.paragraphs[0].text = "Điều 9. Đầu trang không phải điều"
    document.sections[0].footer.paragraphs[0].text = "Trang 3"

    pages = read_file(saved(document), "a.docx")

    assert pages.texts == ("Điều 1. Giữ bến.",)
    (finding,) = pages.findings
    assert finding.code == "TXT-17"
    assert finding.fields["words"] == "Điều 9. Đầu trang không phải điều · Trang 3"


def test_footnotes_are_told():
    notes = f"<w:footnotes {W}><w:p><w:r><w:t>Xem sổ bến</w:t></w:r></w:p></w:footnotes>"

    pages = read_file(with_member(saved(articles("A")), "word/footnotes.xml", notes), "a.docx")

    assert [finding.fields["words"] for finding in pages.findings] == ["Xem sổ bến"]


def test_letterhead_of_several_rows_is_read_down_each_column():
    rows = [
        ("ỦY BAN NHÂN DÂN", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("XÃ ĐỒI CỌ", "", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 5/QĐ-UBND", "", "Đồi Cọ, ngày 1 tháng 2 năm 2031"),
        ("", "", ""),
    ]

    (text,) = read_file(framed(rows, 3), "a.docx").texts

    assert text.split() == " ".join(row[0] for row in rows).split() + (
        " ".join(row[2] for row in rows).split()
    )


def test_signature_stands_behind_the_recipients():
    rows = [("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Lưu: VT.", "CHỦ TỊCH"), ("", "Lê Mẫu Thử")]

    document = read_document(read_file(framed(rows, 2), "a.docx").texts)

    assert [one.text for one in document.header.recipients] == ["Lưu: VT"]
    assert [one.post for one in document.header.signatories] == ["CHỦ TỊCH"]


def test_other_tables_keep_their_rows():
    rows = [("Bến", "Đèn"), ("A", "1"), ("B", "2"), ("C", "3")]

    (text,) = read_file(framed(rows, 2), "a.docx").texts

    assert text.strip().split("\n") == [f"| {a} | {b} |" for a, b in rows]


@pytest.mark.parametrize(
    ("path", "added"),
    [
        ("word/vbaProject.bin", b"\x00macro"),
        (
            "word/_rels/settings.xml.rels",
            '<a><Relationship Type="x/attachedTemplate" Target="b" TargetMode="External"/></a>',
        ),
    ],
)
def test_macros_and_outer_links_are_told_and_left_alone(path, added):
    pages = read_file(with_member(saved(articles("Điều 1. A.")), path, added), "a.docx")

    assert (pages.texts, codes(pages)) == (("Điều 1. A.",), ["TXT-18"])


def test_plain_links_are_nothing_to_tell():
    rels = (
        '<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="http://192.0.2.1"'
        ' TargetMode="External"/></Relationships>'
    )

    pages = read_file(
        with_member(saved(articles("A")), "word/_rels/settings.xml.rels", rels), "a.docx"
    )

    assert pages.findings == ()


@pytest.mark.parametrize(
    "part",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        "<a" * 3,
        f"<w:hdr {W}>" + "<w:p>" * 1_000 + "</w:p>" * 1_000 + "</w:hdr>",
    ],
)
def test_bombs_beside_the_text_are_refused(part):
    content = with_member(saved(articles("A")), "word/header1.xml", part)

    with pytest.raises(ReadError) as told:
        read_file(content, "a.docx")

    assert told.value.code == "READ-09"


def test_tables_a_thousand_deep_are_refused():
    deep = "<w:tbl><w:tr><w:tc>" * 1_000 + "</w:tc></w:tr></w:tbl>" * 1_000
    body = f"<w:document {W}><w:body>{deep}</w:body></w:document>"

    with pytest.raises(ReadError) as told:
        read_file(with_member(saved(articles("A")), "word/document.xml", body), "a.docx")

    assert told.value.code == "READ-09"


def test_moved_words_are_taken_once():
    moved = (
        f"<w:document {W}><w:body><w:p><w:moveFrom><w:r><w:t>Cũ</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>Mới</w:t></w:r></w:moveTo></w:p></w:body></w:document>"
    )

    pages = read_file(with_member(saved(articles("A")), "word/document.xml", moved), "a.docx")

    assert pages.texts == ("Mới",)


def test_word_document_with_a_password_says_so():
    wrapped = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le")
    )

    with pytest.raises(ReadError) as told:
        read_file(wrapped, "a.docx")

    assert told.value.code == "READ-09"


def test_page_of_noise_is_told_with_its_lines():
    pages = read_file(f"Điều 1. A.\n\f{NOISE}\fĐiều 2. B.".encode(), "a.txt")

    (finding,) = pages.findings
    assert (finding.code, finding.fields["page"]) == ("TXT-19", 2)
    assert (finding.place.line_start, finding.place.line_end) == (2, 12)
    assert read_document(pages.texts, pages.findings).find("art_2") is not None


def test_marks_that_turn_the_writing_are_taken_out_and_told():
    document = read_document("Điều 1. Giữ \u202eneb\u202c đò.\nĐiều 2. A\u2067b.")

    assert "\u202e" not in document.text
    (finding,) = [each for each in document.findings if each.code == "TXT-20"]
    assert finding.fields["lines"] == "1, 2"
    assert [node.address for node in document.nodes] == ["art_1", "art_2"]
