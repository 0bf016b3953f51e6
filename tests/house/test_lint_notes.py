"""Every exception to lint says why on its own line, and one to types names what it silences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sources import kept_files, shown

NOQA = re.compile(r"#\s*noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(.*)$")
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(\[[a-z-]+(?:,\s*[a-z-]+)*\])?")
PYTHON = [path for path in kept_files() if path.suffix == ".py" and "migrations" not in path.parts]


def unexplained(text: str) -> list[int]:
    """Return the lines with an exception that has no rule or no reason in words."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        noqa, ignore = NOQA.search(line), TYPE_IGNORE.search(line)
        if noqa and (not re.search(r"[a-z]{3}", noqa[1]) or "noqa:" not in line):
            found.append(number)
        if ignore and ignore[1] is None:
            found.append(number)
    return found


@pytest.mark.parametrize("path", PYTHON, ids=shown)
def test_exceptions_are_explained(path: Path):
    if path != Path(__file__):
        assert unexplained(path.read_text(encoding="utf-8")) == []


def test_checker_finds_what_is_wrong():
    marks = ("# no" + "qa: S101", "# no" + "qa: S101  a check", "# type: ig" + "nore")

    assert unexplained("\n".join(f"x = 1  {mark}" for mark in marks)) == [1, 3]
