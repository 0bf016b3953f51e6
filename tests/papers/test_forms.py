"""Papers of petitions by day: which version holds, what stays blank, what the pack keeps to."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from danvan.law.pack_folders import packs_folder
from danvan.law.pack_tables import MARKS
from danvan.papers.forms import BLANK, PaperForm, forms_for, paper_forms
from danvan.papers.layouts import paper_types

FACTS = {"unit", "kind", "title", "sender", "received", "accepted", "due", "passed_to"}
FACTS |= {"forwarder", "complexity"}
"""What a case tells by itself."""
ALL = paper_forms(packs_folder())
OLD, NEW = date(2026, 6, 30), date(2026, 7, 1)


def named(key: str, on: date, content: str = "complaint", instance: int = 1) -> PaperForm:
    return next(one for one in forms_for(content, instance, on) if one.key == key)


def test_form_of_the_day_holds_up_to_the_last_day_before_the_new_one():
    old, new = named("acceptance", OLD), named("acceptance", NEW)

    assert "155/2026" not in old.source
    assert "155/2026" in new.source


@pytest.mark.parametrize(
    ("key", "number"), [("suspension", "14a"), ("resumption", "14b"), ("receipt", "02")]
)
def test_forms_of_the_new_decrees_begin_with_them(key, number):
    before = {one.key: one.number for one in forms_for("complaint", 1, OLD)}

    assert before.get(key, "") == ""
    assert named(key, NEW).number == number


def test_first_and_second_complaint_have_their_own_decision():
    first = {one.key for one in forms_for("complaint", 1, NEW)}
    second = {one.key for one in forms_for("complaint", 2, NEW)}

    assert first - second == {"settlement"}
    assert second - first == {"second-settlement"}


def test_what_nobody_told_is_left_to_be_filled_in():
    body = named("acceptance", NEW).written({"title": "Đường ngập", "sender": "  "})

    assert "Đường ngập" in body
    assert f"Kính gửi: {BLANK}" in body


def test_braces_in_a_fact_stay_as_typed():
    assert "{unit}" in named("acceptance", NEW).written({"title": "{unit}"})


@pytest.mark.parametrize("form", ALL, ids=lambda one: f"{one.key}-{one.begins}")
def test_paper_of_the_pack_can_be_written(form):
    assert form.names <= FACTS | {one.key for one in form.asks}
    assert {one.key for one in form.asks} <= form.names
    assert not form.type or form.type in paper_types(packs_folder())
    assert form.to in {"sender", "passed_to", "forwarder", "head"}
    assert form.source
    assert form.mark in MARKS


def test_versions_of_a_paper_follow_each_other_without_gap():
    by_key: dict[str, list[PaperForm]] = {}
    for one in ALL:
        by_key.setdefault(one.key, []).append(one)

    for versions in by_key.values():
        for before, after in pairwise(versions):
            assert before.until == after.begins
        assert versions[-1].until is None
