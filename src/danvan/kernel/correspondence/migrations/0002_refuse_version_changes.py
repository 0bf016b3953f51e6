"""Refuse every change of a version of a document, on both databases."""

from __future__ import annotations

from django.db import migrations

from danvan.kernel.audit.sealing import allow_changes, refuse_changes


def refuse(apps, schema_editor) -> None:
    """Make the trigger."""
    del apps
    refuse_changes(schema_editor, "correspondence_documentversion")


def allow(apps, schema_editor) -> None:
    """Drop the trigger."""
    del apps
    allow_changes(schema_editor, "correspondence_documentversion")


class Migration(migrations.Migration):
    """A trigger only."""

    dependencies = (
        ("correspondence", "0001_create_registers_and_documents"),
        ("audit", "0002_refuse_changes"),
    )
    operations = (migrations.RunPython(refuse, allow),)
