"""Any string whatever: never a crash, nothing lost, the same for every Unicode form."""

import json
import unicodedata
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.law.provisions import Provision
from danvan.law.text import read_document, walk
from danvan.law.text.clean import clean, normalised
from danvan.law.text.contract import as_contract
from danvan.law.text.in_force import changes, in_force
from danvan.law.text.structure import structure

PIECES = st.sampled_from(
    [
        "Điều 1.",
        "Điều 2. Tên gọi",
        "Ðiều 12a: Việc",
        "1.",
        "1. Việc.",
        "2. Việc gồm:",
        "2.1. Việc",
        "2.1.1. Việc",
        "- việc;",
        "- Việc:",
        "+ Con",
        "a) điểm;",
        "đ) điểm.",
        "Chương I",
        "Chương II VIỆC",
        "Mục 1",
        "Mục A Tên",
        "Phần thứ nhất",
        "Tiểu mục 1",
        "I. Việc",
        "“Điều 5.",
        "Hết.”",
        "| a | b |",
        "Phụ lục I",
        "Mẫu số 01",
        "QUY CHẾ",
        "(Kèm theo Quyết định số 1-QĐ/ĐU)",
        "Nơi nhận:",
        "- Lưu VT.",
        "- Ban A, } (để biết)",
        "TM. ỦY BAN",
        "BÍ THƯ",
        "Lê Thị Thử",
        "Căn cứ Luật Thử nghiệm;",
        "Số 1-QĐ/ĐU",
        "Kính gửi: ai đó",
        "khoản 1, 2 Điều 3",
        "điểm c khoản 2 Điều này",
        "có hiệu lực từ ngày 31/02/2022",
        "thay thế Quyết định số 3-QĐ/X ngày 1/1/2020",
        "Xã A, ngày 1 tháng 1 năm 2020",
        "một câu không có dấu chấm",
        "của",
        "từ đó",
        "TÊN",
        "12",
        "**",
        "*",
        "# ",
        "\n",
        "\n\n",
        "\f",
        "\t",
        "\u200b",
        "\u00a0",
        "\x07",
        "\ud800",
        "e\u0302",
        "1. Sửa đổi khoản 2 Điều 1 như sau:",
        "a) Bổ sung Điều 2a vào sau Điều 2 như sau: “Điều 2a. Mới",
        "“2. Nội dung mới.”.",
        '"3. Nội dung',
        'hết."',
        "2. Bãi bỏ Điều 1, từ Điều 2 đến Điều 40 và Chương II Luật Thử nghiệm.",
        "Thay thế cụm từ “việc” bằng cụm từ “công việc” tại khoản 1 Điều 1, Điều 2.",
        "Điều 2 được sửa đổi như sau:",
        "A. PHẦN CHUNG",
        "b1) việc",
        "iii) việc",
        "Khoản 2. Việc",
        "Chương Ia",
        "Điều 3 Tên điều",
        "1\\. Việc",
        "Nơi nhận: TM. ỦY BAN",
        "điểm a, b khoản 1, điểm c khoản 2 Điều 1 Quy chế này và Mục 1 Chương này",
        "Luật này được Quốc hội thông qua ngày 1/1/2030.",
        "Thời gian ký: 01/01/2030",
        "\u202e",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map("\n".join),
)


@given(TEXTS)
def test_cleaning_can_be_taken_back(text):
    cleaned = clean([text])

    assert cleaned.restored() == normalised([text])


@given(TEXTS)
def test_every_character_belongs_to_one_node(text):
    document = read_document(text)
    nodes = list(walk(document.nodes))

    assert "".join(node.text for node in nodes) == document.text
    assert [document.text[node.start : node.end] for node in nodes] == [node.text for node in nodes]
    assert len({node.address for node in nodes}) == len(nodes)
    assert [str(Provision.parse(node.address)) for node in nodes] == [
        node.address for node in nodes
    ]


@given(TEXTS)
def test_lines_and_spans_point_into_the_file(text):
    document = read_document(text)
    last = normalised([text]).count("\n") + 1

    assert all(1 <= node.line_start <= node.line_end <= last for node in walk(document.nodes))
    assert all(
        document.text[reference.start : reference.end] == reference.text
        for reference in document.references
    )
    assert all(
        1 <= finding.place.line_start <= finding.place.line_end <= last
        for finding in document.findings
    )


@given(TEXTS)
def test_result_is_the_same_for_every_unicode_form(text):
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]

    first, second = (as_contract(read_document(form), {}) for form in forms)

    assert first == second
    assert json.loads(json.dumps(first)) == first
    json.dumps(first, ensure_ascii=False).encode("utf-8")


@given(st.lists(PIECES, max_size=30))
def test_spaces_around_lines_change_nothing(pieces):
    lines = "\n".join(pieces).replace("\f", "").split("\n")
    spaced = "\n".join(f" {line} " for line in lines)

    first, second = (structure(clean([text]))[1] for text in ("\n".join(lines), spaced))

    assert first == second


@given(st.lists(PIECES, max_size=30))
def test_spaces_between_words_change_nothing(pieces):
    text = "\n".join(pieces)

    first, second = (read_document(each) for each in (text, text.replace(" ", "   ")))

    assert first.nodes == second.nodes
    assert (first.references, first.amendments) == (second.references, second.amendments)


@given(st.lists(PIECES, max_size=40))
def test_any_text_can_be_changed_by_any_other(pieces):
    document = read_document("\n".join(pieces))
    made = changes(document, on=date(2030, 1, 1))

    result = in_force(document, made, date(2030, 1, 1))

    addresses = [node.address for node in result.walk()]
    assert [str(Provision.parse(each)) for each in addresses] == addresses
    assert len(set(addresses)) == len(addresses)
    assert made or result.text == document.text
    assert all(document.text[each.start : each.end].strip() for each in document.amendments)


@settings(max_examples=20)
@given(st.integers(1, 60))
def test_pages_are_one_text(count):
    pages = [f"Điều {number}. Việc thứ {number}." for number in range(1, count + 1)]

    document = read_document(pages)

    articles = [node.number for node in walk(document.nodes) if node.level == "article"]
    assert articles == [str(number) for number in range(1, count + 1)]
    assert document.cleaned.pages == count
