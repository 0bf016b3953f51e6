"""Sizes that say stop and think: modules, functions, templates, pages of prose."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sources import REPOSITORY, SOURCE, kept_files, modules, shown, templates, tree_of

MODULE_LINES = 350
FUNCTION_LINES = 40
TEMPLATE_LINES = 120
TEST_LINES = 400
SETTINGS_LINES = 250
README_LINES = 100
"""Two screens of a desktop browser, as the README is shown beside its picture."""


def line_count(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def long_functions(tree: ast.AST, longest: int) -> list[str]:
    """Return functions with more lines than allowed, their docstring not counted."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node) is not None:
                length -= (first.end_lineno or first.lineno) - first.lineno + 1
            if length > longest:
                found.append(f"{node.name}: {length}")
    return found


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_modules_fit_the_budget(path: Path):
    assert line_count(path) <= MODULE_LINES


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_functions_fit_the_budget(path: Path):
    assert long_functions(tree_of(path), FUNCTION_LINES) == []


def test_templates_fit_the_budget():
    assert [shown(path) for path in templates() if line_count(path) > TEMPLATE_LINES] == []


def test_test_files_fit_the_budget():
    files = [
        path for path in kept_files() if path.suffix == ".py" and path.stem.startswith("test_")
    ]

    assert [shown(path) for path in files if line_count(path) > TEST_LINES] == []


def test_settings_fit_the_budget():
    assert line_count(SOURCE / "config" / "settings" / "base.py") <= SETTINGS_LINES


def test_readme_fits_two_screens():
    assert line_count(REPOSITORY / "README.md") <= README_LINES


def test_changes_under_way_are_few():
    text = (REPOSITORY / "IN-PROGRESS.md").read_text(encoding="utf-8")

    assert len([line for line in text.splitlines() if line.startswith("- ")]) <= 10


def test_checker_finds_long_functions():
    body = "\n".join("    x = 1" for _ in range(5))
    text = (
        f'def short():\n    """One.\n\n    Two.\n    """\n{body}\n\ndef long():\n    y = 1\n{body}'
    )

    assert long_functions(ast.parse(text), 6) == ["long: 7"]
