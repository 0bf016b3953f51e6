"""What a copy of a petition for the public begins with."""

from __future__ import annotations

from danvan.areas.petitions.queries import public_source
from danvan.areas.petitions.shapes import Sender
from tests.areas.petitions.conftest import take_in


def test_what_the_sender_told_is_known_for_masking(desk, client):
    sender = Sender("Người gửi thử", address="12 ngõ 3", phone="0900000000")
    case = take_in(desk, senders=(sender,)).case

    source = public_source(case, desk.actor)
    page = client.get(f"/cases/{case.slug}/").content.decode()

    assert source.title == "Đường ngập"
    assert set(source.known) == {
        ("name", "Người gửi thử"),
        ("address", "12 ngõ 3"),
        ("phone", "0900000000"),
    }
    assert f"/publications/new/{case.slug}/" in page
