"""Many units at once come out as if added one by one, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.organisations.bulk import UnitRow, add_units
from danvan.kernel.organisations.closure import tree_faults
from danvan.kernel.organisations.models import Closure, Unit, UnitPeriod
from danvan.kernel.organisations.writing import TreeError, UnitFacts, add_unit, rebuild_closure
from tests.factories.trees import BY, START, make_tree

pytestmark = pytest.mark.django_db


def row(key, parent="root", **more):
    return UnitRow(key, UnitFacts(f"Đơn vị {key}", "commune", "party"), parent, START, **more)


ROWS = [
    row("team", "cell"),
    row("cell", "party", home="village"),
    row("village", "commune", is_locality=True),
    row("party", "commune"),
    row("commune", is_locality=True),
    row("gone", "party", valid_until=date(2022, 1, 1)),
]


def told(root):
    """Return all that is stored about a tree, without numbers."""
    rows = UnitPeriod.objects.filter(unit__root=root).order_by("unit__key")
    columns = ("unit__key", "unit__locality__key", "parent__key", "search", "valid_until")
    pairs = Closure.objects.filter(descendant__root=root)
    span = ("ancestor__key", "descendant__key", "depth", "valid_from", "valid_until")
    return list(rows.values_list(*columns)), sorted(map(str, pairs.values_list(*span)))


def test_many_at_once_are_as_one_by_one():
    many, single = make_tree({}, name="root"), make_tree({}, name="root")
    add_units(many.root, ROWS, by=BY)
    units = {"root": single.root}
    for key in ("commune", "village", "party", "cell", "team", "gone"):
        one = next(each for each in ROWS if each.key == key)
        units[key] = add_unit(
            one.facts,
            key=key,
            valid_from=START,
            by=BY,
            parent=units[one.parent],
            is_locality=one.is_locality,
            home=units.get(one.home),
        )
    UnitPeriod.objects.filter(unit=units["gone"]).update(valid_until=date(2022, 1, 1))
    rebuild_closure(single.root)

    assert told(many.root) == told(single.root)
    assert tree_faults(many.root) == []


def test_adding_many_is_recorded_once():
    tree = make_tree({}, name="root")

    units = add_units(tree.root, ROWS, by=BY)

    entry = Entry.objects.get(action="organisations.unit.add_many")
    assert (entry.unit_id, entry.details) == (tree.root.pk, {"count": 6})
    assert units["team"].locality == units["village"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([row("a"), row("a")], "ORG-09"),
        ([row("root")], "ORG-09"),
        ([row("a", "nobody")], "ORG-10"),
        ([row("a", home="nobody")], "ORG-10"),
        ([row("a", "b"), row("b", "a")], "ORG-03"),
        ([row("a", "a")], "ORG-03"),
        ([row("a", "b", is_locality=True), row("b", "a", is_locality=True)], "ORG-03"),
    ],
)
def test_nothing_is_written_where_one_cannot_be(rows, code):
    tree = make_tree({}, name="root")
    before = Unit.objects.count()

    with pytest.raises(TreeError) as refused:
        add_units(tree.root, [row("fine"), *rows], by=BY)

    assert refused.value.code == code
    assert Unit.objects.count() == before
