from __future__ import annotations

import pytest
from django.utils import translation

from danvan.areas.duties.calculator import due_words, local_words, rule_words
from danvan.kernel.duties.models import Duty, LocalDate


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


@pytest.mark.parametrize(
    ("timing", "modality", "kept", "expected"),
    [
        ("at_least", "duty", {"at_least": 2}, "ít nhất 2 lần mỗi năm"),
        ("standing", "duty", {}, "mỗi năm, không ghi ngày"),
        ("standing", "principle", {}, ""),
        ("period_not_stated", "duty", {}, "chờ ngày của địa phương kèm nguồn"),
        ("ad_hoc", "duty", {"event": {"vi": "khi có việc", "en": "when needed"}}, "khi có việc"),
    ],
)
def test_duties_say_when_they_are_due(timing, modality, kept, expected):
    rhythm = "" if timing == "ad_hoc" else "annual"
    duty = Duty(timing=timing, modality=modality, period=rhythm, snapshot=kept)

    assert due_words(duty) == expected


def test_words_of_the_pack_follow_the_language():
    kept = {"before": {"vi": "trước khi ban hành", "en": "before issuing"}}
    duty = Duty(timing="before", modality="duty", period="", snapshot=kept)

    with translation.override("en"):
        assert due_words(duty) == "before issuing"


def test_a_local_date_says_what_rest_days_do():
    rule = {"relation": "by", "day": 14, "month": "6"}
    stays = LocalDate(period="annual", rule=rule, rests="stays")
    moves = LocalDate(period="annual", rule=rule, rests="next_working_day")

    assert local_words(stays) == "mỗi năm, chậm nhất ngày 14 tháng 6"
    assert local_words(moves).endswith("gặp ngày nghỉ thì dời sang ngày làm việc kế tiếp")
