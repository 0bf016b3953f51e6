"""Words, days, numbers and states in templates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from danvan.law.duties import Words
from danvan.web.templatetags import web


@pytest.mark.parametrize(
    ("language", "told"), [("vi", "báo cáo"), ("en", "report"), ("en-gb", "report")]
)
def test_words_follow_the_language(language, told):
    duty = SimpleNamespace(act_vi="báo cáo", act_en="report")
    with translation.override(language):
        assert web.said(duty, "act") == told
        assert web.said(Words("báo cáo", "report")) == told
        assert web.said({"vi": "báo cáo", "en": "report"}) == told


def test_missing_english_falls_back():
    with translation.override("en"):
        assert web.said(SimpleNamespace(name_vi="Hội", name_en=""), "name") == "Hội"
        assert web.said({"vi": "Hội"}) == "Hội"
        assert web.said(None) == ""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (date(2026, 4, 9), '<time datetime="2026-04-09">09/04/2026</time>'),
        ("2026-04-09", '<time datetime="2026-04-09">09/04/2026</time>'),
        (None, "—"),
        ("", "—"),
    ],
)
def test_days(value, told):
    assert web.day(value) == told


def test_moments():
    told = web.moment(datetime(2026, 4, 8, 17, 5, tzinfo=UTC))

    assert ">00:05 09/04/2026</time>" in told
    assert web.moment(None) == "—"


@pytest.mark.parametrize(
    ("value", "told"), [(0, "0"), (1234, "1.234"), (1234.5, "1.234,5"), (-1000000, "-1.000.000")]
)
def test_numbers(value, told):
    assert web.number(value) == told


@pytest.mark.parametrize(
    ("days", "told"), [(None, "chưa có"), (0, "hôm nay"), (-1, "hôm nay"), (400, "400 ngày trước")]
)
def test_ages(days, told):
    assert web.age(days) == told


def test_states_are_told_by_words_and_shape():
    told = web.state("overdue")

    assert "Quá hạn" in told
    assert "#overdue" in told
    assert 'aria-hidden="true"' in told


def test_a_state_that_is_unknown_tells_its_key_safely():
    assert "&lt;b&gt;" in web.state("<b>")


def test_letters_of_states_differ():
    letters = [str(look.letter) for look in web.states.LOOKS.values()]
    with translation.override("en"):
        english = [str(look.letter) for look in web.states.LOOKS.values()]

    assert len(set(letters)) == len(letters)
    assert len(set(english)) == len(english)


def test_time_between_is_counted_whole_and_may_be_unknown():
    assert web.days_until(date(1, 1, 1), date(2022, 5, 20)) == 738_294
    assert web.days_until(None, date(2022, 5, 20)) is None
    event = datetime(2022, 5, 19, 2, 10, tzinfo=UTC)
    assert web.minutes_until(event, datetime(2022, 5, 19, 2, 40, 59, tzinfo=UTC)) == 30
    assert web.minutes_until(None, event) is None
