"""The trees of the demo: every body that owes something is a unit; units and posts are whole."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from danvan.faces.cli.demo_story import story_of
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.organisations.models import Manner, Tier
from danvan.law.packs import load

TREES = ("commune_today", "phu_thuong", "ha_noi", "tay_son", "duc_pho")
REPORTS = {"commune_today": "mau-d19-k1", "phu_thuong": "000-d21-k2-a"}
ENDS = {"open", "told", "done", "met", "passed"}


def path_of(name, repository):
    return repository / f"src/danvan/faces/cli/demo_data/{name}.toml"


def tree_of(name, repository):
    """Return what the file of a tree says."""
    kept = tomllib.loads(path_of(name, repository).read_text(encoding="utf-8"))
    return kept | {"name": name}


@pytest.fixture(params=TREES)
def tree(request, repository):
    return tree_of(request.param, repository)


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


@pytest.mark.parametrize("name", REPORTS)
def test_monthly_report_of_a_commune_has_thirteen_bearers(name, repository):
    tree = tree_of(name, repository)
    duty = load(repository / "packs" / tree["pack"]["name"]).duty_by_id[REPORTS[name]]

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
    """The agreement of two agencies was signed on the last day of 2021 and owes from 2022."""
    signed_at_year_end = tree["name"] == "tay_son"

    late = tree["pack"]["valid_from"] - pack.document.effective_on

    assert late.days == (1 if signed_at_year_end else 0)


def test_tree_is_shown_in_the_time_of_its_document(tree, pack):
    shown_on = tree["tree"].get("demo_on")

    assert shown_on is None or shown_on > tree["pack"]["valid_from"]
    assert shown_on is None or pack.document.in_force.holds(shown_on)


def test_accounts_of_all_trees_are_different(repository):
    trees = [tree_of(name, repository) for name in TREES]
    names = [post["username"] for tree in trees for post in tree["posts"]]

    assert len(set(names)) == len(names)


def test_first_account_plans_the_whole_tree(tree):
    root = tree["units"][0]["key"]

    assert {"role": "planner", "unit": root, "downward": True} in tree["posts"][0]["grants"]


def test_story_names_known_duties_and_units(tree, pack, repository):
    story = story_of(path_of(tree["name"], repository))
    keys = {unit["key"] for unit in tree["units"]}

    assert story.hall
    assert 0 <= story.proofs <= 100
    assert {one.duty for one in story.local_days} <= set(pack.duty_by_id)
    for told in story.happenings:
        assert told.ends in ENDS
        assert told.timing or (told.duty in pack.duty_by_id and told.unit in keys)
        assert bool(told.reason) == (told.ends == "passed")


def test_city_has_two_districts_with_two_communes_each(repository):
    units = tree_of("ha_noi", repository)["units"]
    parents = {unit["key"]: unit["parent"] for unit in units if unit.get("locality")}

    assert Counter(parents.values()) == {"city": 2, "district_1": 2, "district_2": 2}


@pytest.mark.parametrize(
    ("role", "count"),
    [
        ("party_committee_any", 1),
        ("party_committee_permanent_board_any", 1),
        ("mass_mobilization_body_any", 1),
        ("fatherland_front_any", 1),
        ("political_social_orgs_any", 5),
        ("authority_any", 2),
        ("armed_forces_local", 2),
    ],
)
def test_every_level_of_the_city_has_its_bodies(role, count, repository):
    units = {unit["key"]: unit for unit in tree_of("ha_noi", repository)["units"]}

    def locality(key):
        unit = units[key]
        is_place = unit.get("locality") or "parent" not in unit
        return key if is_place else locality(unit["parent"])

    found = Counter(locality(key) for key in bound({"units": units.values()}, [role]))

    assert len(found) == 7
    assert set(found.values()) == {count}


def test_both_parties_of_the_agreement_have_accounts(repository):
    posts = tree_of("tay_son", repository)["posts"]
    desks = {grant["unit"] for post in posts for grant in post["grants"]}

    assert {"peoples_committee", "commission", "office", "commission_staff"} <= desks


def test_letter_has_eleven_addressees(repository):
    """Three cells, the council's standing body, the committee, the Front, five organisations."""
    tree = tree_of("duc_pho", repository)
    duty = load(repository / "packs" / "duc-pho-2023").duty_by_id["004-mo"]

    assert len(bound(tree, duty.bearers)) == 11


def test_deciding_waits_under_the_duty_that_asks_first(tree, pack, repository):
    asking = {each.duty for each in pack.prerequisites}
    told = story_of(path_of(tree["name"], repository)).happenings

    deciding = [each for each in told if each.title.startswith("Chuẩn bị ban hành")]

    assert {each.duty for each in deciding} <= asking
    assert {each.timing for each in told} & {"before"} == set()
