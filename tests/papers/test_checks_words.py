from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.papers.checks import Facts, check_paper
from danvan.papers.values import Part
from tests.papers import examples

FACTS = Facts(date(2026, 6, 10))


def _told(paper, facts=FACTS) -> list[tuple[str, str, dict]]:
    return [
        (each.code, each.place.address, dict(each.fields))
        for each in check_paper(paper, facts)
        if each.code in {"PAPER-29", "PAPER-32", "PAPER-33"}
    ]


def _saying(*texts: str, paper=examples.PARTY_REPORT):
    return replace(paper, body=tuple(Part("paragraph", text=text) for text in texts))


@pytest.mark.parametrize(
    "text",
    [
        "Mặt trận Tổ quốc (sau đây gọi tắt là MTTQ) họp; MTTQ kết luận.",
        "Mặt trận Tổ quốc (MTTQ) họp, MTTQ kết luận.",
        "Theo Nghị định 30/2020/NĐ-CP và Quy định 399-QĐ/TW.",
        "Phần II và Chương XIV.",
        "QUYẾT ĐỊNH BAN HÀNH QUY CHE HOP.",
        "Các chi bộ của ĐU xã.",
        "Năm 2026, ông Ba và bà Tư.",
    ],
)
def test_what_is_explained_or_no_abbreviation_is_let_be(text):
    assert _told(_saying(text)) == []


def test_an_abbreviation_nobody_explains_is_told_once():
    paper = _saying("Họp với MTTQ xã.", "Báo cáo MTTQ và HTX.")

    assert [(code, at, told["abbreviation"]) for code, at, told in _told(paper)] == [
        ("PAPER-29", "body.1", "MTTQ"),
        ("PAPER-29", "body.2", "HTX"),
    ]


def test_abbreviations_of_the_body_need_no_explanation():
    facts = replace(FACTS, abbreviations=frozenset({"MTTQ"}))

    assert _told(_saying("Họp với MTTQ xã."), facts) == []


PUBLIC = replace(FACTS, is_public=True, people=("Người Gửi Mẫu",))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Đơn của ông người gửi  mẫu.", True),
        ("Đơn của ông NGƯỜI GỬI MẪU.", True),
        ("Đơn của ông Người Gửi Mẫu, thôn Thượng.", True),
        ("Người gửi mẫuthư.", False),
        ("Đơn của công dân.", False),
    ],
)
def test_a_name_in_a_text_for_all_is_told_without_repeating_it(text, is_found):
    found = _told(_saying(text), PUBLIC)

    assert [(code, at) for code, at, _told in found] == [("PAPER-32", "body.1")] * is_found
    assert "Mẫu" not in str(found)


def test_a_name_in_a_table_or_an_annex_is_told():
    table = Part("table", rows=(("Họ tên",), ("Người Gửi Mẫu",)))
    paper = replace(examples.STATE_DECISION, body=(table,))
    annexed = replace(
        paper, body=(), annexes=(replace(examples.STATE_DECISION.annexes[0], body=(table,)),)
    )

    assert [at for code, at, _told in _told(paper, PUBLIC) if code == "PAPER-32"] == ["body.1"]
    assert [at for _code, at, _told in _told(annexed, PUBLIC)] == ["annexes.1.1"]


def test_a_text_for_the_house_may_name_people():
    assert _told(_saying("Đơn của ông Người Gửi Mẫu."), replace(PUBLIC, is_public=False)) == []


@pytest.mark.parametrize(
    ("paper", "text", "sign"),
    [
        (examples.PARTY_REPORT, "Hết.", ""),
        (examples.PARTY_REPORT, "Hết", ""),
        (examples.PARTY_REPORT, "Hết./.", "./."),
        (examples.PARTY_REPORT, "Hết;", ";"),
        (examples.STATE_DECISION, "Hết./.", ""),
        (examples.STATE_DECISION, "Hết. /.", ""),
        (examples.STATE_DECISION, "Hết.", "."),
    ],
)
def test_the_last_sign_is_that_of_the_world(paper, text, sign):
    assert [told["written"] for _code, _at, told in _told(_saying(text, paper=paper))] == [
        sign
    ] * bool(sign)
