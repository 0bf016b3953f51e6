"""Tests mirror the source: who reads a module finds its tests by name."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from sources import REPOSITORY, SOURCE, modules, shown, tree_of

TESTS = REPOSITORY / "tests"
MIRRORED = ("law", "readers", "papers", "kernel", "web", "areas", "faces", "config")
TEST_FILES = sorted(path for floor in MIRRORED for path in (TESTS / floor).rglob("test_*.py"))
TESTED_BY_OTHERS = {"apps", "models", "urls", "__init__"}
"""Modules that declare; what they declare is tested where it is used."""


def answers_to(test: Path, tests: Path, source: Path) -> bool:
    """Return whether a test file's place and name lead to something in the source.

    ``tests/law/test_clocks_pauses.py`` belongs to ``law/clocks.py``. A test of what several modules
    do together, such as an act of a room, says in its docstring what that is.
    """
    folder = source / test.parent.relative_to(tests)
    if not folder.is_dir():
        return False
    if ast.get_docstring(ast.parse(test.read_text(encoding="utf-8"))):
        return True
    name = test.stem.removeprefix("test_")
    there = {path.stem for path in folder.iterdir()}
    return any(name == stem or name.startswith(f"{stem}_") for stem in there)


def has_functions(path: Path) -> bool:
    """Return whether a module defines a public function or a class with behaviour."""
    return any(
        isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        for node in tree_of(path).body
    )


def is_inner(path: Path, source: Path) -> bool:
    """Return whether only its neighbours in the same folder use a module: it is tested by them."""
    dotted = "danvan." + ".".join(path.relative_to(source).with_suffix("").parts)
    package, _dot, name = dotted.rpartition(".")
    used = re.compile(rf"{re.escape(dotted)}\b|from {re.escape(package)} import .*\b{name}\b")
    others = (other for other in source.rglob("*.py") if other.parent != path.parent)
    return not any(used.search(other.read_text(encoding="utf-8")) for other in others)


def untested(tests: Path, source: Path, paths: list[Path]) -> list[str]:
    """Return modules with public functions that no test file is named after."""
    return [
        path.relative_to(source).as_posix()
        for path in paths
        if path.stem not in TESTED_BY_OTHERS
        and has_functions(path)
        and not is_inner(path, source)
        and not list((tests / path.parent.relative_to(source)).glob(f"test_{path.stem}*.py"))
    ]


@pytest.mark.parametrize("path", TEST_FILES, ids=shown)
def test_test_files_mirror_the_source(path: Path):
    assert answers_to(path, TESTS, SOURCE)


def test_every_module_of_law_has_its_tests():
    assert untested(TESTS, SOURCE, modules("law", "readers")) == []


def test_every_package_of_the_kernel_has_its_tests():
    kernel = SOURCE / "kernel"
    packages = sorted(path.parent.name for path in kernel.glob("*/apps.py"))

    assert [
        name
        for name in packages
        if not list((TESTS / "kernel" / name).glob("test_*.py"))
        and not list((TESTS / "kernel").glob(f"test_{name}*.py"))
    ] == []


def test_checkers_find_what_is_wrong(tmp_path):
    source, tests = tmp_path / "src", tmp_path / "tests"
    (source / "law").mkdir(parents=True)
    (tests / "law").mkdir(parents=True)
    (source / "law" / "clocks.py").write_text("def due_on(): pass")
    (source / "law" / "hands.py").write_text("def turn(): pass")
    (source / "use.py").write_text("from danvan.law.clocks import due_on")
    for name, text in {"clocks_pauses": "", "watches": "", "whole_year": '"""A year."""'}.items():
        (tests / "law" / f"test_{name}.py").write_text(text)

    assert answers_to(tests / "law" / "test_clocks_pauses.py", tests, source)
    assert not answers_to(tests / "law" / "test_watches.py", tests, source)
    assert answers_to(tests / "law" / "test_whole_year.py", tests, source)
    assert untested(tests, source, [source / "law" / "clocks.py"]) == []
    (tests / "law" / "test_clocks_pauses.py").unlink()
    assert untested(tests, source, [source / "law" / "clocks.py"]) == ["law/clocks.py"]
    assert untested(tests, source, [source / "law" / "hands.py"]) == []
