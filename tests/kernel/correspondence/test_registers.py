from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.registers import close_register, open_register, series_on
from tests.factories.accounts import actor_at
from tests.factories.correspondence import TODAY


@pytest.mark.parametrize(
    ("direction", "world", "span", "by_type"),
    [
        ("out", "party", "term", True),
        ("out", "state", "year", False),
        ("out", "joint", "year", False),
        ("in", "party", "year", False),
    ],
)
def test_register_counts_as_its_world_asks(office, direction, world, span, by_type):
    made = open_register(office.unit, direction, world, "Sổ khác", actor=office.clerk)

    assert (made.span, made.by_type) == (span, by_type)


def test_unit_may_count_otherwise(office):
    made = open_register(
        office.unit, "out", "state", "Sổ khác", actor=office.clerk, by_type=True, span="year"
    )

    assert (made.span, made.by_type) == ("year", True)


def test_label_stands_once(office):
    with pytest.raises(Refused, match="REG-10"):
        open_register(office.unit, "out", "state", " Văn bản  đi ", actor=office.clerk)


def test_officer_and_stranger_open_and_close_none(office):
    for actor in (actor_at(office.unit, roles=("officer",), today=TODAY), office.stranger):
        with pytest.raises(Refused, match="REG-01"):
            open_register(office.unit, "out", "state", "Sổ khác", actor=actor)
        with pytest.raises(Refused, match="REG-01"):
            close_register(office.out, actor, TODAY)


def test_committee_without_a_term_has_no_numbers(committee):
    with pytest.raises(Refused, match="REG-13"):
        series_on(committee.out, "report", date(2025, 7, 31))


def test_what_comes_needs_no_type(office):
    assert series_on(office.into, "", TODAY) == series_on(office.into, "report", TODAY)
