from __future__ import annotations

import pytest
from django.test import Client

from danvan.web.help_links import guide


@pytest.fixture
def stranger(db) -> Client:
    return Client()


def test_a_stranger_reads_the_guide(stranger):
    answer = stranger.get("/help/sign-in/")

    assert answer.status_code == 200
    assert "<h1>Đăng nhập</h1>" in answer.text


@pytest.mark.parametrize("path", ["/help/none/", "/help/README/", "/help/../sign-in/", "/help/en/"])
def test_other_names_are_not_found(stranger, path):
    assert stranger.get(path).status_code == 404


def test_the_index_leads_to_every_page(stranger):
    text = stranger.get("/help/").text

    assert [name for name in guide().pages if f'href="/help/{name}/' not in text] == []


def test_words_are_searched_without_marks(stranger):
    found = stranger.get("/help/", {"q": "ngay cua dia phuong"}).context["hits"]

    assert found[0].page.name == "local-dates"


def test_hostile_words_are_shown_as_words(stranger):
    text = stranger.get("/help/", {"q": "<script>alert(1)</script>" * 20}).text

    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_no_name_of_a_page_hides_behind_another_address():
    assert {"signs", "all"} & set(guide().pages) == set()


def test_the_whole_guide_stands_on_one_sheet(stranger):
    text = stranger.get("/help/all/").text

    assert [name for name in guide().pages if f'<h2 id="{name}">' not in text] == []
    assert text.count("<h1>") == 1
    assert 'href="/help/my-work/' not in text.partition("<main")[2]


def test_the_signs_are_explained(stranger):
    assert "quá hạn từ ngày đầu kỳ sau" in stranger.get("/help/signs/").text


def test_english_readers_get_english(stranger):
    stranger.cookies["danvan_language"] = "en"

    assert "<h1>Sign in</h1>" in stranger.get("/help/sign-in/").text


def test_every_page_links_to_its_help(clerk):
    text = clerk.get("/meetings/").text

    assert '<a class="help-link" href="/help/meetings/">' in text
    assert "về trang này" in text
