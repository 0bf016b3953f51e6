"""The database itself refuses to change what was recorded, on both databases."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from danvan.kernel.audit.models import Entry, Seal
from danvan.kernel.audit.record import record
from danvan.kernel.audit.sealing import allow_changes, refuse_changes
from danvan.kernel.cases.models import Step
from danvan.kernel.cases.perform import EvidenceInput, perform
from tests.factories.audit import DirectEditor
from tests.factories.desks import make_desk, owe

pytestmark = pytest.mark.django_db


def made_entry():
    return record("tests.thing.do", actor="Bàn", subject="thing:1")


def made_seal():
    return Seal.objects.create(
        first_id=1, last_id=1, entries=1, digest="0" * 64, made_at=timezone.now()
    )


def made_step():
    desk = make_desk()
    proof = EvidenceInput("report", note="Đã làm")
    case = owe(desk, None)
    perform(case, "complete", desk.actor, effective_on=desk.actor.today, evidence=[proof])
    return Step.objects.get(case=case)


SEALED = pytest.mark.parametrize(
    ("make", "column"), [(made_entry, "actor"), (made_seal, "digest"), (made_step, "actor")]
)


@SEALED
def test_rows_are_never_changed(make, column):
    row = make()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{column: "x"})


@SEALED
def test_rows_are_never_removed(make, column):
    del column
    row = make()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        row.delete()

    assert type(row).objects.filter(pk=row.pk).exists()


def test_refusal_can_be_taken_back_and_given_again():
    entry = made_entry()
    table = Entry._meta.db_table
    allow_changes(DirectEditor(), table)

    changed = Entry.objects.filter(pk=entry.pk).update(actor="x")
    refuse_changes(DirectEditor(), table)

    assert changed == 1
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        entry.delete()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("danvan.kernel.audit.migrations.0002_refuse_changes", made_entry),
        ("danvan.kernel.cases.migrations.0002_refuse_step_changes", made_step),
    ],
)
def test_migration_goes_back_and_forth(name, make):
    row, migration = make(), import_module(name)

    migration.allow(None, DirectEditor())
    changed = type(row).objects.filter(pk=row.pk).update(actor="x")
    migration.refuse(None, DirectEditor())

    assert changed == 1
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        row.delete()
