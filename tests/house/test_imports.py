"""Imports run down: the contracts of pyproject.toml hold, and three things that they cannot say."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from sources import REPOSITORY, SOURCE, modules, shown

ALLOWED_INSIDE = re.compile(r"# later: (app ready|slow import|optional)$")


def foreign_imports(text: str) -> list[str]:
    """Return what a module of law imports beyond the standard library and law itself."""
    found = []
    for node in ast.walk(ast.parse(text)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "." * node.level]
        found += [
            name
            for name in names
            if name.split(".")[0] not in sys.stdlib_module_names
            and name not in {"danvan", "danvan.law"}
            and not name.startswith("danvan.law.")
        ]
    return found


def unmarked_inner_imports(text: str) -> list[int]:
    """Return the lines of imports inside functions that do not say why they wait."""
    lines = text.splitlines()
    return sorted(
        {
            inner.lineno
            for node in ast.walk(ast.parse(text))
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            for inner in ast.walk(node)
            if isinstance(inner, (ast.Import, ast.ImportFrom))
            and not ALLOWED_INSIDE.search(lines[inner.lineno - 1])
        }
    )


def improper_rule_imports(text: str, area: str) -> list[str]:
    """Return what rules or shapes import beyond law, their shapes and the standard library."""
    return [name for name in foreign_imports(text) if name != f"danvan.areas.{area}.shapes"]


def test_contracts_of_the_house_hold(monkeypatch):
    monkeypatch.chdir(REPOSITORY)

    assert lint_imports() == 0


@pytest.mark.parametrize("path", modules("law"), ids=shown)
def test_law_stands_on_the_standard_library(path: Path):
    assert foreign_imports(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_imports_inside_functions_say_why(path: Path):
    assert unmarked_inner_imports(path.read_text(encoding="utf-8")) == []


def test_rules_and_shapes_see_no_database():
    found = {
        shown(path): improper_rule_imports(path.read_text(encoding="utf-8"), path.parent.name)
        for name in ("rules.py", "shapes.py")
        for path in (SOURCE / "areas").glob(f"*/{name}")
    }

    assert {path: names for path, names in found.items() if names} == {}


def test_checkers_find_what_is_wrong():
    assert foreign_imports("import json\nimport django\nfrom danvan.kernel import cases") == [
        "django",
        "danvan.kernel",
    ]
    assert foreign_imports("from danvan.law import errors\nfrom danvan.law.text import clean") == []
    assert unmarked_inner_imports(
        "def f():\n    import json\n    import re  # later: optional"
    ) == [2]
    assert improper_rule_imports("from danvan.areas.a.models import M", "a") == [
        "danvan.areas.a.models"
    ]
