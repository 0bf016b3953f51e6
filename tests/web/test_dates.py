"""Days as people write them here."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.web.dates import parse_day, show_day, show_moment


@pytest.mark.parametrize(
    "text", ["09/04/2026", "9/4/2026", " 9-4-2026 ", "09.04.2026", "9 4 2026", "2026-04-09"]
)
def test_ways_to_write_a_day(text):
    assert parse_day(text) == date(2026, 4, 9)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "09/04/26", "tháng tư", "", "1/13/2026", "9/4", "0/0/0000", "９/4/202"]
)
def test_what_is_no_day(text):
    with pytest.raises(ValueError, match=r"day|isoformat|month|year"):
        parse_day(text)


@given(st.dates())
def test_what_is_shown_is_read_again(day):
    assert parse_day(show_day(day)) == day


@given(st.text())
def test_no_text_breaks_the_reader(text):
    try:
        found = parse_day(text)
    except ValueError:
        found = None

    assert found is None or isinstance(found, date)


def test_moment_is_told_in_the_legal_zone():
    assert show_moment(datetime(2026, 4, 8, 17, 5, tzinfo=UTC)) == "00:05 09/04/2026"
