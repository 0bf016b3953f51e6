"""Folding for search and the order of Vietnamese names."""

from __future__ import annotations

from random import Random
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as some

from danvan.kernel.cases.models import Case
from danvan.kernel.cases.search import collation_key, fold, matching
from tests.factories.desks import make_desk, owe

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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("bao cao", True),
        ("BÁO CÁO", True),
        ("tháng   báo", True),
        ("bao nam", False),
        ("", True),
        ("100%", False),
        ("_", False),
    ],
)
def test_every_word_must_stand_in_the_case(words, is_found):
    case = owe(make_desk(), None, title="Báo cáo tháng")

    assert (list(Case.objects.filter(matching(words))) == [case]) is is_found
