import io
import zipfile

import docx
import pytest

from danvan.papers import templates_archive
from danvan.papers.templates import check_template

LINKS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
END = "</Relationships>"
BODY = "</w:body>"


def good():
    file = docx.Document()
    file.add_paragraph("{{ number }}")
    package = file.part.package
    for key, link in list(package.rels.items()):
        if link.reltype.endswith("thumbnail"):
            del package.rels[key]
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def changed(member, before, after, **added):
    """Return the good file with words of one member replaced and members added."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as source, zipfile.ZipFile(content, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == member:
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode(), 1)
            target.writestr(name, text)
        for name, text in added.items():
            target.writestr(name.replace("__", "/").replace("_DOT_", "."), text)
    return content.getvalue()


def linked(kind, target, mode=""):
    told = f'<Relationship Id="rX" Type="{OFFICE}{kind}" Target="{target}"{mode}/>'
    return changed(LINKS, END, told + END)


def in_body(marks):
    return changed("word/document.xml", "<w:sectPr", f"<w:p><w:r>{marks}</w:r></w:p><w:sectPr")


def codes(content):
    return [finding.code for finding in check_template(content)]


def field(code):
    pieces = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in code)
    return (
        '<w:fldChar w:fldCharType="begin"/>' + pieces + '<w:fldChar w:fldCharType="separate"/>'
        '<w:t>x</w:t><w:fldChar w:fldCharType="end"/>'
    )


def test_a_good_file_is_good():
    assert codes(good()) == []


OUT = ' TargetMode="External"'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (linked("hyperlink", "https://example.org/", OUT), "PAPER-74"),
        (linked("attachedTemplate", "https://example.org/a.dotm", OUT), "PAPER-74"),
        (linked("image", "https://example.org/a.png", OUT), "PAPER-74"),
        (linked("image", "file:///etc/passwd"), "PAPER-74"),
        (linked("oleObject", "embeddings/a.xml"), "PAPER-75"),
        (linked("package", "embeddings/a.xml"), "PAPER-75"),
        (linked("aFChunk", "a.xml"), "PAPER-75"),
        (linked("font", "fonts/font1.odttf"), "PAPER-75"),
        (linked("image", "media/a.wmf"), "PAPER-75"),
        (linked("header", "header.txt"), "PAPER-75"),
        (linked("header", "gone.xml"), "PAPER-70"),
        (linked("vbaProject", "vbaProject.xml"), "PAPER-73"),
        (changed("", "", "", word__vbaProject_DOT_bin=b"x"), "PAPER-73"),
        (changed("[Content_Types].xml", "document.main+xml", "document.macroEnabled.main+xml"),
         "PAPER-73"),
        (changed("[Content_Types].xml", "document.main+xml", "template.main+xml"), "PAPER-70"),
        (changed("", "", "", word__media__a_DOT_svg="<svg/>"), "PAPER-75"),
        (in_body("<w:object/>"), "PAPER-75"),
        (in_body("<w:altChunk/>"), "PAPER-75"),
        (in_body(field([" INCLUDEPICTURE https://example.org "])), "PAPER-76"),
        (in_body(field([" INCL", "UDETEXT x "])), "PAPER-76"),
        (in_body(field([" ddeauto excel x "])), "PAPER-76"),
        (in_body(field([' HYPERLINK "https://example.org" '])), "PAPER-76"),
        (in_body(field([""])), "PAPER-76"),
        (in_body('</w:r><w:fldSimple w:instr="QUOTE 65"/><w:r>'), "PAPER-76"),
        (in_body("<w:instrText>DDE x</w:instrText>"), "PAPER-76"),
        (in_body('<w:fldChar w:fldCharType="begin"/><w:instrText>LINK x</w:instrText>'),
         "PAPER-76"),
        (changed("word/settings.xml", "<w:zoom", "<w:mailMerge/><w:zoom"), "PAPER-75"),
        (changed("word/document.xml", "<w:body>", "<w:body"), "PAPER-70"),
        (changed("word/document.xml", "?>", '?><!DOCTYPE a [<!ENTITY b "c">]>'), "PAPER-75"),
        (b"", "PAPER-70"),
        (b"PK\x03\x04 broken", "PAPER-70"),
        (b"%PDF-1.7", "PAPER-70"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "PAPER-71"),
    ],
)  # fmt: skip
def test_what_is_hidden_in_a_file_is_found(content, code):
    assert codes(content) == [code]


@pytest.mark.parametrize(
    "code", [[" PAGE "], [" NUMPAGES \\* MERGEFORMAT"], [' HYPERLINK \\l "part" '], ["TO", "C"]]
)
def test_fields_that_stay_inside_the_file_are_accepted(code):
    assert codes(in_body(field(code))) == []


def test_a_member_that_stands_twice_is_refused():
    content = io.BytesIO(good())
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(content, "a") as archive,
    ):
        archive.writestr("word/document.xml", "<a/>")

    assert codes(content.getvalue()) == ["PAPER-70"]


def test_a_member_that_unpacks_too_large_is_refused():
    content = io.BytesIO(good())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/big.xml", b" " * 70_000_000)

    assert codes(content.getvalue()) == ["PAPER-72"]


@pytest.mark.parametrize("limit", ["MOST_SHARED", "MOST_XML"])
def test_large_files_and_parts_are_refused(monkeypatch, limit):
    monkeypatch.setattr(templates_archive, limit, 100)

    assert set(codes(good())) == {"PAPER-72"}


def test_entities_that_multiply_do_not_multiply():
    rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'?><!DOCTYPE a [<!ENTITY e0 "x">{rows}]>'
    content = changed("word/document.xml", "?>", bomb)

    assert codes(content) == ["PAPER-75"]
