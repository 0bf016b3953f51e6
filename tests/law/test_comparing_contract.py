"""A comparison as JSON and in words."""

from __future__ import annotations

from pathlib import Path

from danvan.law.comparing import VERDICTS, compare
from danvan.law.comparing_contract import as_contract, place_of, places_of, sentence, timing_of
from danvan.law.proposing import whole_contract
from danvan.law.text import read_document

DATA = Path(__file__).parent.parent / "data"
OLD = """QUY CHẾ
Điều 1. Báo cáo
1. Ủy ban nhân dân xã báo cáo Đảng ủy xã hằng năm, trước ngày 20 tháng 12.
2. Ủy ban nhân dân xã trả lời cử tri.
"""
NEW = """QUY CHẾ
Điều 1. Báo cáo
1. Ủy ban nhân dân xã báo cáo Đảng ủy xã hằng quý, trước ngày 20 của tháng cuối quý.
"""


def compared():
    pages = {"name": "a.txt", "sha256": "", "encoding": "utf-8", "pages": 1}
    return compare(*(whole_contract(read_document(text), pages) for text in (NEW, OLD)))


def test_json_names_every_verdict_and_says_why():
    told = as_contract(compared())

    assert set(told["counts"]) == set(VERDICTS)
    assert sum(told["counts"].values()) == len(told["rows"]) == 3
    reasons = [one for row in told["rows"] for duty in row["duties"] for one in duty["reasons"]]
    assert "Làm thường xuyên hơn: hằng quý; bên kia hằng năm" in [one["message"] for one in reasons]


def test_english_sentences_name_both_sides():
    told = as_contract(compared(), "en")

    reasons = [one for row in told["rows"] for duty in row["duties"] for one in duty["reasons"]]
    assert "More often: quarterly; there yearly" in [one["message"] for one in reasons]


def test_places_are_said_as_the_law_is_cited():
    row = compared().rows[1]

    assert (place_of(row.second), place_of(row.first, "en")) == (
        "khoản 1 Điều 1",
        "Article 1, clause 1",
    )
    assert place_of(()) == ""


def test_timing_of_a_missing_duty_is_that_of_the_other_side():
    missing = next(row for row in compared().duties if row.verdict == "missing")

    assert timing_of(missing)
    assert missing.first is None


def test_long_lists_of_words_are_cut_in_sentences_only():
    found = compared()
    reason = found.rows[1].reasons[0]
    long = reason._replace(fields={"words": ["lời " * 60] * 9})

    assert sentence(long).count("…") == 7


def test_provisions_of_the_decision_are_told_apart_from_those_attached():
    text = (DATA / "commune_regulation.txt").read_text(encoding="utf-8")
    pages = {"name": "a.txt", "sha256": "", "encoding": "utf-8", "pages": 1}
    whole = whole_contract(read_document(text), pages)

    found = compare(whole, whole)

    told = [places_of(found, row)[0] for row in found.rows if row.first[0].number == "1"]
    assert told[0] == "Điều 1 của phần quyết định"
    assert "Điều 1" in told
