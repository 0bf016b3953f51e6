from __future__ import annotations

from collections import Counter

import check_all
import pytest


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("==== 3 passed, 1 skipped in 0.12s ====", {"passed": 3, "skipped": 1}),
        ("2 failed, 10 passed, 1 error in 61.00s (0:01:01)", {"failed": 3, "passed": 10}),
        ("tests/law/test_x.py ....", {}),
        ("5 passed the gate", {}),
    ],
)
def test_closing_lines_are_counted(line, expected):
    assert check_all.read_counts(line) == Counter(expected)


def test_sum_ends_with_one_common_line(capsys):
    step = check_all.Step("sample", ("true",))
    good = check_all.Result(step, 1.0, is_good=True, counts=Counter(passed=2, skipped=1))
    broken = check_all.Result(step, 1.0, is_good=False, counts=Counter())

    assert check_all.sum_up([good]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 0 failed, 1 skipped"
    assert check_all.sum_up([good, broken]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 1 failed, 1 skipped"


def test_long_tests_run_only_where_the_whole_is_asked_for(monkeypatch):
    monkeypatch.delenv("DANVAN_WHOLE", raising=False)
    usual = [step.name for step in check_all.steps()]
    monkeypatch.setenv("DANVAN_WHOLE", "1")
    whole = [step.name for step in check_all.steps()]

    assert set(whole) - set(usual) == {
        "pages on PostgreSQL",
        "long tests on SQLite",
        "long tests on PostgreSQL",
    }


def test_a_step_that_fails_is_told(capsys):
    result = check_all.run(
        check_all.Step("sample", ("sh", "-c", "echo '1 failed in 0.1s'; exit 1"))
    )

    assert not result.is_good
    assert result.counts == Counter(failed=1)
    assert "1 failed in 0.1s" in capsys.readouterr().out
