from __future__ import annotations

from pathlib import Path

import pytest

from danvan.law.errors import ReadError
from danvan.law.text.document import read_document
from danvan.readers import read_file, scans

PICTURE = Path("tests/data/scan.jpg")
ORDER = "1. Ủy ban nhân dân xã báo cáo Đảng ủy trước ngày 10 hằng tháng."


@pytest.fixture(scope="module")
def picture() -> bytes:
    return (Path(__file__).resolve().parents[2] / PICTURE).read_bytes()


@pytest.fixture
def without_programs(monkeypatch, tmp_path):
    """Let the programs not be found, as on a computer that has none."""
    monkeypatch.setenv("PATH", str(tmp_path))
    scans.is_installed.cache_clear()
    yield
    scans.is_installed.cache_clear()


def scanned_pdf(picture: bytes, pages: int = 1) -> bytes:
    """Return a PDF whose pages are one picture each, without any letter."""
    width, height = scans._size(picture)
    kids = " ".join(f"{3 + number} 0 R" for number in range(pages))
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 560 310] /Contents {0} 0 R {1} >>"
    used = "/Resources << /XObject << /I {} 0 R >> >>"
    last = 3 + pages
    told = f"/Width {width} /Height {height} /ColorSpace /DeviceRGB /BitsPerComponent 8"
    told += f" /Filter /DCTDecode /Length {len(picture)}"
    drawn = b"q 560 0 0 310 0 0 cm /I Do Q"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        *(page.format(last, used.format(last + 1)).encode() for _ in range(pages)),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        f"<< /Type /XObject /Subtype /Image {told} >>".encode()
        + b"\nstream\n" + picture + b"\nendstream",
    ]  # fmt: skip
    body = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + head + table + trailer % (len(parts) + 1, len(body))


def code_of(content: bytes, name: str) -> str:
    with pytest.raises(ReadError) as refused:
        read_file(content, name)
    return refused.value.code


def test_a_picture_is_read_as_its_articles(picture):
    found = read_file(picture, "trang.jpg")
    document = read_document(found.texts, found.findings)

    assert found.encoding == "image"
    assert ORDER in found.texts[0]
    assert [node.address for node in document.nodes if node.level == "article"] == [
        "art_1",
        "art_2",
    ]


def test_a_scanned_pdf_is_read_page_by_page(picture):
    found = read_file(scanned_pdf(picture, 2), "quet.pdf")

    assert found.encoding == "pdf"
    assert [ORDER in text for text in found.texts] == [True, True]


def test_doubtful_words_become_findings_line_by_line():
    table = (
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        "5\t1\t1\t1\t1\t1\t0\t0\t1\t1\t96.1\tĐiều\n"
        "5\t1\t1\t1\t1\t2\t0\t0\t1\t1\t31.9\tl.\n"
        "5\t1\t1\t1\t2\t1\t0\t0\t1\t1\t12\t—\n"
        "4\t1\t1\t1\t2\t0\t0\t0\t1\t1\t-1\t\n"
    )
    lines = list(scans._lines(table))
    doubts = list(scans._doubts(lines, before=7))

    assert lines == [[("Điều", 96), ("l.", 31)], [("—", 12)]]
    assert doubts == [scans.Doubt(8, "l.", 31)]


def test_without_the_programs_people_are_told_what_to_install(without_programs, picture):
    assert code_of(picture, "trang.jpg") == "READ-13"
    assert code_of(scanned_pdf(picture), "quet.pdf") == "READ-10"


def test_too_many_pages_and_too_large_a_picture_are_refused(picture):
    large = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (50_000).to_bytes(4) * 2 + b"\x00" * 20

    assert code_of(scanned_pdf(picture, scans.MOST_PAGES + 1), "quet.pdf") == "READ-15"
    assert code_of(large, "a.png") == "READ-14"


@pytest.mark.parametrize("cut", [4, 30, 200, 4000])
def test_a_damaged_picture_is_refused(picture, cut):
    assert code_of(picture[:cut], "trang.jpg") in {"READ-03", "READ-07", "READ-09"}
