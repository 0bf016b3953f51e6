"""Every action that the source records is told in words to who reads what was done."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import danvan
from danvan.areas.people.reading import action_words
from danvan.areas.regulations.models import DecisionAct
from danvan.kernel.accounts.models import Purpose

SOURCE = Path(danvan.__file__).parent
DOTTED = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]+")
PARTS = re.compile(r"[a-z_]+(\.[a-z_]+)*")
WRITERS = {"record", "note", "start_batch", "discard_many", "move_many", "open_many", "bring_many"}


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def calls_in(node: ast.AST) -> list[ast.Call]:
    return [one for one in ast.walk(node) if isinstance(one, ast.Call)]


def texts_in(call: ast.Call) -> list[str]:
    given = [*call.args, *(word.value for word in call.keywords if word.arg == "action")]
    leaves = (leaf for one in given for leaf in ast.walk(one) if isinstance(leaf, ast.Constant))
    return [leaf.value for leaf in leaves if isinstance(leaf.value, str)]


def prefixes(trees: list[ast.Module], known: dict[str, str]) -> dict[str, str]:
    """Return what functions put before the word they are given: "numbered.{word}"."""
    found: dict[str, str] = {}
    functions = (one for tree in trees for one in ast.walk(tree))
    for function in (one for one in functions if isinstance(one, ast.FunctionDef)):
        for call in calls_in(function):
            first = call.args[0] if call.args else None
            if name_of(call) in known and isinstance(first, ast.JoinedStr):
                begin = first.values[0]
                if isinstance(begin, ast.Constant) and str(begin.value).endswith("."):
                    found[function.name] = known[name_of(call)] + str(begin.value)
    return found


def recorded() -> set[str]:
    """Return the names of actions in the source, as far as they are written out there."""
    actions = {f"accounts.code.{one.value}" for one in Purpose}
    actions |= {f"regulations.candidate.{one.value}" for one in DecisionAct}
    for folder in sorted({path.parent for path in SOURCE.rglob("*.py")}):
        trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.glob("*.py")]
        shared = {"record": ""} | prefixes(trees, {"record": ""})
        for tree in trees:
            known = shared | prefixes([tree], shared)
            for call in calls_in(tree):
                name = name_of(call)
                texts = texts_in(call)
                if name.strip("_") in WRITERS or name in known or "decide" in name:
                    actions |= {text for text in texts if DOTTED.fullmatch(text)}
                if known.get(name) and call.args and isinstance(call.args[0], ast.Constant):
                    actions.add(known[name] + str(call.args[0].value))
                elif known.get(name) and name == "_decide":
                    words = [text for text in texts if PARTS.fullmatch(text)]
                    actions |= {known[name] + text for text in words[:1]}
    return {action for action in actions if PARTS.fullmatch(action)}


def test_names_are_found_however_they_are_put_together():
    expected = {
        "accounts.session.open", "duties.plan.remove", "organisations.unit.move",
        "correspondence.register.open", "correspondence.document.issue", "notices.delivery.again",
    }  # fmt: skip
    assert expected <= recorded()


@pytest.mark.django_db
def test_every_recorded_action_has_words():
    assert [action for action in sorted(recorded()) if action_words(action) == action] == []
