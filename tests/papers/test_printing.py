import io

import pypdf
import pytest

from danvan.papers import printing
from danvan.papers.layouts import layout
from danvan.papers.values import PaperError
from danvan.papers.writing import docx
from tests.papers import examples


def test_several_files_are_printed_in_their_order(printed_examples):
    firsts = [
        pypdf.PdfReader(io.BytesIO(each)).pages[0].extract_text()
        for each in printed_examples.values()
    ]

    assert ["Số 07-CV/ĐU" in firsts[0], "Số 12-BC/ĐU" in firsts[1], "QĐ-UBND" in firsts[2]] == [
        True
    ] * 3


def test_an_archival_print_says_so_and_holds_its_fonts(has_office):
    paper = examples.PARTY_DISPATCH
    content = printing.pdf(docx(paper, layout("party", paper.dated)), archival=True)

    reader = pypdf.PdfReader(io.BytesIO(content))
    told = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in told
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_nothing_to_print_starts_nothing(monkeypatch):
    monkeypatch.setenv("PATH", "")

    assert printing.pdfs([]) == ()


def test_a_server_without_the_program_is_told(monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(PaperError) as told:
        printing.pdf(b"x")

    assert told.value.code == "PAPER-60"


@pytest.mark.parametrize(("script", "code"), [("sleep 60", "PAPER-61"), ("exit 0", "PAPER-62")])
def test_a_program_that_hangs_or_makes_nothing_is_ended(monkeypatch, tmp_path, script, code):
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(printing, "installed", lambda: str(program))
    monkeypatch.setattr(printing, "PATIENCE", 0.2 if code == "PAPER-61" else 30)
    monkeypatch.setattr(printing, "PATIENCE_EACH", 0)

    with pytest.raises(PaperError) as told:
        printing.pdf(b"x")

    assert told.value.code == code
