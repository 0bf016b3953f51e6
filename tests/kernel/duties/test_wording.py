"""Periods in words."""

from __future__ import annotations

import pytest

from danvan.kernel.duties.wording import period_words


@pytest.mark.parametrize(
    ("key", "vi", "en"),
    [
        ("2026-01", "tháng 01/2026", "January 2026"),
        ("2022-12", "tháng 12/2022", "December 2022"),
        ("2026-Q1", "quý I/2026", "quarter 1 of 2026"),
        ("2026-Q4", "quý IV/2026", "quarter 4 of 2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "first half of 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "second half of 2026"),
        ("2026-9M", "9 tháng năm 2026", "nine months of 2026"),
        ("2026-W05", "tuần 5/2026", "week 5 of 2026"),
        ("2026", "năm 2026", "2026"),
        ("once", "làm một lần", "once"),
        ("20220520-1", "20220520-1", "20220520-1"),
        ("2026-13", "2026-13", "2026-13"),
        ("", "", ""),
    ],
)
def test_period_is_said_in_both_languages(key, vi, en):
    assert (period_words(key).vi, period_words(key).en) == (vi, en)
