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
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # ships no types

from danvan.kernel.audit.seals import broken_seals, seal
from danvan.kernel.notices.alarms import ring
from danvan.kernel.notices.reacting import react
from danvan.kernel.organisations.days import today_of
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.loading import follow_base
from danvan.law.errors import LawError
from danvan.law.messages import say

NOTE = "demo-accounts.txt"
"""The accounts of a demonstration, beside its data."""
UNFINISHED = "# unfinished\n"
"""What stands in the note while loading; a next loading then clears the folder and begins anew."""
FIRST_PORT, LAST_PORT = 8000, 8050
TICK_SECONDS = 15


def prepare() -> int:
    """Make or upgrade the database, the cache table and the static files; safe to repeat."""
    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    follow_base(by="danvan prepare")
    call_command("collectstatic", verbosity=0, interactive=False)
    return 0


def require_prepared() -> None:
    """Refuse to work on a database that was not prepared by this version.

    Raises:
        LawError: ``SITE-09``, some migration is not applied.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LawError("SITE-09")


def check(language: str) -> int:
    """Check settings, migrations and the seals of the audit trail.

    Returns 0 when all is well, else 1.
    """
    require_prepared()
    call_command("check", deploy=False)
    broken = broken_seals()
    for one in broken:
        print(
            f"AUDIT-01: {say('AUDIT-01', {'first': one.first_id, 'last': one.last_id}, language)}"
        )
    if not broken:
        print(say("SITE-02", {}, language))
    return 1 if broken else 0


def tick(every: int, language: str) -> int:
    """Ring alarms, run reactions and seal the audit trail, once or again and again.

    Raises:
        LawError: ``SITE-09``, done once and not prepared.
        DatabaseError: Done once and the database cannot be used; again and again it is told and
            tried anew.
    """
    if not every:
        require_prepared()
        tick_once()
        return 0
    while True:
        try:
            tick_once()
        except DatabaseError as error:
            told = say("SITE-01", {"detail": str(error)}, language)
            print(f"SITE-01: {told}", file=sys.stderr)
        connection.close()
        time.sleep(every)


def tick_once() -> int:
    """Do one round; returns how many events and alarms were handled."""
    done = react()
    for root in Unit.objects.filter(root=None):
        done += ring(root, today_of(root))
    seal()
    return done


def free_port(host: str, asked: int = 0) -> int:
    """Return the port asked for, or the first free one for people to type.

    Raises:
        LawError: ``SITE-11``, it cannot be opened.
    """
    ports = (asked,) if asked else range(FIRST_PORT, LAST_PORT)
    for port in ports:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError, OverflowError):
                probe.bind((host, port))
                return port
    raise LawError("SITE-11", host=host, port=asked or f"{FIRST_PORT}-{LAST_PORT - 1}")


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


def _require_ready() -> str:
    """Return the accounts of a demo, empty of a real site, where pages can be served.

    Raises:
        LawError: ``SITE-09``, not prepared; ``SITE-10``, a demo whose loading was broken off.
    """
    require_prepared()
    connection.close()
    if not Path(settings.STATIC_ROOT).is_dir():
        raise LawError("SITE-09")
    note = Path(settings.VAR) / NOTE
    accounts = note.read_text(encoding="utf-8") if note.is_file() else ""
    if accounts == UNFINISHED:
        raise LawError("SITE-10")
    return accounts


def serve(host: str, port: int) -> int:
    """Serve web and background work together until stopped.

    Prints the address and, of a demo, the accounts; neither where nothing can be served.
    """
    accounts = _require_ready()
    chosen = free_port(host, port)
    if accounts:
        print(accounts)
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
