"""What two people typed, field by field; and plain words out of what was pasted."""

from __future__ import annotations

import json

import pytest

from danvan.areas.reporting.merge import combine, digest
from danvan.areas.reporting.shapes import plain_words


def marks(**texts: str) -> str:
    return json.dumps({name: digest(text) for name, text in texts.items()})


def test_field_that_only_i_changed_is_mine():
    found = combine({"v_a": "7", "base": marks(v_a="5")}, {"v_a": "5"})

    assert (found.texts, found.theirs, found.taken) == ({"v_a": "7"}, {}, frozenset())


def test_field_that_only_others_changed_is_theirs():
    found = combine({"v_a": "5", "base": marks(v_a="5")}, {"v_a": "6"})

    assert (found.texts, found.theirs, found.taken) == ({"v_a": "6"}, {}, frozenset({"v_a"}))


def test_field_that_both_changed_keeps_mine_and_tells_theirs():
    found = combine({"v_a": "7", "base": marks(v_a="5")}, {"v_a": "6"})

    assert (found.texts, found.theirs) == ({"v_a": "7"}, {"v_a": "6"})


def test_field_that_was_blank_and_was_filled_by_others_is_theirs():
    found = combine({"v_a": "", "base": "{}"}, {"v_a": "6"})

    assert found.texts == {"v_a": "6"}


def test_same_words_with_other_line_ends_do_not_differ():
    found = combine({"q_a": "một\r\nhai\r\n", "base": "{}"}, {"q_a": "một\nhai"})

    assert (found.theirs, found.taken) == ({}, frozenset())


@pytest.mark.parametrize("base", ["", "not json", "[1]", "null"])
def test_marks_that_cannot_be_read_lose_nothing(base):
    found = combine({"v_a": "7", "base": base}, {"v_a": "6"})

    assert (found.texts["v_a"], found.theirs) == ("7", {"v_a": "6"})


@pytest.mark.parametrize(
    ("pasted", "plain"),
    [
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("Xóm\tĐơn\t\n1\t2", "Xóm | Đơn |\n1 | 2"),
        ("a\x07b", "a | b"),
        ("dòng\x0bmới", "dòng\nmới"),
        ("e\u0302", "ê"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\ufeffa\u200b\x00", "a"),
    ],
)
def test_pasted_words_become_plain_lines(pasted, plain):
    assert plain_words(pasted) == plain
