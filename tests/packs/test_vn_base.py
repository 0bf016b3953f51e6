"""The base pack: bodies with their dates, sources and marks; closed lists; glossary."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.cases import kinds
from danvan.law.duties import BEARINGS, MODALITIES, PERIODS, TIMINGS
from danvan.law.pack_folders import packs_folder
from danvan.law.packs import load

BASE = load(packs_folder() / "vn-base")
BODIES = BASE.all_bodies
BLOC, BOARD = "commune_mass_mobilization_bloc", "commune_party_building_board"
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_districts_ended_on_the_first_of_july_2025():
    districts = [body for body in BASE.bodies if body.level == "district"]

    assert len(districts) == 18
    assert {body.period.until for body in districts} == {AFTER}


@pytest.mark.parametrize(
    ("slug", "before", "after"),
    [
        ("commune_party_committee", "district_party_committee", "province_party_committee"),
        ("commune_peoples_committee", "district_peoples_committee", "province_peoples_committee"),
        ("commune_fatherland_front", "district_fatherland_front", "province_fatherland_front"),
        ("hamlet_mass_mobilization_team", BLOC, BOARD),
    ],
)
def test_communes_answer_to_the_province_since_then(slug, before, after):
    assert BODIES[slug].superior_on(BEFORE) == before
    assert BODIES[slug].superior_on(AFTER) == after


def test_organisations_stand_under_the_front_since_then():
    organisations = BODIES["commune_political_social_orgs"]

    assert organisations.parent_on(BEFORE) is None
    assert organisations.parent_on(AFTER) == "commune_fatherland_front"


@pytest.mark.parametrize(
    ("old", "new", "ends_on"),
    [
        ("commune_mass_mobilization_bloc", "commune_party_building_board", AFTER),
        ("commune_party_office_officer", "commune_party_office", AFTER),
        (
            "central_mass_mobilization_commission",
            "central_propaganda_mass_mobilization_commission",
            date(2025, 2, 3),
        ),
        (
            "district_mass_mobilization_commission",
            "province_propaganda_mass_mobilization_commission",
            AFTER,
        ),
    ],
)
def test_bodies_that_ended_name_their_successors(old, new, ends_on):
    assert BODIES[old].period.until == ends_on
    assert new in BODIES[old].successors
    assert old in BODIES[new].predecessors


def test_successions_are_told_from_both_sides():
    forth = {(body.slug, after) for body in BASE.bodies for after in body.successors}
    back = {(before, body.slug) for body in BASE.bodies for before in body.predecessors}

    assert forth == back


def test_every_body_has_both_names_a_source_and_a_mark():
    assert [
        body.slug
        for body in BASE.bodies
        if not (body.names.vi and body.names.en and body.source and body.mark in "VSMC")
    ] == []


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("timings", TIMINGS),
        ("modalities", MODALITIES),
        ("bearings", BEARINGS),
        ("periods", PERIODS),
    ],
)
def test_closed_lists_name_what_the_engine_knows(name, keys):
    assert tuple(term.key for term in BASE.terms[name]) == keys


def test_levels_sides_areas_and_evidence_are_named():
    assert {body.level for body in BASE.bodies} <= {term.key for term in BASE.terms["levels"]}
    assert {body.side for body in BASE.bodies} <= {term.key for term in BASE.terms["sides"]}
    assert len(BASE.terms["areas"]) == 24
    assert len(BASE.terms["evidence"]) == 27


def test_glossary_distinguishes_only_what_it_explains():
    keys = {term.key for term in BASE.glossary}

    assert {other for term in BASE.glossary for other in term.not_to_be_confused_with} <= keys
    assert all(term.definition and term.definition.vi for term in BASE.glossary)


def test_every_kind_that_can_be_opened_is_named():
    assert {kind.key for kind in kinds.every()} <= {term.key for term in BASE.terms["kinds"]}


@pytest.mark.parametrize("folder", sorted(packs_folder().glob("*/pack.toml")), ids=str)
def test_no_pack_of_ours_is_confirmed(folder):
    assert load(folder.parent).state == "proposed"
