"""The decision tree of petitions."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.law.handling import Matter, handlings
from danvan.law.pack_folders import pack_folder
from danvan.law.packs import check, load
from tests.factories.pack_folders import write_base

ROWS = load(pack_folder("vn-base")).handling
DAY = date(2026, 7, 6)
BRANCH = """
[[handling]]
key = "a"
when = { content = ["complaint"] }
action = "accept"
reason = { vi = "Vì", en = "Since" }
source = "tests"
mark = "C"
"""


@pytest.mark.parametrize(
    ("matter", "action"),
    [
        (Matter("complaint"), "accept"),
        (Matter("complaint", condition="incomplete"), "ask_more"),
        (Matter("complaint", condition="ineligible"), "give_back"),
        (Matter("complaint", "other"), "guide"),
        (Matter("complaint", "other", before="guided"), "file"),
        (Matter("complaint", "other", forwarder="privileged"), "give_back"),
        (Matter("complaint", "party"), "transfer_party"),
        (Matter("complaint", before="settled"), "next_instance"),
        (Matter("complaint", before="final"), "file"),
        (Matter("denunciation"), "hand_on"),
        (Matter("information", "other"), "hand_on"),
        (Matter("recommendation"), "accept"),
        (Matter("feedback", "other"), "transfer"),
        (Matter("voters", "party"), "transfer_party"),
        (Matter("feedback", condition="ineligible"), "file"),
        (Matter("mixed"), "split"),
    ],
)
def test_first_branch_for_a_matter(matter, action):
    assert handlings(ROWS, matter, DAY)[0].action == action


def test_petition_of_many_is_also_reported_to_the_head():
    found = handlings(ROWS, Matter("feedback", "other", signatories="many"), DAY)

    assert [row.action for row in found] == ["transfer", "report_head"]


def test_tree_of_the_day_of_receipt_is_asked():
    assert handlings(ROWS, Matter("denunciation"), date(2018, 12, 31)) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('["complaint"]', '["poem"]', "PACK-07"),
        ('action = "accept"', 'action = "sing"', "PACK-07"),
        ('action = "accept"', 'action = "accept"\nlimit = "poem.days"', "PACK-09"),
        ('when = { content = ["complaint"] }\n', "", "PACK-05"),
        ("when = { content", 'when = { mood = ["calm"], content', "PACK-04"),
    ],
)
def test_faults_of_a_branch_are_found(tmp_path, old, new, code):
    folder = write_base(tmp_path, **{"handling/petitions.toml": BRANCH.replace(old, new)})

    assert [finding.code for finding in check(folder)] == [code]


def test_a_branch_twice_is_found(tmp_path):
    folder = write_base(tmp_path, **{"handling/petitions.toml": BRANCH + BRANCH})

    assert [finding.code for finding in check(folder)] == ["PACK-08"]
