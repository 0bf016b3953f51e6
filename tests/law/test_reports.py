"""Figures of several reports as those of one: sums, ratios of sums, maxima, stocks, gaps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.reports import Annex, AnnexColumn, every_key, merge, ratio_of, with_ratios
from tests.factories.report_forms import FIGURES, FORM, figure, words

GIVEN = tuple(figure.key for figure in FIGURES if figure.merge != "ratio")
NUMBERS = st.one_of(st.none(), st.integers(0, 10**9).map(Decimal))
REPORT = st.fixed_dictionaries(dict.fromkeys(GIVEN, NUMBERS))
REPORTS = st.lists(REPORT, max_size=6)


@given(st.lists(REPORTS, max_size=5), st.booleans())
def test_merging_merged_reports_is_merging_all(groups, over_time):
    every = [report for group in groups for report in group]

    level_by_level = merge(
        FORM, [merge(FORM, group, over_time=over_time) for group in groups], over_time=over_time
    )

    assert level_by_level == merge(FORM, every, over_time=over_time)


@given(REPORTS, st.randoms())
def test_order_of_bodies_changes_no_sum_and_no_maximum(reports, chance):
    shuffled = list(reports)
    chance.shuffle(shuffled)

    first, other = merge(FORM, reports), merge(FORM, shuffled)

    kept = set(first) - {"state"}
    assert {key: first[key] for key in kept} == {key: other[key] for key in kept}


@given(REPORTS)
def test_what_nobody_gave_is_missing_and_a_nought_is_a_nought(reports):
    merged = merge(FORM, reports)

    for key in GIVEN:
        given_values = [report[key] for report in reports if report[key] is not None]
        assert (merged[key] is None) is (given_values == [])


@given(REPORTS, st.integers(0, 3))
def test_a_missing_report_changes_nothing_given(reports, blanks):
    assert merge(FORM, [*reports, *[{}] * blanks]) == merge(FORM, reports)


def test_ratio_is_of_sums_and_never_a_mean():
    small = {"on_time": Decimal(1), "received": Decimal(1)}
    large = {"on_time": Decimal(10), "received": Decimal(99)}

    merged = merge(FORM, [small, large])

    assert merged["share"] == Decimal("11.0000")
    mean = sum(one["share"] for one in (merge(FORM, [small]), merge(FORM, [large]))) / 2
    assert merged["share"] != mean


@pytest.mark.parametrize(
    ("top", "bottom", "expected"),
    [
        (1, 3, Decimal("33.3333")),
        (2, 3, Decimal("66.6667")),
        (1, 8, Decimal("12.5000")),
        (0, 5, Decimal("0.0000")),
        (3, 0, None),
        (0, 0, None),
        (None, 5, None),
        (5, None, None),
    ],
)
def test_ratio_of_two_figures(top, bottom, expected):
    told = {
        key: None if value is None else Decimal(value)
        for key, value in (("on_time", top), ("received", bottom))
    }

    assert ratio_of(FORM.figure("share"), told) == expected


def test_a_figure_that_is_no_ratio_has_none():
    assert ratio_of(figure("x"), {"x": Decimal(1)}) is None


def test_a_ratio_somebody_typed_is_computed_again():
    told = {"on_time": Decimal(1), "received": Decimal(2), "share": Decimal(99)}

    assert with_ratios(FORM, told)["share"] == Decimal(50)


def test_rules_over_bodies_and_over_time():
    january = {"received": 2, "largest": 40, "teams": 3, "state": 1}
    february = {"received": 5, "largest": 30, "teams": 4, "state": None}
    told = [january, february]

    assert {key: merge(FORM, told)[key] for key in january} == {
        "received": 7,
        "largest": 40,
        "teams": 7,
        "state": 1,
    }
    assert {key: merge(FORM, told, over_time=True)[key] for key in january} == {
        "received": 7,
        "largest": 40,
        "teams": 4,
        "state": 1,
    }


def test_figures_the_form_does_not_know_are_left_out():
    assert set(merge(FORM, [{"other": Decimal(1)}])) == {one.key for one in FIGURES}


def test_merging_nothing_gives_nothing():
    assert set(merge(FORM, []).values()) == {None}


def test_only_what_a_period_asks_is_asked():
    yearly = figure("yearly", periods=frozenset({"quarterly"}))
    section = FORM.sections[0]
    form = FORM.__class__(
        key="x",
        version="1",
        title=words("x"),
        periods=FORM.periods,
        sections=(
            section.__class__("s", words("s"), (figure("always"), yearly), ()),
            section.__class__("t", words("t"), (yearly,), ()),
        ),
        source="tests",
        mark="C",
        annexes=(Annex("a", words("a"), (AnnexColumn("c", words("c")),), periods=yearly.periods),),
    )

    monthly = form.asked_in("monthly")

    assert list(every_key(monthly)) == ["always"]
    assert [one.key for one in monthly.sections] == ["s"]
    assert list(every_key(form.asked_in("quarterly"))) == ["always", "yearly", "yearly", "a"]


def test_two_minute_form_keeps_what_it_names_and_drops_sums_it_cannot_check():
    short = FORM.shortened()

    assert list(every_key(short)) == ["received", "done"]
    assert short.totals == ()
    assert FORM.totals != ()


def test_a_form_without_a_short_one_stays_whole():
    plain = FORM.__class__(
        key="x",
        version="1",
        title=words("x"),
        periods=FORM.periods,
        sections=FORM.sections,
        source="tests",
        mark="C",
    )

    assert plain.shortened() == plain


def test_a_form_serves_periods_that_end_in_its_span():
    assert not FORM.period.holds(date(2025, 12, 31))
    assert FORM.period.holds(date(2026, 1, 31))


def test_parts_are_found_by_key():
    assert FORM.figure("teams") in FORM.figures
    assert FORM.figure("nothing") is None
    assert [one.key for one in FORM.questions] == ["done"]
