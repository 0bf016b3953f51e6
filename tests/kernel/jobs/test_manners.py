from __future__ import annotations

from datetime import timedelta

import pytest

from danvan.kernel.jobs.manners import PLAIN, Manner, manner_of, task_of
from danvan.law.errors import LawError
from tests.kernel.jobs import work_samples

HERE = "tests.kernel.jobs.work_samples"


@pytest.mark.parametrize(
    ("attempt", "chance", "seconds"),
    [
        (1, 0, 30),
        (1, 1, 37.5),
        (2, 0, 60),
        (3, 0, 120),
        (4, 0.5, 270),
        (8, 0, 3600),
        (10**6, 0, 3600),
    ],
)
def test_waits_grow_to_a_bound(attempt, chance, seconds):
    assert Manner().wait_after(attempt, chance) == timedelta(seconds=seconds)


def test_task_is_tried_once_unless_it_says_so():
    assert manner_of(f"{HERE}.write") == PLAIN
    assert manner_of(f"{HERE}.fail_often").most == 3
    assert manner_of("danvan.gone") == PLAIN


def test_task_is_found_by_its_name():
    assert task_of(f"{HERE}.write") is work_samples.write


@pytest.mark.parametrize(
    "name",
    ["os.system", f"{HERE}.no_task", f"{HERE}.note", "danvan.law", "danvan..x", "danvan.", ""],
)
def test_other_code_is_no_task(name):
    with pytest.raises(LawError, match="JOB-02"):
        task_of(name)
