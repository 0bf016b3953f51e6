"""What PDF/A-2b (ISO 19005-2) asks of a file, as far as it can be seen without a full validator.

No validator of all its clauses is among the tools of the tests; these are the ones that a print,
a report and a stamp could break.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace

import pypdf
import pytest
from lxml import etree
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from danvan.papers.layouts import layout
from danvan.papers.printing import pdf
from danvan.papers.reports import Bars, Report, ReportTable, Section, report_pdf
from danvan.papers.signing import Appearance, key_from_file, sign
from danvan.papers.stamps import Stamp, draw
from danvan.papers.writing import docx
from tests.papers import examples
from tests.papers.certificates import AT, FIRST, PASSPHRASE, key_file
from tests.papers.pages import pages

KINDS = ("print", "report", "signed")
ACTS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ImportData", "/ResetForm", "/SubmitForm",
        "/Hide", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView"}  # fmt: skip
XMP = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


@pytest.fixture(scope="module")
def archived(has_office) -> dict[str, bytes]:
    paper = examples.STATE_DECISION
    printed = pdf(docx(paper, layout(paper.world, paper.dated)), archival=True)
    table = ReportTable("Việc theo thôn", ("Thôn", "Số việc"), (("Thượng", "12"),))
    section = Section("Việc", ("Một đoạn.",), (table,), (Bars("Số việc", ("Thượng",), (12,)),))
    report = Report("Bảng việc", "Ủy ban nhân dân xã Mẫu", paper.dated, sections=(section,))
    stamp = draw(Stamp("signer", (FIRST, "Đảng ủy xã Mẫu"), AT))
    key = key_from_file(key_file(), PASSPHRASE, at=AT)
    return {
        "print": printed,
        "report": report_pdf(report, layout("state", paper.dated), archival=True),
        "signed": sign(printed, key, Appearance(stamp), order=1, at=AT),
    }


@pytest.fixture(params=KINDS)
def content(request, archived) -> bytes:
    return archived[request.param]


def objects(content: bytes) -> list[DictionaryObject]:
    """Return every dictionary and stream that a reader reaches from the trailer."""
    found, seen = [], set()
    left = [pypdf.PdfReader(io.BytesIO(content)).trailer]
    while left:
        each = left.pop()
        if isinstance(each, IndirectObject):
            if each.idnum in seen:
                continue
            seen.add(each.idnum)
            each = each.get_object()
        if isinstance(each, ArrayObject):
            left += list(each)
        elif isinstance(each, DictionaryObject):
            found.append(each)
            left += [each.raw_get(key) for key in each]
    return found


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf absent")
def test_the_file_is_whole_and_open(content, tmp_path):
    path = tmp_path / "archived.pdf"
    path.write_bytes(content)

    told = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)

    assert told.returncode == 0, told.stdout + told.stderr
    assert b"not encrypted" in told.stdout


def test_the_head_and_the_end_of_the_file_are_as_asked(content):
    reader = pypdf.PdfReader(io.BytesIO(content))

    assert re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", content)
    assert len(reader.trailer["/ID"]) == 2
    assert "/Encrypt" not in reader.trailer
    assert reader.xmp_metadata is not None


def test_the_colours_have_a_profile_inside(content):
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    (intent,) = root["/OutputIntents"]
    intent = intent.get_object()
    profile = intent["/DestOutputProfile"].get_object()

    assert intent["/S"] == "/GTS_PDFA1"
    assert profile["/N"] == 3
    assert profile.get_data()[36:40] == b"acsp"
    assert profile.get_data()[16:20] == b"RGB "


def test_the_description_says_what_the_file_is(content):
    reader = pypdf.PdfReader(io.BytesIO(content))
    told = reader.trailer["/Root"]["/Metadata"].get_object()
    packet = told.get_data()
    tree = etree.fromstring(packet[packet.index(b"<") :].strip())
    text = etree.tostring(tree, encoding="unicode")

    assert "/Filter" not in told
    for name, value in (("part", "2"), ("conformance", "B")):
        found = tree.xpath(f"//pdfaid:{name}/text() | //@pdfaid:{name}", namespaces=XMP)
        assert [str(each) for each in found] == [value]
    if reader.metadata and reader.metadata.title:
        assert reader.metadata.title in text


def test_every_font_is_inside(content):
    fonts = [each for each in objects(content) if each.get("/Type") == "/FontDescriptor"]
    told = subprocess.run(["pdffonts", "-"], input=content, capture_output=True, check=True)
    listed = [row.split() for row in told.stdout.decode().splitlines()[2:]]

    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(each) for each in fonts)
    assert {row[-5] for row in listed} == {"yes"}


def test_nothing_acts_fetches_or_hides(content):
    for each in objects(content):
        assert each.get("/S") not in ACTS
        assert not {"/JS", "/AA", "/EmbeddedFiles", "/XFA", "/Alternates", "/OPI"} & set(each)
        if each.get("/Subtype") in {"/Widget", "/Link"}:
            assert int(each["/F"]) & 4  # printed
            assert not int(each["/F"]) & 0b100011  # neither hidden nor unseen
        if isinstance(each, StreamObject):
            assert "/F" not in each
            assert "/LZWDecode" not in str(each.get("/Filter"))
            assert each.get("/Interpolate", False) != True  # noqa: E712  a boolean of the library


def test_no_colour_asks_for_another_profile(content):
    assert not any("/DeviceCMYK" in str(each.get("/ColorSpace")) for each in objects(content))


def test_what_is_seen_mixes_only_where_a_page_says_how(content):
    """A page with transparent parts names the colours they are mixed in, or the intent does."""
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        group = page.get("/Group")
        if group is not None:
            assert group.get_object().get("/CS", "/DeviceRGB") == "/DeviceRGB"


def test_an_archival_print_shows_the_same_words(archived):
    paper = examples.STATE_DECISION
    plain = pdf(docx(paper, layout(paper.world, paper.dated)))

    assert pages(archived["print"]) == pages(plain)


def test_a_plain_print_does_not_claim_to_be_archival(has_office):
    paper = replace(examples.STATE_DECISION, annexes=())

    assert b"pdfaid" not in pdf(docx(paper, layout(paper.world, paper.dated)))
