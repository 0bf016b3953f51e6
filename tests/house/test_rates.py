"""Only one module says what is on time, late and overdue; every board reads it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources import modules, shown, tree_of

DEFINING = "src/danvan/kernel/cases/rates.py"
DAYS = {"closed_on", "due_on"}
COUNTING = {"Count", "Sum"}


def days_in(node: ast.AST) -> set[str]:
    """Return which of the two days are named somewhere inside: as name, attribute, look-up, F."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            found.add(part.id)
        elif isinstance(part, ast.Attribute):
            found.add(part.attr)
        elif isinstance(part, ast.keyword):
            found |= set((part.arg or "").split("__"))
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            found |= set(part.value.split("__"))
    return found & DAYS


def own_rates(tree: ast.AST) -> Iterator[int]:
    """Go through the lines that compare closing with due day, or count by either of them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare | ast.BinOp):
            is_own = days_in(node) == DAYS and not has_inner(node)
        elif isinstance(node, ast.keyword):
            named = set((node.arg or "").split("__"))
            is_own = bool(named & DAYS) and days_in(node) == DAYS
        else:
            is_own = called(node) in COUNTING and bool(days_in(node))
        if is_own:
            yield node.lineno


def called(node: ast.AST) -> str:
    """Return what is called by its bare name; empty where nothing is."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return node.func.id if is_call else ""


def has_inner(node: ast.AST) -> bool:
    """Return whether both days stand in a call inside, such as a filter built of two parts."""
    return any(isinstance(part, ast.Call) and days_in(part) == DAYS for part in ast.walk(node))


@pytest.mark.parametrize("path", [path for path in modules() if shown(path) != DEFINING], ids=shown)
def test_no_module_has_rates_of_its_own(path: Path):
    assert sorted(set(own_rates(tree_of(path)))) == []


def test_checker_finds_own_rates():
    wrong = [
        "late = case.closed_on > case.due_on",
        "days = case.closed_on - due_on",
        "rows.filter(closed_on__lte=F('due_on'))",
        "Count('pk', filter=Q(due_on__lt=today))",
        "Count('pk', filter=Q(case__closed_on=None))",
    ]
    right = [
        "rows.filter(closed_on=None, due_on__lt=today)",
        "was_on_time(case.due_on, case.closed_on)",
        "order_by('closed_on', 'due_on')",
        "Count('pk')",
        "days = (case.due_on, case.closed_on)",
        "Index(fields=['closed_on', 'due_on'])",
    ]

    assert [line for line in wrong if not list(own_rates(ast.parse(line)))] == []
    assert [line for line in right if list(own_rates(ast.parse(line)))] == []
