"""The source documents, where their folder is there; issue texts say what each must give."""

from collections import Counter

import pytest

from danvan.law.text import read_document, walk
from danvan.law.text.tree import PLAIN


def read(documents, start):
    path = next(documents.glob(f"{start}_*.txt"))
    return read_document(path.read_text(encoding="utf-8"))


def numbers(document, index, level):
    return [
        node.number
        for node in walk(document.nodes)
        if node.part_index == index and node.level == level
    ]


def counted(document, index):
    return Counter(
        node.level
        for node in walk(document.nodes)
        if node.part_index == index and node.level not in PLAIN
    )


def clauses(document):
    found = {}
    for node in walk(document.nodes):
        if node.level == "article" and node.part_index:
            found[node.number] = len(node.children)
    return {number: count for number, count in found.items() if count}


def test_000_is_a_decision_of_three_articles_with_a_regulation(documents):
    document = read(documents, "000")

    assert [(part.kind, part.index) for part in document.parts] == [
        ("decision", None),
        ("regulation", 1),
    ]
    assert numbers(document, None, "article") == ["1", "2", "3"]
    assert numbers(document, 1, "chapter") == ["I", "II", "III", "IV"]
    assert numbers(document, 1, "section") == ["1", "2", "3"]
    assert numbers(document, 1, "article") == [str(n) for n in range(1, 25) if n != 11]
    assert counted(document, 1) == {
        "chapter": 4,
        "section": 3,
        "article": 23,
        "clause": 45,
        "dash": 3,
        "paragraph": 2,
    }
    assert clauses(document) == {
        "4": 7,
        "5": 8,
        "6": 1,
        "7": 2,
        "8": 4,
        "9": 6,
        "10": 3,
        "12": 7,
        "13": 6,
        "15": 1,
        "21": 2,
    }


def test_000_has_its_gap_and_its_restart_as_findings(documents):
    document = read(documents, "000")

    found = {finding.code: finding for finding in document.findings}

    gap, restart = found["TXT-01"], found["TXT-02"]
    assert set(found) == {"TXT-01", "TXT-02", "TXT-08"}
    assert (gap.severity, gap.fields["missing"]) == ("warns", "11")
    assert (gap.place.address, gap.place.line_start) == ("att_1__art_10", 150)
    assert (gap.other.address, gap.other.line_start) == ("att_1__art_12", 160)
    assert (restart.severity, restart.place.address) == ("notes", "att_1__art_1")
    assert restart.other.address == "art_3"


def test_000_joins_the_sentences_that_pages_broke(documents):
    document = read(documents, "000")

    assert document.cleaned.joins == ((106, 108), (128, 130), (186, 188), (200, 202), (218, 220))
    paragraph = document.find("att_1__art_6__para_2")
    assert "tổng kết; dự thảo" in paragraph.text
    assert (paragraph.line_start, paragraph.line_end) == (106, 108)
    assert [node.address for node in paragraph.children] == [
        f"att_1__art_6__para_2__dash_{number}" for number in (1, 2, 3)
    ]


def test_000_says_of_itself(documents):
    header = read(documents, "000").header

    assert (header.number, header.symbol, header.place) == ("55-QĐ/ĐU", "QĐ/ĐU", "Phú Thượng")
    assert header.kind == "decision with regulation"
    assert (header.on.isoformat(), header.in_force_rule) == ("2022-05-11", "from_signing")
    assert header.in_force_on == header.on
    assert header.issuers == ("BAN THƯỜNG VỤ ĐẢNG ỦY XÃ PHÚ THƯỢNG",)
    assert [basis.number for basis in header.legal_basis] == [None, "23-QĐ/TW", None, None]
    assert len(header.recipients) == 6
    assert [(signer.post, signer.on_behalf_of) for signer in header.signatories] == [(None, None)]


@pytest.mark.parametrize(
    ("start", "index", "expected"),
    [
        ("001", None, {"article": 3}),
        (
            "001",
            1,
            {"chapter": 4, "section": 3, "article": 28, "clause": 69, "point": 5, "paragraph": 4},
        ),
        ("002", None, {"chapter": 4, "article": 16, "clause": 26}),
        ("004", None, {"section": 2, "clause": 5, "dash": 18}),
    ],
)
def test_the_other_documents_give_their_counts(documents, start, index, expected):
    assert counted(read(documents, start), index) == expected


def test_headers_of_the_other_documents(documents):
    city, agreement, letter = (read(documents, start).header for start in ("001", "002", "004"))

    assert (city.number, city.number_as_written) == ("2387-QĐ/TU", "2387/QĐ/TU")
    assert [each.number for each in city.replaces] == ["2034-QĐ/TU"]
    assert [each.purpose for each in city.recipients[:3]] == ["để báo cáo", "để báo cáo", None]
    assert (agreement.kind, agreement.term_from, agreement.term_until) == (
        "coordination regulation",
        "2021",
        "2026",
    )
    assert (len(agreement.issuers), len(agreement.signatories)) == (2, 2)
    assert (letter.kind, letter.number, letter.term_from) == ("dispatch", "121-CV/ĐU", "2023")
    assert len(letter.addressees) == 4
