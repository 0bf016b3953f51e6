from __future__ import annotations

import pytest
from django.utils import timezone

from danvan.kernel.audit import seals
from danvan.kernel.audit.models import Entry, Seal
from danvan.kernel.audit.rounds import seal_entries

pytestmark = pytest.mark.django_db


def test_settled_entries_are_sealed():
    Entry.objects.create(
        at=timezone.now() - 2 * seals.SETTLED, action="tests.done", actor="tests", subject="a"
    )

    seal_entries.call()
    seal_entries.call()

    assert Seal.objects.get().entries == 1
