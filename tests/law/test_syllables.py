import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.syllables import bare, key_of, keys_of, syllables


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoá", "hóa"), ("Uỷ", "ủy"), ("THUỶ", "thủy"), ("quỹ", "QUỸ"), ("hoà", "hòa")],
)
def test_key_does_not_depend_on_how_a_syllable_is_typed(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("thể", "thế"), ("dự", "dư"), ("xã", "xà"), ("đa", "da")]
)
def test_key_tells_marks_apart(one, other):
    assert key_of(one) != key_of(other)


def test_bare_syllables_have_no_mark():
    assert [bare(word) for word in ("phân", "phản", "Đảng", "ưỡng")] == [
        "phan",
        "phan",
        "dang",
        "uong",
    ]


def test_syllables_carry_their_place():
    text = "Ủy ban, xã 5"

    found = list(syllables(text))

    assert [text[each.start : each.end] for each in found] == ["Ủy", "ban", "xã", "5"]
    assert keys_of(text) == tuple(each.key for each in found)


@given(st.text())
def test_any_text_parts_into_syllables(text):
    found = list(syllables(text))

    assert all(text[each.start : each.end].strip() for each in found)
    assert [bare(text[each.start : each.end]) is not None for each in found] == [True] * len(found)
