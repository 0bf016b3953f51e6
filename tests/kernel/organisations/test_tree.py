"""What units were called and where they stood, as of a day."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.organisations.models import UnitPeriod
from danvan.kernel.organisations.tree import (
    descendants,
    is_below,
    name_of,
    names_of,
    period_of,
    units_of,
)
from danvan.kernel.organisations.writing import UnitFacts, add_unit, rebuild_closure, rename
from tests.factories.trees import BY, START, facts, make_tree

pytestmark = pytest.mark.django_db
RENAMED = date(2022, 7, 1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 12, 31), "Ban cũ"),
        (START, "Ban cũ"),
        (date(2022, 6, 30), "Ban cũ"),
        (RENAMED, "Ban mới"),
        (date(2030, 1, 1), "Ban mới"),
    ],
)
def test_name_is_that_of_the_day(day, expected):
    tree = make_tree({})
    unit = add_unit(facts("Ban cũ"), key="x", valid_from=START, by=BY, parent=tree.root)
    rename(unit, facts("Ban mới"), valid_from=RENAMED, by=BY)

    assert name_of(unit.pk, day) == expected


def test_unit_without_english_name_keeps_its_vietnamese_one():
    tree = make_tree({"bloc": ""})
    plain = UnitFacts("Tổ", "hamlet", "party")
    unit = add_unit(plain, key="x", valid_from=START, by=BY, parent=tree.root)

    assert names_of([*tree.pk("bloc"), unit.pk], START, "en-gb") == {
        tree["bloc"].pk: "Đơn vị bloc (en)",
        unit.pk: "Tổ",
    }


def test_unknown_unit_has_no_name():
    assert name_of(0, START) == ""


def test_period_is_none_before_the_unit_stood():
    unit = make_tree({}).root

    assert period_of(unit.pk, START).name == UnitPeriod.objects.get(unit=unit).name
    assert period_of(unit.pk, date(2020, 12, 31)) is None


def test_descendants_hold_the_unit_itself_and_all_below():
    tree = make_tree()

    assert set(descendants([tree["board"].pk], START)) == set(tree.pk("board", "bloc", "team"))
    assert set(descendants([tree["board"].pk], date(2020, 1, 1))) == set()


def test_below_follows_a_move_on_its_day():
    tree = make_tree()
    moved = UnitPeriod.objects.get(unit=tree["team"])
    UnitPeriod.objects.filter(pk=moved.pk).update(valid_until=RENAMED)
    UnitPeriod.objects.create(
        unit=tree["team"],
        name=moved.name,
        tier=moved.tier,
        side=moved.side,
        parent=tree["council"],
        valid_from=RENAMED,
    )
    rebuild_closure(tree.root)
    team, board, council = tree.pk("team", "board", "council")

    before = date(2022, 6, 30)
    assert [is_below(team, board, before), is_below(team, council, before)] == [True, False]
    assert [is_below(team, board, RENAMED), is_below(team, council, RENAMED)] == [False, True]


def test_units_of_a_tree_are_those_that_stand_on_the_day():
    tree = make_tree({"bloc": ""})
    late = add_unit(facts("Mới"), key="late", valid_from=RENAMED, by=BY, parent=tree.root)
    make_tree({"bloc": ""})

    assert [period.unit for period in units_of(tree.root, START)] == [tree.root, tree["bloc"]]
    assert late in [period.unit for period in units_of(tree.root, RENAMED)]
