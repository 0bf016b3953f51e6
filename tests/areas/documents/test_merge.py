"""A text with simple marks, and the paper that comes of it."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.areas.documents import merge

ISSUER = {"name": "Ủy ban nhân dân xã Mẫu", "abbreviation": "UBND", "place": "Mẫu"}
DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("line", "kind", "number", "text"),
    [
        ("# Mở đầu", "heading", "", "Mở đầu"),
        ("Chương II", "heading", "Chương II", ""),
        ("IV. Kiến nghị", "heading", "IV.", "Kiến nghị"),
        ("Điều 12. Hiệu lực", "heading", "Điều 12.", "Hiệu lực"),
        ("3. Việc thứ ba", "clause", "3.", "Việc thứ ba"),
        ("đ) Ý thứ năm", "point", "đ)", "Ý thứ năm"),
        ("2026 là năm đầu", "paragraph", "", "2026 là năm đầu"),
        ("<script>alert(1)</script>", "paragraph", "", "<script>alert(1)</script>"),
    ],
)
def test_a_line_becomes_what_it_is_marked_as(line, kind, number, text):
    (part,) = merge.parts_of(line)

    assert (part.kind, part.number, part.text) == (kind, number, text)


def test_rows_between_bars_become_one_table():
    parts = merge.parts_of("Trước\n| Việc | Ngày |\n| Họp | 1/6 |\nSau")

    assert [part.kind for part in parts] == ["paragraph", "table", "paragraph"]
    assert parts[1].rows == (("Việc", "Ngày"), ("Họp", "1/6"))


def test_what_a_form_said_comes_back_as_it_was():
    told = {
        "bases": "Một\nHai",
        "body": "Nội dung",
        "to_units": [1],
        "copy_units": [2],
        "others": "Nơi khác",
        "signer_0_title": "CHỦ TỊCH",
        "signer_0_authority": "TM",
        "signer_0_on_behalf": "ỦY BAN",
        "signer_0_name": "Người Ký",
        "is_public": True,
        "hidden": "Người Tố Cáo",
    }

    asked = merge.asked_of(merge.content_of(told))

    assert asked == told


@pytest.mark.parametrize(
    ("type_key", "addressed", "recipients"),
    [
        ("dispatch", ("Mặt trận", "Nơi khác"), ("Như trên", "Hội đồng")),
        ("report", (), ("Mặt trận", "Hội đồng", "Nơi khác")),
    ],
)
def test_only_what_turns_to_somebody_names_them_at_the_top(type_key, addressed, recipients):
    content = {"to_units": [1], "copy_units": [2], "others": ["Nơi khác"]}

    paper = merge.paper_of(
        world="state",
        type_key=type_key,
        summary="Về việc",
        content=content,
        issuers=[ISSUER],
        names={1: "Mặt trận", 2: "Hội đồng"},
        on=DAY,
        number="5",
    )

    assert (paper.addressed, paper.recipients) == (addressed, recipients)
    assert (paper.number, paper.place) == ("5", "Mẫu")


def test_a_title_names_type_and_summary():
    assert merge.title_of("report", "Quý I", "vi") == "Báo cáo: Quý I"


def test_annexes_that_opened_a_draft_are_printed():
    content = {"annexes": [{"title": "Số liệu", "body": "| a | b |\n| 1 | 2 |"}]}

    (annex,) = merge.annexes_of(content)

    assert annex.title == "Số liệu"
    assert [part.rows for part in annex.body] == [(("a", "b"), ("1", "2"))]
    assert merge.annexes_of({}) == ()
