"""The page of a receipt is remembered without code and PIN; nothing of a letter is."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from danvan.faces.portal import receipts
from danvan.kernel.letterbox.doors import set_door
from tests.factories.desks import make_desk
from tests.factories.letters import FACTS, open_desk, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    receipts._pages.clear()


def test_each_receipt_tells_its_own_code_and_only_that():
    desk = open_desk()

    first, second = send(desk), send(desk)

    assert first.slip != second.slip
    assert first.slip.pin not in second.page
    kept = str(receipts._pages)
    assert len(receipts._pages) == 1
    assert not {one.slip.pin for one in (first, second)} & set(re.findall(r"\d+", kept))
    assert first.slip.code[:5] not in kept
    assert "Cống tắc" not in kept


def test_every_reader_gets_the_page_asked_for():
    desk, english, large = open_desk(), Client(), Client()
    english.cookies["danvan_language"] = "en"
    large.cookies["danvan_type"] = "large"

    pages = [send(desk, reader).page for reader in (Client(), english, large, Client())]

    assert ['<html lang="en"' in page for page in pages] == [False, True, False, False]
    assert ['class="large"' in page for page in pages] == [False, False, True, False]


def test_doors_kinds_and_days_are_told_apart():
    desk, other = open_desk("Ủy ban nhân dân xã Mẫu"), make_desk("Ủy ban nhân dân xã Bên")
    set_door(other.unit, FACTS, other.actor)

    pages = [
        send(desk).page,
        send(other).page,
        send(desk, kind="petitions.complaint").page,
        send(desk).page,
    ]

    assert ["xã Mẫu" in page for page in pages] == [True, False, True, True]
    assert ["Khiếu nại" in page for page in pages] == [False, False, True, False]


def test_blank_of_the_remembered_page_is_never_shown():
    sent = send(open_desk())

    assert receipts._BLANK.code not in sent.page
    assert receipts._BLANK.pin not in sent.page


def test_remembered_pages_are_few(monkeypatch):
    monkeypatch.setattr(receipts, "MOST", 1)

    for _visit in range(2):
        send(open_desk())

    assert len(receipts._pages) == 1
