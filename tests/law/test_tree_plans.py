"""A template is filled for one place: names, keys, parents, hamlets, posts."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.duties import Words
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import load
from danvan.law.tree_plans import Place, filled, slug_of

TEMPLATES = {one.key: one for one in load(pack_folder("vn-base")).trees}
DAY = date(2025, 7, 1)


def fill(key="commune", **more):
    place = Place("xa", Words("xã Mẫu", "Mẫu commune"), "Mẫu", DAY, **more)
    lines, posts = filled(TEMPLATES[key], place)
    return {line.key: line for line in lines}, posts


def test_names_are_those_of_the_place():
    lines, _posts = fill()

    assert lines["party_committee"].name == "Đảng ủy xã Mẫu"
    assert lines["party_committee"].name_en == "Party Committee of Mẫu commune"
    assert fill("province")[0]["party_committee"].name == "Tỉnh ủy Mẫu"


def test_parents_stand_before_and_tops_below_the_place():
    lines, _posts = fill(hamlets=("Thôn Đông",), wanted=("mass_mobilization_team",))
    before = {"xa"}

    for line in lines.values():
        assert line.parent in before
        before.add(line.key)
    assert lines["front"].parent == "xa"


def test_hamlets_have_their_own_and_are_localities():
    lines, _posts = fill(hamlets=("Thôn Đông", "Thôn Đồng"), wanted=("mass_mobilization_team",))

    team = lines["mass_mobilization_team-thon-dong-2"]
    assert team.name == "Tổ dân vận thôn Đồng"
    assert (team.parent, team.home) == ("party_cell-thon-dong-2", "hamlet-thon-dong-2")
    assert lines["hamlet-thon-dong"].is_locality
    assert lines["hamlet-thon-dong"].name == "Thôn Đông"


def test_what_is_not_wanted_falls_away_with_its_posts_and_grants():
    without, posts = fill()
    _with_police, more = fill(wanted=("police",))

    assert "police" not in without
    assert [post.titles.vi for post in more if post not in posts] == ["Trưởng Công an"]


def test_prefix_parts_the_places_of_one_tree():
    lines, posts = fill(prefix="xa-", hamlets=("Thôn Đông",))

    assert all(key.startswith("xa-") for key in lines)
    assert {post.unit for post in posts} <= set(lines)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Tổ dân phố số 5", "to-dan-pho-so-5"),
        ("  Đá/Đỏ! ", "da-do"),
        ("—", ""),
        ("x" * 99, "x" * 60),
    ],
)
def test_slug_is_plain(text, slug):
    assert slug_of(text) == slug
