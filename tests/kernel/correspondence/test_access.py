from __future__ import annotations

import pytest

from danvan.kernel.accounts.models import Classification
from danvan.kernel.correspondence.access import (
    visible_documents,
    visible_file_lists,
    visible_hand_overs,
    visible_incoming,
    visible_numbers,
    visible_registers,
)
from danvan.kernel.correspondence.filing import (
    FileFacts,
    HandOverFacts,
    add_entry,
    close_entry,
    hand_over,
    open_list,
)
from danvan.kernel.correspondence.numbers import reserve
from danvan.kernel.correspondence.sheets import file_paper
from tests.factories.accounts import actor_at
from tests.factories.correspondence import TODAY, arrived, draft

EVERYTHING = (
    visible_registers,
    visible_numbers,
    visible_documents,
    visible_incoming,
    visible_file_lists,
    visible_hand_overs,
)


@pytest.fixture
def kept(office):
    """Return an office with one row of everything, and two registers."""
    draft(office)
    arrived(office)
    reserve(office.out, "report", office.clerk, TODAY)
    files = open_list(office.unit, 2026, office.clerk)
    entry = add_entry(files, FileFacts("01", "Hồ sơ", "10 năm", TODAY), office.clerk)
    file_paper(entry, "", None, "Một tờ giấy", office.clerk)
    close_entry(entry, office.clerk, TODAY)
    facts = HandOverFacts("Lưu trữ", "A", "B", TODAY)
    hand_over(office.unit, [entry], facts, office.clerk)
    return office


def seen(actor):
    return [rows(actor).count() for rows in EVERYTHING]


@pytest.mark.parametrize("roles", [("reader",), ("officer",), ("planner",)])
def test_who_reads_for_the_unit_sees_its_rows(kept, roles):
    assert seen(actor_at(kept.unit, roles=roles, today=TODAY)) == [2, 1, 1, 1, 1, 1]


def test_who_reads_from_above_sees_them_downward_only(kept):
    root = kept.tree.root

    assert seen(actor_at(root, downward=True, today=TODAY)) == [2, 1, 1, 1, 1, 1]
    assert seen(actor_at(root, today=TODAY)) == [0] * 6


def test_strangers_neighbours_and_administrators_see_nothing(kept):
    foreign = (
        kept.stranger,
        actor_at(kept.tree["board"], downward=True, today=TODAY),
        actor_at(kept.tree["police"], downward=True, today=TODAY),
        actor_at(kept.tree.root, roles=("administrator",), downward=True, today=TODAY),
    )

    assert [seen(actor) for actor in foreign] == [[0] * 6] * 4


def test_grant_for_open_matters_does_not_reach_the_registers(kept):
    assert seen(actor_at(kept.unit, highest=Classification.OPEN, today=TODAY)) == [0] * 6
