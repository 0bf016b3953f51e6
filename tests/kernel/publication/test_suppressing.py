from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.kernel.publication.suppressing import SMALLEST, hidden_in, shares_hidden_in


@pytest.mark.parametrize(
    ("column", "hidden", "hides_total"),
    [
        ({}, "", False),
        ({"a": 0, "b": 12}, "", False),
        ({"a": 5, "b": 12}, "", False),
        ({"a": 3, "b": 12, "c": 30}, "ab", False),  # one alone would be found by subtraction
        ({"a": 3, "b": 4, "c": 30}, "ab", False),
        ({"a": 1, "b": 1, "c": 30}, "abc", False),  # two ones: their sum would tell both
        ({"a": 3}, "a", True),
        ({"a": 2, "b": 2, "c": 0}, "ab", True),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 9}, "abcdef", False),
    ],
)
def test_small_numbers_and_what_protects_them_are_hidden(column, hidden, hides_total):
    found = hidden_in(column)

    assert (set(found.keys), found.hides_total) == (set(hidden), hides_total)


@given(st.lists(st.integers(0, 40), max_size=12))
def test_no_hidden_number_can_be_found_by_subtraction(counts):
    column = dict(enumerate(counts))
    found = hidden_in(column)

    assert all(key in found.keys for key, count in column.items() if 0 < count < SMALLEST)
    assert all(column[key] > 0 for key in found.keys)
    if found.keys and not found.hides_total:
        left = sum(column.values()) - sum(column[k] for k in column if k not in found.keys)
        most = left - (len(found.keys) - 1)
        assert len(found.keys) > 1
        assert most >= SMALLEST


@given(st.lists(st.integers(SMALLEST, 40), max_size=12))
def test_without_small_numbers_nothing_is_hidden(counts):
    assert not hidden_in(dict(enumerate(counts))).keys


@pytest.mark.parametrize(
    ("column", "hidden", "hides_total"),
    [
        ({}, "", False),
        ({"a": (10, 10), "b": (10, 0)}, "", False),
        ({"a": (10, 5)}, "", False),
        ({"a": (10, 9)}, "a", True),  # one late, by subtraction within the row
        ({"a": (10, 1)}, "a", True),
        ({"a": (10, 9), "b": (10, 10)}, "a", True),  # the late one stands in the total too
        ({"a": (10, 9), "b": (20, 10), "c": (30, 15)}, "ab", False),
        ({"a": (5, 4), "b": (5, 1), "c": (30, 15)}, "ab", False),
        ({"a": None, "b": (20, 10), "c": (30, 15)}, "ab", False),
    ],
)
def test_shares_that_tell_a_small_number_are_hidden(column, hidden, hides_total):
    pairs = [pair or (3, 3) for pair in column.values()]
    total = tuple(map(sum, zip(*pairs, strict=True))) if pairs else (0, 0)

    found = shares_hidden_in(column, total)

    assert (set(found.keys), found.hides_total) == (set(hidden), hides_total)
