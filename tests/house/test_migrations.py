"""Migrations are named by what they do, and schema stands apart from data."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from sources import SOURCE, calls, shown

MIGRATIONS = sorted(path for path in SOURCE.rglob("migrations/*.py") if path.name != "__init__.py")
NAME = re.compile(r"^\d{4}_(?!auto_|\d)[a-z][a-z_0-9]+$")
CODE = {"RunPython", "RunSQL"}


def operations(text: str) -> set[str]:
    """Return the kinds of operation of a migration."""
    return {
        name
        for _line, name, call in calls(ast.parse(text))
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "migrations"
        and name != "swappable_dependency"
    }


def mixes_schema_and_data(text: str) -> bool:
    """Return whether one migration changes both tables and rows."""
    found = operations(text)
    return bool(found & CODE) and bool(found - CODE)


@pytest.mark.parametrize("path", MIGRATIONS, ids=shown)
def test_migrations_are_named_by_what_they_do(path: Path):
    assert NAME.match(path.stem)


@pytest.mark.parametrize("path", MIGRATIONS, ids=shown)
def test_schema_and_data_stand_apart(path: Path):
    assert not mixes_schema_and_data(path.read_text(encoding="utf-8"))


def test_checkers_find_what_is_wrong():
    assert not NAME.match("0002_auto_20260101_0000")
    assert NAME.match("0002_seal_table")
    mixed = (
        "from django.db import migrations\nx = [migrations.CreateModel(), migrations.RunPython(f)]"
    )
    assert mixes_schema_and_data(mixed)
    assert not mixes_schema_and_data("x = [migrations.CreateModel()]")
