"""What is told to somebody whose computer lacks what tests or benchmarks need."""

from __future__ import annotations

import shutil
import sys

import missing
import pytest


@pytest.mark.parametrize("is_here", [True, False])
def test_benchmarks_need_wrk_and_the_tests_do_not(monkeypatch, capsys, is_here):
    monkeypatch.setattr(sys, "argv", ["missing.py", "bench"])
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if is_here else None)

    status = missing.main()

    told = capsys.readouterr().err
    assert status == int(not is_here)
    assert ("wrk" in told) == ("make bench-system" in told) == (not is_here)
    assert "wrk" not in missing.missing()
