"""Refuse every change of a step, on both databases."""

from __future__ import annotations

from django.db import migrations

from danvan.kernel.audit.sealing import allow_changes, refuse_changes


def refuse(apps, schema_editor) -> None:
    """Make the trigger."""
    del apps
    refuse_changes(schema_editor, "cases_step")


def allow(apps, schema_editor) -> None:
    """Drop the trigger."""
    del apps
    allow_changes(schema_editor, "cases_step")


class Migration(migrations.Migration):
    """A trigger only."""

    dependencies = (("cases", "0001_create_cases"), ("audit", "0002_refuse_changes"))
    operations = (migrations.RunPython(refuse, allow),)
