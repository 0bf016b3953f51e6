from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import pytest

from danvan.readers import read_file
from danvan.readers.numbering import figure

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVEL = (
    '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
)
ARTICLES = (
    LEVEL.format(0, 1, "upperRoman", "Chương %1.")
    + LEVEL.format(1, 3, "decimal", "Điều %2.")
    + LEVEL.format(2, 1, "decimal", "%2.%3.")
    + LEVEL.format(3, 1, "lowerLetter", "%4)")
    + LEVEL.format(4, 1, "bullet", "\uf0b7")
)
ONE = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
STYLES = (
    '<w:style w:styleId="Dieu"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    '</w:pPr></w:style><w:style w:styleId="Con"><w:basedOn w:val="Dieu"/></w:style>'
    '<w:style w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>'
)


def paragraph(words: str, number: str = "", depth: int = 0, style: str = "") -> str:
    told = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    own = (f'<w:pStyle w:val="{style}"/>' if style else "") + (told if number else "")
    return f"<w:p><w:pPr>{own}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def document(paragraphs: Iterable[str], nums: str = ONE) -> bytes:
    """Return a Word document whose lists follow one pattern."""
    family = f'<w:abstractNum w:abstractNumId="7">{ARTICLES}</w:abstractNum>'
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        body = "".join(paragraphs)
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/numbering.xml", f"<w:numbering {W}>{family}{nums}</w:numbering>")
        archive.writestr("word/styles.xml", f"<w:styles {W}>{STYLES}</w:styles>")
    return kept.getvalue()


def lines(content: bytes) -> list[str]:
    return read_file(content, "a.docx").texts[0].splitlines()


def test_levels_are_counted_as_word_counts_them():
    depths = [0, 1, 2, 2, 3, 3, 1, 2, 0, 1]
    found = lines(document(paragraph("x", "1", depth) for depth in depths))

    assert found == [
        "Chương I. x", "Điều 3. x", "3.1. x", "3.2. x", "a) x", "b) x",
        "Điều 4. x", "4.1. x", "Chương II. x", "Điều 3. x",
    ]  # fmt: skip


def test_numbers_come_from_the_style_and_the_style_it_follows():
    found = lines(document([paragraph("một", style="Dieu"), paragraph("hai", style="Con")]))

    assert found == ["Điều 3. một", "Điều 4. hai"]


def test_a_paragraph_may_leave_the_list_of_its_style():
    words = [paragraph("một", style="Dieu"), paragraph("hai", "0", style="Dieu"), paragraph("ba")]

    assert lines(document(words)) == ["Điều 3. một", "hai", "ba"]


def test_bullets_are_dashes_and_empty_paragraphs_count_nothing():
    words = [paragraph("một", "1", 4), paragraph(" ", "1", 1), paragraph("hai", "1", 1)]

    assert [line for line in lines(document(words)) if line.strip()] == ["- một", "Điều 3. hai"]


def test_a_list_that_restarts_begins_anew_once():
    of = '<w:abstractNumId w:val="7"/>'
    second = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = f'<w:num w:numId="1">{of}</w:num><w:num w:numId="2">{of}{second}</w:num>'
    words = [paragraph("x", number, 1) for number in ("1", "1", "2", "2")]

    assert lines(document(words, nums)) == ["Điều 3. x", "Điều 4. x", "Điều 1. x", "Điều 2. x"]


@pytest.mark.parametrize(
    "words",
    [
        paragraph("x", "9"),
        paragraph("x", "1", 8),
        paragraph("x", "1", 99),
        paragraph("x", style="Vong"),
    ],
)
def test_lists_that_are_not_there_number_nothing(words):
    assert lines(document([words])) == ["x"]


def test_a_text_box_stands_before_its_paragraph_once():
    box = f"<w:txbxContent>{paragraph('Số 12')}</w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    hanging = f"<w:p><w:r>{both}<w:t>QUYẾT ĐỊNH</w:t></w:r></w:p>"

    assert lines(document([hanging])) == ["Số 12", "QUYẾT ĐỊNH"]


@pytest.mark.parametrize(
    ("count", "figures", "written"),
    [
        (9, "lowerRoman", "ix"),
        (44, "upperRoman", "XLIV"),
        (26, "upperLetter", "Z"),
        (4, "lowerLetter", "d"),
        (4, "vietnameseCounting", "d"),
        (5, "vietnameseCounting", "đ"),
        (3, "decimalZero", "03"),
        (3, "none", ""),
        (0, "lowerLetter", ""),
        (10**9, "decimal", "5000"),
        (7, "unheardOf", "7"),
    ],
)
def test_figures_are_written_as_word_writes_them(count, figures, written):
    assert figure(count, figures) == written
