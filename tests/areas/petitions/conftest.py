"""A body that takes petitions in, under the limits of the base pack."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from danvan.areas.petitions.intake import Handed, receive
from danvan.areas.petitions.shapes import COMPLAINT, Intake, Sender
from tests.factories.desks import Desk, make_desk
from tests.factories.openings import load_rules

RECEIVED = date(2026, 4, 6)


@pytest.fixture
def desk(db) -> Desk:
    del db
    load_rules()
    return make_desk("Ủy ban nhân dân xã", side="state")


@pytest.fixture
def client(desk) -> Client:
    """Return somebody signed in at the desk."""
    return signed_in(desk)


def signed_in(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.user)
    return client


def take_in(desk: Desk, kind: str = COMPLAINT, **changed) -> Handed:
    """Take one petition in at a desk."""
    told = {
        "kind": kind,
        "unit_id": desk.unit.pk,
        "title": "Đường ngập",
        "text": "Cống tắc đã ba tháng.",
        "received_on": RECEIVED,
        "channel": "letter",
        "senders": (Sender("Người gửi thử", phone="0900000000"),),
    }
    return receive(Intake(**told | changed), desk.actor)
