"""Real processes beside one database, on SQLite and PostgreSQL, for what happens at once.

A test module takes its fixtures by importing ``address`` and ``start``.
"""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import connection

PATIENCE = 240
"""Seconds after which something will not happen any more; nothing waits so long."""


@pytest.fixture(params=sorted({"sqlite", connection.vendor}))
def address(request, tmp_path):
    """Return where an empty database stands: SQLite, and PostgreSQL where that is tested."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'at-once.sqlite3'}"
        return
    at = settings.DATABASES["default"]
    server = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT']}"
    name = f"danvan_at_once_{os.getpid()}"
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
