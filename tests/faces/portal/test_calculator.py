"""The calculator as a page: what it asks, what it shows, what it refuses."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from danvan.web.policy import LANGUAGE_COOKIE
from tests.factories.openings import load_rules

ASKED = {"way": "complaint", "received": "06/04/2026", "instance": "1"}


@pytest.fixture
def rules(db):
    del db
    load_rules()


def calculate(language: str = "vi", **asked: str):
    reader = Client()
    reader.cookies[LANGUAGE_COOKIE] = language
    return reader.get(reverse("portal-calculator"), ASKED | asked)


def test_an_empty_page_asks_and_shows_nothing(rules):
    page = Client().get(reverse("portal-calculator"))

    assert page.status_code == 200
    assert page.context["lines"] == []
    assert not page.cookies


def test_every_limit_tells_its_day_its_basis_and_why(rules):
    text = calculate().content.decode()

    for words in ("16/04/2026", "Điều 27", "tính ngày thứ 10", "Giải quyết khiếu nại lần đầu"):
        assert words in text


def test_the_trace_is_told_in_english_too(rules):
    text = calculate("en", received="01/07/2026").content.decode()

    assert "weekend, not counted" in text
    assert "Acceptance or reasoned refusal" in text


def test_holidays_are_left_out_by_name(rules):
    assert "Ngày Văn hóa Việt Nam" in calculate(received="20/11/2026").content.decode()


def test_the_safe_reading_is_warned_of(rules):
    assert "Cách đọc an toàn" in calculate(received="24/08/2026").content.decode()
    assert "Cách đọc an toàn" not in calculate(received="06/04/2026").content.decode()


def test_provisional_days_are_told_as_such(rules):
    assert "Tạm tính" in calculate(received="03/03/2031").content.decode()


def test_all_days_are_shown_for_print(rules):
    assert "<details><summary>Vì sao" in calculate().content.decode()
    assert "<details><summary>Vì sao" not in calculate(days="all").content.decode()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"received": ""}, "FORM-01"),
        ({"received": "31/02/2026"}, "FORM-04"),
        ({"received": "01/01/0001"}, "FORM-12"),
        ({"way": "<script>"}, "FORM-03"),
        ({"instance": "3"}, "FORM-03"),
        ({"accepted": "01/04/2026"}, "CALC-01"),
        ({"resume_1": "01/05/2026"}, "CALC-02"),
        ({"pause_1": "01/05/2026", "resume_1": "30/04/2026"}, "CALC-03"),
        ({"pause_1": "01/05/2026", "pause_2": "10/05/2026"}, "CALC-04"),
        ({"pause_1": "01/04/2026"}, "CALC-05"),
        (
            {"pause_1": "01/05/2026", "resume_1": "10/05/2026", "pause_2": "09/05/2026"},
            "CALC-05",
        ),
    ],
)
def test_bad_input_comes_back_with_a_sentence(rules, asked, code):
    page = calculate(**asked)

    assert page.status_code == 422
    assert code in page.content.decode()
    assert page.context["lines"] == []


def test_script_in_every_field_is_words(rules):
    asked = dict.fromkeys(("way", "received", "accepted", "pause_1", "through"), "<script>x")

    assert "<script>" not in calculate(**asked).content.decode()


def test_where_the_law_gives_no_day_the_page_says_so(rules):
    page = calculate(way="voters", received="02/01/2020")

    assert page.status_code == 200
    assert "LIM-02" in page.content.decode()


def test_without_a_pack_the_page_says_so(db):
    page = calculate()

    assert page.status_code == 422
    assert "CASE-16" in page.content.decode()


def test_a_pause_of_a_lifetime_keeps_the_page_small(rules):
    page = calculate(received="03/01/2022", pause_1="04/01/2022", resume_1="04/01/2099", days="all")

    assert page.status_code == 200
    assert len(page.content) < 100_000
