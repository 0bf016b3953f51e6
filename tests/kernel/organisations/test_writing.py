"""Units are added, renamed and followed; the closure is written from the periods."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from danvan.kernel.audit.models import Entry
from danvan.kernel.organisations.models import Closure, UnitPeriod
from danvan.kernel.organisations.tree import descendants, holding_on, is_below, period_of
from danvan.kernel.organisations.writing import (
    TreeError,
    add_unit,
    move,
    rebuild_closure,
    rename,
    succeed,
)
from danvan.law.collation import sort_key
from tests.factories.trees import BY, START, facts, make_tree

pytestmark = pytest.mark.django_db
DAY = date(2022, 7, 1)


def test_unit_knows_its_root_and_locality():
    tree = make_tree({})
    village = add_unit(
        facts("Xóm"), key="v", valid_from=START, by=BY, parent=tree.root, is_locality=True
    )
    team = add_unit(facts("Tổ"), key="t", valid_from=START, by=BY, parent=village)
    beside = add_unit(facts("Cạnh"), key="b", valid_from=START, by=BY, root=tree.root)

    assert (village.root, village.locality) == (tree.root, village)
    assert (team.root, team.locality) == (tree.root, village)
    assert (beside.root, beside.locality) == (tree.root, tree.root)
    assert (tree.root.root, tree.root.locality) == (None, tree.root)


def test_adding_is_recorded():
    tree = make_tree({})

    entry = Entry.objects.get(subject=f"unit:{tree.root.pk}")

    assert (entry.action, entry.actor, entry.unit_id) == (
        "organisations.unit.add",
        BY,
        tree.root.pk,
    )


def test_renaming_keeps_what_was_and_the_end_that_was_set():
    unit = make_tree({"bloc": ""})["bloc"]
    UnitPeriod.objects.filter(unit=unit).update(valid_until=date(2024, 1, 1))

    made = rename(unit, facts("Ban Dân vận"), valid_from=DAY, by=BY)

    assert made.parent_id == unit.root_id
    assert list(
        UnitPeriod.objects.filter(unit=unit)
        .order_by("valid_from")
        .values_list("name", "valid_from", "valid_until")
    ) == [("Đơn vị bloc", START, DAY), ("Ban Dân vận", DAY, date(2024, 1, 1))]


@pytest.mark.parametrize(
    ("day", "code"), [(START - timedelta(days=1), "ORG-01"), (START, "ORG-02")]
)
def test_impossible_renaming_is_refused(day, code):
    unit = make_tree({"bloc": ""})["bloc"]

    with pytest.raises(TreeError) as refused:
        rename(unit, facts("Ban"), valid_from=day, by=BY)

    assert (refused.value.code, refused.value.fields) == (code, {"day": day})
    assert UnitPeriod.objects.filter(unit=unit).count() == 1


def test_succession_ends_the_old_unit():
    tree = make_tree({"old": "", "new": ""})

    made = succeed(
        tree["old"],
        tree["new"],
        manner="transferred",
        happened_on=DAY,
        basis="Nghị quyết 1",
        by=BY,
    )
    rebuild_closure(tree.root)

    assert (made.old, made.new) == (tree["old"], tree["new"])
    assert period_of(tree["old"].pk, DAY) is None
    assert period_of(tree["old"].pk, DAY - timedelta(days=1)) is not None
    assert is_below(tree["old"].pk, tree["old"].pk, DAY) is False


def test_unit_that_ended_stays_below_those_above_it():
    tree = make_tree({"board": "", "old": "board", "other": ""})
    succeed(tree["old"], None, manner="dissolved", happened_on=DAY, basis="x", by=BY)
    later = date(2023, 1, 1)
    move(tree["board"], tree["other"], valid_from=later, basis="x", by=BY)
    rebuild_closure(tree.root)

    assert set(descendants([tree["board"].pk], DAY)) == set(tree.pk("board", "old"))
    assert set(descendants([tree["old"].pk], DAY)) == set()
    assert set(descendants([tree["other"].pk], DAY)) == set(tree.pk("other"))
    assert set(descendants([tree["other"].pk], later)) == set(tree.pk("other", "board", "old"))


def test_unit_may_end_without_a_successor():
    tree = make_tree({"old": ""})

    made = succeed(
        tree["old"], None, manner="dissolved", happened_on=DAY, basis="Quyết định 1", by=BY
    )

    assert made.new is None
    assert Entry.objects.get(action="organisations.unit.succeed").details["new"] is None


def test_unit_does_not_end_before_it_began():
    tree = make_tree({"old": ""})

    with pytest.raises(TreeError) as refused:
        succeed(tree["old"], None, manner="dissolved", happened_on=START, basis="x", by=BY)

    assert refused.value.code == "ORG-01"


def test_moving_keeps_what_was_and_the_end_that_was_set():
    tree = make_tree()
    UnitPeriod.objects.filter(unit=tree["team"]).update(valid_until=date(2024, 1, 1))

    move(tree["team"], tree["council"], valid_from=DAY, basis="Quyết định 7", by=BY)

    rows = UnitPeriod.objects.filter(unit=tree["team"]).order_by("valid_from")
    bloc, council = tree.pk("bloc", "council")
    assert list(rows.values_list("parent_id", "name", "valid_from", "valid_until", "basis")) == [
        (bloc, "Đơn vị team", START, DAY, ""),
        (council, "Đơn vị team", DAY, date(2024, 1, 1), "Quyết định 7"),
    ]


def test_impossible_moves_are_refused():
    tree, other = make_tree(), make_tree({})
    village = add_unit(
        facts("Thôn"), key="v", valid_from=START, by=BY, parent=tree.root, is_locality=True
    )
    late = add_unit(facts("Mới"), key="late", valid_from=date(2025, 1, 1), by=BY, parent=tree.root)
    rebuild_closure(tree.root)

    def refusal(unit, parent, day=DAY):
        with pytest.raises(TreeError) as refused:
            move(unit, parent, valid_from=day, basis="x", by=BY)
        return refused.value.code

    assert refusal(tree["team"], tree["council"], START - timedelta(days=1)) == "ORG-01"
    assert refusal(tree["team"], tree["council"], START) == "ORG-02"
    assert refusal(tree["board"], tree["team"]) == "ORG-03"
    assert refusal(tree["board"], tree["board"]) == "ORG-03"
    assert refusal(tree["team"], other.root) == "ORG-05"
    assert refusal(tree["team"], late) == "ORG-07"
    assert refusal(tree["team"], village) == "ORG-08"
    assert UnitPeriod.objects.filter(unit=tree["team"]).count() == 1


def test_locality_moves_with_all_below():
    tree = make_tree({"north": "", "south": ""})
    village = add_unit(
        facts("Thôn"), key="v", valid_from=START, by=BY, parent=tree["north"], is_locality=True
    )
    team = add_unit(facts("Tổ"), key="t", valid_from=START, by=BY, parent=village)
    move(village, tree["south"], valid_from=DAY, basis="x", by=BY)
    rebuild_closure(tree.root)

    assert is_below(team.pk, tree["south"].pk, DAY)
    assert not is_below(team.pk, tree["north"].pk, DAY)


def test_period_is_found_by_key_and_name_and_sorted_by_name():
    tree = make_tree({})
    unit = add_unit(facts("Đảng ủy"), key="p-c", valid_from=START, by=BY, parent=tree.root)

    kept = UnitPeriod.objects.get(unit=unit)

    assert kept.search == "p-c dang uy dang uy (en)"
    assert kept.sort_key == sort_key("Đảng ủy")


def test_units_below_each_other_are_refused():
    tree = make_tree({"one": "", "other": "one"})
    UnitPeriod.objects.filter(unit=tree["one"]).update(parent=tree["other"])
    before = Closure.objects.count()

    with pytest.raises(TreeError) as refused:
        rebuild_closure(tree.root)

    assert refused.value.code == "ORG-03"
    assert Closure.objects.count() == before


def test_rebuilding_leaves_other_trees_alone():
    other, tree = make_tree(), make_tree()
    before = set(Closure.objects.filter(descendant__root=other.root).values_list("pk", flat=True))

    rebuild_closure(tree.root)

    after = set(Closure.objects.filter(descendant__root=other.root).values_list("pk", flat=True))
    assert after == before


def test_span_of_a_period_is_ordered_in_the_database():
    unit = make_tree({}).root

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitPeriod.objects.filter(unit=unit).update(valid_until=START)


class TestClosure(TestCase):
    """Hypothesis needs a class here: each example runs in a transaction of its own."""

    @settings(max_examples=20)
    @given(parents=some.lists(some.integers(0, 7), min_size=1, max_size=7), data=some.data())
    def test_closure_says_what_walking_up_says(self, parents, data):
        names = [f"u{number}" for number in range(len(parents))]
        bodies = {
            name: "" if parent >= number else names[parent]
            for number, (name, parent) in enumerate(zip(names, parents, strict=True))
        }
        tree = make_tree(bodies)
        ended = data.draw(some.sampled_from(names))
        UnitPeriod.objects.filter(unit=tree[ended]).update(valid_until=DAY)
        rebuild_closure(tree.root)

        parents = dict(
            UnitPeriod.objects.filter(unit__in=tree.units.values()).values_list(
                "unit_id", "parent_id"
            )
        )
        for day in (START, DAY):
            standing = {
                row.unit_id: row.parent_id
                for row in UnitPeriod.objects.filter(holding_on(day), unit__in=tree.units.values())
            }
            for unit_id in standing:
                above, walk = set(), unit_id
                while walk is not None:
                    above |= {walk} & standing.keys()
                    walk = parents[walk]
                for ancestor in tree.units.values():
                    assert is_below(unit_id, ancestor.pk, day) == (ancestor.pk in above)
