import hashlib
import io
import os
import struct
import zipfile
import zlib

import docx
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law import archives
from danvan.law.errors import ReadError
from danvan.law.text import read_document
from danvan.readers import read_file, reading, sniffing, word

TEXT = "Điều 1. Việc của thôn.\n\nĐiều 2. Việc của xã."


def refused(source, name=None):
    with pytest.raises(ReadError) as told:
        read_file(source, name)
    return told.value.code


def word_file(*paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def packed(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def pdf_file(*pages):
    """Write a PDF by hand: one line of text a page, or none."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for number, words in enumerate(pages):
        stream = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode() if words else b""
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {4 + 2 * number} 0 R"
            f" /Resources << /Font << /F1 {font} >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_text_file_is_read_in_its_encoding(tmp_path, content, encoding):
    file = tmp_path / "quy-che.txt"
    file.write_bytes(content)

    pages = read_file(file)

    assert (pages.texts, pages.encoding, pages.name) == ((TEXT,), encoding, "quy-che.txt")
    assert pages.sha256 == hashlib.sha256(content).hexdigest()
    assert pages.source == {
        "name": "quy-che.txt",
        "sha256": pages.sha256,
        "encoding": encoding,
        "pages": 1,
    }


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.md", "a", None])
def test_text_may_have_several_names(name):
    assert read_file(TEXT.encode(), name).texts == (TEXT,)


def test_form_feeds_count_as_pages():
    assert read_file(b"Mot\fHai").source["pages"] == 2


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "READ-03"),
        (b" \n\t\f ", "a.txt", "READ-03"),
        (b"\xef\xbb\xbf", "a.txt", "READ-03"),
        ("\u200b \ufeff".encode(), "a.txt", "READ-03"),
        (bytes(range(256)) * 8, "a.txt", "READ-05"),
        (b"\x00" * 100, "a.txt", "READ-05"),
        ("Điều 1. Việc".encode("cp1258", "ignore") + b"\xd2\xec", "a.txt", "READ-06"),
        (b"\xff\xfe\x00\x00" + TEXT.encode("utf-32-le"), "a.txt", "READ-06"),
        (b"\xff\xfe\x00\xd8", "a.txt", "READ-06"),
        (pdf_file("Dieu 1."), "a.txt", "READ-07"),
        (word_file(TEXT), "a.txt", "READ-07"),
        (packed(a="b"), "a.txt", "READ-07"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, "a.txt", "READ-07"),
        (b"{\\rtf1 a}", "a.txt", "READ-07"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 20, "a.docx", "READ-07"),
        (TEXT.encode(), "a.docx", "READ-07"),
        (TEXT.encode(), "a.pdf", "READ-07"),
        (packed(a="b"), "a.docx", "READ-07"),
        (b"PK\x03\x04 broken", "a.docx", "READ-07"),
        (b"\x7fELF" + b"\x00" * 20, "a.pdf", "READ-07"),
        (b"\x00\x01\x02" * 50, "a.docx", "READ-05"),
        (TEXT.encode(), "a.xlsx", "READ-11"),
        (TEXT.encode(), "a.doc", "READ-11"),
        (packed(a="b"), "a", "READ-07"),
        (b"%PDF-1.4 broken", "a.pdf", "READ-09"),
        (pdf_file("", ""), "a.pdf", "READ-03"),
    ],
)
def test_what_cannot_be_read_is_refused(content, name, code):
    assert refused(content, name) == code


def test_missing_file_folder_and_pipe_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    assert refused(tmp_path / "missing.txt") == "READ-01"
    assert refused(tmp_path) == "READ-02"
    assert refused(tmp_path / "pipe.txt") == "READ-05"
    assert refused("a\x00b.txt") == "READ-01"
    assert refused("a" * 5000 + ".txt") == "READ-01"


def test_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text("a")

    def closed(*_args, **_named):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", closed)

    assert refused(file) == "READ-12"


def test_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "a.txt"
    with file.open("wb") as out:
        out.truncate(reading.LARGEST + 1)

    assert refused(file) == "READ-04"
    assert refused(b"a" * (reading.LARGEST + 1), "a.txt") == "READ-04"


def test_word_document_gives_a_line_for_each_paragraph_and_row():
    document = docx.Document()
    document.add_paragraph("Điều 1. Việc\tcủa thôn.")
    document.add_paragraph("1. Một\ndòng hai.")
    table = document.add_table(rows=3, cols=3)
    for row, column, words in ((0, 0, "Việc"), (0, 1, "Ai  làm"), (1, 0, "Sổ")):
        table.cell(row, column).text = words
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Khung"
    document.add_page_break()
    document.add_paragraph("Điều 2. Hết.")
    file = io.BytesIO()
    document.save(file)

    pages = read_file(file.getvalue(), "a.docx")

    assert pages.texts[0].split("\n") == [
        "Điều 1. Việc\tcủa thôn.",
        "1. Một",
        "dòng hai.",
        "| Việc | Ai làm |  |",
        "| Sổ |  |  |",
        "",
        "Khung",
        "\f",
        "Điều 2. Hết.",
    ]
    assert (pages.encoding, pages.source["pages"]) == ("docx", 2)
    levels = [node.level for node in read_document(pages.texts).nodes]
    assert levels == ["article", "article"]


def test_frames_of_a_word_document_are_read_cell_by_cell():
    document = docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nXÃ ĐỒI CỌ"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 7/QĐ-UBND"
    head.cell(1, 1).text = "Đồi Cọ, ngày 05 tháng 3 năm 2024"
    for words in ("QUYẾT ĐỊNH", "Lập sổ thư", "Điều 1. Lập sổ."):
        document.add_paragraph(words)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Các thôn;\n- Lưu: VT."
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Thị Thử"
    file = io.BytesIO()
    document.save(file)

    header = read_document(read_file(file.getvalue(), "a.docx").texts).header

    assert (header.number, header.place, header.title) == ("7/QĐ-UBND", "Đồi Cọ", "Lập sổ thư")
    assert header.issuers == ("ỦY BAN NHÂN DÂN XÃ ĐỒI CỌ",)
    assert [each.text for each in header.recipients] == ["Các thôn", "Lưu: VT"]
    assert [(each.name, each.post) for each in header.signatories] == [("Lê Thị Thử", "CHỦ TỊCH")]


BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{}</w:body>'
    "</w:document>"
)


def word_xml(inside):
    return packed(word__document_xml=BODY.format(inside))


def test_word_document_takes_text_once_and_looks_into_controls():
    inside = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Một</w:t><w:noBreakHyphen/><w:t>hai</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt><w:sdt/>"
        "<w:p><mc:Choice><w:r><w:t>Ba</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>Ba</w:t></w:r></mc:Fallback><w:del><w:delText>Bỏ</w:delText></w:del>"
        "<w:r><w:cr/><w:t/></w:r></w:p>"
    )

    assert read_file(word_xml(inside), "a.docx").texts == ("Một-hai\nBa\n",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (word_xml(""), "READ-03"),
        (packed(word__document_xml="<a"), "READ-09"),
        (packed(word__document_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "READ-09"),
        (packed(word__document_xml="\x00"), "READ-09"),
    ],
)
def test_empty_and_damaged_word_documents_are_refused(content, code):
    assert refused(content, "a.docx") == code


def test_word_document_without_a_body_element_is_looked_through():
    content = packed(word__document_xml=BODY.format("").replace("w:body", "w:p"))

    assert refused(content, "a.docx") == "READ-03"


def test_archive_with_a_wrong_sum_is_refused():
    content = bytearray(word_xml("<w:p><w:r><w:t>Một</w:t></w:r></w:p>"))
    place = content.find(b"PK\x01\x02") + 16
    content[place : place + 4] = b"\x00\x00\x00\x00"

    assert refused(bytes(content), "a.docx") == "READ-09"


def test_locked_archive_is_refused():
    content = bytearray(word_xml("<w:p/>"))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1

    assert refused(bytes(content), "a.docx") == "READ-09"


def test_archive_that_says_it_holds_too_much_is_refused():
    content = packed(word__document_xml=b" " * (6 * 1024 * 1024))

    assert refused(content, "a.docx") == "READ-08"


def test_archive_with_too_many_members_is_refused():
    members = {f"m{number}": "" for number in range(archives.MOST_MEMBERS)}

    assert refused(packed(word__document_xml="<a/>", **members), "a.docx") == "READ-08"


def test_archive_that_lies_about_its_size_is_stopped(monkeypatch):
    """What is unpacked is counted whatever the archive declares."""
    content = word_xml("<w:p><w:r><w:t>Một</w:t></w:r></w:p>" * 50)
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 100)
    monkeypatch.setattr(archives, "_check_declared", lambda *_args: None)

    assert refused(content, "a.docx") == "READ-08"


def test_archive_that_declares_less_than_it_holds_is_refused():
    bomb = b" " * (8 * 1024 * 1024)
    content = bytearray(packed(word__document_xml=bomb))
    small = struct.pack("<I", 100)
    length = struct.pack("<I", len(bomb))
    assert content.count(length) == 2

    lying = bytes(content).replace(length, small)

    assert refused(lying, "a.docx") == "READ-09"
    assert zlib.crc32(bomb) != zlib.crc32(bomb[:100])


def test_pdf_gives_its_pages():
    pages = read_file(pdf_file("Dieu 1. Mot.", "Dieu 2. Hai."), "a.pdf")

    assert [text.strip() for text in pages.texts] == ["Dieu 1. Mot.", "Dieu 2. Hai."]
    assert (pages.encoding, pages.source["pages"]) == ("pdf", 2)


def test_pdf_without_a_name_is_known_by_its_content():
    assert read_file(pdf_file("Dieu 1."), "khong-duoi").encoding == "pdf"


def test_locked_pdf_is_refused():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file("Dieu 1.")))
    writer.encrypt("khoa", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)

    assert refused(file.getvalue(), "a.pdf") == "READ-09"


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.docx", "a.pdf", "a", "a.exe"]))
def test_any_bytes_are_read_or_refused(content, name):
    code = ""
    try:
        pages = read_file(content, name)
    except ReadError as error:
        code = error.code

    assert code.startswith("READ-") or pages.texts


def test_every_found_kind_has_words():
    kinds = {kind for _, kind in sniffing._STARTS} | {"text", "docx", "pdf", "binary"}

    assert kinds <= set(sniffing.LABELS)
    assert word.read(word_file("Một"), "a.docx")[1] == "docx"
