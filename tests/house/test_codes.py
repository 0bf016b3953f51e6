"""Every code that the house gives has its sentence, and every sentence is given by somebody."""

from __future__ import annotations

import ast
import re
import string
import tomllib

from sources import REPOSITORY, docstring_nodes, modules, tree_of

MESSAGES = REPOSITORY / "packs" / "vn-base" / "messages"
CODE = re.compile(r"^[A-Z]{2,8}-(?:\d{2}|[a-z][a-z_]*)$")
SUGGESTION = "-S"
"""Ends the code of the mend that a finding may suggest."""

BEGINNING = re.compile(r"^[A-Z]{2,8}-$")
"""The constant part of a code that is put together, such as f"DAY-{kind}"."""


def given_codes(tree: ast.AST) -> set[str]:
    """Return the codes that stand as strings in a module, docstrings left out."""
    silent = docstring_nodes(tree)
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.match(node.value)
        and id(node) not in silent
    }


def beginnings(tree: ast.AST) -> set[str]:
    """Return the constant parts of the codes that a module puts together."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and BEGINNING.match(node.value)
    }


def sentences() -> dict[str, dict[str, str]]:
    """Return the sentences of every code; a code that stands twice is an error of its own."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(MESSAGES.glob("*.toml")):
        for code, said in tomllib.loads(path.read_text(encoding="utf-8")).items():
            assert code not in found, f"{code} stands twice"
            found[code] = said
    return found


def fields_of(sentence: str) -> set[str]:
    """Return the names of the values that a sentence needs."""
    return {name for _text, name, _form, _kind in string.Formatter().parse(sentence) if name}


def test_every_code_has_its_sentence():
    given = set().union(*(given_codes(tree_of(path)) for path in modules()))

    assert sorted(given - set(sentences())) == []


def test_every_sentence_is_given():
    given = set().union(*(given_codes(tree_of(path)) for path in modules()))

    built = tuple(set().union(*(beginnings(tree_of(path)) for path in modules())))

    assert [code for code in sentences() if code not in given and not code.startswith(built)] == []


def test_both_languages_say_the_same_values():
    assert [
        code for code, said in sentences().items() if fields_of(said["vi"]) != fields_of(said["en"])
    ] == []


def test_checkers_find_what_is_wrong():
    text = '"""TXT-09 in words."""\nraise LawError("TXT-01", line=3)'

    assert given_codes(ast.parse(text)) == {"TXT-01"}
    assert beginnings(ast.parse('code = f"DAY-{kind}"')) == {"DAY-"}
    assert fields_of("{year}: {known} {{x}}") == {"year", "known"}
