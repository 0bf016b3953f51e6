"""Refuse every change of an entry or a seal, on both databases."""

from __future__ import annotations

from django.db import migrations

from danvan.kernel.audit.sealing import refuse_changes, allow_changes

TABLES = ("audit_entry", "audit_seal")


def refuse(apps, schema_editor) -> None:
    """Make the triggers."""
    del apps
    for table in TABLES:
        refuse_changes(schema_editor, table)


def allow(apps, schema_editor) -> None:
    """Drop the triggers."""
    del apps
    for table in TABLES:
        allow_changes(schema_editor, table)


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("audit", "0001_create_audit"),)
    operations = (migrations.RunPython(refuse, allow),)
