"""A plan is read by people: provisions, reasons and days in words, no address and no ISO day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from danvan.faces.cli.plan_lines import plan_lines
from danvan.faces.cli.planning import bring_pack
from danvan.kernel.accounts.actors import actor_of
from danvan.kernel.accounts.models import User
from danvan.kernel.duties.changes import Change
from danvan.kernel.duties.loading import load_pack
from danvan.kernel.duties.planning import plan
from danvan.kernel.duties.trees import write_tree
from danvan.law.packs import load

pytestmark = pytest.mark.django_db
RAW = re.compile(r"att_\d|art_\d|__|\d{4}-\d{2}|local_date|worked_on")


@pytest.fixture
def shown(repository):
    """Return the first plan of a commune with the desk of its planner."""
    path = repository / "src/danvan/faces/cli/demo_data/phu_thuong.toml"
    load_pack(load(repository / "packs" / "vn-base"), by="tests")
    tree = write_tree(path, password=lambda _name: "mat-khau-thu-nghiem")
    bring_pack(tree.pack, tree)
    actor = actor_of(User.objects.get(username=tree.accounts[0].username))
    return plan(tree.root, today=date(2022, 6, 1), until=date(2022, 12, 31)), actor


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("vi", "khoản 2 Điều 21: .* · 09/06/2022 – 09/12/2022 · vì gói nhiệm vụ"),
        ("en", "Article 21, clause 2: .* · 09/06/2022 – 09/12/2022 · because a pack"),
    ],
)
def test_additions_are_told_in_words(shown, language, expected):
    lines = list(plan_lines(*shown, language))

    assert any(re.search(expected, line) for line in lines)
    assert [line for line in lines[:-1] if RAW.search(line)] == []


def test_undated_duty_says_that_it_has_no_day(shown):
    assert any("· không có ngày ·" in line for line in plan_lines(*shown, "vi"))


def test_changes_are_told_with_unit_period_and_days(shown):
    found, actor = shown
    duty = next(one.duty for one in found.additions if one.duty.code == "000-d21-k2-a")
    unit = actor.unit_id
    moved = Change(duty, 1, unit, "2022-06", date(2022, 7, 9), date(2022, 7, 4), "local_date")
    card = Change(duty, 2, unit, duty.code, None, None, "binding")
    changed = replace(found, additions=(), moves=(moved,), removals=(card,), kept=(moved,))

    gone, other, kept, _counts = plan_lines(changed, actor, "vi")

    assert gone.startswith("- ")
    assert gone.endswith(
        "· không có ngày · vì đơn vị được gắn, hoặc thôi gắn, với cơ quan mà văn bản nêu"
    )
    assert "(tháng 06/2022) · 09/07/2022 → 04/07/2022 · vì địa phương đặt ngày" in other
    assert kept.startswith("= ")
    assert kept.endswith("vì đã có người làm nên được giữ lại")
    assert [line for line in (gone, other, kept) if RAW.search(line)] == []
