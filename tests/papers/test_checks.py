from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.law.messages import say
from danvan.papers.checks import Facts, check_paper, named_papers
from danvan.papers.values import Issuer, Part, Signing
from tests.papers import examples

TODAY = date(2026, 6, 10)
FACTS = Facts(TODAY, abbreviations=frozenset({"UBND"}))
STATE = replace(
    examples.STATE_DECISION,
    bases=("Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;",),
)
PARTY = replace(
    examples.PARTY_DISPATCH,
    body=(*examples.PARTY_DISPATCH.body[:-1], Part("paragraph", text="Hết.")),
)


def _told(paper, facts=FACTS) -> list[tuple[str, str]]:
    return [(each.code, each.place.address) for each in check_paper(paper, facts)]


@pytest.mark.parametrize("paper", [STATE, PARTY], ids=["state", "party"])
def test_a_good_paper_has_no_findings(paper):
    assert _told(paper) == []


def test_every_finding_has_a_sentence_with_its_values():
    bad = replace(
        STATE, number="x", symbol="BC/ĐU", place="", dated=date(2027, 1, 1), recipients=("Ai",)
    )

    found = check_paper(bad, replace(FACTS, addressees=frozenset({"Đảng ủy xã"})))

    for each in found:
        for code in filter(None, (each.code, each.suggestion)):
            for language in ("vi", "en"):
                said = say(code, each.fields, language)
                assert "{" not in said
                assert not said.startswith(code)
    assert {each.code for each in found} == {
        "PAPER-20",
        "PAPER-21",
        "PAPER-22",
        "PAPER-24",
        "PAPER-27",
    }


@pytest.mark.parametrize(
    ("change", "address"),
    [
        ({"issuers": ()}, "issuers"),
        ({"number": ""}, "number"),
        ({"symbol": ""}, "symbol"),
        ({"place": ""}, "place"),
        ({"dated": None}, "dated"),
        ({"summary": ""}, "summary"),
        ({"body": ()}, "body"),
        ({"signers": ()}, "signers"),
        ({"recipients": ()}, "recipients"),
        ({"addressed": ()}, "addressed"),
    ],
)
def test_each_missing_component_is_named(change, address):
    assert ("PAPER-20", address) in _told(replace(PARTY, **change))


def test_a_signer_has_post_and_name():
    bare = replace(PARTY.signers[0], title="", name="")

    assert _told(replace(PARTY, signers=(bare,))) == [
        ("PAPER-20", "signers.1"),
        ("PAPER-20", "signers.1"),
    ]


def test_a_draft_may_wait_for_its_number():
    assert _told(replace(PARTY, number=""), replace(FACTS, needs_number=False)) == []


@pytest.mark.parametrize(
    ("paper", "symbol", "code"),
    [
        (PARTY, "CV-ĐU", "PAPER-21"),
        (PARTY, "07-CV/ĐU", "PAPER-21"),
        (PARTY, "cv/đu", "PAPER-21"),
        (PARTY, "CV/ĐU ", "PAPER-21"),
        (PARTY, "BC/ĐU", "PAPER-24"),
        (PARTY, "CV/TU", "PAPER-24"),
        (STATE, "QĐ/UBND", "PAPER-21"),
        (STATE, "QĐ-HĐND", "PAPER-24"),
        (STATE, "UBND", "PAPER-24"),
    ],
)
def test_a_wrong_symbol_is_told_with_the_right_one(paper, symbol, code):
    (found,) = check_paper(replace(paper, symbol=symbol), FACTS)

    assert (found.code, found.place.address) == (code, "symbol")
    assert found.fields["expected"] in {"Số 07-CV/ĐU", "Số: 15/QĐ-UBND"}


def test_rules_of_the_party_have_two_spellings():
    rules = replace(PARTY, type="rules", addressed=())

    assert _told(replace(rules, symbol="QĐ/ĐU")) == []
    assert _told(replace(rules, symbol="QĐi/ĐU")) == []


def test_a_dispatch_of_the_state_names_its_drafting_unit():
    dispatch = replace(STATE, type="dispatch", symbol="UBND-VP", addressed=("Đảng ủy xã",))

    assert _told(dispatch) == []


def test_a_joint_paper_names_both():
    facts = replace(FACTS, today=date(2027, 1, 5))

    assert _told(examples.JOINT, facts) == []


@pytest.mark.parametrize("number", ["0x", "5/", "-1", "12345678"])
def test_a_number_has_digits(number):
    assert _told(replace(PARTY, number=number)) == [("PAPER-21", "number")]


def test_a_day_ahead_is_told():
    assert _told(PARTY, replace(FACTS, today=date(2026, 6, 4))) == [("PAPER-22", "dated")]
    assert _told(PARTY, replace(FACTS, today=PARTY.dated)) == []


@pytest.mark.parametrize(
    ("basis", "codes"),
    [
        ("Kế hoạch ngày 06 tháng 01 năm 2026", ["PAPER-23"]),
        ("Kế hoạch ngày 6/1/2026", ["PAPER-23"]),
        ("Kế hoạch ngày 05 tháng 01 năm 2026", []),
        ("Kế hoạch ngày 31 tháng 02 năm 2026", []),
    ],
)
def test_a_paper_does_not_come_before_its_basis(basis, codes):
    assert [code for code, _at in _told(replace(STATE, bases=(basis,)))] == codes


def test_a_basis_out_of_force_is_told():
    ends = {"30/2020/nđ-cp": date(2026, 1, 4)}

    assert _told(STATE, replace(FACTS, ended=ends)) == [("PAPER-28", "bases.1")]
    assert _told(STATE, replace(FACTS, ended={"30/2020/NĐ-CP": date(2026, 1, 5)})) == []


def test_the_papers_of_the_bases_are_named_for_looking_up():
    bases = ("Luật số 10/2022/QH15; Quy định 399-QĐ/TW;", "Nghị định 30/2020/NĐ-CP, 1/7/2025.")

    assert named_papers(replace(STATE, bases=bases)) == (
        "10/2022/QH15",
        "399-QĐ/TW",
        "30/2020/NĐ-CP",
    )


@pytest.mark.parametrize(
    ("kind", "type_key", "is_refused"),
    [
        ("grassroots_committee", "directive", True),
        ("grassroots_standing", "regulation", True),
        ("grassroots_committee", "regulation", False),
        ("cell", "rules", True),
        ("", "directive", False),
    ],
)
def test_a_type_that_the_body_may_not_issue_is_told(kind, type_key, is_refused):
    found = [
        code for code, _at in _told(replace(PARTY, type=type_key), replace(FACTS, issuer_kind=kind))
    ]

    assert ("PAPER-25" in found) == is_refused


def test_a_type_that_the_world_does_not_know_is_told():
    assert ("PAPER-25", "type") in _told(replace(STATE, type="conclusion"))


def test_addressees_stand_in_the_list():
    known = frozenset({"Ủy ban nhân dân xã", "Uỷ ban Mặt trận Tổ quốc xã", "Thường trực Đảng uỷ"})

    assert _told(PARTY, replace(FACTS, addressees=known)) == [("PAPER-27", "addressed.3")]


def test_a_type_key_that_nobody_knows_is_an_error():
    with pytest.raises(Exception, match="PAPER-51"):
        check_paper(replace(STATE, type="odd"), FACTS)


def test_an_empty_issuer_does_not_break_the_checks():
    nobody = replace(STATE, issuers=(Issuer(""),), signers=(Signing(),), body=(Part("table"),))

    assert {code for code, _at in _told(nobody)} == {"PAPER-20"}
