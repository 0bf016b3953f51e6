"""A server that is stopped, killed or restarted between two requests loses no letter."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SERVERS = Path("/usr/lib/postgresql")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("initdb") or any(SERVERS.glob("*/bin/initdb"))),
        reason="PostgreSQL's server is not installed",
    ),
]
SEND = """
import json, os, subprocess, django
django.setup()
from pathlib import Path
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import RequestFactory
from danvan.kernel.letterbox import tickets
from danvan.kernel.letterbox.receipts import find
from tests.factories.letters import LETTER, open_desk, slip_in

call_command("migrate", verbosity=0)
unit_id, site, slips, lines = open_desk().unit.pk, get_wsgi_application(), [], []
door = RequestFactory(SERVER_NAME="127.0.0.1")

def send():
    '''Send one letter as a web server hands it over; its connection is kept for the next.'''
    told = {**LETTER, "ticket": tickets.issue(unit_id).signed()}
    asked, answered = door.post(f"/portal/send/{unit_id}/", told), []
    body = site(asked.environ, lambda status, headers: answered.append(status))
    page = b"".join(body).decode()
    body.close()
    assert answered == ["200 OK"], (answered, page)
    slips.append(slip_in(page))
    lines.append(connection.connection.info.backend_pid)

with connection.cursor() as cursor:
    cursor.execute("SHOW data_directory")
    data = Path(cursor.fetchone()[0])
server, *options = (data / "postmaster.opts").read_text().split()
owner, ctl = os.stat(data).st_uid, str(Path(server).with_name("pg_ctl"))

def control(*words):
    as_owner = {} if os.geteuid() == owner else {"user": owner, "group": owner, "extra_groups": []}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([ctl, "-D", data, "-w", *words], check=True, cwd="/", **quiet, **as_owner)

def end_line():
    import psycopg
    with psycopg.connect(os.environ["DANVAN_DATABASE_URL"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [lines[-1]])

send(), send()
for how in ("fast", "immediate"):
    control("-m", how, "-l", data / "log", "restart")
    send(), send()
end_line()
send()
print(json.dumps({"lines": lines, "found": [find(one.code, one.pin) is not None for one in slips]}))
"""


def test_no_letter_is_lost_when_the_server_goes_and_comes(repository, tmp_path):
    outside = os.environ | {
        "DANVAN_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.test",
        "DANVAN_POSTGRES_FSYNC": "on",
        "PYTHONPATH": os.pathsep.join([str(repository), str(repository / "src")]),
    }

    out = subprocess.run(
        ["sh", "tools/postgres.sh", sys.executable, "-c", SEND],
        cwd=repository, env=outside, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert out.returncode == 0, out.stderr
    told = json.loads(out.stdout.splitlines()[-1])
    assert told["found"] == [True] * 7
    kept = [one == before for one, before in zip(told["lines"][1:], told["lines"], strict=False)]
    assert kept == [True, False, True, False, True, False]
