"""Run one job: hold its lease, call its task, note how it ended; nothing it raises gets through."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import random
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from danvan.kernel.jobs.manners import manner_of, task_of
from danvan.kernel.jobs.models import Job, ScheduleRow
from danvan.kernel.jobs.queue import finish, give_up, put_off, renew, take
from danvan.law.errors import LawError

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
OURS = Path(__file__).parents[2]
HANGS = 70
"""Exit code of a worker whose job hangs; whoever keeps the worker starts it again."""
BEATS = 3
"""How often a lease is renewed before it would run out."""


class LostError(Exception):
    """Another worker has the job; what was done here is taken back."""


def lease() -> timedelta:
    """Return how long a job stays a silent worker's, as the site sets it."""
    return timedelta(seconds=settings.JOB_LEASE)


def run_next(worker: str, *, clock: Clock = timezone.now) -> Job | None:
    """Take one job that is due and run it to its end; ``None`` where nothing is due.

    Args:
        worker: Name of this process.
        clock: Gives the present moment, aware.
    """
    job = take(worker, now=clock(), lease=lease())
    if job is None:
        return None
    try:
        with held(job, lease()), translation.override(settings.LANGUAGE_CODE):
            _call(job, clock)
    except LostError:
        logger.warning("Job %s was taken over; what was done here is taken back.", job.pk)
    except (Exception, SystemExit) as error:  # a job that raises must not end its worker
        logger.exception("Job %s (%s) failed at attempt %s.", job.pk, job.task, job.attempts)
        _note_failure(job, error, clock())
    return job


def _call(job: Job, clock: Clock) -> None:
    task = task_of(job.task)
    if not manner_of(job.task).is_whole:
        task.call(*job.args, **job.kwargs)
        _end(job, clock())
        return
    with transaction.atomic():
        task.call(*job.args, **job.kwargs)
        if not _end(job, clock()):
            raise LostError


def _end(job: Job, now: datetime) -> bool:
    is_ours = finish(job, now=now)
    if is_ours and job.schedule:
        ScheduleRow.objects.filter(name=job.schedule).update(done_at=now)
    return is_ours


def _note_failure(job: Job, error: BaseException, now: datetime) -> None:
    manner = manner_of(job.task)
    told = describe(error)
    if job.attempts < manner.most:
        chance = random.random()  # noqa: S311  spreads load, hides nothing
        put_off(job, told, until=now + manner.wait_after(job.attempts, chance))
    else:
        give_up(job, told, now=now)


def describe(error: BaseException) -> tuple[str, str]:
    """Return the class of an error, and its code with the place in our code where it rose.

    Its own message is left out: it may quote names, addresses or another tree's rows. The log of
    the server has it.
    """
    kind = type(error)
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(OURS)
    ]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    said = error.code if isinstance(error, LawError) else ""
    if isinstance(error, OSError) and kind.__module__ == "builtins":
        number = error.errno or 0
        said = os.strerror(number) if number in errno.errorcode else ""
    detail = " · ".join(filter(None, (said, place)))
    return f"{kind.__module__}.{kind.__qualname__}"[:200], detail[:300]


@contextlib.contextmanager
def held(job: Job, span: timedelta) -> Iterator[None]:
    """Renew the lease of a running job until the block ends; a job that hangs ends this process."""
    ended = threading.Event()
    hangs_at = time.monotonic() + manner_of(job.task).longest_run

    def beat() -> None:
        while not ended.wait(span.total_seconds() / BEATS):
            if time.monotonic() > hangs_at:
                logger.error("Job %s (%s) hangs; this worker ends.", job.pk, job.task)
                os._exit(HANGS)
            try:
                if not renew(job, until=timezone.now() + span):
                    break
            except DatabaseError as error:
                logger.warning("The lease of job %s could not be renewed: %s", job.pk, error)
        connection.close()

    heart = threading.Thread(target=beat, name=f"lease-{job.pk}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        ended.set()
        heart.join()
