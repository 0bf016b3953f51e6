"""Who takes a job has it; a dead worker's job is taken over; what was taken over is left alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from danvan.kernel.jobs.models import Job, JobState
from danvan.kernel.jobs.queue import (
    LOST,
    finish,
    give_up,
    put,
    put_off,
    put_round,
    reclaim,
    renew,
    take,
)
from danvan.law.errors import LawError
from tests.kernel.jobs import work_samples

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 15, 3, tzinfo=UTC)
LEASE = timedelta(seconds=60)
PLAIN = "tests.kernel.jobs.work_samples.write_plain"
LATE = NOW + LEASE + timedelta(seconds=1)
ERROR = ("builtins.ValueError", "")


def take_by(worker, now=NOW):
    return take(worker, now=now, lease=LEASE)


def test_each_job_is_taken_once():
    jobs = [put(work_samples.write, [name], now=NOW) for name in "ab"]

    assert [take_by("w1"), take_by("w2"), take_by("w3")] == [*jobs, None]


def test_pressing_work_goes_first_and_later_work_waits():
    put(work_samples.write.using(run_after=NOW + LEASE), ["later"], now=NOW)
    plain = put(work_samples.write, ["plain"], now=NOW)
    first = put(work_samples.write_first, ["first"], now=NOW)

    assert [take_by("w1"), take_by("w1"), take_by("w1")] == [first, plain, None]


def test_job_that_another_took_between_look_and_grasp_is_left(monkeypatch):
    gone, free = [put(work_samples.write, [name], now=NOW) for name in "ab"]
    seen = list(Job.objects.order_by("pk"))
    Job.objects.filter(pk=gone.pk).update(state=JobState.RUNNING, attempts=1, lease_until=LATE)
    monkeypatch.setattr("django.db.models.query.QuerySet.__getitem__", lambda *_args: seen)

    assert take_by("w2") == free


def test_job_of_a_transaction_taken_back_never_was():
    with transaction.atomic():
        put(work_samples.write, ["a"], now=NOW)
        transaction.set_rollback(True)

    assert take_by("w1") is None


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [([], {}), (["a", "b"], {}), (["a"], {"other": 1}), ([date(2026, 1, 1)], {}), ([object()], {})],
)
def test_arguments_that_do_not_fit_are_refused_when_enqueued(args, kwargs):
    with pytest.raises(TypeError):
        put(work_samples.write, args, kwargs, now=NOW)

    assert not Job.objects.exists()


def test_task_of_a_foreign_package_is_refused(settings):
    settings.JOB_PLACES = ("danvan.",)

    with pytest.raises(LawError, match="JOB-02"):
        put(work_samples.write, ["a"], now=NOW)


def test_job_carries_the_tree_it_works_for():
    own = put(work_samples.write_for, ["a"], {"root_id": 7}, now=NOW)
    site = put(work_samples.write, ["a"], now=NOW)

    assert (own.root_id, site.root_id) == (7, None)


def test_silent_worker_loses_its_job_to_another():
    put(work_samples.write, ["a"], now=NOW)
    lost = take_by("w1")

    assert take_by("w2", NOW + LEASE) is None
    found = take_by("w2", LATE)

    assert (found.pk, found.attempts, found.error_class) == (lost.pk, 2, LOST)
    assert not renew(lost, until=LATE)
    assert not finish(lost, now=LATE)
    assert not put_off(lost, ERROR, until=LATE)
    assert not give_up(lost, ERROR, now=LATE)
    assert finish(found, now=LATE)


def test_worker_that_renews_keeps_its_job():
    put(work_samples.write, ["a"], now=NOW)
    job = take_by("w1")

    assert renew(job, until=LATE + LEASE)
    assert take_by("w2", LATE) is None


def test_lease_renewed_between_look_and_grasp_is_kept(monkeypatch):
    put(work_samples.write, ["a"], now=NOW)
    job = take_by("w1")
    stale = Job.objects.get(pk=job.pk)
    renew(job, until=LATE + LEASE)
    monkeypatch.setattr("django.db.models.query.QuerySet.__iter__", lambda _rows: iter([stale]))

    assert reclaim(now=LATE) == 0


def test_job_that_ends_every_worker_becomes_a_dead_letter():
    put(work_samples.write, ["a"], now=NOW)
    now = NOW
    for _attempt in range(3):
        assert take_by("w1", now)
        now += LEASE + timedelta(seconds=1)

    assert take_by("w2", now) is None
    job = Job.objects.get()
    assert (job.state, job.error_class, job.attempts) == (JobState.DEAD, LOST, 3)


def test_round_that_went_well_leaves_no_row_and_one_dead_letter_is_kept():
    for _round in range(2):
        put_round(PLAIN, now=NOW, schedule="plain")
        give_up(take_by("w1"), ERROR, now=NOW)
    put_round(PLAIN, now=NOW, schedule="plain")
    finish(take_by("w1"), now=NOW)

    states = Job.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [JobState.DROPPED, JobState.DEAD]
