"""Recurrence: keys, covered periods, last days in time, first and last cycle of a document."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.duties import PERIODS, DueRule
from danvan.law.errors import LawError
from danvan.law.schedules import covered_in, fits, occasions, reason_for

LONG_AGO = date(2000, 1, 1)
MONTHLY_REPORT = DueRule("before", 10, "next")
QUARTERLY_REPORT = DueRule("before", 15, "last_of_quarter")
QUARTER_ENDS = ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]
MONTH_AFTER_QUARTER_ENDS = ["2026-01-31", "2026-04-30", "2026-07-30", "2026-10-30"]
ANNUAL_REPORT = DueRule("before", 25, "10")


def due_in(year, period, rule, **others):
    span = {"due_from": date(year, 1, 1), "due_until": date(year, 12, 31)}
    return occasions(period, rule, **{**span, "in_force_from": LONG_AGO, **others})


def told(found):
    return {each.key: each.due_on.isoformat() for each in found}


@pytest.mark.parametrize(
    ("period", "rule", "expected"),
    [
        ("quarterly", QUARTERLY_REPORT, ["2026-03-14", "2026-06-14", "2026-09-14", "2026-12-14"]),
        ("annual", ANNUAL_REPORT, ["2026-10-24"]),
        ("annual", DueRule("by", 25, "10"), ["2026-10-25"]),
        ("annual", DueRule("on", 25, "10"), ["2026-10-25"]),
        ("annual", DueRule("by", 15, "next"), ["2026-01-15"]),
        ("annual", DueRule("by", 15, "last_of_quarter"), ["2026-12-15"]),
        ("semiannual", DueRule("by", 14, "6"), ["2026-06-14"]),
        ("semiannual", DueRule("by", 14, "last_of_quarter"), ["2026-06-14", "2026-12-14"]),
        ("semiannual", DueRule("by", 5, "next"), ["2026-01-05", "2026-07-05"]),
        ("nine_months", DueRule("before", 20, "last_of_quarter"), ["2026-09-19"]),
        ("nine_months", DueRule("before", 10, "10"), ["2026-10-09"]),
        ("nine_months", None, ["2026-09-30"]),
        ("annual", None, ["2026-12-31"]),
        ("semiannual", None, ["2026-06-30", "2026-12-31"]),
        ("quarterly", None, ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
        ("quarterly", DueRule("by", 31, "2"), ["2026-02-28"]),
        ("quarterly", DueRule("before", 1, "next"), QUARTER_ENDS),
        ("annual", DueRule("within", amount=10, measure="day"), ["2026-01-10"]),
        ("quarterly", DueRule("within", amount=1, measure="month"), MONTH_AFTER_QUARTER_ENDS),
        ("annual", DueRule("within", amount=30, measure="month"), ["2026-06-30"]),
        ("multi_year", None, []),
    ],
)  # fmt: skip
def test_a_year_has_these_last_days(period, rule, expected):
    assert [each.due_on.isoformat() for each in due_in(2026, period, rule)] == expected


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        (MONTHLY_REPORT, ("2025-12", "2026-01-09"), ("2026-11", "2026-12-09")),
        (DueRule("by", 31, "every"), ("2026-01", "2026-01-31"), ("2026-12", "2026-12-31")),
        (DueRule("before", 31, "every"), ("2026-01", "2026-01-30"), ("2026-12", "2026-12-30")),
        (None, ("2026-01", "2026-01-31"), ("2026-12", "2026-12-31")),
    ],
)
def test_monthly_series_has_twelve_a_year_by_the_month_covered(rule, first, last):
    found = list(told(due_in(2026, "monthly", rule)).items())

    assert len(found) == 12
    assert (found[0], found[-1]) == (first, last)


@pytest.mark.parametrize(
    ("year", "relation", "expected"),
    [(2026, "by", "2026-02-28"), (2024, "by", "2024-02-29"), (2026, "before", "2026-02-27")],
)
def test_day_31_is_the_last_day_of_a_short_month(year, relation, expected):
    found = told(due_in(year, "monthly", DueRule(relation, 31, "every")))

    assert found[f"{year}-02"] == expected


@pytest.mark.parametrize(
    ("period", "rule", "expected"),
    [
        ("monthly", MONTHLY_REPORT, ("2022-05", "2022-06-09")),
        ("quarterly", QUARTERLY_REPORT, ("2022-Q2", "2022-06-14")),
        ("annual", ANNUAL_REPORT, ("2022", "2022-10-24")),
        ("monthly", None, ("2022-05", "2022-05-31")),
        ("quarterly", DueRule("before", 10, "4"), ("2023-Q2", "2023-04-09")),
    ],
)
def test_first_cycle_follows_the_day_of_effect(period, rule, expected):
    effective_on = date(2022, 5, 11)

    found = occasions(
        period,
        rule,
        due_from=LONG_AGO,
        due_until=date(2023, 12, 31),
        in_force_from=effective_on,
    )

    assert next(iter(told(found).items())) == expected


def test_nothing_is_owed_for_periods_after_the_end():
    found = due_in(2025, "monthly", MONTHLY_REPORT, in_force_until=date(2025, 7, 1))

    assert list(told(found)) == [
        "2024-12", "2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06",
    ]  # fmt: skip


def test_weeks_are_those_of_iso_8601():
    found = due_in(2026, "weekly", None)

    assert (found[0].key, found[0].begins_on, found[0].due_on) == (
        "2026-W01",
        date(2025, 12, 29),
        date(2026, 1, 4),
    )
    assert (len(found), found[-1].key) == (52, "2026-W52")
    assert covered_in("weekly", 2026)[-1].key == "2026-W53"


def test_covered_days_are_inclusive_and_the_written_day_is_kept():
    found = due_in(2026, "quarterly", QUARTERLY_REPORT)[0]

    assert found.key == "2026-Q1"
    assert (found.begins_on, found.ends_on) == (date(2026, 1, 1), date(2026, 3, 31))
    assert (found.due_on, found.written_on) == (date(2026, 3, 14), date(2026, 3, 15))
    assert due_in(2026, "quarterly", None)[0].written_on is None


def test_no_day_moves_off_a_rest_day():
    found = told(due_in(2026, "quarterly", QUARTERLY_REPORT))

    assert date.fromisoformat(found["2026-Q1"]).weekday() == 5


@pytest.mark.parametrize(
    ("period", "rule", "does_fit"),
    [
        ("monthly", DueRule("by", 5, "every"), True),
        ("quarterly", DueRule("by", 5, "every"), False),
        ("monthly", DueRule("by", 5, "last_of_quarter"), False),
        ("monthly", DueRule("by", 5, "6"), False),
        ("quarterly", DueRule("by", 5, "6"), True),
        ("annual", DueRule("by", 5, "13"), False),
        ("annual", DueRule("by", 5, "soon"), False),
        ("annual", DueRule("by", 5), False),
        ("annual", DueRule("by", None, "6"), False),
        ("annual", DueRule("by", 32, "6"), False),
        ("annual", DueRule("by", 0, "6"), False),
        ("weekly", DueRule("by", 5, "next"), False),
        ("multi_year", DueRule("by", 5, "6"), False),
        ("annual", DueRule("within", amount=5, measure="working_day"), False),
        ("annual", DueRule("within", measure="day"), False),
        ("weekly", DueRule("within", amount=2, measure="day"), True),
    ],
)
def test_rules_fit_some_rhythms_only(period, rule, does_fit):
    assert fits(period, rule) is does_fit
    if does_fit:
        assert due_in(2026, period, rule)
    else:
        with pytest.raises(LawError, match="TIM-06"):
            due_in(2026, period, rule)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (None, "DUE-01"),
        (DueRule("before", 10, "10"), "DUE-02"),
        (DueRule("on", 10, "10"), "DUE-03"),
        (DueRule("by", 10, "10"), "DUE-04"),
        (DueRule("within", amount=9, measure="day"), "DUE-05"),
    ],
)
def test_every_occasion_has_its_reason(rule, code):
    occasion = due_in(2026, "annual", rule)[0]

    reason = reason_for(rule, occasion)

    assert reason.code == code
    assert dict(reason.fields)["due_on"] == occasion.due_on


def test_the_first_and_the_last_year_there_is_are_survived():
    found = occasions(
        "weekly", None, due_from=date.min, due_until=date(3, 1, 1), in_force_from=date.min
    )
    late = occasions(
        "annual", None, due_from=date(9997, 1, 1), due_until=date.max, in_force_from=date.min
    )

    assert found[-1].key == "0002-W52"
    assert list(told(late)) == ["9997", "9998"]


@given(
    period=st.sampled_from([period for period in PERIODS if period != "multi_year"]),
    begins=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    length=st.integers(0, 1500),
)
def test_spans_cut_anywhere_join_without_loss(period, begins, length):
    middle = date.fromordinal(begins.toordinal() + length // 2)
    end = date.fromordinal(begins.toordinal() + length)
    after = date.fromordinal(middle.toordinal() + 1)

    whole = occasions(period, None, due_from=begins, due_until=end, in_force_from=LONG_AGO)
    first = occasions(period, None, due_from=begins, due_until=middle, in_force_from=LONG_AGO)
    rest = occasions(period, None, due_from=after, due_until=end, in_force_from=LONG_AGO)

    assert first + rest == whole


@given(day=st.integers(1, 28), year=st.integers(1990, 2090))
def test_monthly_days_are_the_same_day_of_each_month(day, year):
    rule = DueRule("by", day, "every")

    found = due_in(year, "monthly", rule, in_force_from=date(1900, 1, 1))

    assert [each.due_on for each in found] == [date(year, month, day) for month in range(1, 13)]
