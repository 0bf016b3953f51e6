"""Rules: one rule, one code, one sentence, one provision; declared only where rules stand."""

from __future__ import annotations

import ast
import re

from sources import SOURCE, last_word, shown, tree_of

RULE_FILES = sorted((SOURCE / "areas").glob("*/rules.py"))
CODE = re.compile(r"^[A-Z]{2,4}-\d{2}$")


def uncited(tree: ast.AST) -> list[str]:
    """Return rules without a code, a basis or a sentence."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and last_word(mark.func) == "rule":
                code = (
                    mark.args[0].value
                    if mark.args and isinstance(mark.args[0], ast.Constant)
                    else ""
                )
                basis = [
                    word.value
                    for word in mark.keywords
                    if word.arg == "basis" and is_said(word.value)
                ]
                if not (CODE.match(str(code)) and basis and ast.get_docstring(node)):
                    found.append(node.name)
    return found


def is_said(node: ast.expr) -> bool:
    """Return whether an expression is something else than an empty string or None."""
    return not isinstance(node, ast.Constant) or bool(node.value)


def codes(tree: ast.AST) -> list[str]:
    """Return the codes of the rules of a module."""
    return [
        str(mark.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for mark in node.decorator_list
        if isinstance(mark, ast.Call)
        and last_word(mark.func) == "rule"
        and mark.args
        and isinstance(mark.args[0], ast.Constant)
    ]


def test_every_rule_is_cited():
    found = {shown(path): uncited(tree_of(path)) for path in RULE_FILES}

    assert {path: names for path, names in found.items() if names} == {}


def test_codes_of_rules_are_given_once():
    given = [code for path in RULE_FILES for code in codes(tree_of(path))]

    assert sorted(given) == sorted(set(given))


def test_checkers_find_what_is_wrong():
    text = (
        '@rule("PET-03", basis="x")\ndef good():\n    """Say."""\n@rule("PET-04")\ndef bad(): pass'
    )

    assert uncited(ast.parse(text)) == ["bad"]
    assert codes(ast.parse(text)) == ["PET-03", "PET-04"]
