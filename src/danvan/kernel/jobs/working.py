"""The loop of a worker: look at the schedule, take what is due, rest, until told to end."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from danvan.kernel.jobs.pausing import is_paused
from danvan.kernel.jobs.running import Clock, run_next
from danvan.kernel.jobs.schedule import enqueue_due

logger = logging.getLogger(__name__)
WAKE_SECONDS = 1.0
"""How long a worker rests where nothing is due."""


@dataclass(slots=True)
class Ending:
    """Whether somebody asked the worker to end; a plain flag, as a signal may set it anywhere."""

    is_asked: bool = False


def worker_name() -> str:
    """Return a name for this process that no other has, here or on another computer."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{get_random_string(6)}"


def work(
    ending: Ending, *, clock: Clock = timezone.now, rest: Callable[[float], None] = time.sleep
) -> int:
    """Work until asked to end; the job that runs then is finished first.

    A database that is away or locked is tried again.

    Returns:
        How many jobs were run.
    """
    name = worker_name()
    count = 0
    while not ending.is_asked:
        has_run = False
        try:
            has_run = not is_paused() and _turn(name, clock)
        except DatabaseError as error:
            logger.warning("The queue cannot be read now, it is tried again: %s", error)
            connection.close()
        count += has_run
        if not has_run:
            close_old_connections()
            rest(WAKE_SECONDS)
    return count


def _turn(name: str, clock: Clock) -> bool:
    enqueue_due(now=clock())
    return run_next(name, clock=clock) is not None


def work_off(*, clock: Clock = timezone.now) -> int:
    """Run one round of the schedule and everything that is due, in this process.

    Returns:
        How many jobs were run; none while the site stands still.
    """
    if is_paused():
        return 0
    name = worker_name()
    enqueue_due(now=clock(), is_forced=True)
    count = 0
    while run_next(name, clock=clock):
        count += 1
    return count
