"""Files made to hurt: each is read or refused in bounded work, and nothing outside is fetched."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from danvan.law.errors import ReadError
from danvan.readers import pdf, read_file
from tests.readers.test_reading import pdf_file

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LEVELS = "bcdefghij"
ENTITIES = '<!ENTITY a "0123456789">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("a" + LEVELS, LEVELS, strict=False)
)
OUTSIDE = '<!ENTITY j SYSTEM "file:///etc/passwd">'
PADDING = f"<!--{' ' * 5000}-->"


def word_with(document: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def declared(entities: str, words: str, *, before: str = "", mark: str = "") -> str:
    return (
        f"{before}<!DOCTYPE x [{entities}]>"
        f'<w:document xmlns:w="{SPACE}"><w:body><w:p {mark}><w:r><w:t>lời {words}</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )


def refused(content: bytes, name: str) -> str:
    with pytest.raises(ReadError) as told:
        read_file(content, name)
    return told.value.code


@pytest.mark.parametrize(
    "document",
    [
        declared(ENTITIES, "&j;").encode(),
        declared(ENTITIES, "&j;", before=PADDING).encode(),
        declared(ENTITIES, "", before=PADDING, mark='w:rsid="&j;"').encode(),
        declared(ENTITIES, "&j;").encode("utf-16"),
        declared(ENTITIES, "", mark='w:rsid="&j;"').encode("utf-16"),
        declared(OUTSIDE, "&j;", before=PADDING).encode(),
        declared(OUTSIDE, "&j;").encode("utf-16"),
        declared(OUTSIDE, "", before=PADDING).encode(),
    ],
    ids=["plain", "padded", "mark", "wide", "wide-mark", "outside", "wide-outside", "unused"],
)
def test_word_documents_that_declare_anything_are_refused(document):
    assert refused(word_with(document), "a.docx") == "READ-09"


def test_word_documents_packed_beyond_reason_are_refused():
    many = f'<w:document xmlns:w="{SPACE}"><w:body>{"<w:p/>" * 1_000_000}</w:body></w:document>'

    assert refused(word_with(many.encode()), "a.docx") == "READ-08"


def pdf_of(content: bytes, *, extra: str = "", forms: tuple[bytes, ...] = ()) -> bytes:
    """Write a PDF of one page; forms stand behind it as further objects."""
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    named = " ".join(f"/X{at} {5 + at} 0 R" for at in range(len(forms)))
    inside = f"/XObject << {named} >> {font}"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        f" /Resources << {inside} >> >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    kind = f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {inside} >>".encode()
    objects += [
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(form), kind, form) for form in forms
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


WORDS = b"BT /F1 12 Tf 50 700 Td (Dieu 1. Viec cua thon) Tj ET"


@pytest.mark.parametrize(
    "action",
    [
        "/S /JavaScript /JS (app.alert\\(1\\))",
        "/S /Launch /F (calc.exe)",
        "/S /URI /URI (http://x)",
    ],
)
def test_what_a_pdf_would_run_is_left_alone(action):
    found = read_file(pdf_of(WORDS, extra=f"/OpenAction << {action} >>"), "a.pdf")

    assert "Viec cua thon" in found.texts[0]


@pytest.mark.parametrize("length", [5, 60, 200, 300])
def test_pdf_that_was_cut_is_refused(length):
    assert refused(pdf_file("Dieu 1")[:length], "a.pdf") in {"READ-05", "READ-07", "READ-09"}


def test_pdf_of_empty_bytes_beyond_reason_is_refused():
    packed = zlib.compress(b" " * 200_000_000, 9)
    content = pdf_of(WORDS).replace(WORDS, packed)
    content = content.replace(
        b"/Length %d" % len(WORDS), b"/Filter /FlateDecode /Length %d" % len(packed)
    )

    assert refused(content, "a.pdf") == "READ-09"


def test_pdf_whose_pages_lead_to_themselves_is_refused():
    content = pdf_of(WORDS).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")

    assert refused(content, "a.pdf") == "READ-09"


def test_pdf_that_draws_itself_is_read_once():
    content = pdf_of(b"/X0 Do " + WORDS, forms=(b"/X0 Do " * 9,))

    assert "Viec cua thon" in read_file(content, "a.pdf").texts[0]


def test_pdf_that_draws_one_form_for_ever_is_stopped(monkeypatch):
    monkeypatch.setattr(pdf, "_MOST_STEPS", 500)
    content = pdf_of(b"/X0 Do " * 90, forms=(WORDS * 30,))

    assert refused(content, "a.pdf") == "READ-19"


def test_pdf_below_the_limit_is_read(monkeypatch):
    monkeypatch.setattr(pdf, "_MOST_STEPS", 500)

    assert "Viec cua thon" in read_file(pdf_of(WORDS * 5), "a.pdf").texts[0]
