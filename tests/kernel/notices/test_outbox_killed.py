"""A worker killed for good while it hands a mail over: nothing is lost, nothing is sent twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.factories.mail_servers import Postman, serving
from tests.factories.sites import empty_site

pytestmark = pytest.mark.slow
PREPARE = """
from tests.factories.desks import make_desk
from tests.factories.mailboxes import confirm, waiting
desk = make_desk()
confirm(desk.user)
waiting(desk)
"""
DELIVER = """
from datetime import timedelta
from danvan.kernel.notices.models import Delivery
from danvan.kernel.notices.outbox import deliver
from tests.factories.mailboxes import NOW
deliver(lambda: NOW + timedelta(days={days}))
print(Delivery.objects.get().state)
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    with serving(Postman()) as postman, empty_site(tmp_path / "site") as made:
        for name, value in {
            "HOST": "127.0.0.1",
            "PORT": str(postman.port),
            "TLS": "none",
            "FROM": "danvan@mau.example",
        }.items():
            monkeypatch.setenv(f"DANVAN_SMTP_{name}", value)
        made.run("prepare")
        made.python(PREPARE)
        yield made, postman


@pytest.mark.parametrize(("word", "ends"), [("on_rcpt", "sent"), ("on_data", "unclear")])
def test_kill_at_each_side_of_the_last_word(site, word, ends):
    made, postman = site
    text = f"import django; django.setup()\n{DELIVER.format(days=0)}"
    worker = subprocess.Popen([sys.executable, "-c", text], env=made.outside())
    setattr(postman, word, lambda: os.kill(worker.pid, signal.SIGKILL))

    code = worker.wait(60)
    setattr(postman, word, None)
    later = made.python(DELIVER.format(days=1)).strip()
    again = made.python(DELIVER.format(days=2)).strip()

    assert code == -signal.SIGKILL
    assert (later, again) == (ends, ends)
    assert len(postman.taken) == 1
