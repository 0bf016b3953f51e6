"""Which time limit holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan.law.clocks import TimeLimit
from danvan.law.errors import LawError
from danvan.law.limits import limit_for
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load

LIMITS = load(pack_folder("vn-base")).limits
SETTLEMENT = "complaint.first_settlement"


@pytest.mark.parametrize(
    ("circumstances", "days"),
    [
        ([], 30),
        (["complex"], 45),
        (["remote"], 45),
        (["remote", "complex"], 60),
        (["remote", "by post"], 45),
    ],
)
def test_most_special_value_wins(circumstances, days):
    assert limit_for(LIMITS, SETTLEMENT, date(2026, 3, 2), circumstances).limit.amount == days


@pytest.mark.parametrize(
    ("received_on", "expected"),
    [
        (date(2026, 6, 30), TimeLimit(10, "day", "next_working_day")),
        (date(2026, 7, 1), TimeLimit(7, "working_day")),
    ],
)
def test_day_of_receipt_chooses_the_regime(received_on, expected):
    assert limit_for(LIMITS, "complaint.acceptance", received_on).limit == expected


@pytest.mark.parametrize(
    ("key", "on", "code"),
    [
        ("complaint.smile", date(2026, 1, 1), "LIM-01"),
        ("complaint.dialogue_notice", date(2026, 6, 30), "LIM-02"),
    ],
)
def test_what_no_pack_gives_is_refused(key, on, code):
    with pytest.raises(LawError) as refused:
        limit_for(LIMITS, key, on)

    assert refused.value.code == code


def test_two_equal_values_are_refused():
    plain = limit_for(LIMITS, SETTLEMENT, date(2026, 3, 2))
    other = replace(plain, limit=TimeLimit(31, "day"))

    with pytest.raises(LawError) as refused:
        limit_for([plain, other], SETTLEMENT, date(2026, 3, 2))

    assert refused.value.code == "LIM-03"


def test_two_values_with_one_limit_agree():
    plain = limit_for(LIMITS, SETTLEMENT, date(2026, 3, 2))

    assert limit_for([plain, plain], SETTLEMENT, date(2026, 3, 2)) == plain
