"""Spans of days: half-open, open at either end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from danvan.law.errors import LawError
from danvan.law.periods import Period, gaps, in_force_on, overlaps

JANUARY, JULY, DECEMBER = date(2025, 1, 1), date(2025, 7, 1), date(2025, 12, 1)


@dataclass(frozen=True)
class Named:
    name: str
    period: Period


@pytest.mark.parametrize(
    ("period", "day", "is_inside"),
    [
        (Period(JANUARY, JULY), JANUARY, True),
        (Period(JANUARY, JULY), date(2025, 6, 30), True),
        (Period(JANUARY, JULY), JULY, False),
        (Period(JANUARY, JULY), date(2024, 12, 31), False),
        (Period(None, JULY), date.min, True),
        (Period(JULY), date.max, True),
        (Period(), JULY, True),
    ],
)
def test_first_day_is_inside_and_end_is_not(period, day, is_inside):
    assert period.holds(day) is is_inside


@pytest.mark.parametrize("until", [JANUARY, date(2024, 12, 31)])
def test_span_without_a_day_is_refused(until):
    with pytest.raises(LawError) as caught:
        Period(JANUARY, until)

    assert caught.value.code == "PER-01"


@pytest.mark.parametrize(
    ("one", "other", "do_overlap"),
    [
        (Period(JANUARY, JULY), Period(JULY, DECEMBER), False),
        (Period(JANUARY, JULY), Period(date(2025, 6, 30)), True),
        (Period(None, JULY), Period(None, JANUARY), True),
        (Period(JULY), Period(None, JULY), False),
    ],
)
def test_neighbours_do_not_overlap(one, other, do_overlap):
    assert one.overlaps(other) is do_overlap
    assert other.overlaps(one) is do_overlap


def test_value_of_a_day_is_the_one_that_holds():
    old, new = Named("old", Period(None, JULY)), Named("new", Period(JULY))

    assert in_force_on([old, new], date(2025, 6, 30)) == old
    assert in_force_on([old, new], JULY) == new
    assert in_force_on([old], JULY) is None


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ([], ()),
        ([Period()], ()),
        ([Period(None, JANUARY), Period(JANUARY)], ()),
        ([Period(JULY), Period(None, JANUARY)], (Period(JANUARY, JULY),)),
        ([Period(None, DECEMBER), Period(JANUARY, JULY), Period(DECEMBER)], ()),
    ],
)
def test_gaps_stand_between_periods(periods, expected):
    assert gaps(periods) == expected


def test_overlapping_neighbours_are_found():
    early, late = Period(None, JULY), Period(JANUARY)

    assert overlaps([late, early]) == ((early, late),)
    assert overlaps([Period(None, JULY), Period(JULY)]) == ()
