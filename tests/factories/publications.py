"""Copies for the public, proposed and shown."""

from __future__ import annotations

from danvan.kernel.publication.models import Publication
from danvan.kernel.publication.publishing import Copy, approve, propose, seal_of
from tests.factories.desks import START, Desk

LABEL = {"vi": "Kiến nghị", "en": "Recommendation"}


def copy_of(desk: Desk, **changed) -> Copy:
    """Return a copy as an officer of a desk has written it."""
    told = {
        "unit_id": desk.unit.pk,
        "kind": "petitions.recommendation",
        "kind_label": LABEL,
        "title": "Trả lời về cống thoát nước",
        "paragraphs": ("Ông [họ tên] nêu cống tắc.", "Ủy ban đã sửa xong."),
        "basis": "Văn bản 12/UBND",
        "shown_from": START,
    }
    return Copy(**told | changed)


def waiting(desk: Desk, **changed) -> Publication:
    """Return a copy that waits for the head."""
    return propose(copy_of(desk, **changed), desk.actor)


def shown(desk: Desk, **changed) -> Publication:
    """Return a copy that the public sees."""
    return approved(waiting(desk, **changed), desk)


def approved(row: Publication, desk: Desk) -> Publication:
    """Let the head of a desk approve a copy as it stands."""
    return approve(row, desk.actor, seen=seal_of(row))
