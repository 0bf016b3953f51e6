"""A job is run to its end, tried again, given up, and never ends its worker."""

from __future__ import annotations

import re
import smtplib
import threading
from datetime import UTC, datetime, timedelta

import pytest

from danvan.kernel.audit.models import Entry
from danvan.kernel.jobs import running
from danvan.kernel.jobs.models import Job, JobState
from danvan.kernel.jobs.queue import put, take
from danvan.kernel.jobs.running import describe, held, run_next
from danvan.law.errors import LawError
from tests.kernel.jobs import work_samples
from tests.kernel.jobs.work_samples import SECRET

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 15, 3, tzinfo=UTC)
LEASE = timedelta(seconds=60)


def run(now=NOW):
    return run_next("w1", clock=lambda: now)


def test_job_is_done_once():
    job = put(work_samples.write, ["a"], now=NOW)

    assert [run(), run()] == [job, None]

    job.refresh_from_db()
    assert (job.state, job.attempts, job.finished_at) == (JobState.DONE, 1, NOW)
    assert [entry.subject for entry in Entry.objects.all()] == ["a"]


def test_job_that_raises_is_a_dead_letter_without_its_message():
    put(work_samples.fail, now=NOW)

    assert run() is not None

    job = Job.objects.get()
    assert (job.state, job.error_class) == (JobState.DEAD, "builtins.ValueError")
    assert re.fullmatch(r"running\.py:\d+", job.error_detail)


def test_job_that_leaves_does_not_end_its_worker():
    put(work_samples.leave, now=NOW)
    after = put(work_samples.write, ["after"], now=NOW)

    run()

    assert run() == after
    assert Job.objects.get(task__endswith="leave").state == JobState.DEAD


def test_job_that_says_so_is_tried_again_ever_later():
    put(work_samples.fail_often, ["a"], now=NOW)
    waits = []
    now = NOW

    for _attempt in range(2):
        run(now)
        job = Job.objects.get()
        assert job.state == JobState.WAITING
        waits.append((job.run_after - now).total_seconds())
        assert run(now) is None
        now = job.run_after
    run(now)

    assert 60 <= waits[0] <= 75
    assert 120 <= waits[1] <= 150
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DEAD, 3)
    assert Entry.objects.count() == 3


def test_task_that_is_gone_is_a_dead_letter_with_a_code():
    Job.objects.create(task="danvan.kernel.gone.send", run_after=NOW, enqueued_at=NOW)

    run()

    job = Job.objects.get()
    assert job.state == JobState.DEAD
    assert job.error_detail.startswith("JOB-02")


@pytest.mark.parametrize(
    "name",
    [
        "os.system",
        "subprocess.run",
        "danvan.kernel.audit.record.record",
        "tests.kernel.jobs.work_samples.no_task",
        "tests.kernel.jobs.work_samples.write.call",
        "danvan",
        "danvan.",
        "",
    ],
)
def test_row_that_names_other_code_runs_nothing(name):
    Job.objects.create(task=name, args=["true"], run_after=NOW, enqueued_at=NOW)

    run()

    assert Job.objects.get().state == JobState.DEAD
    assert not Entry.objects.exists()


def taken_over(job):
    """Stand for another worker that took the job meanwhile."""
    Job.objects.filter(pk=job.pk).update(worker="w2", attempts=2)


def test_whole_task_that_was_taken_over_leaves_nothing(monkeypatch):
    put(work_samples.write_whole, ["a"], now=NOW)
    job = take("w1", now=NOW, lease=LEASE)
    monkeypatch.setattr(running, "take", lambda *_args, **_named: job)
    taken_over(job)

    run()

    assert not Entry.objects.exists()
    job.refresh_from_db()
    assert (job.state, job.worker) == (JobState.RUNNING, "w2")


def test_whole_task_writes_and_ends_together():
    put(work_samples.write_whole, ["a"], now=NOW)

    run()

    assert Job.objects.get().state == JobState.DONE
    assert Entry.objects.get().subject == "a"


def test_lease_is_renewed_while_a_job_runs(monkeypatch):
    job = Job(pk=1)
    renewed = []
    answers = iter([True, running.DatabaseError("locked"), False])

    def renew(held_job, *, until):
        renewed.append(held_job.pk)
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(running, "renew", renew)
    with held(job, timedelta(milliseconds=3)):
        while len(renewed) < 3:
            pass

    assert renewed == [1, 1, 1]


def test_job_that_hangs_ends_its_worker(monkeypatch):
    codes, told = [], threading.Event()
    monkeypatch.setattr(running.os, "_exit", codes.append)
    monkeypatch.setattr(running, "renew", lambda *_args, **_named: told.set())
    job = Job(pk=1, task="tests.kernel.jobs.work_samples.hang")

    with held(job, timedelta(milliseconds=3)):
        assert told.wait(60)

    assert codes == [running.HANGS]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (LawError("JOB-02", task=SECRET), ("danvan.law.errors.LawError", "JOB-02")),
        (OSError(28, SECRET, SECRET), ("builtins.OSError", "No space left on device")),
        (OSError(SECRET), ("builtins.OSError", "")),
        (OSError(10**30, SECRET), ("builtins.OSError", "")),
        (smtplib.SMTPDataError(550, SECRET.encode()), ("smtplib.SMTPDataError", "")),
        (KeyError(SECRET), ("builtins.KeyError", "")),
    ],
)
def test_errors_are_told_without_what_they_quote(error, told):
    assert describe(error) == told
