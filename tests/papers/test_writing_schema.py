"""What Word is strict about: the order of marks inside their element, styles, and the parts.

The orders are those of the schema of WordprocessingML (ISO/IEC 29500-1, annex A).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import docx as word
import pytest
from lxml import etree

from danvan.law.pack_folders import packs_folder
from danvan.papers import printing
from danvan.papers.layouts import layout, layouts
from danvan.papers.writing import docx
from danvan.papers.writing_shapes import style_id
from tests.papers import examples
from tests.papers.pages import lines

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDERS = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr
        suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct
        topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind
        contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss
        imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs
        highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout
        specVanish oMath""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW
        jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption
        tblDescription""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection
        tcFitText vAlign hideMark""",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden
        unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr
        tblPr trPr tcPr tblStylePr""",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc
        pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection
        bidi rtlGutter docGrid printerSettings""",
    "compat": """useSingleBorderforContiguousCells spaceForUL ulTrailSpace doNotExpandShiftReturn
        compatSetting""",
}
PARTS = ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/settings.xml")


def _parts(content: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in PARTS}


@pytest.mark.parametrize("name", examples.ALL)
@pytest.mark.parametrize("element", ORDERS)
def test_marks_stand_in_the_order_of_the_schema(written_examples, name, element):
    order = ORDERS[element].split()
    for root in _parts(written_examples[name]).values():
        for node in root.iter(f"{W}{element}"):
            here = [etree.QName(child).localname for child in node]
            assert set(here) <= set(order)
            assert here == sorted(here, key=order.index)


@pytest.mark.parametrize("name", examples.ALL)
def test_every_cell_ends_with_a_paragraph_and_every_row_fills_its_grid(written_examples, name):
    root = _parts(written_examples[name])["word/document.xml"]
    for table in root.iter(f"{W}tbl"):
        grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
            assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == grid
            assert {cell[-1].tag for cell in cells} == {f"{W}p"}
    assert root[0][-1].tag == f"{W}sectPr"


@pytest.mark.parametrize("name", examples.ALL)
def test_every_part_is_named_with_its_kind_and_every_link_leads_to_one(written_examples, name):
    with zipfile.ZipFile(io.BytesIO(written_examples[name])) as archive:
        names = set(archive.namelist())
        kinds = etree.fromstring(archive.read("[Content_Types].xml"))
        told = {each.get("PartName", "").lstrip("/") for each in kinds}
        endings = {each.get("Extension") for each in kinds} - {None}
        links = etree.fromstring(archive.read("word/_rels/document.xml.rels"))

    assert [each for each in names - {"[Content_Types].xml"}
            if each not in told and each.rsplit(".", 1)[-1] not in endings] == []  # fmt: skip
    assert told - {""} <= names
    targets = {each.get("Target").removeprefix("../") for each in links}
    assert {each for each in targets if f"word/{each}" not in names and each not in names} == set()


@pytest.mark.parametrize("name", examples.ALL)
def test_words_have_the_styles_of_their_components_and_no_letters_of_their_own(
    written_examples, name
):
    file = word.Document(io.BytesIO(written_examples[name]))
    root = file.element.body
    given: Counter[str | None] = Counter()
    for paragraph in root.iter(f"{W}p"):
        text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if text.strip("-"):
            given[None if style is None else style.get(f"{W}val")] += 1
    paper = examples.ALL[name]
    styles = layout(paper.world, paper.dated).styles

    assert set(given) <= {style_id(key) for key in styles}
    assert given["PaperBody"] >= 1
    assert not re.search(r"  |\t", "\n".join(each.text for each in file.paragraphs))


@pytest.mark.parametrize("figures", layouts(packs_folder()), ids=lambda each: each.key)
def test_styles_of_the_file_have_the_figures_of_the_layout(figures):
    paper = examples.ALL["party-dispatch" if figures.world == "party" else "state-decision"]
    file = word.Document(io.BytesIO(docx(paper, figures)))
    for key, style in figures.styles.items():
        made = file.styles[figures.style_names[key]]
        assert made.font.size.pt == style.size
        told = (made.font.bold, made.font.italic, made.font.underline)
        assert told == (style.bold or None, style.italic or None, style.underline or None)
        assert made.font.name == figures.font
        assert made.paragraph_format.first_line_indent.mm == pytest.approx(style.indent, abs=0.1)
        assert made.quick_style
    pitch = file.styles[figures.style_names["body"]].paragraph_format.line_spacing
    assert (pitch.pt if figures.lines else pitch) == figures.lines


def test_changing_one_style_changes_every_line_of_it(has_office, written_examples):
    file = word.Document(io.BytesIO(written_examples["party-report"]))
    figures = layout("party", examples.PARTY_REPORT.dated)
    file.styles[figures.style_names["body"]].font.size = word.shared.Pt(11)
    content = io.BytesIO()
    file.save(content)

    printed = lines(printing.pdf(content.getvalue()))

    assert {each.size for each in printed if "chi bộ thôn" in each.text} == {11}


@pytest.mark.slow
def test_libreoffice_saves_the_same_pages(has_office, written_examples, printed_examples):
    saved = printing.converted(list(written_examples.values()), "docx")
    again = dict(zip(written_examples, printing.pdfs(saved), strict=True))
    for name, before in printed_examples.items():
        first, second = lines(before), lines(again[name])
        assert [(each.page, each.text, each.size, each.face) for each in first] == [
            (each.page, each.text, each.size, each.face) for each in second
        ]
        for one, other in zip(first, second, strict=True):
            assert (other.left, other.base) == pytest.approx((one.left, one.base), abs=0.3)


@pytest.mark.slow
def test_what_libreoffice_saves_keeps_sheet_and_styles(has_office, written_examples):
    saved = printing.converted(list(written_examples.values()), "docx")
    for name, content in zip(written_examples, saved, strict=True):
        paper = examples.ALL[name]
        figures = layout(paper.world, paper.dated)
        file = word.Document(io.BytesIO(content))
        for section in file.sections:
            told = (section.top_margin, section.bottom_margin, section.left_margin)
            sheet = (figures.sheet.top, figures.sheet.bottom, figures.sheet.left)
            assert [each.mm for each in told] == pytest.approx(sheet, abs=0.2)
        named = {each.name for each in file.styles}
        assert {figures.style_names[key] for key in figures.styles} <= named
