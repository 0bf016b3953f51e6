"""Web and jobs together and apart: a dead worker is started again, and all end together."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from danvan.faces.cli import processes
from danvan.faces.cli.processes import Kept

DANVAN = (sys.executable, "-m", "danvan.faces.cli.entry")
PATIENCE = 120
"""Seconds after which something will not happen any more; nothing waits so long."""


def until(condition):
    """Wait for another process; fail where it takes for ever."""
    last = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < last, "nothing happened"
        time.sleep(0.05)
    return found


def children_of(parent, verb):
    """Return the processes below another one that run a command of danvan."""
    found = set()
    for place in Path("/proc").glob("[0-9]*"):
        try:
            line = (place / "cmdline").read_bytes().decode().split("\0")
            above = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if above == parent and verb in line:
            found.add(int(place.name))
    return found


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """Return the environment of a prepared site."""
    folder = tmp_path_factory.mktemp("site")
    given = os.environ | {
        "DANVAN_VAR": str(folder),
        "DANVAN_DATABASE_URL": f"sqlite:///{folder / 'danvan.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.production",
    }
    subprocess.run([*DANVAN, "prepare"], check=True, capture_output=True, env=given)
    return given


@pytest.fixture
def start(outside):
    """Start commands on the site; what still runs after the test is killed."""
    started = []

    def starter(*words):
        process = subprocess.Popen(
            [*DANVAN, *words], env=outside, stdout=subprocess.PIPE, encoding="utf-8"
        )
        started.append(process)
        return process

    yield starter
    for process in started:
        process.kill()
        process.communicate()


def address_of(process):
    return process.stdout.readline().removeprefix("danvan: ").strip()


def answers(address):
    try:
        with urllib.request.urlopen(f"{address}accounts/login/") as answer:
            return answer.status
    except OSError:
        return 0


@pytest.mark.slow
def test_dead_worker_is_started_again_and_all_end_together(start):
    site = start("run")
    address = address_of(site)
    (worker,) = until(lambda: children_of(site.pid, "work"))
    os.kill(worker, signal.SIGKILL)
    (another,) = until(lambda: children_of(site.pid, "work") - {worker})
    (web,) = children_of(site.pid, "web")

    assert until(lambda: answers(address)) == 200
    site.terminate()

    assert site.wait(PATIENCE) == 0
    assert [is_alive(pid) for pid in (another, web)] == [False, False]


@pytest.mark.slow
def test_web_and_worker_end_with_a_killed_parent(start):
    site = start("run")
    (worker,) = until(lambda: children_of(site.pid, "work"))
    (web,) = until(lambda: children_of(site.pid, "web"))
    until(lambda: answers(address_of(site)) or True)

    site.kill()

    until(lambda: not is_alive(worker) and not is_alive(web))


@pytest.mark.slow
def test_pages_are_served_alone(start):
    web = start("web")
    address = address_of(web)

    assert until(lambda: answers(address)) == 200
    assert children_of(web.pid, "work") == set()
    web.terminate()
    assert web.wait(PATIENCE) == 0


@pytest.mark.slow
def test_several_workers_end_together(start):
    keeper = start("work", "--processes", "2")
    workers = until(
        lambda: len(children_of(keeper.pid, "work")) == 2 and children_of(keeper.pid, "work")
    )

    keeper.terminate()

    assert keeper.wait(PATIENCE) == 0
    assert not any(is_alive(pid) for pid in workers)


@pytest.mark.slow
def test_one_round_runs_the_schedule(outside):
    told = subprocess.run([*DANVAN, "tick"], check=False, capture_output=True, env=outside)

    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")
    with sqlite3.connect(Path(outside["DANVAN_VAR"]) / "danvan.sqlite3") as database:
        ran = database.execute("SELECT name FROM jobs_schedulerow WHERE done_at IS NOT NULL")
        assert {"reactions", "alarms", "seals"} <= {name for (name,) in ran}


@pytest.mark.slow
@pytest.mark.parametrize("words", [("web",), ("work",), ("work", "--processes", "2")], ids=" ".join)
def test_site_that_is_not_prepared_is_told(outside, tmp_path, words):
    empty = outside | {
        "DANVAN_VAR": str(tmp_path),
        "DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
    }

    told = subprocess.run(
        [*DANVAN, *words], check=False, capture_output=True, encoding="utf-8", env=empty
    )

    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("SITE-09: ")


@pytest.mark.slow
@pytest.mark.parametrize("count", ["0", "-1", "17", "x"])
def test_number_of_workers_is_bounded(outside, count):
    told = subprocess.run(
        [*DANVAN, "work", "--processes", count],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=outside,
    )

    assert told.returncode == 2
    assert "CLI-01: " in told.stderr


def test_process_that_keeps_dying_is_started_ever_later(monkeypatch):
    clock = [0.0]
    starts = []
    monkeypatch.setattr(processes.time, "monotonic", lambda: clock[0])

    def start(kept):
        starts.append(clock[0])
        kept.started_at = clock[0]

    monkeypatch.setattr(Kept, "start", start)
    kept = Kept(("work",))
    kept.start()
    for second in range(1, 110):
        clock[0] = float(second)
        kept.start_again()

    assert starts == [0, 1, 2, 4, 8, 16, 32, 62, 92]
    clock[0] = 92 + processes.SETTLED_SECONDS + 1
    kept.start_again()
    assert kept.pause == 0
