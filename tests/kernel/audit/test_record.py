"""One entry, as it was given."""

from __future__ import annotations

import pytest
from django.utils import timezone

from danvan.kernel.audit.models import Entry
from danvan.kernel.audit.record import record

pytestmark = pytest.mark.django_db


def test_entry_keeps_what_was_given():
    before = timezone.now()

    made = record(
        "tests.thing.do",
        actor="Bàn",
        subject="thing:1",
        actor_user_id=7,
        unit_id=8,
        details={"a": 1},
    )

    kept = Entry.objects.get(pk=made.pk)
    assert (kept.action, kept.actor, kept.subject) == ("tests.thing.do", "Bàn", "thing:1")
    assert (kept.actor_user_id, kept.unit_id, kept.details) == (7, 8, {"a": 1})
    assert before <= kept.at <= timezone.now()


def test_entry_needs_no_person_and_no_unit():
    kept = Entry.objects.get(pk=record("tests.thing.do", actor="danvan", subject="thing:1").pk)

    assert (kept.actor_user_id, kept.unit_id, kept.details) == (None, None, {})
