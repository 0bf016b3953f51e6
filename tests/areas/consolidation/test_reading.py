"""The board: who has reported, counted as everywhere, found by name, at the same cost for many."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.areas.consolidation.reading import STATES, board, board_rows, narrowed, told_lines
from tests.factories.lines import KEY, act, make_line, report_of

pytestmark = pytest.mark.django_db
LATE = date(2022, 6, 12)
SHAPE = {"p1": tuple(f"c1{at}" for at in range(1, 7))}


def lines(line, today):
    actor = line.actor("p1", today=today)
    top = board(actor, line["p1"].pk, KEY)
    found = told_lines(top, board_rows(actor, line["p1"].pk, KEY).order_by("called__sort_key"))
    return top, {one.case.unit.key: one for one in found}


def test_each_stands_as_it_is(tmp_path):
    line = make_line(tmp_path, SHAPE)
    line.submit("c11")
    line.submit("c12", today=LATE)
    returned, accepted = line.submit("c13"), line.submit("c14")
    act(returned, "return", line.actor("p1", today=LATE), reason="thiếu số")
    act(accepted, "accept", line.actor("p1", today=LATE))
    line.open("c15")

    top, found = lines(line, LATE)

    assert {key: (one.state, one.late, one.report_words) for key, one in found.items()} == {
        "c11": ("in_time", 0, "Bản 1"),
        "c12": ("late", 3, "Bản 1"),
        "c13": ("returned", 3, ""),
        "c14": ("accepted", 0, "Bản 1"),
        "c15": ("overdue", 3, ""),
        "c16": ("overdue", 3, ""),
    }
    counted = top.rates
    assert (counted.handled, counted.on_time, counted.late, counted.open, counted.overdue) == (
        3, 2, 1, 3, 3,
    )  # fmt: skip
    assert (top.returned, top.accepted) == (1, 1)


def test_nothing_is_late_before_its_day(tmp_path):
    line = make_line(tmp_path, SHAPE)

    top, found = lines(line, date(2022, 6, 9))

    assert {one.state for one in found.values()} <= {"due", "coming"}
    assert (top.rates.open, top.rates.overdue) == (6, 0)


@pytest.mark.parametrize(
    ("group", "keys"),
    [
        ("sent", {"c11", "c12"}),
        ("in_time", {"c11"}),
        ("late", {"c12"}),
        ("missing", {"c13", "c14", "c15", "c16"}),
        ("returned", {"c13"}),
        ("accepted", {"c11"}),
        ("not_due", set()),
        ("no such", {"c11", "c12", "c13", "c14", "c15", "c16"}),
    ],
)
def test_groups_hold_what_the_numbers_above_count(tmp_path, group, keys):
    line = make_line(tmp_path, SHAPE)
    act(line.submit("c11"), "accept", line.actor("p1"))
    line.submit("c12", today=LATE)
    act(line.submit("c13"), "return", line.actor("p1"), reason="thiếu")
    actor = line.actor("p1", today=LATE)

    rows = board_rows(actor, line["p1"].pk, KEY).filter(narrowed(group, LATE))

    assert {case.unit.key for case in rows} == keys


def test_a_draft_below_is_no_link_for_who_may_not_read_it(tmp_path):
    line = make_line(tmp_path, SHAPE)
    line.open("c11")

    _top, found = lines(line, LATE)

    assert (found["c11"].report_slug, found["c11"].version) == ("", None)


def test_correcting_keeps_the_accepted_version_on_the_board(tmp_path):
    line = make_line(tmp_path, SHAPE)
    case = act(line.submit("c11"), "accept", line.actor("p1"))
    act(case, "correct", line.actor("c11"), reason="nhầm số")

    _top, found = lines(line, LATE)

    assert report_of(case).current == 2
    assert (found["c11"].state, found["c11"].report_words) == ("in_time", "Bản 1")


def test_states_have_words():
    assert all(str(words) for words in STATES.values())


def test_more_rows_cost_no_more_queries(tmp_path):
    line = make_line(tmp_path, SHAPE)
    for key in SHAPE["p1"][:4]:
        line.submit(key)
    actor = line.actor("p1")

    def cost(most):
        rows = board_rows(actor, line["p1"].pk, KEY).order_by("called__sort_key")[:most]
        with CaptureQueriesContext(connection) as ran:
            assert len(told_lines(board(actor, line["p1"].pk, KEY), rows)) == most
        return len(ran)

    assert cost(1) == cost(6)
