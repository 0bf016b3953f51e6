"""Packs: every value says where it is written, how surely we know it, and speaks both languages."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sources import REPOSITORY, shown

PACKS = REPOSITORY / "packs"
FILES = sorted(PACKS.rglob("*.toml"))
MARKS = {"V", "S", "M", "C"}
SOURCED_FOLDERS = {"calendars", "limits", "bodies", "units", "reports"}
NO_VALUES = {"cases", "messages"}
"""Folders of tests and sentences; they hold nothing that a law says."""


def entries(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the rows of every list of tables at the top of a file, with the list's name."""
    for name, value in content.items():
        if isinstance(value, list):
            yield from ((name, row) for row in value if isinstance(row, dict))


def unsourced(content: dict[str, Any]) -> list[str]:
    """Return rows without a source or without a mark of how surely it is known."""
    return [
        f"{name}: {row.get('slug') or row.get('id') or row.get('on')}"
        for name, row in entries(content)
        if not row.get("source") or row.get("mark") not in MARKS
    ]


def undated(content: Any) -> list[str]:
    """Return values with a ``from`` that has no date or no source, wherever they stand."""
    found: list[str] = []
    if isinstance(content, dict):
        begins = content.get("from")
        if begins is not None and not isinstance(begins, dt.date):
            found.append(f"from = {begins}")
        for value in content.values():
            found += undated(value)
    if isinstance(content, list):
        for value in content:
            found += undated(value)
    return found


def one_sided(content: Any, at: str = "") -> list[str]:
    """Return wordings that are given in one language only."""
    found: list[str] = []
    if isinstance(content, dict):
        if {"vi", "en"} & set(content) and not (content.get("vi") and content.get("en")):
            found.append(at)
        for name, value in content.items():
            found += one_sided(value, f"{at}/{name}")
    if isinstance(content, list):
        for number, value in enumerate(content):
            found += one_sided(value, f"{at}/{number}")
    return found


def read(path: Path) -> dict[str, Any]:
    """Return what a file holds."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name in SOURCED_FOLDERS], ids=shown
)
def test_every_value_is_sourced(path: Path):
    assert unsourced(read(path)) == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name == "duties"], ids=shown
)
def test_every_duty_is_cited(path: Path):
    duties = read(path)["duties"]

    assert [duty["id"] for duty in duties if not duty.get("provision")] == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name not in NO_VALUES], ids=shown
)
def test_dates_are_dates(path: Path):
    assert undated(read(path)) == []


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_wordings_stand_in_both_languages(path: Path):
    assert one_sided(read(path)) == []


@pytest.mark.parametrize("path", sorted(PACKS.glob("*/pack.toml")), ids=shown)
def test_packs_are_proposed_not_confirmed(path: Path):
    pack = read(path)

    assert pack["state"] in {"draft", "proposed"}
    assert pack["licence"] == "CC0-1.0"
    assert "reviewer" not in pack


def test_checkers_find_what_is_wrong():
    content = tomllib.loads(
        '[[days_off]]\non = 2026-01-01\nsource = "x"\nmark = "?"\n'
        '[[days_off]]\non = 2026-01-02\nsource = "x"\nmark = "V"\nname = { vi = "a" }\n'
        'from = "2026"'
    )

    assert unsourced(content) == ["days_off: 2026-01-01"]
    assert one_sided(content) == ["/days_off/1/name"]
    assert undated(content) == ["from = 2026"]
