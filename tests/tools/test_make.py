"""What make says to somebody who lacks something."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


def make(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *arguments], cwd=repository, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("target", ["help", "demo", "test", "bench"])
def test_make_stops_with_one_sentence_without_a_fitting_python(repository: Path, target: str):
    told = make(repository, "PYTHON=", "VENV=var/nowhere", target)

    assert told.returncode != 0
    assert told.stderr.splitlines()[0] == ("Needs git, make, python3-venv and Python 3.11 to 3.13.")


def test_make_alone_lists_its_commands(repository: Path):
    told = make(repository)

    assert told.returncode == 0
    assert "make demo" in told.stdout
    assert "make test-system" in told.stdout
    assert "make bench-system" in told.stdout
