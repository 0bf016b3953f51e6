"""The frame of a receipt is remembered; what a receipt tells never is."""

from __future__ import annotations

import pytest
from django.test import Client

from danvan.faces.portal import receipts
from tests.factories.letters import open_desk, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    receipts._frames.clear()


def test_each_receipt_tells_its_own_code_and_only_that():
    desk = open_desk()

    first, second = send(desk), send(desk)

    assert first.slip != second.slip
    assert first.slip.pin not in second.page
    kept = str(receipts._frames)
    assert len(receipts._frames) == 1
    assert first.slip.pin not in kept
    assert "Cống tắc" not in kept


def test_every_reader_gets_the_frame_asked_for():
    desk, english, large = open_desk(), Client(), Client()
    english.cookies["danvan_language"] = "en"
    large.cookies["danvan_type"] = "large"

    pages = [send(desk, reader).page for reader in (Client(), english, large, Client())]

    assert ['<html lang="en"' in page for page in pages] == [False, True, False, False]
    assert ['class="large"' in page for page in pages] == [False, False, True, False]


def test_frames_are_few(monkeypatch):
    monkeypatch.setattr(receipts, "MOST", 1)

    for _visit in range(2):
        send(open_desk())

    assert len(receipts._frames) == 1
