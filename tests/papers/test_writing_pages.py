"""Where pages break: nobody signs a page that bears no word of the document."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from danvan.papers.layouts import layout
from danvan.papers.printing import pdfs
from danvan.papers.values import Annex, Part, Signing
from danvan.papers.writing import docx
from tests.papers import examples
from tests.papers.pages import Line, lines, pages

LENGTHS = range(12, 32, 5)
"""Lines of a body that end anywhere on the first page, or reach the second."""

THIRD = Signing("KT", "Chủ tịch", "Phó Chủ tịch", name="Phó Chủ tịch xã Mẫu")
MANY = tuple(f"Nơi nhận thứ {number} của xã và các thôn" for number in range(1, 31))


def _plain(paper, **changes):
    return replace(paper, bases=(), annexes=(), urgency="", **changes)


KINDS = {
    "state": _plain(examples.STATE_DECISION),
    "many": _plain(examples.PARTY_REPORT, recipients=MANY),
    "two": _plain(examples.JOINT),
    "three": _plain(examples.JOINT, signers=(*examples.JOINT.signers, THIRD)),
}


def _body(length: int, last: str) -> tuple[Part, ...]:
    written = tuple(Part("paragraph", text=f"Dòng thứ {number}.") for number in range(length))
    ends = {"line": (), "long": (Part("paragraph", text=examples.LONG),)}
    rows = tuple((f"Thôn {number}", "một việc") for number in range(length - 4))
    return (*written[:4], Part("table", rows=rows)) if last == "rows" else written + ends[last]


CASES = [(kind, end) for kind in KINDS for end in ("line", "long", "rows")]


@pytest.fixture(scope="module")
def prints(has_office) -> dict[tuple[str, str], list[list[str]]]:
    """Return the pages of each kind of paper in all its lengths, printed in one start."""
    files = []
    for kind, end in CASES:
        figures = layout(KINDS[kind].world, KINDS[kind].dated)
        files += [docx(replace(KINDS[kind], body=_body(size, end)), figures) for size in LENGTHS]
    told = [pages(each) for each in pdfs(files)]
    size = len(LENGTHS)
    return {case: told[at * size : (at + 1) * size] for at, case in enumerate(CASES)}


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_no_signature_stands_alone_on_a_page(prints, case):
    names = [each.name for each in KINDS[case[0]].signers]
    posts = [each.title.upper() for each in KINDS[case[0]].signers]

    assert max(len(paper) for paper in prints[case]) > 1
    for paper in prints[case]:
        (signed,) = [page for page in paper if any(name in page for name in names)]
        assert all(words in signed for words in (*names, *posts))
        assert any(words in signed for words in ("Dòng thứ", "điều đã trả lời", "một việc"))


@pytest.fixture(scope="module")
def large(has_office) -> dict[str, list[Line]]:
    """Return the lines of papers that are large in one way each."""
    state, party = KINDS["state"], KINDS["many"]
    rows = tuple((str(number), f"Thôn {number}", examples.LONG) for number in range(1, 60))
    head = ("Thứ tự", "Tên thôn", "Việc phải làm")
    annexed = Annex("Danh sách việc", (Part("table", rows=(head, *rows)),))
    words = Annex("Hướng dẫn", tuple(Part("clause", text=examples.LONG) for _ in range(95)))
    papers = {
        "recipients": replace(party, recipients=MANY, body=_body(14, "line")),
        "three": replace(KINDS["three"], body=_body(4, "line")),
        "summary": replace(state, summary=f"{examples.LONG} Năm 2026", body=_body(4, "line")),
        "annexes": replace(state, body=_body(4, "line"), annexes=(annexed, words)),
    }
    figures = {name: layout(paper.world, paper.dated) for name, paper in papers.items()}
    printed = pdfs([docx(paper, figures[name]) for name, paper in papers.items()])
    return dict(zip(papers, map(lines, printed), strict=True))


def test_thirty_recipients_go_on_below_the_name_and_on_the_next_page(large):
    paper = large["recipients"]
    told = [each for each in paper if each.text.startswith(("- Nơi nhận thứ", "- Lưu"))]
    (name,) = [each for each in paper if each.text.startswith("Bí thư")]

    assert len(told) == 31
    assert told == sorted(told, key=lambda each: (each.page, each.base))
    steps = [b.base - a.base for a, b in pairwise(told) if a.page == b.page]
    assert max(steps) == pytest.approx(min(steps), abs=0.3)
    assert {each.page for each in told} == {name.page, name.page + 1}


def test_the_third_signer_stands_below_in_the_middle(large):
    right, left, below = (
        next(each for each in large["three"] if each.text == name)
        for name in ("Chủ tịch xã Mẫu", "Trưởng ban xã Mẫu", "Phó Chủ tịch xã Mẫu")
    )

    assert left.base == pytest.approx(right.base, abs=0.5)
    assert left.left < below.left < right.left
    assert below.base > right.base + 35


def test_a_long_summary_breaks_into_lines_and_never_leaves_one_word_alone(large):
    summary = [each for each in large["summary"] if each.face.endswith("Bold") and each.size == 14]
    bases = sorted({round(each.base, 1) for each in summary if 50 < each.base < 90})
    last = [each.text for each in summary if round(each.base, 1) == bases[-1]]

    assert len(bases) >= 4
    assert len(" ".join(last).split()) >= 2


def test_ten_pages_of_annexes_are_numbered_and_repeat_the_head_of_their_table(large):
    paper = large["annexes"]
    count = max(each.page for each in paper)
    starts = [
        next(each.page for each in paper if each.text.startswith(f"PHỤ LỤC {number}"))
        for number in ("I", "II")
    ]
    numbers = {each.page: each.text for each in paper if each.base < 17 and each.text.isdigit()}
    heads = [each.page for each in paper if each.text == "Tên thôn"]

    assert count > 11
    assert starts[0] == 2
    assert heads == list(range(2, starts[1]))
    for start, stop in ((2, starts[1]), (starts[1], count + 1)):
        assert [numbers.get(page) for page in range(start, stop)] == [
            None,
            *(str(number) for number in range(2, stop - start + 1)),
        ]


def test_no_row_of_a_table_is_torn_between_pages(large):
    counted = [
        (each.page, each.base)
        for each in large["annexes"]
        if each.text.isdigit() and each.base > 17 and each.left < 50
    ]
    words = [
        (each.page, each.base)
        for each in large["annexes"]
        if "kiến." in each.text and each.left > 60
    ]

    assert (len(counted), len(words)) == (59, 59)
    assert [page for page, _base in counted] == [page for page, _base in words]
