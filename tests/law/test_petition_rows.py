"""Rows of an old register: what is understood, what stops, what is only noted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from danvan.law.petition_rows import HEADINGS, CheckedPetitions, OldBook, check_petitions

COMPLAINT, FEEDBACK = "petitions.complaint", "petitions.feedback"
ENDED = {"received": "received", "da thu ly": "accepted", "da giai quyet xong": "settled"}
BOOK = OldBook(
    year=2025,
    today=date(2026, 4, 15),
    kinds={"khieu nai": COMPLAINT, "phan anh": FEEDBACK},
    channels={"gui thu": "letter", "goi dien": "telephone"},
    outcomes={COMPLAINT: ENDED, FEEDBACK: {"da tra loi": "answered"}},
    closed={COMPLAINT: {"settled"}, FEEDBACK: {"answered"}},
    initial={COMPLAINT: "received", FEEDBACK: "received"},
    accepted="accepted",
    usual_channel="letter",
    taken=frozenset({"77"}),
)
ROW = {
    "number": "12",
    "received": "10/03/2025",
    "kind": "Khiếu nại",
    "matter": "Đường ngập",
    "name": "Người Gửi Thử",
    "outcome": "Đã giải quyết xong",
    "accepted": "15/03/2025",
    "closed": "20/04/2025",
}


def check(*rows: dict[str, Any], formulas: Any = None) -> CheckedPetitions:
    table = [list(HEADINGS.values()), *[[row.get(key, "") for key in HEADINGS] for row in rows]]
    return check_petitions(table, formulas or {}, BOOK)


def codes(*rows: dict[str, Any]) -> list[str]:
    return [one.code for one in check(*rows).findings]


def test_row_is_read_with_its_days_number_and_end():
    checked = check(ROW)

    [line] = checked.lines
    assert checked.is_clean
    assert (line.kind, line.state, line.number) == (COMPLAINT, "settled", "12")
    assert (line.received, line.accepted) == (date(2025, 3, 10), date(2025, 3, 15))
    assert (line.closed, line.people, line.channel) == (date(2025, 4, 20), 1, "letter")


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"outcome": "", "closed": "", "accepted": ""}, "received"),
        ({"outcome": "", "closed": ""}, "accepted"),
        ({"outcome": "đã thụ lý", "closed": ""}, "accepted"),
        ({"kind": "PHẢN ÁNH", "outcome": "Da tra loi"}, "answered"),
    ],
)
def test_what_goes_on_and_what_ended_are_told_by_words_and_days(changed, state):
    assert check(ROW | changed).lines[0].state == state


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"received": ""}, "REG-51"),
        ({"received": "31/02/2025"}, "REG-53"),
        ({"received": "10/03/2024"}, "REG-54"),
        ({"kind": "Tố cáo"}, "PET-47"),
        ({"kind": "Thư góp ý"}, "PET-41"),
        ({"kind": ""}, "REG-51"),
        ({"matter": ""}, "REG-51"),
        ({"matter": "x" * 2001}, "REG-57"),
        ({"matter": "=1+1"}, "REG-56"),
        ({"channel": "bồ câu"}, "PET-41"),
        ({"outcome": "xong cả"}, "PET-41"),
        ({"closed": ""}, "REG-51"),
        ({"outcome": "đã thụ lý"}, "PET-43"),
        ({"accepted": "09/03/2025"}, "PET-42"),
        ({"closed": "14/03/2025"}, "PET-42"),
        ({"closed": "16/04/2026"}, "PET-42"),
        ({"people": "nhiều"}, "PET-45"),
        ({"people": "0"}, "PET-45"),
        ({"people": "1000001"}, "PET-45"),
        ({"number": "77"}, "REG-59"),
    ],
)
def test_what_is_wrong_stops_and_is_told_once(changed, code):
    checked = check(ROW | changed)

    assert [one.code for one in checked.findings] == [code]
    assert not checked.is_clean


def test_number_that_stands_twice_names_the_first_row():
    [found] = check(ROW, ROW | {"matter": "Khác"}).findings

    assert (found.code, found.fields["other"], found.place.line_start) == ("REG-58", 2, 3)


def test_rows_without_a_number_are_no_doubles():
    assert codes(ROW | {"number": ""}, ROW | {"number": ""}) == []


def test_name_in_the_matter_is_not_shown_in_lists():
    checked = check(ROW | {"matter": "Ông Người Gửi Thử khiếu nại về đất"})

    assert checked.is_clean
    assert [one.code for one in checked.findings] == ["PET-44"]
    assert checked.lines[0].title == "Ông người gửi khiếu nại về đất"
    assert checked.lines[0].matter == "Ông Người Gửi Thử khiếu nại về đất"


def test_missing_columns_are_named_and_nothing_is_read():
    checked = check_petitions([["Số đơn", "Họ tên"], ["1", "x"]], {}, BOOK)

    assert [one.fields["column"] for one in checked.findings] == [
        "Ngày nhận",
        "Loại đơn",
        "Nội dung",
    ]
    assert not checked.lines


@pytest.mark.parametrize("rows", [[], [list(HEADINGS.values())]])
def test_nothing_to_read_is_said(rows):
    assert not check_petitions(rows, {}, BOOK).is_clean


def test_formula_is_pointed_out_by_its_place():
    at = list(HEADINGS).index("matter")

    assert [one.code for one in check(ROW, formulas={2: {at}}).findings] == ["REG-56"]


def test_empty_rows_are_passed_over():
    assert check(ROW, {}, ROW | {"number": "13"}).rows == 2
