"""Units to invite, and what a session counts for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from danvan.areas.meetings.queries import (
    convening_units,
    may_serve,
    serves,
    sheet_facts,
    tree_units,
)
from tests.factories.accounts import actor_at
from tests.factories.cases import hold, occurrence, plan_meeting
from tests.factories.trees import make_tree

pytestmark = pytest.mark.django_db


def test_units_of_ones_own_tree_are_invited(tree):
    make_tree()

    units = tree_units(actor_at(tree["board"]), "en")

    assert {pk for pk, _name in units} == set(tree.pk(*tree.units))
    assert units[0][1] == f"Xã {tree.root.key} (en)" or units[0][1] == "Đơn vị board (en)"


def test_without_a_tree_nobody_is_invited(tree):
    assert tree_units(replace(actor_at(tree["board"]), root_id=None)) == []


def test_sessions_are_recorded_where_one_is_officer(tree):
    assert convening_units(actor_at(tree["board"])) == [(tree["board"].pk, "Đơn vị board")]
    assert convening_units(actor_at(tree["board"], roles=("reader",))) == []
    below = actor_at(tree.root, roles=("head",), downward=True)
    assert len(convening_units(below)) == len(tree.units)


def test_session_tells_what_it_counts_for_and_may_still(tree):
    planned = plan_meeting([tree["board"]], [tree["front"]])
    meeting = hold([tree["board"]], [tree["front"]])

    assert (serves(planned), may_serve(planned)) == ([], [])
    assert [link.target for link in serves(meeting)] == [occurrence("front", "2022-05")]
    everybody = actor_at(tree.root, roles=("reader",), downward=True)
    told = sheet_facts(meeting, everybody)
    assert [(match.case, names) for match, names in told["may_serve"]] == [
        (occurrence("police", "2022-05"), ["Thân police"])
    ]
    assert told["serves"] == serves(meeting)


def test_partner_is_not_told_of_duties_it_does_not_see(tree):
    meeting = hold([tree["board"]], [tree["front"]])

    told = sheet_facts(meeting, actor_at(tree["council"]))

    assert told == {"serves": [], "may_serve": []}
