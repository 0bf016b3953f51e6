"""A pattern asked first in small letters finds what it finds by itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.law.any_case import AnyCase, Lettered, in_small_letters
from danvan.law.extract_names import UNKNOWN

PATTERNS = (
    r"\bbáo\s+cáo\b",
    r"(?<!dự )\bán\s+(?P<what>IV|II|I)\b|\bquý(?!\s*[IV]+\b)",
    r"(?:\s|^)bộ(?=\s+(?-i:[A-ZĐ]))",
    r"\W*kỳ",
    r"\s*,?\s*\b(?:quý|kỳ)\b",
)
_PIECES = (
    "báo", "BÁO CÁO", "Báo cáo", "dự án II", "Án iv", "quý", "Quý IV", "bộ Y tế", "Bộ y tế", "kỳ",
    "KỲ", "(", "İ", "ı", "ſ", "K", "Σ",
)  # fmt: skip
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join) | st.text()


def spans(found):
    return [each and (each.span(), each.groupdict()) for each in found]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("keep", [Lettered, str])
@given(text=_TEXT, data=st.data())
def test_matches_are_those_of_the_pattern_itself(pattern, keep, text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    ours, plain, said = AnyCase(pattern), re.compile(pattern, re.IGNORECASE), keep(text)

    for act in ("search", "match", "fullmatch"):
        one, other = (getattr(each, act)(said, start, end) for each in (ours, plain))
        assert spans([one]) == spans([other])
    found = ours.finditer(said, start, end)
    assert spans(found) == spans(plain.finditer(text, start, end))


@given(text=_TEXT, at=st.integers(0, 3))
def test_end_is_that_of_the_match(text, at):
    pattern = r"\s*(?:báo(?:\s+cáo)?|quý)(?!\w)"
    found = re.compile(pattern, re.IGNORECASE).match(text, at)

    assert AnyCase(pattern).end_at(text, at) == (found.end() if found else -1)


@given(st.text())
def test_small_letters_stay_where_they_are(text):
    assert len(in_small_letters(text)) == len(text)


def test_long_text_without_its_small_letters_is_searched_by_the_pattern_itself():
    long = "- " * 5_000 + "Bộ Y tế"

    assert UNKNOWN.search(long).start() == 10_000
    assert [each[0] for each in UNKNOWN.finditer(long)] == ["Bộ"]
    assert UNKNOWN.match(long, 10_000)[0] == "Bộ"
    assert AnyCase("bộ").end_at(long, 10_000) == 10_002
