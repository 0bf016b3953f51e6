"""How heavy the public pages are: everything a browser fetches for one, counted in bytes."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.factories.openings import load_rules

LIMIT = 100_000
LINKED = re.compile(r'(?:href|src)="/static/([^"#?]+)')
FETCHED = re.compile(r"url\((?!data:)")


def weight(page) -> int:
    """Return the bytes of a page with its styles and pictures, uncompressed, each once."""
    text = page.content.decode()
    paths = {finders.find(name) for name in LINKED.findall(text)}
    assert None not in paths
    sizes = []
    for path in paths:
        with open(path, "rb") as source:  # noqa: PTH123  a finder gives text
            content = source.read()
        assert not FETCHED.search(content.decode())
        sizes.append(len(content))
    return len(page.content) + sum(sizes)


@pytest.mark.parametrize(
    "name", ["portal", "portal-results", "portal-calculator", "portal-figures"]
)
def test_a_page_weighs_less_than_a_hundred_kilobytes(db, name):
    load_rules()

    assert weight(Client().get(reverse(name))) < LIMIT


def test_the_page_loads_nothing_that_runs(db):
    assert "<script" not in Client().get(reverse("portal")).content.decode()
