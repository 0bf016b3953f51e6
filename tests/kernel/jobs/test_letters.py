from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.jobs.keeping import clear, clear_finished
from danvan.kernel.jobs.letters import drop, run_again
from danvan.kernel.jobs.models import Job, JobState
from danvan.kernel.jobs.queue import put
from danvan.kernel.jobs.running import run_next
from danvan.law.errors import LawError
from tests.kernel.jobs import work_samples

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 15, 3, tzinfo=UTC)
BY = {"by": "Quản trị, Xã Mẫu", "user_id": 5, "reason": "Máy chủ thư đã lên", "now": NOW}


@pytest.fixture
def dead():
    put(work_samples.fail, now=NOW)
    run_next("w1", clock=lambda: NOW)
    return Job.objects.get()


def test_dead_letter_runs_again_with_all_its_attempts(dead):
    run_again(dead, **BY)

    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.finished_at) == (JobState.WAITING, 0, None)
    assert run_next("w2", clock=lambda: NOW) == dead


def test_dropped_letter_never_runs(dead):
    drop(dead, **BY)

    assert run_next("w2", clock=lambda: NOW + timedelta(days=400)) is None


@pytest.mark.parametrize(("act", "name"), [(run_again, "retry"), (drop, "drop")])
def test_decision_is_recorded_with_its_reason(dead, act, name):
    act(dead, **BY)

    entry = Entry.objects.get()
    assert (entry.action, entry.subject) == (f"jobs.job.{name}", f"job:{dead.pk}")
    assert (entry.actor, entry.actor_user_id) == (BY["by"], 5)
    assert entry.details["reason"] == BY["reason"]


@pytest.mark.parametrize("act", [run_again, drop])
def test_second_decision_is_refused(dead, act):
    drop(dead, **BY)

    with pytest.raises(LawError, match="JOB-01"):
        act(dead, **BY)

    assert Entry.objects.count() == 1


def test_old_ended_jobs_are_cleared_and_dead_letters_stay(settings):
    old = NOW - timedelta(days=settings.JOB_DAYS, seconds=1)
    for state in JobState:
        for ended in (old, NOW):
            Job.objects.create(
                task="x", state=state, run_after=ended, enqueued_at=ended, finished_at=ended
            )

    assert clear(now=NOW) == 2

    left = Job.objects.filter(finished_at=old).values_list("state", flat=True)
    assert set(left) == {JobState.WAITING, JobState.RUNNING, JobState.DEAD}
    clear_finished.call()
