"""Tasks of the tests, each of another manner; they tell what they did in the audit trail."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from django.db import transaction
from django_tasks import task

from danvan.kernel.audit.record import record
from danvan.kernel.jobs.manners import Manner, manner
from danvan.kernel.jobs.schedule import Scheduled

SECRET = "Nguyễn Văn An, 0912 345 678"


def note(name: str) -> None:
    record("tests.done", actor="tests", subject=name)


@task
def write(name: str) -> None:
    note(name)


@task(priority=10)
def write_first(name: str) -> None:
    note(name)


@task
def write_for(name: str, root_id: int) -> None:
    note(f"{name}/{root_id}")


@task
def write_plain() -> None:
    note("plain")


@task
def fail() -> None:
    raise ValueError(SECRET)


@task
@manner(Manner("Thử nhiều lần", most=3, first_wait=60))
def fail_often(name: str) -> None:
    note(name)
    raise ValueError(SECRET)


@task
def leave() -> None:
    sys.exit(3)


@task
@manner(Manner("Trọn vẹn", most=3, is_whole=True))
def write_whole(name: str) -> None:
    note(name)


def wait_in(folder: str) -> None:
    """Tell which process began, then wait until it may go on."""
    (Path(folder) / f"began-{os.getpid()}").touch()
    while not (Path(folder) / "go").exists():
        time.sleep(0.02)


@task
@manner(Manner("Không bao giờ xong", longest_run=-1))
def hang() -> None:
    note("hangs")


@task
def write_and_wait(name: str, folder: str) -> None:
    with transaction.atomic():
        note(name)
        wait_in(folder)


@task
def wait_and_write(name: str, folder: str) -> None:
    wait_in(folder)
    note(name)


@task
def touch(path: str) -> None:
    Path(path).touch()


def no_task() -> None:
    note("no task")


MANY = tuple(
    Scheduled(f"line-{number}", "Thử", f"{__name__}.write_plain", every=60) for number in range(100)
)
