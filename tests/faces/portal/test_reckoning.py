"""Which limits run for a matter, under the limits and the calendar of the base pack."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.faces.portal.reckoning import WAYS, Asked, reckon
from danvan.law.calendar import Calendar
from danvan.law.errors import LawError
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load


@pytest.fixture(scope="module")
def base():
    return load(pack_folder("vn-base"))


def calendar_of(pack) -> Calendar:
    return Calendar(pack.calendars, pack.fixed_holidays)


@pytest.fixture
def reckoned(base):
    def found(way: str = "complaint", received: date = date(2026, 4, 6), **more):
        days = {"received": received} | more.pop("days", {})
        runs = reckon(Asked(way=way, days=days, **more), base.limits, calendar_of(base))
        return {run.leg.limit: run for run in runs}

    return found


def due(runs, limit: str) -> date:
    return runs[limit].due.on


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 4, 6), date(2026, 4, 16)),  # 10 calendar days
        (date(2026, 6, 30), date(2026, 7, 10)),  # the last day of the old regime
        (date(2026, 7, 1), date(2026, 7, 10)),  # 7 working days
        (date(2026, 11, 20), date(2026, 12, 2)),  # 24/11 is a holiday
    ],
)
def test_acceptance_follows_the_regime_of_its_day(reckoned, received, last):
    assert due(reckoned(received=received), "complaint.acceptance") == last


@pytest.mark.parametrize(
    ("instance", "circumstances", "amount", "more"),
    [
        (1, [], 30, 0),
        (1, ["complex"], 45, 15),
        (1, ["remote"], 45, 0),
        (1, ["remote", "complex"], 60, 15),
        (2, [], 45, 0),
        (2, ["complex"], 60, 15),
        (2, ["remote"], 60, 0),
        (2, ["remote", "complex"], 70, 10),
    ],
)
def test_settlement_follows_instance_and_circumstances(
    reckoned, instance, circumstances, amount, more
):
    keys = {1: "complaint.first_settlement", 2: "complaint.second_settlement"}

    runs = reckoned(instance=instance, circumstances=frozenset(circumstances))

    run = runs[keys.pop(instance)]
    assert (run.value.limit.amount, run.extended_by) == (amount, more)
    assert not set(keys.values()) & set(runs)


def test_a_day_that_was_not_told_is_taken_from_the_limit_before(reckoned):
    runs = reckoned()

    settlement = runs["complaint.first_settlement"]
    assert settlement.is_assumed
    assert settlement.started_on == due(runs, "complaint.acceptance")
    assert runs["complaint.second_filing"].is_assumed


def test_a_day_that_was_told_is_not_assumed(reckoned):
    runs = reckoned(days={"accepted": date(2026, 4, 8)})

    settlement = runs["complaint.first_settlement"]
    assert (settlement.is_assumed, settlement.started_on) == (False, date(2026, 4, 8))
    assert settlement.due.on == date(2026, 5, 8)


def test_a_pause_moves_what_runs_and_is_told_as_one_stretch(reckoned):
    pauses = ((date(2026, 4, 20), date(2026, 5, 4)),)
    runs = reckoned(days={"accepted": date(2026, 4, 8)}, pauses=pauses)

    settlement = runs["complaint.first_settlement"]
    assert settlement.due.on == date(2026, 5, 22)
    (stretch,) = [run for run in settlement.trace if run.code == "DAY-paused"]
    assert (stretch.on, stretch.until) == (date(2026, 4, 21), date(2026, 5, 3))


def test_a_pause_after_acceptance_leaves_acceptance_alone(reckoned):
    pauses = ((date(2026, 4, 9), date(2026, 5, 4)),)

    runs = reckoned(days={"accepted": date(2026, 4, 8)}, pauses=pauses)

    assert due(runs, "complaint.acceptance") == date(2026, 4, 16)


def test_while_a_matter_stands_nothing_after_it_runs(reckoned):
    runs = reckoned(pauses=((date(2026, 4, 8), None),))

    assert list(runs) == ["complaint.acceptance"]
    assert runs["complaint.acceptance"].due is None


def test_the_safe_reading_is_told_where_it_ends_earlier(reckoned):
    around_holidays = reckoned(received=date(2026, 8, 24))["complaint.acceptance"]

    assert around_holidays.due.on > around_holidays.safe[0] == date(2026, 9, 3)
    assert reckoned(received=date(2026, 7, 6))["complaint.acceptance"].safe is None
    assert reckoned(received=date(2026, 4, 6))["complaint.acceptance"].safe is None


@pytest.mark.parametrize(
    ("through", "key", "amount"),
    [("council", "voters.council", 30), ("assembly", "voters.assembly", 60)],
)
def test_voters_are_answered_by_the_body_they_spoke_through(reckoned, through, key, amount):
    runs = reckoned("voters", through=through)

    assert list(runs) == [key, "voters.published"]
    assert runs[key].value.limit.amount == amount


def test_what_no_law_dates_says_so(reckoned):
    runs = reckoned("voters", received=date(2020, 1, 2))

    assert runs["voters.council"].refused.code == "LIM-02"
    assert "voters.published" not in runs


def test_beyond_the_calendar_the_day_is_provisional(reckoned):
    runs = reckoned("information", received=date(2031, 3, 3))

    assert runs["petition.transfer"].due.is_provisional


def test_every_way_names_limits_that_the_pack_has(base):
    known = {value.key for value in base.limits}

    assert {leg.limit for legs in WAYS.values() for leg in legs} <= known


def test_without_limits_nothing_runs(base):
    asked = Asked(way="party", days={"received": date(2026, 4, 6)})

    (run,) = reckon(asked, (), calendar_of(base))

    assert isinstance(run.refused, LawError)
