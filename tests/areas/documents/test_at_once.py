"""Two processes press the same step at once: one does it, the other reads one clear sentence."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.slow
PATIENCE = 240
"""Seconds after which something will not happen any more; nothing waits so long."""
CLERKS = 3
SET_UP = """
import sys, django
django.setup()
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from tests.factories.accounts import actor_at
from tests.factories.documents import act, draft, scan
from tests.factories.trees import make_tree
"""
MAKE = """
tree = make_tree()
actor = actor_at(tree["board"])
case = draft(tree["board"], actor)
if sys.argv[1] == "sign_last":
    act(case, "check", actor)
"""
PRESS = """
name = sys.argv[1]
case = Case.objects.get()
actor = actor_at(case.unit)
told = {"manner": "scan", "scan": scan()} if name == "sign_last" else {}
print("ready", flush=True)
sys.stdin.readline()
try:
    act(case, name, actor, **told)
    print("done")
except Refused as refused:
    print(refused.code)
"""


@pytest.fixture(params=sorted({"sqlite", connection.vendor}))
def address(request, tmp_path):
    """Return where an empty database stands: SQLite, and PostgreSQL where that is tested."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'documents.sqlite3'}"
        return
    at = settings.DATABASES["default"]
    server = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT']}"
    name = f"danvan_documents_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def start(address, tmp_path, repository):
    """Return a function that starts a process beside the database; all end with the test."""
    outside = os.environ | {
        "DANVAN_VAR": str(tmp_path),
        "DANVAN_DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.test",
        "PYTHONPATH": str(repository),
    }
    started = []

    def begin(*words):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        started.append(
            subprocess.Popen([sys.executable, *words], env=outside, encoding="utf-8", **pipes)
        )
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def finish(process):
    out, _err = process.communicate("\n", timeout=PATIENCE)
    assert process.returncode == 0
    return out


@pytest.mark.parametrize("name", ["take_number", "sign_last"])
def test_of_several_at_once_one_does_it_and_the_others_hear_of_it(start, name):
    finish(start("-m", "django", "migrate", "--verbosity", "0"))
    finish(start("-c", SET_UP + MAKE, name))
    clerks = [start("-c", SET_UP + PRESS, name) for _ in range(CLERKS)]
    assert [clerk.stdout.readline() for clerk in clerks] == ["ready\n"] * CLERKS
    for clerk in clerks:
        clerk.stdin.write("\n")
        clerk.stdin.flush()

    said = sorted(finish(clerk).strip() for clerk in clerks)

    assert said == ["CASE-02"] * (CLERKS - 1) + ["done"]
