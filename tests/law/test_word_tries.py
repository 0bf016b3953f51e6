"""One pattern for many phrases finds what each of them finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from danvan.law.word_tries import any_of, any_word_of

WORDS = st.lists(st.text("abđ ", min_size=1, max_size=5).filter(str.strip), max_size=8)


def test_no_phrases_find_nothing():
    assert re.search(any_of([]), "báo cáo") is None


def test_the_longest_phrase_is_found_over_any_space():
    pattern = re.compile(rf"(?:{any_of(['báo', 'báo cáo', 'bàn'])})(?!\w)")

    assert [match[0] for match in pattern.finditer("báo  cáo, báo cá, bàn")] == [
        "báo  cáo",
        "báo",
        "bàn",
    ]


@given(WORDS, st.text("abđ ", max_size=12))
def test_a_trie_finds_where_any_of_its_phrases_stands(phrases, text):
    plain = re.compile(
        "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in phrases) or "(?!)"
    )

    found = re.search(any_of(phrases), text)
    expected = plain.search(text)

    assert (found and found.start()) == (expected and expected.start())


@given(
    WORDS.map(lambda words: [each for each in words if each[0] != " "]),
    st.text("abđ ", max_size=12),
)
def test_words_are_found_where_no_word_goes_on(phrases, text):
    plain = re.compile(rf"(?<!\w)(?:{any_of(phrases)})(?!\w)")

    found = re.finditer(rf"{any_word_of(phrases)}(?!\w)", text)

    assert [each.span() for each in found] == [each.span() for each in plain.finditer(text)]
