"""What a copy of a petition for the public begins with."""

from __future__ import annotations

from dataclasses import replace

from danvan.areas.petitions.queries import public_source
from danvan.areas.petitions.shapes import COMPLAINT, Sender
from danvan.kernel.cases.perform import perform
from danvan.kernel.publication.models import Standing
from danvan.kernel.publication.publishing import Copy, choice_of, propose
from tests.areas.petitions.conftest import take_in
from tests.factories.desks import TODAY
from tests.factories.openings import EXAMPLES, PROOF, lead_to


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


def test_publishing_in_the_case_approves_the_copy_and_stops_the_clock(desk, client):
    case = lead_to(EXAMPLES[COMPLAINT].open(desk), "decided", desk)
    label = {"vi": "Khiếu nại", "en": "Complaint"}
    copy = Copy(desk.unit.pk, case.kind, label, "Trả lời", ("Đã sửa",), "12", TODAY)
    row = propose(replace(copy, case_slug=case.slug), desk.actor)
    where = f"/cases/{case.slug}/publish/"
    assert row.slug in client.get(where).content.decode()

    perform(
        case,
        "publish",
        desk.actor,
        effective_on=TODAY,
        data={"publication": choice_of(row)},
        evidence=PROOF,
    )

    row.refresh_from_db()
    assert row.standing == Standing.PUBLISHED
    assert case.clocks.get(key="publishing").stopped_on == TODAY
