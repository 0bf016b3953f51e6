"""Faults of a stored tree are found: a checker of what writers may never leave behind."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.organisations.closure import tree_faults
from danvan.kernel.organisations.models import Closure, UnitPeriod
from danvan.kernel.organisations.writing import facts_of, move, period, rebuild_closure, succeed
from tests.factories.trees import BY, make_tree

pytestmark = pytest.mark.django_db
DAY = date(2022, 7, 1)


def codes(tree):
    return {(one.code, one.unit_id) for one in tree_faults(tree.root)}


def test_tree_that_changed_properly_has_no_fault():
    tree = make_tree()
    move(tree["team"], tree["council"], valid_from=DAY, basis="x", by=BY)
    succeed(tree["police"], None, manner="dissolved", happened_on=DAY, basis="x", by=BY)
    rebuild_closure(tree.root)

    assert codes(tree) == set()


def test_overlapping_periods_are_found():
    tree = make_tree()
    first = UnitPeriod.objects.get(unit=tree["team"])
    period(tree["team"], facts_of(first), first.parent_id, DAY).save()

    assert ("ORG-04", tree["team"].pk) in codes(tree)


def test_parent_of_another_tree_is_found():
    tree, other = make_tree(), make_tree()
    UnitPeriod.objects.filter(unit=tree["team"]).update(parent=other.root)

    assert ("ORG-05", tree["team"].pk) in codes(tree)


def test_stale_closure_is_found():
    tree = make_tree()
    Closure.objects.filter(descendant=tree["team"], ancestor=tree.root).delete()

    assert codes(tree) == {("ORG-06", tree["team"].pk)}


def test_circle_is_found():
    tree = make_tree({"one": "", "other": "one"})
    UnitPeriod.objects.filter(unit=tree["one"]).update(parent=tree["other"])

    assert {code for code, _unit in codes(tree)} == {"ORG-03"}
