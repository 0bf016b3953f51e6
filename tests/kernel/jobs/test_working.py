"""The loop of a worker: it rests, ends when asked, stands still, bears a lost database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError

from danvan.kernel.jobs import schedule, working
from danvan.kernel.jobs.models import Job
from danvan.kernel.jobs.pausing import MAINTENANCE
from danvan.kernel.jobs.queue import put
from danvan.kernel.jobs.schedule import Scheduled
from danvan.kernel.jobs.working import Ending, work, work_off, worker_name
from tests.kernel.jobs import work_samples

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 15, 3, tzinfo=UTC)
PLAIN = "tests.kernel.jobs.work_samples.write_plain"


@pytest.fixture(autouse=True)
def lines(monkeypatch):
    monkeypatch.setattr(schedule, "lines", lambda: (Scheduled("plain", "Thử", PLAIN, every=60),))
    monkeypatch.setattr(working, "close_old_connections", lambda: None)


def work_until_rest(rests=1):
    """Work until the worker has rested so often; return how many jobs were run."""
    ending = Ending()
    left = iter(range(rests - 1, -1, -1))

    def rest(_seconds):
        ending.is_asked = next(left) == 0

    return work(ending, clock=lambda: NOW, rest=rest)


def test_worker_runs_what_waits_and_what_is_due_then_rests(written):
    put(work_samples.write, ["a"], now=NOW)
    put(work_samples.fail, now=NOW)
    put(work_samples.write, ["b"], now=NOW)

    assert work_until_rest() == 4
    assert written() == ["a", "b", "plain"]


def test_worker_that_is_asked_to_end_takes_nothing(written):
    put(work_samples.write, ["a"], now=NOW)

    assert work(Ending(is_asked=True), clock=lambda: NOW) == 0
    assert written() == []


def test_nothing_is_taken_while_the_site_stands_still(site_folder, written):
    put(work_samples.write, ["a"], now=NOW)
    (site_folder / MAINTENANCE).touch()

    assert work_until_rest() == 0
    assert work_off(clock=lambda: NOW) == 0
    (site_folder / MAINTENANCE).unlink()
    assert work_until_rest() == 2


def test_worker_bears_a_database_that_is_away_for_a_while(monkeypatch, written):
    put(work_samples.write, ["a"], now=NOW)
    enqueue, answers = working.enqueue_due, iter([True, False, False, False])

    def away(**named):
        if next(answers):
            raise DatabaseError("away")
        return enqueue(**named)

    monkeypatch.setattr(working, "enqueue_due", away)
    monkeypatch.setattr(working.connection, "close", lambda: None)

    assert work_until_rest(2) == 2
    assert written() == ["a", "plain"]


def test_round_by_hand_works_everything_off_each_time(written):
    put(work_samples.write, ["a"], now=NOW)

    assert [work_off(clock=lambda: NOW), work_off(clock=lambda: NOW)] == [2, 1]
    assert written() == ["a", "plain", "plain"]
    assert not Job.objects.filter(state="waiting").exists()


def test_workers_have_names_of_their_own():
    assert len({worker_name() for _worker in range(20)}) == 20
    assert all(len(worker_name()) <= 80 for _worker in range(20))
