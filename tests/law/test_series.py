"""Charges and rosters: expanded once, reachable for everybody."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.duties import DueRule, Duty, Words
from danvan.law.periods import Period
from danvan.law.series import Obligation, Roster, charges

YEAR = {"due_from": date(2026, 1, 1), "due_until": date(2026, 12, 31), "in_force": Period()}


def duty(timing, **others):
    return Duty(
        id="000-d21-k2-b",
        provision="att_1__art_21__cl_2",
        bearers=("commune_police",),
        bearing="each",
        modality="duty",
        act=Words("gửi báo cáo", "send the report"),
        timing=timing,
        area="reporting",
        **others,
    )


QUARTERLY = duty("dated", period="quarterly", deadline=DueRule("before", 15, "last_of_quarter"))
SIX_MONTHS = duty("period_not_stated", period="semiannual")


def test_charge_carries_provision_reason_and_days():
    owed = charges(QUARTERLY, **YEAR, say=lambda reason: reason.code)

    assert [charge.key for charge in owed] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert owed[0] == (
        "000-d21-k2-b",
        "att_1__art_21__cl_2",
        "DUE-02",
        "2026-Q1",
        date(2026, 1, 1),
        date(2026, 3, 31),
        date(2026, 3, 14),
        date(2026, 3, 15),
    )


@pytest.mark.parametrize(
    ("waiting", "local_rule", "expected"),
    [
        (SIX_MONTHS, None, []),
        (SIX_MONTHS, DueRule("by", 14, "6"), ["2026-H1"]),
        (duty("standing"), DueRule("by", 14, "6"), []),
        (duty("period", period="annual"), None, ["2026"]),
        (duty("at_least", period="semiannual", at_least=1), None, ["2026-H1", "2026-H2"]),
        (duty("ad_hoc"), None, []),
    ],
)
def test_what_the_text_does_not_date_waits_for_a_local_day(waiting, local_rule, expected):
    owed = charges(waiting, **YEAR, local_rule=local_rule)

    assert [charge.key for charge in owed] == expected


def test_roster_reaches_every_bearer_and_charge():
    owed = charges(QUARTERLY, **YEAR)
    other = charges(SIX_MONTHS, **YEAR, local_rule=DueRule("by", 14, "6"))
    roster = Roster([(["police", "front"], owed), (["council"], other)])

    pairs = list(roster)

    assert len(pairs) == len(roster) == 9
    assert pairs[0] == ("police", owed[0])
    assert list(roster.obligations())[8] == Obligation("council", other[0])
    assert roster.owed_by("front") == owed
    assert roster.owed_by("nobody") == ()


def test_rows_are_flat_and_say_the_same_as_iteration():
    roster = Roster([(["police", "front"], charges(QUARTERLY, **YEAR))])

    assert roster.rows() == [(bearer, *charge) for bearer, charge in roster]


def test_part_of_a_roster_is_cut_by_due_day():
    roster = Roster([(["police"], charges(QUARTERLY, **YEAR))])

    part = roster.due_in(date(2026, 6, 14), date(2026, 9, 14))

    assert [charge.key for _, charge in part] == ["2026-Q2", "2026-Q3"]
