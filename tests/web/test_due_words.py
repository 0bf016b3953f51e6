from __future__ import annotations

import pytest

from danvan.kernel.duties.models import LocalDate
from danvan.web.due_words import local_words, paper_words, rule_words


@pytest.mark.parametrize(
    ("period", "rule", "expected"),
    [
        ("monthly", None, "mỗi tháng, không ghi ngày"),
        ("weekly", {}, "mỗi tuần, không ghi ngày"),
        (
            "monthly",
            {"relation": "before", "day": 10, "month": "next"},
            "mỗi tháng, trước ngày 10 của tháng sau kỳ",
        ),
        (
            "quarterly",
            {"relation": "by", "day": 15, "month": "last_of_quarter"},
            "mỗi quý, chậm nhất ngày 15 của tháng cuối kỳ",
        ),
        (
            "annual",
            {"relation": "on", "day": 25, "month": "10"},
            "mỗi năm, vào ngày 25 tháng 10",
        ),
        (
            "semiannual",
            {"relation": "within", "amount": 5, "measure": "working_day"},
            "mỗi sáu tháng, trong 5 ngày làm việc",
        ),
    ],
)
def test_rules_are_said_as_they_are_written(period, rule, expected):
    assert rule_words(period, rule) == expected


def test_a_local_date_says_what_rest_days_do():
    rule = {"relation": "by", "day": 14, "month": "6"}
    stays = LocalDate(period="annual", rule=rule, rests="stays")
    moves = LocalDate(period="annual", rule=rule, rests="next_working_day")

    assert local_words(stays) == "mỗi năm, chậm nhất ngày 14 tháng 6"
    assert local_words(moves).endswith("gặp ngày nghỉ thì dời sang ngày làm việc kế tiếp")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Hướng dẫn 12-HD/BDVTU", "theo hướng dẫn 12-HD/BDVTU"),
        ("Thông báo 05-TB/KDV", "theo Thông báo 05-TB/KDV"),
    ],
)
def test_a_paper_is_named_in_the_sentence(source, expected):
    assert paper_words(source) == expected
