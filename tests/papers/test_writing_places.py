"""Where each component stands on a printed page, as poppler measures it, against the pack.

Tolerances: 1 mm across a page, 0.3 mm between lines, 0.1 point for sizes.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest

from danvan.papers.layouts import layout
from danvan.papers.printing import pdfs
from danvan.papers.values import Annex, Paper, Part, Signing
from danvan.papers.writing import docx
from tests.papers import examples
from tests.papers.pages import Row, drawn, fonts, line, pages, rows

MM = 1.0
POINT = 25.4 / 72
DESCENT = 0.216
"""How deep letters of Times hang below their line, in sizes."""

VOWELS = ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = " ".join(
    unicodedata.normalize("NFC", f"{vowel}{tone}") for vowel in VOWELS for tone in TONES
)
LETTERS = f"{LETTERS} đ"


def figures(name):
    paper = examples.ALL[name]
    return layout(paper.world, paper.dated)


@pytest.fixture(scope="module")
def measured(printed_examples) -> dict[str, list[Row]]:
    return {name: rows(content) for name, content in printed_examples.items()}


def row(found: list[Row], text: str) -> Row:
    return next(each for each in found if each.text.startswith(text))


@pytest.mark.parametrize("name", examples.ALL)
def test_every_sheet_is_the_one_of_the_pack_and_words_stay_between_its_margins(measured, name):
    sheet = figures(name).sheet
    for each in measured[name]:
        assert each.sheet == pytest.approx((sheet.width, sheet.height), abs=0.2)
        assert each.left >= sheet.left - 0.3
        assert each.right <= sheet.width - sheet.right + 0.3
        assert each.bottom <= sheet.height - sheet.bottom + 0.3
        if not each.text.isdigit():
            assert each.top >= sheet.top - 0.3


HEADS = {
    "party-dispatch": (
        ("ĐẢNG BỘ TỈNH MẪU", "ĐẢNG ỦY XÃ MẪU", "*", "Số 07-CV/ĐU", "KHẨN", "mời dự", "năm 2026"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", "Mẫu, ngày 05 tháng 6 năm 2026"),
    ),
    "party-report": (
        ("ĐẢNG BỘ TỈNH MẪU", "ĐẢNG ỦY XÃ MẪU", "*", "Số 12-BC/ĐU"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", "Mẫu, ngày 20 tháng 3 năm 2026"),
    ),
    "state-decision": (
        ("ỦY BAN NHÂN DÂN", "XÃ MẪU", "Số: 15/QĐ-UBND", "HỎA TỐC"),
        ("CỘNG HÒA XÃ HỘI", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 05 tháng 01 năm 2026"),
    ),
    "joint-regulation": (
        ("ỦY BAN NHÂN DÂN", "XÃ MẪU -", "BAN CÔNG TÁC QUẦN", "CHÚNG ĐẢNG ỦY XÃ", "Số: 01/QC-UBND"),
        ("CỘNG HÒA XÃ HỘI", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 31 tháng 12 năm 2026"),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_the_two_columns_of_the_head_stand_in_their_middle_one_below_the_other(measured, name):
    told = figures(name)
    left, right = ([row(measured[name], text) for text in column if text] for column in HEADS[name])
    middle = told.sheet.left + (told.left - 3) / 2

    assert [each.middle for each in left] == pytest.approx([middle] * len(left), abs=MM)
    middle = told.sheet.left + told.left + told.right / 2
    assert [each.middle for each in right] == pytest.approx([middle] * len(right), abs=MM)
    for column in (left, right):
        assert [each.base for each in column] == sorted(each.base for each in column)
    assert right[0].base == pytest.approx(left[0].base, abs=0.6)


@pytest.mark.parametrize("name", ["party-report", "state-decision", "joint-regulation"])
def test_name_of_the_type_and_summary_stand_in_the_middle_of_the_page(measured, name):
    told, paper = figures(name), examples.ALL[name]
    title = {"party-report": "BÁO CÁO", "state-decision": "QUYẾT ĐỊNH"}.get(name, "QUY CHẾ")
    middle = told.sheet.left + told.sheet.inner / 2
    first = row(measured[name], title)
    below = row(measured[name], paper.summary[:12])

    assert [first.middle, below.middle] == pytest.approx([middle, middle], abs=MM)
    assert 0 < below.base - first.base < 8


@pytest.mark.parametrize("name", examples.ALL)
def test_rules_hang_below_the_deepest_letters(printed_examples, name):
    content = printed_examples[name]
    shown = {"party-dispatch": ["ĐẢNG CỘNG"], "party-report": ["ĐẢNG CỘNG"]}
    for text in shown.get(name, ["Độc lập", examples.ALL[name].summary[:8]]):
        words = line(content, text)
        below = min(
            each.top - words.base
            for each in drawn(content)
            if words.base < each.top < words.base + 4 and each.left + each.width > words.left
        )
        assert DESCENT * words.size * POINT < below < 3


SIGNED = {
    "party-dispatch": ("T/M ĐẢNG ỦY", "PHÓ BÍ THƯ", "Phó Bí thư thường trực xã Mẫu"),
    "party-report": ("T/M ĐẢNG ỦY", "BÍ THƯ", "Bí thư Đảng ủy xã Mẫu"),
    "state-decision": (
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Phó Chủ tịch xã Mẫu",
    ),
}


@pytest.mark.parametrize("name", SIGNED)
def test_the_signing_block_stands_on_the_right_with_room_to_sign_in(measured, name):
    told = figures(name)
    block = [row(measured[name], text) for text in SIGNED[name]]
    middle = told.sheet.width - told.sheet.right - told.signing / 2
    recipients = row(measured[name], "Nơi nhận:")

    assert [each.middle for each in block] == pytest.approx([middle] * len(block), abs=MM)
    assert recipients.left == pytest.approx(told.sheet.left, abs=MM)
    assert recipients.base == pytest.approx(block[0].base, abs=1.5)
    room = block[-1].base - block[-2].base - told.styles["signer"].size * 1.15 * POINT
    assert room == pytest.approx(told.to_sign_in, abs=MM)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("party-dispatch", 12),
        ("party-report", 11),
        ("state-decision", 11),
        ("joint-regulation", 11),
    ],
)
def test_recipients_are_a_list_of_their_size_that_ends_with_what_is_kept(
    printed_examples, name, mark
):
    content = printed_examples[name]
    head, kept = line(content, "Nơi nhận:"), line(content, "- Lưu")

    assert kept.text.endswith(".")
    assert kept.size == pytest.approx(mark, abs=0.1)
    assert head.base < kept.base
    assert kept.left == pytest.approx(head.left, abs=MM)


AUTHORITIES = [
    ("state", Signing("TM", "Ủy ban nhân dân", "Chủ tịch"), ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
    (
        "state",
        Signing("KT", "Chủ tịch", "Phó Chủ tịch", above="Ủy ban nhân dân"),
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    ),
    ("state", Signing("TL", "Chủ tịch", "Chánh Văn phòng"), ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
    ("state", Signing("TUQ", "Chủ tịch", "Trưởng phòng"), ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"]),
    ("state", Signing("Q", "Chủ tịch"), ["Q. CHỦ TỊCH"]),
    ("party", Signing("TM", "Đảng ủy", "Bí thư"), ["T/M ĐẢNG ỦY", "BÍ THƯ"]),
    ("party", Signing("KT", "Trưởng ban", "Phó Trưởng ban"), ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]),
    ("party", Signing("TL", "Ban Thường vụ", "Chánh Văn phòng"), ["T/L BAN THƯỜNG VỤ"]),
]


def _lettered() -> Paper:
    parts = (Part("paragraph", text=LETTERS), Part("paragraph", text=LETTERS.upper()))
    bold = Part("heading", "Điều 1.", f"{LETTERS} {LETTERS.upper()}")
    body = (*parts, bold, Part("table", rows=((LETTERS,), (LETTERS.upper(),))))
    return replace(
        examples.STATE_DECISION,
        bases=(LETTERS, LETTERS.upper()),
        body=body,
        recipients=(LETTERS,),
        annexes=(Annex(LETTERS),),
    )


@pytest.fixture(scope="module")
def more(has_office) -> list[bytes]:
    """Return prints of one paper with each authority, and last one with every letter."""
    of = {"state": examples.STATE_DECISION, "party": examples.PARTY_REPORT}
    papers = [replace(of[world], signers=(signer,)) for world, signer, _told in AUTHORITIES]
    papers.append(_lettered())
    return list(pdfs([docx(paper, layout(paper.world, paper.dated)) for paper in papers]))


@pytest.mark.parametrize("place", range(len(AUTHORITIES)), ids=lambda at: AUTHORITIES[at][2][0])
def test_authority_lines_stand_below_each_other_in_the_middle_of_the_block(more, place):
    world, _signing, words = AUTHORITIES[place]
    told = figures("party-report" if world == "party" else "state-decision")
    found = rows(more[place])
    block = [row(found, text) for text in words]
    middle = told.sheet.width - told.sheet.right - told.signing / 2

    assert [each.middle for each in block] == pytest.approx([middle] * len(block), abs=MM)
    assert [each.text for each in block] == words
    assert [each.base for each in block] == sorted(each.base for each in block)


def test_every_vietnamese_letter_is_printed_from_the_one_font(more):
    """Words drawn from another font because a letter is missing would name that font."""
    told = "".join("".join(pages(more[-1])).split())
    letters = LETTERS.replace(" ", "")

    assert {each.split("-")[0] for each in fonts(more[-1])} <= {"LiberationSerif", "Tinos"}
    assert {each for each in letters + letters.upper() if each not in told} == set()


@pytest.mark.parametrize(
    ("name", "text"), [("party-report", "4. Các chi"), ("state-decision", "Điều 1.")]
)
def test_first_lines_begin_at_the_indent_of_the_pack(measured, name, text):
    told = figures(name)
    found = row(measured[name], text)

    assert found.left - told.sheet.left == pytest.approx(told.styles["body"].indent, abs=MM)


def test_lines_and_paragraphs_stand_apart_as_the_pack_says(measured):
    new = [each for each in measured["party-dispatch"] if each.text[:2] in {"a)", "b)", "c)", "d)"}]
    steps = [b.base - a.base for a, b in pairwise(new)]
    told = figures("party-dispatch")

    assert steps == pytest.approx([(told.lines + told.styles["body"].before) * POINT] * 3, abs=0.3)


def test_justified_lines_reach_the_right_margin(measured):
    told = figures("party-report").sheet
    full = [each for each in measured["party-report"] if each.text.startswith("việc nào chậm")]

    assert len(full) > 10
    assert [each.right for each in full] == pytest.approx(
        [told.width - told.right] * len(full), abs=0.5
    )


def test_a_table_reaches_from_margin_to_margin(printed_examples):
    sheet = figures("state-decision").sheet
    rules = [each for each in drawn(printed_examples["state-decision"], 2) if each.width > 30]
    left = min(each.left for each in rules)
    right = max(each.left + each.width for each in rules)

    assert (left, right) == pytest.approx((sheet.left, sheet.width - sheet.right), abs=0.5)
