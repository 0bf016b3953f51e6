"""Folding for search and the order of Vietnamese names."""

from __future__ import annotations

from random import Random
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as some

from danvan.law.collation import SORT_KEY_LENGTH, collation_key, fold, sort_key

IN_ORDER = ["An", "Ăn", "Ân", "Bình", "Dũng", "Đức", "Ê"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Khiếu nại", "khieu nai"),
        ("ĐẢNG ỦY", "dang uy"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        (normalize("NFD", "Tổ dân vận"), "to dan van"),
        ("  hai \t\n dòng ", "hai dong"),
        ("55-QĐ/ĐU", "55-qd/du"),
        ("", ""),
    ],
)
def test_fold_drops_marks_and_case(text, folded):
    assert fold(text) == folded


@given(some.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(some.text())
def test_form_of_the_letters_does_not_matter(text):
    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text))


def test_names_stand_in_vietnamese_order():
    mixed = [*IN_ORDER]
    Random(7).shuffle(mixed)

    assert sorted(mixed, key=collation_key) == IN_ORDER


@pytest.mark.parametrize(
    "words",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Ma", "Mai", "Màn"],
        ["Tổ 1", "Tổ 2", "Tổ dân vận", "Tổ một"],
        ["Bình", "bình an", "Bình Dương"],
        ["Dân", "Đài", "Em", "Ếch", "Êm"],
        ["", "-", "a"],
    ],
)
def test_letters_come_before_tones(words):
    backwards = words[::-1]

    assert sorted(backwards, key=collation_key) == words


def test_form_of_the_letters_does_not_change_their_place():
    assert (
        collation_key(normalize("NFD", "Đức Ê"))[:2] == collation_key(normalize("NFC", "Đức Ê"))[:2]
    )


@given(some.lists(some.text(), max_size=5))
def test_any_text_has_a_place(texts):
    once = sorted(texts, key=collation_key)
    backwards = once[::-1]

    assert sorted(backwards, key=collation_key) == once


SHORT = some.text(some.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@given(SHORT, SHORT)
def test_stored_key_orders_as_the_key_does(one, other):
    keys = collation_key(one)[:2], collation_key(other)[:2]

    assert (sort_key(one) < sort_key(other)) == (keys[0] < keys[1])


@given(some.text(max_size=300))
def test_stored_key_is_digits_of_bounded_length(text):
    key = sort_key(text)

    assert key.isascii()
    assert key.isdigit()
    assert len(key) <= SORT_KEY_LENGTH
