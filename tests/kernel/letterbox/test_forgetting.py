"""What was written and enclosed at the public door goes with its case; counts and days stay."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.utils import timezone

from danvan.kernel.files.models import StoredFile
from danvan.kernel.files.store import keep
from danvan.kernel.letterbox.forgetting import forget
from danvan.kernel.letterbox.models import Enclosure, Letter, Message, Rating
from tests.factories.desks import make_desk, owe

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_letter_messages_rating_and_files_are_emptied(settings, tmp_path):
    settings.FILE_STORE = tmp_path / "files"
    desk = make_desk()
    case, other = owe(desk, date(2026, 4, 20)), owe(desk, date(2026, 4, 21))
    made = {"made_at": NOW}
    message = Message.objects.create(
        case=case, once="a", is_from_petitioner=True, text="Tôi là Thử", **made
    )
    Message.objects.create(case=other, once="b", is_from_petitioner=True, text="Khác", **made)
    stored = keep(io.BytesIO(b"anh"), "anh.txt", by="door")
    Enclosure.objects.create(form="f", file=stored, message=message, case=case, **made)
    Rating.objects.create(case=case, score=2, words="Ông Thử chậm", **made)
    Letter.objects.create(
        code_digest="c",
        pin_digest="p",
        unit=desk.unit,
        kind=case.kind,
        content={"name": "Thử"},
        origin="x",
        received_on=date(2026, 4, 1),
        case=case,
        **made,
    )

    gone = forget(case)

    letter, rating = Letter.objects.get(), Rating.objects.get()
    assert gone == {"messages": 1, "enclosures": 1}
    assert (letter.content, letter.origin, letter.received_on) == ({}, "", date(2026, 4, 1))
    assert (rating.words, rating.score) == ("", 2)
    assert [one.text for one in Message.objects.order_by("pk")] == ["", "Khác"]
    assert not StoredFile.objects.exists()
