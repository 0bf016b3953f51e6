"""Grounds and numbers of representatives, by use, number and day."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.grounds import grounds_for, representation_for
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import check, load
from tests.factories.pack_folders import write_base

BASE = load(pack_folder("vn-base"))
BEFORE, SINCE = date(2026, 6, 30), date(2026, 7, 1)
GROUND = """
[[grounds]]
key = "a"
use = "refuse"
label = { vi = "Vì", en = "Since" }
source = "tests"
mark = "C"
"""
SPEAKING = """
[[representatives]]
key = "b"
people_from = 0
most = 2
source = "tests"
mark = "C"
"""


@pytest.mark.parametrize(
    ("use", "on", "count"),
    [
        ("refuse", BEFORE, 9),
        ("refuse", date(2012, 6, 30), 0),
        ("complex", BEFORE, 0),
        ("complex", SINCE, 7),
        ("suspend", BEFORE, 0),
        ("suspend", SINCE, 2),
        ("end", SINCE, 3),
        ("nothing", SINCE, 0),
    ],
)
def test_grounds_in_force(use, on, count):
    assert len(grounds_for(BASE.grounds, use, on)) == count


@pytest.mark.parametrize(("people", "most"), [(5, 2), (10, 2), (11, 5), (4000, 5)])
def test_how_many_may_speak(people, most):
    found = representation_for(BASE.representatives, people, SINCE)

    assert found is not None
    assert found.most == most


@pytest.mark.parametrize(("people", "on"), [(1, SINCE), (4, SINCE), (50, date(2014, 6, 30))])
def test_nobody_need_speak_for_few_or_before_the_law(people, on):
    assert representation_for(BASE.representatives, people, on) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GROUND + GROUND, "PACK-08"),
        (GROUND.replace("refuse", "burn"), "PACK-07"),
        (SPEAKING, "PACK-06"),
        (SPEAKING.replace("people_from = 0\n", ""), "PACK-05"),
        (SPEAKING.replace("0", "5") * 2, "PACK-08"),
    ],
)
def test_faults_are_found(tmp_path, text, code):
    folder = write_base(tmp_path, **{"grounds/petitions.toml": text})

    assert [finding.code for finding in check(folder)] == [code]
