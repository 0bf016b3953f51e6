"""The files of the repository as the house tests see them: paths, texts, syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "danvan"
FLOORS = ("law", "readers", "papers", "kernel", "web", "areas", "faces", "config")


@cache
def kept_files() -> tuple[Path, ...]:
    """Return every file that is committed or about to be; ignored files are left out."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = (REPOSITORY / name for name in told.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def modules(*floors: str) -> list[Path]:
    """Return the Python files of some floors (all without a name), migrations left out."""
    folders = [SOURCE / floor for floor in floors or FLOORS]
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts
    )


def templates() -> list[Path]:
    """Return every HTML and text template."""
    return sorted(
        path
        for path in SOURCE.rglob("*")
        if "templates" in path.parts and path.suffix in {".html", ".txt", ".svg"}
    )


def text_of(path: Path) -> str | None:
    """Return a file's text, or nothing for what is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    """Return a path as people write it, from the repository on."""
    return path.relative_to(REPOSITORY).as_posix() if path.is_relative_to(REPOSITORY) else path.name


def calls(tree: ast.AST) -> Iterator[tuple[int, str, ast.Call]]:
    """Return each call with its line and the last word of its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, last_word(node.func), node


def last_word(node: ast.AST) -> str:
    """Return "c" for the expression a.b.c; an empty string for what has no name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def docstring_nodes(tree: ast.AST) -> set[int]:
    """Return the ids of the constant nodes that are docstrings, those below attributes included."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
    return found
