"""Receipts of earlier versions stand in the letterbox after the upgrade and are found as before."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from danvan.kernel.accounts.codes import digest_of
from danvan.kernel.letterbox.models import Letter
from danvan.kernel.letterbox.receipts import find
from tests.factories.desks import follow, make_desk

MOVE = import_module("danvan.areas.petitions.migrations.0002_copy_receipts")


class Rows(list):
    """Rows of the table that is gone, as a queryset gives them."""

    def using(self, _alias):
        return self

    def select_related(self, *_paths):
        return self

    def iterator(self):
        return iter(self)


@pytest.mark.django_db
def test_old_receipt_is_found_by_its_code_and_pin():
    case = follow(make_desk())
    old = SimpleNamespace(
        petition=SimpleNamespace(case=case),
        code_digest=digest_of("petition.code", "abcdefghjkmnpqrstuvw"),
        pin_digest=digest_of("petition.pin", "abcdefghjkmnpqrstuvw:012345"),
        promised_on=date(2026, 4, 16),
        made_at=timezone.now(),
    )
    tables = {"Letter": Letter, "Receipt": SimpleNamespace(objects=Rows([old]))}
    apps = SimpleNamespace(get_model=lambda _label, name: tables[name])

    MOVE.copy(apps, SimpleNamespace(connection=connection))

    found = find("abcde-fghjk-mnpqr-stuvw", "012345")
    assert found is not None
    assert (found.case, found.promised_on) == (case, date(2026, 4, 16))
