"""Real workers, killed in the middle: nothing is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.slow
PATIENCE = 120
"""Seconds after which something will not happen any more; nothing waits so long."""
SET_UP = """
import json, sys, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from danvan.kernel.audit.models import Entry
from danvan.kernel.jobs.models import Job
from danvan.kernel.jobs.queue import put
from danvan.kernel.jobs.running import run_next
from danvan.kernel.jobs.schedule import enqueue_due
from tests.kernel.jobs import work_samples
"""
ENQUEUE = """
later = timezone.now() + timedelta(seconds=float(sys.argv[3]))
given = getattr(work_samples, sys.argv[1]).using(run_after=later)
put(given, json.loads(sys.argv[2]), now=timezone.now())
"""
LOOK = """
print(json.dumps({
    "written": list(Entry.objects.filter(action="tests.done").values_list("subject", flat=True)),
    "jobs": list(Job.objects.filter(task__startswith="tests.").values_list("state", "attempts")),
}))
"""
RUN_SCHEDULE = """
import pathlib
from django.conf import settings
settings.SCHEDULE = "tests.kernel.jobs.work_samples.MANY"
folder, now = pathlib.Path(sys.argv[1]), timezone.now()
(folder / sys.argv[2]).touch()
while not (folder / "go").exists():
    pass
count = enqueue_due(now=now)
while run_next(sys.argv[2]):
    pass
print(count)
"""


def until(condition):
    """Wait for another process; fail where it takes for ever."""
    last = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < last, "nothing happened"
        time.sleep(0.02)
    return found


class Site:
    """A site of its own with processes around it."""

    def __init__(self, folder, repository, url):
        self.folder = folder
        self.outside = os.environ | {
            "DANVAN_VAR": str(folder),
            "DANVAN_DATABASE_URL": url,
            "DANVAN_JOB_LEASE": "1",
            "DJANGO_SETTINGS_MODULE": "danvan.config.settings.test",
            "PYTHONPATH": str(repository),
        }
        self.started = []

    def start(self, *words):
        process = subprocess.Popen(
            [sys.executable, *words], env=self.outside, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.started.append(process)
        return process

    def run(self, *words):
        process = self.start(*words)
        out, _err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        return out

    def work(self):
        return self.start("-m", "danvan.faces.cli.entry", "work")

    def enqueue(self, name, *args, after=0):
        self.run("-c", SET_UP + ENQUEUE, name, json.dumps(args), str(after))

    def look(self):
        return json.loads(self.run("-c", SET_UP + LOOK))

    def begun(self):
        return {int(path.name.split("-")[1]) for path in self.folder.glob("began-*")}

    def end(self):
        for process in self.started:
            process.kill()
            process.communicate()


@pytest.fixture(params=sorted({"sqlite", connection.vendor}))
def address(request, tmp_path):
    """Return where an empty database stands: SQLite, and PostgreSQL where that is tested."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'jobs.sqlite3'}"
        return
    at = settings.DATABASES["default"]
    server = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT']}"
    name = f"danvan_jobs_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def site(address, tmp_path, repository):
    """Return a prepared site; its processes end with the test."""
    made = Site(tmp_path, repository, address)
    made.run("-m", "django", "migrate", "--verbosity", "0")
    yield made
    made.end()


def test_job_of_a_killed_worker_is_done_once_by_another(site):
    site.enqueue("write_and_wait", "effect", str(site.folder))
    first = site.work()
    until(lambda: first.pid in site.begun())
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = site.work()
    until(lambda: second.pid in site.begun())

    second.send_signal(signal.SIGTERM)
    (site.folder / "go").touch()

    assert second.wait(PATIENCE) == 0
    assert site.look() == {"written": ["effect"], "jobs": [["done", 2]]}


def test_job_longer_than_its_lease_stays_with_its_worker(site):
    site.enqueue("wait_and_write", "effect", str(site.folder))
    first = site.work()
    until(lambda: first.pid in site.begun())
    second = site.work()
    site.enqueue("touch", str(site.folder / "leases-later"), after=4)
    until((site.folder / "leases-later").exists)

    (site.folder / "go").touch()
    for worker in (first, second):
        worker.send_signal(signal.SIGTERM)

    assert [worker.wait(PATIENCE) for worker in (first, second)] == [0, 0]
    assert site.begun() == {first.pid}
    assert site.look() == {"written": ["effect"], "jobs": [["done", 1], ["done", 1]]}


def test_each_due_time_runs_once_in_two_processes(site):
    names = ("one", "two")
    processes = [site.start("-c", SET_UP + RUN_SCHEDULE, str(site.folder), name) for name in names]
    until(lambda: all((site.folder / name).exists() for name in names))

    (site.folder / "go").touch()

    counts = [int(process.communicate(timeout=PATIENCE)[0]) for process in processes]
    assert sum(counts) == 100
    assert site.look() == {"written": ["plain"] * 100, "jobs": []}
