"""Envelopes that mislead: one's own read back, a known name with another code, turned text."""

from __future__ import annotations

import pytest

from danvan.areas.exchange.models import Envelope, Organ
from danvan.papers import edxml
from tests.areas.exchange.conftest import HERE
from tests.web.test_once import twice

pytestmark = pytest.mark.django_db


def test_ones_own_envelope_is_not_taken_in(here, sent, upload):
    answer = upload(here.client, sent)

    assert answer.status_code == 422
    assert "EXCH-10" in answer.content.decode()
    assert 'name="ticket"' not in answer.content.decode()


def test_a_known_name_with_another_code_is_warned_of(there, sent, upload):
    root = there.actor.root_id
    known = Organ.objects.create(
        root_id=root, organ_id="000.00.77.H56", name=edxml.read(sent).sender.name
    )

    warned = upload(there.client, sent).content.decode()
    Organ.objects.filter(pk=known.pk).update(organ_id=HERE)
    trusted = upload(there.client, sent).content.decode()

    assert "EXCH-13" in warned
    assert known.organ_id in warned
    assert "EXCH-13" not in trusted


def test_turned_text_is_read_straight(sent):
    turned = sent.replace(b"<edXML:Subject>", b"<edXML:Subject>&#x202E;&#x2066;")

    assert turned != sent
    assert edxml.read(turned).subject == edxml.read(sent).subject


def test_an_envelope_is_made_once(here, issued):
    told = {"receivers": "000.00.02.H56 | Nơi nhận", "with_docx": "on"}

    first, second = twice(here.client, f"/exchange/issued/{issued.slug}/", told)

    assert Envelope.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_codes_stand_apart_from_the_text_around(here, made):
    page = here.client.get(f"/exchange/envelopes/{made.pk}/").content.decode()

    assert f"<bdi>{HERE}</bdi>" in page


@pytest.mark.parametrize("ticket", ["", "bia-dat:abc"])
def test_a_forged_ticket_is_not_called_old(there, ticket):
    answer = there.client.post("/exchange/read/decide/", {"ticket": ticket}, follow=True)

    told = " ".join(str(one) for one in answer.context["messages"])
    assert "EXCH-12" in told
    assert "quá" not in told
