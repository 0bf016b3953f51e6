"""Closed ranges are sealed; what was changed beneath a seal is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from danvan.kernel.audit.models import Entry, Seal
from danvan.kernel.audit.record import record
from danvan.kernel.audit.sealing import allow_changes
from danvan.kernel.audit.seals import SETTLED, broken_seals, seal
from tests.factories.audit import DirectEditor

pytestmark = pytest.mark.django_db
NOW = timedelta(0)


def note(number, *, age=timedelta(hours=1)):
    return Entry.objects.create(
        at=timezone.now() - age, action="tests.do", actor="Bàn", subject=f"thing:{number}"
    )


def unseal(model):
    allow_changes(DirectEditor(), model._meta.db_table)


def test_nothing_to_seal_makes_no_seal():
    assert seal() is None
    record("tests.do", actor="Bàn", subject="thing:1")

    assert seal() is None
    assert Seal.objects.count() == 0


def test_settled_entries_are_sealed_once():
    entries = [note(number) for number in range(3)]
    young = note(4, age=SETTLED / 2)

    made = seal()

    assert (made.first_id, made.last_id, made.entries) == (entries[0].pk, entries[-1].pk, 3)
    assert seal() is None
    assert seal(older_than=NOW).first_id == young.pk
    assert broken_seals() == []


def test_entry_that_is_younger_than_its_number_waits_for_the_next_seal():
    young = note(1, age=SETTLED / 2)
    note(2)

    assert seal() is None
    assert seal(older_than=NOW).first_id == young.pk
    assert Seal.objects.get().entries == 2


@pytest.mark.parametrize(
    "forge",
    [
        lambda entry: Entry.objects.filter(pk=entry.pk).update(actor="Người khác"),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(details={"sum": 2}),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
    ],
)
def test_change_beneath_a_seal_is_found(forge):
    entry = note(1)
    note(2)
    first = seal()
    note(3)
    second = seal()
    unseal(Entry)

    forge(entry)

    assert broken_seals() == [first]
    assert second not in broken_seals()


def test_changed_seal_breaks_itself_and_the_next():
    note(1)
    first = seal()
    note(2)
    second = seal()
    unseal(Seal)

    Seal.objects.filter(pk=first.pk).update(digest="0" * 64)

    assert broken_seals() == [first, second]
