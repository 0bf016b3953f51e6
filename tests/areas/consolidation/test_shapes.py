from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from danvan.areas.consolidation.shapes import changes, circle_through, inside, sort_out


@pytest.mark.parametrize(
    ("upward", "way"),
    [
        ({}, ()),
        ({1: [2], 2: [3]}, ()),
        ({1: [1]}, (1, 1)),
        ({1: [2], 2: [1]}, (1, 2, 1)),
        ({1: [2, 4], 2: [3], 3: [1], 4: [1]}, (1, 4, 1)),
        ({1: [2], 2: [3], 3: [2]}, ()),
    ],
)
def test_circle_is_the_shortest_way_back(upward, way):
    assert circle_through(1, upward) == way


def test_inside_goes_all_the_way_down_and_ends_in_a_circle():
    assert inside(1, {1: [2], 2: [3], 3: [1, 4]}) == {1, 2, 3, 4}
    assert inside(9, {}) == frozenset()


def test_a_report_that_came_twice_counts_inside_the_other():
    found = sort_out(100, [1, 2, 3], {2: [1]})

    assert (found.taken, found.within, found.circles) == ((2, 3), {1: 2}, frozenset())


def test_nobody_merges_itself():
    found = sort_out(100, [1, 2, 100], {1: [5], 5: [100]})

    assert (found.taken, found.circles) == ((2,), frozenset({1, 100}))


def test_what_two_of_those_taken_hold_is_said():
    found = sort_out(100, [1, 2], {1: [7], 2: [7, 8]})

    assert (found.taken, found.twice) == ((1, 2), {7: (1, 2)})


def test_two_that_hold_each_other_count_once():
    assert sort_out(100, [1, 2], {1: [2], 2: [1]}).taken == (1,)


@given(
    some.dictionaries(
        some.integers(0, 12), some.sets(some.integers(0, 12), max_size=3), max_size=12
    )
)
def test_any_tangle_is_sorted_out_and_each_stands_in_one_group(parts):
    candidates = list(range(1, 13))

    found = sort_out(0, candidates, parts)

    groups = [set(found.taken), set(found.within), set(found.circles)]
    assert set().union(*groups) == set(candidates)
    assert sum(len(group) for group in groups) == len(candidates)
    assert all(0 not in inside(one, parts) for one in found.taken)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, {"a": None}, []),
        ({"a": Decimal(1)}, {"a": Decimal("1.0000")}, []),
        ({}, {"a": Decimal(0)}, [("a", None, Decimal(0), None)]),
        ({"a": Decimal(5)}, {"a": Decimal(3)}, [("a", Decimal(5), Decimal(3), Decimal(-2))]),
        ({"a": Decimal(5)}, {}, [("a", Decimal(5), None, None)]),
    ],
)
def test_changes_tell_missing_from_nought(before, after, told):
    found = changes(before, after, ["a"])

    assert [(one.key, one.before, one.after, one.by) for one in found] == told
