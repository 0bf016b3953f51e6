"""The trees of the demo: every body that owes something is a unit; units and posts are whole."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.organisations.models import Manner, Tier
from danvan.law.packs import load

TREES = ("commune_today", "phu_thuong")
REPORTS = {"commune_today": "mau-d19-k1", "phu_thuong": "000-d21-k2-a"}


@pytest.fixture(params=TREES)
def tree(request, repository):
    path = repository / f"src/danvan/faces/cli/demo_data/{request.param}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) | {"name": request.param}


@pytest.fixture
def pack(tree, repository):
    return load(repository / "packs" / tree["pack"]["name"])


def bound(tree, slugs):
    """Return the keys of the units bound to one of some bodies."""
    return [unit["key"] for unit in tree["units"] if set(unit.get("roles", ())) & set(slugs)]


def test_every_bearer_is_bound_to_a_unit(tree, pack):
    roles = {role for unit in tree["units"] for role in unit.get("roles", ())}

    unbound = {role for duty in pack.duties if duty.owes for role in duty.bearers} - roles

    assert unbound == set()


def test_every_partner_of_a_session_is_bound_to_a_unit(tree, pack):
    roles = {role for unit in tree["units"] for role in unit.get("roles", ())}
    rules = [duty.fulfilled_by for duty in pack.duties if duty.fulfilled_by]

    assert {role for rule in rules for role in rule.partners} - roles == set()


def test_every_receiver_of_a_report_is_bound_to_a_unit(tree, pack):
    roles = {role for unit in tree["units"] for role in unit.get("roles", ())}
    named = {one.role for duty in pack.duties if duty.area == "reporting" for one in duty.receivers}

    assert named - roles == set()


def test_every_role_is_a_known_body(tree, pack):
    roles = {role for unit in tree["units"] for role in unit.get("roles", ())}

    assert roles - set(pack.all_bodies) == set()


def test_bodies_stand_on_the_day_they_are_bound(tree, pack):
    gone = [
        (unit["key"], role)
        for unit in tree["units"]
        for role in unit.get("roles", ())
        if not pack.all_bodies[role].period.holds(unit["valid_from"])
    ]

    assert gone == []


def test_monthly_report_has_thirteen_bearers(tree, pack):
    duty = pack.duty_by_id[REPORTS[tree["name"]]]

    found = bound(tree, duty.bearers)

    assert len(found) == 13
    assert len(bound(tree, ["commune_political_social_orgs"])) == 5
    assert len(bound(tree, ["hamlet_mass_mobilization_team"])) == 3


def test_units_have_known_parents_and_tiers(tree):
    keys = [unit["key"] for unit in tree["units"]]

    assert [key for key, count in Counter(keys).items() if count > 1] == []
    for number, unit in enumerate(tree["units"]):
        assert unit.get("parent", keys[0]) in keys[: number or 1]
        assert unit["tier"] in Tier.values
        assert unit["name"]
        assert unit["name_en"]


def test_posts_stand_in_units_and_hold_known_grants(tree):
    keys = {unit["key"] for unit in tree["units"]}
    names = [post["username"] for post in tree["posts"]]

    assert len(set(names)) == len(names)
    assert all(name.isascii() for name in names)
    for post in tree["posts"]:
        assert post["unit"] in keys
        assert {grant["unit"] for grant in post["grants"]} <= keys
        assert {grant["role"] for grant in post["grants"]} <= set(DeskRole.values)


def test_somebody_plans_and_somebody_heads_the_whole_tree(tree):
    root = tree["units"][0]["key"]
    held = {
        grant["role"]
        for post in tree["posts"]
        for grant in post["grants"]
        if grant["unit"] == root and grant["downward"]
    }

    assert held == {"planner", "head", "reader"}


def test_successions_lead_from_unit_to_unit(tree):
    keys = {unit["key"] for unit in tree["units"]}

    for one in tree.get("successions", ()):
        assert {one["old"], one["new"]} <= keys
        assert one["manner"] in Manner.values


def test_pack_counts_from_the_day_it_took_effect(tree, pack):
    assert tree["pack"]["valid_from"] == pack.document.effective_on
