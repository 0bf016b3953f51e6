"""Bodies are looked for in the locality, then upward, then below; a superior above first."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan.kernel.duties.bindings import Bodies
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.duties.trees import write_tree
from danvan.law import packs as law_packs
from danvan.law.pack_folders import pack_folder

TREES = Path(__file__).resolve().parents[3] / "src/danvan/faces/cli/demo_data"
COMMISSION = "district_mass_mobilization_commission"
SUPERIOR = "superior_mass_mobilization_body"


@pytest.fixture
def city(db):
    load_pack(law_packs.load(pack_folder("vn-base")), by="test")
    tree = write_tree(TREES / "ha_noi.toml", password=lambda username: None)
    return tree, Bodies(tree.root)


def keys(tree, bound) -> set[str]:
    by_pk = {unit.pk: key for key, unit in tree.units.items()}
    return {by_pk[one.unit_id] for one in bound}


def test_the_superior_of_a_district_is_the_citys_and_not_its_own(city):
    tree, bodies = city
    district = next(
        bound.locality_id
        for bound in bodies.near(COMMISSION, tree.root.pk, below=True)
        if bound.locality_id != tree.root.pk
    )

    above = keys(tree, bodies.near(SUPERIOR, district))

    assert above == keys(tree, bodies.inside("city_mass_mobilization_commission", tree.root.pk))


def test_bodies_below_are_found_in_all_localities_below(city):
    tree, bodies = city

    below = bodies.near(COMMISSION, tree.root.pk, below=True)

    assert bodies.near(COMMISSION, tree.root.pk) == []
    assert len({bound.locality_id for bound in below}) == 2
