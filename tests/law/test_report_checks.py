"""What is wrong with the figures and answers of a report, each with code and what to do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.errors import LawError
from danvan.law.messages import say
from danvan.law.report_checks import (
    check,
    check_words,
    compare_periods,
    read_number,
    stops,
    told,
)
from danvan.law.reports import LARGEST
from tests.factories.report_forms import FORM, figure

WHOLE, LOOSE = figure("whole"), figure("loose", whole=False)
FULL = {
    "received": Decimal(10),
    "complaints": Decimal(4),
    "reports": Decimal(6),
    "on_time": Decimal(5),
    "largest": Decimal(120),
    "teams": Decimal(3),
    "state": Decimal(1),
}


def codes(found):
    """Return what was found as code and key."""
    return [(one.code, one.key) for one in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", None),
        (" \u00a0 ", None),
        ("0", 0),
        ("007", 7),
        ("12", 12),
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1.234.567", 1234567),
        ("-3", -3),
        ("−3", -3),
        ("999999999999", 999999999999),
    ],
)
def test_whole_numbers_are_read_as_people_write_them(typed, expected):
    assert read_number(WHOLE, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("12,5", "12.5"), ("12.5", "12.5"), ("1.234,5", "1234.5"), ("0.125", "0.125")],
)
def test_fractions_are_read_as_people_write_them(typed, expected):
    assert read_number(LOOSE, typed) == Decimal(expected)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("mười hai", "REP-01"),
        ("12 lượt", "REP-01"),
        ("12 5", "REP-01"),
        ("1,234,567", "REP-01"),
        ("1e9", "REP-01"),
        ("NaN", "REP-01"),
        ("Infinity", "REP-01"),
        ("--3", "REP-01"),
        ("１２", "REP-01"),
        ("٣", "REP-01"),
        ("=1+1", "REP-01"),
        ("<b>3</b>", "REP-01"),
        ("1000000000000", "REP-02"),
        ("9" * 5000, "REP-02"),
        ("1,000", "REP-03"),
        ("2,5", "REP-03"),
    ],
)
def test_what_is_no_whole_number_is_refused_in_words(typed, code):
    with pytest.raises(LawError) as refused:
        read_number(WHOLE, typed)

    assert refused.value.code == code
    sentence = say(code, refused.value.fields)
    assert "whole" in sentence
    assert "{" not in sentence
    assert len(sentence) < 300


def test_more_than_four_places_cannot_be_kept():
    with pytest.raises(LawError) as refused:
        read_number(LOOSE, "0,12345")

    assert refused.value.code == "REP-01"


def read(typed):
    """Return the number read, or the code of the refusal."""
    try:
        return read_number(LOOSE, typed)
    except LawError as refused:
        return refused.code


@given(st.text() | st.from_regex(r"[-0-9.,  ]{1,20}"))
def test_any_text_is_a_number_a_blank_or_refused_with_a_code(typed):
    found = read(typed)

    assert found in {None, "REP-01", "REP-02"} or abs(found) < LARGEST


@given(st.decimals(-(10**11), 10**11, places=4))
def test_what_is_told_is_read_back(value):
    assert read_number(LOOSE, told(value)) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1234567.5000", "1.234.567,5"),
        ("-0", "0"),
        ("100", "100"),
        ("1E+3", "1.000"),
        ("0.0001", "0,0001"),
    ],
)
def test_numbers_are_told_in_vietnamese(value, expected):
    assert told(Decimal(value)) == expected


def test_a_full_report_has_nothing_wrong():
    assert check(FORM, FULL) == ()


def test_a_blank_is_noted_and_stops_nothing():
    found = check(FORM, FULL | {"teams": None})

    assert codes(found) == [("REP-09", "teams")]
    assert stops(found) == ()


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("teams", "-1", "REP-04"),
        ("largest", "5001", "REP-05"),
        ("teams", "2.5", "REP-03"),
        ("teams", "1e12", "REP-02"),
        ("teams", "NaN", "REP-02"),
        ("teams", "-Infinity", "REP-02"),
    ],
)
def test_bounds(key, value, code):
    found = check(FORM, FULL | {key: Decimal(value)})

    assert codes(stops(found)) == [(code, key)]
    assert "{" not in say(found[0].code, found[0].fields)


@pytest.mark.parametrize("value", ["0", "5000"])
def test_bounds_are_inclusive(value):
    assert check(FORM, FULL | {"largest": Decimal(value)}) == ()


@pytest.mark.parametrize(
    ("complaints", "reports", "is_wrong"),
    [
        (4, 6, False),
        (4, 5, True),
        (4, 7, True),
        (4, None, False),
        (11, None, True),
        (None,) * 2 + (False,),
    ],
)
def test_parts_add_up_to_their_total(complaints, reports, is_wrong):
    given_parts = {
        key: None if value is None else Decimal(value)
        for key, value in (("complaints", complaints), ("reports", reports))
    }

    found = stops(check(FORM, FULL | given_parts))

    assert codes(found) == ([("REP-07", "received")] if is_wrong else [])


def test_total_that_does_not_add_up_names_both_sums():
    (found,) = stops(check(FORM, FULL | {"complaints": Decimal(9)}))

    assert "15" in say(found.code, found.fields)
    assert "complaints, reports" in say(found.code, found.fields)


@pytest.mark.parametrize(
    ("before", "value", "asks"),
    [
        (10, 30, False),
        (10, 31, True),
        (31, 10, True),
        (30, 10, False),
        (0, 3, False),
        (0, 4, True),
        (4, 0, True),
        (None, 900, False),
    ],
)
def test_jump_asks_a_reason(before, value, asks):
    last = {"received": None if before is None else Decimal(before)}
    now = {"received": Decimal(value)}

    found = stops(check(FORM, now, last))

    assert codes(found) == ([("REP-06", "received")] if asks else [])
    assert stops(check(FORM, now, last, {"received": "Có thêm hai thôn"})) == ()


def test_a_blank_reason_is_none():
    found = stops(
        check(FORM, {"received": Decimal(99)}, {"received": Decimal(1)}, {"received": " "})
    )

    assert codes(found) == [("REP-06", "received")]


def test_ratio_that_somebody_typed_must_be_the_computed_one():
    right = check(FORM, FULL | {"share": Decimal(50)})
    wrong = check(FORM, FULL | {"share": Decimal(60)})

    assert right == ()
    assert codes(wrong) == [("REP-12", "share")]


def test_dividing_by_nought_is_told():
    nought = {"received": Decimal(0), "complaints": Decimal(0), "reports": Decimal(0)}

    assert codes(check(FORM, FULL | nought)) == [("REP-11", "share")]


def test_figures_of_another_form_are_refused():
    found = check(FORM, FULL | {"other": Decimal(1)})

    assert codes(stops(found)) == [("REP-10", "other")]


def test_answers_have_a_limit():
    (question,) = FORM.questions

    assert check_words(question, "x" * 20) == ()
    (found,) = check_words(question, "x" * 300_000)
    assert (found.code, found.fields["length"]) == ("REP-08", "300.000")


def test_longer_period_is_held_beside_its_parts():
    months = [{"received": Decimal(n), "teams": Decimal(n)} for n in (1, 2, 3)]

    same = compare_periods(FORM, {"received": Decimal(6), "teams": Decimal(3)}, months)
    other = compare_periods(FORM, {"received": Decimal(7), "teams": None}, months)

    assert same == ()
    assert [(one.code, one.severity, one.key) for one in other] == [("REP-13", "warns", "received")]
    assert "6" in say(other[0].code, other[0].fields)
