from __future__ import annotations

import pytest
from django.utils import translation

from danvan.areas.duties.calculator import due_words
from danvan.kernel.duties.models import Duty


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
