"""Sentences for codes."""

from __future__ import annotations

import string
from datetime import date

import pytest

from danvan.law.duties import Words
from danvan.law.messages import say, sentences, show
from danvan.law.pack_folders import packs_folder


def fields_of(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_sentence_names_the_missing_year_and_the_mend():
    told = {"day": date(2027, 2, 3), "year": 2027, "known_from": 2020, "known_until": 2026}

    assert say("CAL-01", told) == (
        "Ngày 03/02/2027 nằm ngoài lịch nghỉ đã có (2020-2026). "
        "Hãy nạp gói có lịch năm 2027: danvan pack load TÊN-GÓI."
    )
    assert say("CAL-01", told, "en-gb").startswith("03/02/2027 lies outside the calendars")


def test_missing_sentence_hides_nothing():
    assert say("XYZ-99") == "XYZ-99"
    assert say("XYZ-99", {"day": date(2026, 1, 2)}) == "XYZ-99 (day=02/01/2026)"


def test_missing_value_stays_visible():
    assert "{value}" in say("PACK-09", {"file": "a", "key": "b"})


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (Words("một", "one"), "một", "one"),
        (date(2026, 1, 2), "02/01/2026", "02/01/2026"),
        (("a", date(2026, 1, 2)), "a, 02/01/2026", "a, 02/01/2026"),
        (7, "7", "7"),
    ],
)
def test_values_are_shown_as_people_write_them(value, vi, en):
    assert (show(value), show(value, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("code", "words"), sentences(packs_folder()).items(), ids=lambda each: str(each)[:20]
)
def test_both_languages_ask_for_the_same_values(code, words):
    assert words.vi.strip()
    assert words.en.strip()
    assert fields_of(words.vi) == fields_of(words.en), code
