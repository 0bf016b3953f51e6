"""Handled, on time, late, overdue: one definition, proved case by case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from danvan.kernel.cases import kinds, rates
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.rates import Rates, days_late, is_past, rates_by, was_on_time
from tests.factories.standing import OPENED, extend, stand
from tests.factories.trees import make_tree

TODAY = date(2026, 6, 30)
DUE = date(2026, 6, 10)
BEFORE, AFTER = date(2026, 6, 9), date(2026, 6, 11)


@pytest.fixture
def unit(db):
    del db
    return make_tree()["bloc"]


def told(today=TODAY, **wanted):
    """Return what rates gives, held beside what is wanted; the rest must be nought."""
    return rates.rates(Case.objects.all(), today), Rates(**wanted)


@pytest.mark.parametrize(
    ("due_on", "closed_on", "state", "wanted"),
    [
        (DUE, BEFORE, "", {"handled": 1, "on_time": 1}),
        (DUE, DUE, "", {"handled": 1, "on_time": 1}),
        (DUE, AFTER, "", {"handled": 1, "late": 1}),
        (None, AFTER, "", {"handled": 1, "undated": 1}),
        (DUE, AFTER, "waived", {"waived": 1}),
        (DUE, None, "", {"open": 1, "overdue": 1}),
        (TODAY, None, "", {"open": 1, "coming": 1}),
        (None, None, "", {"open": 1, "open_undated": 1}),
    ],
)
def test_each_case_stands_in_its_numbers_and_in_no_other(unit, due_on, closed_on, state, wanted):
    stand(unit, due_on, closed_on, state=state)

    found, expected = told(**wanted)

    assert found == expected


def test_numbers_add_up(unit):
    for due_on in (None, DUE, TODAY):
        for closed_on in (None, BEFORE, AFTER):
            stand(unit, due_on, closed_on)
            stand(unit, due_on, AFTER, state="waived")

    found = rates.rates(Case.objects.all(), TODAY)

    assert found.handled == found.on_time + found.late + found.undated
    assert found.open == found.overdue + found.coming + found.open_undated
    assert found.handled + found.open + found.waived == Case.objects.count()


def test_undated_is_never_late_however_old(unit):
    stand(unit)
    stand(unit, None, date(2999, 1, 1))

    found, expected = told(date(2999, 1, 2), handled=1, undated=1, open=1, open_undated=1)

    assert found == expected
    assert found.on_time_share is None


def test_cards_are_in_no_number(unit):
    stand(unit, kind="duties.card")
    stand(unit, None, DUE, kind="duties.card", state="ended")

    assert rates.rates(Case.objects.all(), TODAY) == Rates()


def test_extended_ones_are_told_beside_the_rest(unit):
    extend(stand(unit, DUE, BEFORE), BEFORE)
    extend(stand(unit, DUE), BEFORE)

    found, expected = told(handled=1, on_time=1, open=1, overdue=1, extended=2)

    assert found == expected


@pytest.mark.parametrize(
    ("on_time", "late", "share"),
    [(0, 0, None), (1, 0, "100.0"), (0, 3, "0.0"), (2, 1, "66.7"), (1, 7, "12.5")],
)
def test_share_on_time_is_of_the_dated_ones(on_time, late, share):
    found = Rates(handled=on_time + late + 9, on_time=on_time, late=late, undated=9, waived=4)

    assert found.dated == on_time + late
    assert found.on_time_share == (None if share is None else Decimal(share))


def test_groups_are_told_in_one_query(unit, django_assert_num_queries):
    other = make_tree()["bloc"]
    stand(unit, DUE, BEFORE)
    stand(other, DUE)

    with django_assert_num_queries(1):
        found = rates_by(Case.objects.all(), TODAY, "unit_id")

    assert found == {
        unit.pk: Rates(handled=1, on_time=1),
        other.pk: Rates(open=1, overdue=1),
    }


def test_nothing_gives_noughts(db):
    del db

    assert rates.rates(Case.objects.none(), TODAY) == Rates()
    assert rates_by(Case.objects.none(), TODAY, "unit_id") == {}


FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
JULY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("measure", "row", "counts"),
    [
        ("opened", {"opened_on": FIRST}, True),
        ("opened", {"opened_on": LAST}, True),
        ("opened", {"opened_on": JULY}, False),
        ("handled", {"closed_on": FIRST}, True),
        ("handled", {"closed_on": LAST}, True),
        ("handled", {"closed_on": JULY}, False),
        ("handled", {"closed_on": FIRST, "state": "waived"}, False),
        ("waived", {"closed_on": FIRST, "state": "waived"}, True),
        ("dated", {"closed_on": FIRST, "due_on": DUE}, True),
        ("dated", {"closed_on": FIRST}, False),
        ("on_time", {"closed_on": DUE, "due_on": DUE}, True),
        ("on_time", {"closed_on": AFTER, "due_on": DUE}, False),
        ("late", {"closed_on": AFTER, "due_on": DUE}, True),
        ("late", {"closed_on": JULY, "due_on": DUE}, False),
        ("undated", {"closed_on": AFTER}, True),
        ("open", {"closed_on": JULY}, True),
        ("open", {"closed_on": LAST}, False),
        ("open", {}, True),
        ("open", {"opened_on": JULY}, False),
        ("overdue", {"due_on": LAST}, True),
        ("overdue", {"due_on": DUE, "closed_on": JULY}, True),
        ("overdue", {"due_on": JULY}, False),
        ("overdue", {}, False),
    ],
)
def test_period_counts_what_happened_in_it_and_what_stood_when_it_ended(unit, measure, row, counts):
    stand(unit, **{"opened_on": OPENED, **row})

    assert Case.objects.filter(rates.part_in(measure, FIRST, LAST)).exists() is counts


def test_extended_in_a_period(unit, monkeypatch):
    monkeypatch.setattr(rates, "extending", lambda: frozenset({"extend"}))
    inside, outside = stand(unit, DUE), stand(unit, DUE)
    extend(inside, DUE)
    extend(outside, JULY)

    found = Case.objects.filter(rates.part_in("extended", FIRST, LAST))

    assert list(found) == [inside]


def test_what_is_set_aside_is_said_by_each_kind(unit):
    stand(unit, DUE, BEFORE, kind="meetings.record", state="cancelled")
    stand(unit, DUE, BEFORE, kind="tests.other", state="cancelled")

    found, expected = told(handled=1, on_time=1, waived=1)

    assert found == expected
    assert {kind.key for kind in kinds.every() if kind.set_aside} >= {"duties.occurrence"}


def test_one_case_by_itself():
    assert [was_on_time(DUE, day) for day in (BEFORE, DUE, AFTER)] == [True, True, False]
    assert was_on_time(None, AFTER) is None
    assert [is_past(DUE, day) for day in (BEFORE, DUE, AFTER)] == [False, False, True]
    assert is_past(None, AFTER) is False
    assert days_late(DUE, None, TODAY) == 20
    assert days_late(DUE, AFTER, TODAY) == 1
    assert days_late(DUE, BEFORE, TODAY) == days_late(None, None, TODAY) == 0
