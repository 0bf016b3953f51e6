"""Prepare, serve and look after a site."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # ships no types

from danvan.kernel.audit.seals import broken_seals, seal
from danvan.kernel.notices.alarms import ring
from danvan.kernel.notices.reacting import react
from danvan.kernel.organisations.days import today_of
from danvan.kernel.organisations.models import Unit
from danvan.law.messages import say

FIRST_PORT, LAST_PORT = 8000, 8050
TICK_SECONDS = 15


def prepare() -> int:
    """Make or upgrade the database, the cache table and the static files; safe to repeat.

    Returns:
        0, or 2 where the database cannot be written.
    """
    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        print(f"SITE-01: {say('SITE-01', {'detail': str(error)})}", file=sys.stderr)
        return 2
    call_command("collectstatic", verbosity=0, interactive=False)
    return 0


def check(language: str) -> int:
    """Check settings, migrations and the seals of the audit trail.

    Returns 0 when all is well, else 1.
    """
    call_command("check", deploy=False)
    call_command("migrate", check_unapplied=True, verbosity=0)
    broken = broken_seals()
    for one in broken:
        print(
            f"AUDIT-01: {say('AUDIT-01', {'first': one.first_id, 'last': one.last_id}, language)}"
        )
    if not broken:
        print(say("SITE-02", {}, language))
    return 1 if broken else 0


def tick(every: int) -> int:
    """Ring alarms, run reactions and seal the audit trail, once or again and again."""
    while True:
        try:
            tick_once()
        except OperationalError as error:
            print(f"SITE-01: {say('SITE-01', {'detail': str(error)})}", file=sys.stderr)
        if not every:
            return 0
        connection.close()
        time.sleep(every)


def tick_once() -> int:
    """Do one round; returns how many events and alarms were handled."""
    done = react()
    for root in Unit.objects.filter(root=None):
        done += ring(root, today_of(root))
    seal()
    return done


def free_port(host: str) -> int:
    """Return the first free port for people to type."""
    for port in range(FIRST_PORT, LAST_PORT):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((host, port))
                return port
    return 0


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn with our application and a handful of settings."""

    def __init__(self, options: dict[str, object]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take the settings over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """Return the application, made once the static files stand."""
        return get_wsgi_application()


@contextlib.contextmanager
def _ticking() -> Iterator[None]:
    """Run the background work beside the server, and end it with the server."""
    words = [sys.executable, "-m", "danvan.faces.cli.entry", "tick", "--every", str(TICK_SECONDS)]
    worker = subprocess.Popen(words, env=os.environ.copy())  # noqa: S603  our own command
    try:
        yield
    finally:
        worker.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            worker.wait(5)


def serve(host: str, port: int) -> int:
    """Serve web and background work together until stopped.

    Prints the address and, of a demo, the accounts.
    """
    chosen = port or free_port(host)
    note = Path(settings.VAR) / "demo-accounts.txt"
    if note.is_file():
        print(note.read_text(encoding="utf-8"))
    print(f"danvan: http://{host}:{chosen}/", flush=True)
    options: dict[str, object] = {
        "bind": f"{host}:{chosen}",
        "workers": 2,
        "threads": 4,
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "control_socket_disable": True,
    }
    with _ticking():
        Server(options).run()
    return 0
