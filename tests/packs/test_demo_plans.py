"""What the trees of the demo owe in their year: the plan of each, resolved level by level."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.duties.loading import load_pack, use_pack
from danvan.kernel.duties.local_dates import set_local_date
from danvan.kernel.duties.models import Duty
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.trees import write_tree
from danvan.law import packs as law_packs
from danvan.law.duties import DueRule
from tests.factories.accounts import planner_of

pytestmark = pytest.mark.django_db
SERIES = {
    "ha_noi": {
        "001-d4-k4-a": 4,
        "001-d4-k4-b": 2,
        "001-d4-k4-c": 1,
        "001-d5-k6-a": 4,
        "001-d5-k6-b": 2,
        "001-d5-k6-c": 1,
        "001-d5-k6-d": 1,
        "001-d28-a": 23,
    },
    "tay_son": {"002-d12-k1-d": 1, "002-d14-c": 1},
    "duc_pho": {},
}
"""Occurrences of each periodic duty in the year of the tree, over all its bearers."""
SAME_LEVEL = [f"001-d24-k2-{letter}" for letter in "abcde"]
UPWARD = [f"001-d24-k2-{letter}" for letter in "fghij"]


@pytest.fixture
def tree(request, repository):
    """Return the tree of a name with its pack in use."""
    path = repository / f"src/danvan/faces/cli/demo_data/{request.param}.toml"
    load_pack(law_packs.load(repository / "packs" / "vn-base"), by="tests")
    made = write_tree(path, password=lambda _name: "mat-khau-thu-nghiem")
    pack = load_pack(law_packs.load(repository / "packs" / made.pack), by="tests")
    actor = planner_of(made.root, today=made.pack_from)
    use_pack(pack, made.root, valid_from=made.pack_from, actor=actor)
    return made


def shown(tree):
    return plan(tree.root, today=tree.pack_from, until=tree.demo_on)


def bearers_of(tree, code):
    """Return who bears a duty with the keys of those that take part, and how."""
    keys = {unit.pk: key for key, unit in tree.units.items()}
    return {
        keys[bearer.unit_id]: {keys[pk]: str(taking) for pk, taking in bearer.takings.items()}
        for addition in shown(tree).additions
        if addition.duty.code == code
        for bearer in addition.bearers
    }


@pytest.mark.parametrize("tree", SERIES, indirect=True)
def test_every_bearer_resolves(tree):
    assert [(duty.code, role) for duty, role in shown(tree).unbound] == []


@pytest.mark.parametrize(("tree", "expected"), SERIES.items(), indirect=["tree"])
def test_periodic_duties_owe_so_many_in_the_year(tree, expected):
    dated = [addition for addition in shown(tree).additions if addition.occasions]

    assert {one.duty.code: one.count for one in dated} == expected


@pytest.mark.parametrize("tree", ["ha_noi"], indirect=True)
def test_ten_series_of_the_city_are_cards_until_they_are_dated(tree):
    counts = {one.duty.code: one.count for one in shown(tree).additions}

    assert {code: counts[code] for code in SAME_LEVEL} == dict.fromkeys(SAME_LEVEL, 70)
    assert {code: counts[code] for code in UPWARD} == dict.fromkeys(UPWARD, 7)


@pytest.mark.parametrize("tree", ["ha_noi"], indirect=True)
def test_a_local_day_dates_a_series_at_every_level(tree):
    set_local_date(
        Duty.objects.get(code=SAME_LEVEL[0]),
        tree.root,
        period="monthly",
        rule=DueRule("by", day=20, month="every"),
        source="Hướng dẫn của Ban Dân vận Thành ủy",
        valid_from=date(2022, 2, 1),
        actor=planner_of(tree.root, today=tree.pack_from),
    )

    added = {one.duty.code: one for one in shown(tree).additions if one.occasions}

    assert added[SAME_LEVEL[0]].count == 70 * 11
    assert added[SAME_LEVEL[0]].occasions[0].due_on == date(2022, 2, 20)
    assert set(added) - {SAME_LEVEL[0]} == set(SERIES["ha_noi"])


@pytest.mark.parametrize("tree", ["ha_noi"], indirect=True)
def test_same_level_bodies_report_to_their_committee_with_a_copy_to_its_body(tree):
    found = bearers_of(tree, SAME_LEVEL[0])

    assert found["council"] == {"city_committee": "receiver", "commission": "copy"}
    assert found["police_1"] == {"committee_1": "receiver", "commission_1": "copy"}
    assert found["womens_union_2b"] == {"committee_2b": "receiver", "bloc_2b": "copy"}


@pytest.mark.parametrize("tree", ["ha_noi"], indirect=True)
def test_lower_committees_report_to_the_committee_above(tree):
    found = bearers_of(tree, UPWARD[0])

    assert found["committee_1a"] == {"committee_1": "receiver", "commission_1": "copy"}
    assert found["committee_2b"] == {"committee_2": "receiver", "commission_2": "copy"}
    assert found["agencies_committee"] == {"city_committee": "receiver", "commission": "copy"}
    assert found["committee_1"] == {"city_committee": "receiver", "commission": "copy"}


@pytest.mark.parametrize("tree", ["tay_son"], indirect=True)
def test_commission_is_told_of_what_the_committee_settles(tree):
    assert bearers_of(tree, "002-d12-k2-c") == {"peoples_committee": {"commission": "receiver"}}


@pytest.mark.parametrize("tree", ["duc_pho"], indirect=True)
def test_results_go_to_the_standing_committee_through_the_bloc(tree):
    found = bearers_of(tree, "004-kt-b")

    assert len(found) == 11
    assert all(
        takings == {"standing_committee": "receiver", "bloc": "via"} for takings in found.values()
    )
