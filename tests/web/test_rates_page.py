"""The page of definitions tells every number that boards count, and boards lead to it."""

from __future__ import annotations

from dataclasses import fields

import pytest
from django.template.loader import get_template
from django.urls import reverse

from danvan.kernel.cases.rates import Rates
from danvan.web.policy import LANGUAGE_COOKIE
from danvan.web.rates_page import GROUPS

BOARDS = (
    "web/work/work.html",
    "duties/register.html",
    "duties/units.html",
    "duties/unit.html",
    "duties/year.html",
    "duties/sent.html",
)


def test_every_number_is_defined_once():
    told = [line.key for group in GROUPS for line in group.lines]

    counted = {one.name for one in fields(Rates)} | {"dated", "on_time_share"}
    assert sorted(told) == sorted(counted)


def test_page_is_read_without_an_account(client, db):
    del db

    answer = client.get(reverse("rates"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1") == 1
    for group in GROUPS:
        for line in group.lines:
            assert f'id="{line.key}"' in page
            assert str(line.meaning) in page


def test_page_speaks_english(client, db):
    del db
    client.cookies[LANGUAGE_COOKIE] = "en"

    page = client.get(reverse("rates")).content.decode()

    assert '<html lang="en"' in page


def test_only_reading_is_possible(client, db):
    del db

    assert client.post(reverse("rates")).status_code == 405


@pytest.mark.parametrize("name", BOARDS)
def test_every_board_leads_to_the_definitions(name):
    source = get_template(name).template.source

    assert '{% include "web/components/_rates.html" %}' in source
