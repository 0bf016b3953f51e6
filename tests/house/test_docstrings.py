"""Floors explain themselves: every public name of law, readers and kernel says what it means."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sources import SOURCE, modules, shown, tree_of

FORM_PARTS = {"Meta", "Migration"}
"""Inner classes that Django gives their meaning."""


def unexplained(tree: ast.Module) -> list[str]:
    """Return the public functions, classes and methods without a docstring; "" for the module."""
    found = [] if ast.get_docstring(tree) else [""]
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found += unexplained_in(node, "")
    return found


def unexplained_in(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, owner: str
) -> list[str]:
    """Return a definition's name and those of its public methods, where a docstring lacks."""
    if node.name.startswith("_") or node.name in FORM_PARTS:
        return []
    name = f"{owner}{node.name}"
    found = [] if ast.get_docstring(node) else [name]
    if isinstance(node, ast.ClassDef):
        for inner in node.body:
            if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found += unexplained_in(inner, f"{name}.")
    return found


@pytest.mark.parametrize("path", modules("law", "readers", "kernel"), ids=shown)
def test_public_names_are_explained(path: Path):
    assert unexplained(tree_of(path)) == []


@pytest.mark.parametrize("path", modules("web", "areas", "faces", "config"), ids=shown)
def test_modules_are_explained(path: Path):
    assert ast.get_docstring(tree_of(path))


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "areas").glob("*/__init__.py")), ids=lambda path: path.parent.name
)
def test_rooms_tell_their_story(path: Path):
    story = ast.get_docstring(tree_of(path)) or ""

    assert 5 <= len(story.splitlines()) <= 40


def test_checker_finds_what_is_wrong():
    text = '"""A."""\nclass B:\n    def c(self): pass\n    def _d(self): pass\ndef e(): pass\n'

    assert unexplained(ast.parse(text)) == ["B", "B.c", "e"]
    assert unexplained(ast.parse("")) == [""]
