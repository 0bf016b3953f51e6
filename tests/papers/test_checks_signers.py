from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.papers.checks import Facts, check_paper
from danvan.papers.values import Issuer, Signing
from tests.papers import examples

FACTS = Facts(
    date(2026, 6, 10),
    posts={
        "Chủ tịch": "head",
        "Phó Chủ tịch": "deputy",
        "Trưởng phòng": "unit_head",
        "Trưởng ban": "head",
        "Phó Trưởng ban": "deputy",
    },
)
OFFICE = Issuer("Phòng Văn hóa xã Mẫu", "", "UBND")
BOARD = Issuer("Ban Công tác quần chúng", "Đảng ủy xã Mẫu", "ĐU")


def _mends(paper, signing: Signing, facts=FACTS) -> list[str | None]:
    named = replace(signing, name="Người ký")
    return [
        each.suggestion
        for each in check_paper(replace(paper, signers=(named,)), facts)
        if each.code == "PAPER-26"
    ]


COLLECTIVE_STATE = [
    (Signing("KT", "Chủ tịch", "Phó Chủ tịch", "Ủy ban nhân dân"), []),
    (Signing("TM", "Ủy ban nhân dân", "Chủ tịch"), []),
    (Signing("", "", "Chủ tịch"), []),
    (Signing("TL", "Chủ tịch", "Trưởng phòng"), []),
    (Signing("TUQ", "Chủ tịch", "Trưởng phòng"), []),
    (Signing("Q", "", "Chủ tịch"), []),
    (Signing("KT", "Chủ tịch", "Phó Chủ tịch"), ["MEND-authority_collective"]),
    (Signing("KT", "", "Phó Chủ tịch", "Ủy ban nhân dân"), ["MEND-authority_whom"]),
    (Signing("KT", "Chủ tịch", "Chủ tịch", "Ủy ban nhân dân"), ["MEND-authority_head"]),
    (Signing("TM", "", "Chủ tịch"), ["MEND-authority_whom"]),
    (Signing("", "", "Phó Chủ tịch"), ["MEND-authority_deputy"]),
    (Signing("TL", "Chủ tịch", "Phó Chủ tịch"), ["MEND-authority_order"]),
    (Signing("TL", "", "Trưởng phòng"), ["MEND-authority_whom"]),
    (Signing("", "", "KT. Chủ tịch"), ["MEND-authority_mark"]),
    (Signing("", "T/M Ủy ban nhân dân", "Chủ tịch"), ["MEND-authority_mark"]),
]


@pytest.mark.parametrize(("signing", "mends"), COLLECTIVE_STATE)
def test_authority_in_a_collective_of_the_state(signing, mends):
    assert _mends(examples.STATE_DECISION, signing) == mends


@pytest.mark.parametrize(
    ("signing", "mends"),
    [
        (Signing("", "", "Trưởng ban"), []),
        (Signing("KT", "Trưởng ban", "Phó Trưởng ban"), []),
        (Signing("TM", "Phòng Văn hóa", "Trưởng ban"), ["MEND-authority_alone"]),
        (Signing("", "", "Phó Trưởng ban"), ["MEND-authority_deputy"]),
    ],
)
def test_authority_where_the_head_signs_alone(signing, mends):
    paper = replace(examples.STATE_DECISION, issuers=(OFFICE,))

    assert _mends(paper, signing) == mends


@pytest.mark.parametrize(
    ("signing", "mends"),
    [
        (Signing("TM", "Đảng ủy", "Phó Bí thư"), []),
        (Signing("TL", "Ban Thường vụ", "Chánh Văn phòng"), []),
        (Signing("KT", "Bí thư", "Phó Bí thư"), ["MEND-authority_committee"]),
        (Signing("", "", "Bí thư"), ["MEND-authority_committee"]),
        (Signing("TUQ", "Bí thư", "Phó Bí thư"), ["MEND-authority_unknown"]),
        (Signing("", "TM. Đảng ủy", "Bí thư"), ["MEND-authority_mark"]),
        (Signing("", "K/T Bí thư", "Phó Bí thư"), ["MEND-authority_mark"]),
    ],
)
def test_authority_in_a_committee_of_the_party(signing, mends):
    assert _mends(examples.PARTY_REPORT, signing) == mends


def test_authority_in_a_board_of_the_party():
    paper = replace(examples.PARTY_REPORT, issuers=(BOARD,))

    assert _mends(paper, Signing("KT", "Trưởng ban", "Phó Trưởng ban")) == []
    assert _mends(paper, Signing("", "", "Trưởng ban")) == []


def test_the_profile_goes_before_the_name():
    alone = replace(FACTS, is_collective=False)

    assert _mends(examples.STATE_DECISION, Signing("TM", "Ủy ban", "Chủ tịch"), alone) == [
        "MEND-authority_alone"
    ]


def test_each_side_of_a_joint_paper_signs_in_its_own_way():
    found = check_paper(examples.JOINT, replace(FACTS, today=date(2027, 1, 5)))

    assert found == ()
