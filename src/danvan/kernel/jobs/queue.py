"""The rows of the queue and the only code that changes them.

Every change is one conditional update: who sees its row changed has it, who does not leaves it.
``attempts`` is the fence: it grows with every start, so a worker that was believed dead cannot end
what another has taken over.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django_tasks.base import Task
from django_tasks.utils import normalize_json

from danvan.kernel.jobs.manners import manner_of, task_of
from danvan.kernel.jobs.models import Job, JobState

LOST_MOST = 3
"""How often a job may be started at least before lost workers make it a dead letter."""
LOST = "danvan.WorkerLost"
"""Stands as the error of a job whose worker ended without a word."""
GLANCE = 10
"""How many jobs one look at the queue tries to take."""


def put(
    task: Task[..., Any],
    args: Sequence[object] = (),
    kwargs: Mapping[str, object] | None = None,
    *,
    now: datetime,
) -> Job:
    """Write a job; it is seen by the workers when the transaction around commits.

    The tree it works for is the task's argument ``root_id``, where it has one.

    Args:
        args: Values that JSON can carry; ids, not rows.

    Raises:
        TypeError: The arguments do not fit the task, or JSON cannot carry them.
        LawError: ``JOB-02``, no task of danvan.
    """
    name = task_of(task.module_path).module_path
    bound = inspect.signature(task.func).bind(*args, **(kwargs or {}))
    return Job.objects.create(
        task=name,
        args=normalize_json(list(args)),
        kwargs=normalize_json(dict(kwargs or {})),
        root_id=bound.arguments.get("root_id"),
        priority=task.priority,
        run_after=task.run_after or now,
        enqueued_at=now,
    )


def put_round(name: str, *, schedule: str, now: datetime) -> Job:
    """Write the job of a line of the schedule.

    A line that names no task is found out when it runs: it becomes a dead letter that people see,
    and holds up nothing else.

    Args:
        name: Dotted name of a task without arguments.
        schedule: Name of the line.
    """
    return Job.objects.create(task=name, schedule=schedule, run_after=now, enqueued_at=now)


def take(worker: str, *, now: datetime, lease: timedelta) -> Job | None:
    """Take the most pressing job that is due; ``None`` where there is none.

    Args:
        worker: Name of the process that will run it.
        lease: How long it is the worker's without a renewal.
    """
    reclaim(now=now)
    due = Job.objects.filter(state=JobState.WAITING, run_after__lte=now)
    for job in due.order_by("-priority", "run_after", "pk")[:GLANCE]:
        taken = Job.objects.filter(pk=job.pk, state=JobState.WAITING, attempts=job.attempts)
        if taken.update(
            state=JobState.RUNNING,
            worker=worker,
            attempts=F("attempts") + 1,
            lease_until=now + lease,
            started_at=now,
        ):
            job.refresh_from_db()
            return job
    return None


def reclaim(*, now: datetime) -> int:
    """Put back the jobs whose lease ran out; returns how many.

    What has been started often enough and never came to an end becomes a dead letter.
    """
    count = 0
    for job in Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now):
        is_over = job.attempts >= max(LOST_MOST, manner_of(job.task).most)
        state = JobState.DEAD if is_over else JobState.WAITING
        held = _held(job).filter(lease_until__lt=now)
        count += held.update(
            state=state,
            lease_until=None,
            error_class=LOST,
            error_detail=job.worker,
            finished_at=now if is_over else None,
        )
    return count


def renew(job: Job, *, until: datetime) -> bool:
    """Hold a running job longer; false where another worker has taken it over."""
    return bool(_held(job).update(lease_until=until))


def finish(job: Job, *, now: datetime) -> bool:
    """Note that a job went well; false where another worker has taken it over.

    A round of the schedule leaves no row: its line of the schedule says when it last went well.
    """
    if job.schedule:
        return bool(_held(job).delete()[0])
    return bool(_held(job).update(state=JobState.DONE, lease_until=None, finished_at=now))


def give_up(job: Job, error: tuple[str, str], *, now: datetime) -> bool:
    """Make a dead letter of a running job; of a line of the schedule only the last one is kept."""
    buried = _held(job).update(
        state=JobState.DEAD,
        lease_until=None,
        finished_at=now,
        error_class=error[0],
        error_detail=error[1],
    )
    if buried and job.schedule:
        earlier = Job.objects.filter(schedule=job.schedule, state=JobState.DEAD)
        earlier.exclude(pk=job.pk).update(state=JobState.DROPPED)
    return bool(buried)


def put_off(job: Job, error: tuple[str, str], *, until: datetime) -> bool:
    """Let a running job that raised wait for its next attempt."""
    return bool(
        _held(job).update(
            state=JobState.WAITING,
            lease_until=None,
            run_after=until,
            error_class=error[0],
            error_detail=error[1],
        )
    )


def _held(job: Job) -> QuerySet[Job]:
    """Return the row as long as it is this very attempt that runs."""
    return Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING, worker=job.worker, attempts=job.attempts
    )
