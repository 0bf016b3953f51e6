"""Prepare, serve and look after a site."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # ships no types

from danvan.faces.cli.processes import Kept, end_with_parent, is_beside, keep, on_end_asked
from danvan.kernel.audit.seals import broken_seals
from danvan.kernel.jobs.working import Ending, work, work_off
from danvan.kernel.letterbox.taking import waiting_long
from danvan.kernel.organisations.closure import tree_faults
from danvan.kernel.organisations.days import legal_day
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import name_of
from danvan.kernel.packs.loading import follow_base
from danvan.kernel.publication.queries import changed_copies
from danvan.law.errors import LawError
from danvan.law.messages import say

NOTE = "demo-accounts.txt"
"""The accounts of a demonstration, beside its data."""
UNFINISHED = "# unfinished\n"
"""What stands in the note while loading; a next loading then clears the folder and begins anew."""
FIRST_PORT, LAST_PORT = 8000, 8050


def prepare() -> int:
    """Make or upgrade the database, the cache table and the static files; safe to repeat."""
    Path(settings.VAR).mkdir(mode=0o700, parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        _close_new(Path(str(settings.DATABASES["default"]["NAME"])))
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    follow_base(by="danvan prepare")
    call_command("collectstatic", verbosity=0, interactive=False)
    return 0


def _close_new(path: Path) -> None:
    """Make the file of a new database readable by its owner only; SQLite's other files follow."""
    if path.parent.is_dir() and not path.is_symlink():
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def require_prepared() -> None:
    """Refuse to work on a database that was not prepared by this version.

    Raises:
        LawError: ``SITE-09``, some migration is not applied.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LawError("SITE-09")


def check(language: str) -> int:
    """Check settings, migrations, seals, trees of units, waiting letters and public copies.

    Returns 0 when all is well, else 1.
    """
    require_prepared()
    call_command("check", deploy=False)
    broken = broken_seals()
    for one in broken:
        print(
            f"AUDIT-01: {say('AUDIT-01', {'first': one.first_id, 'last': one.last_id}, language)}"
        )
    faults = [fault for root in Unit.objects.filter(root=None) for fault in tree_faults(root)]
    for fault in faults:
        name = name_of(fault.unit_id, legal_day(), language)
        print(f"{fault.code}: {say(fault.code, {'unit': name}, language)}")
    waiting = waiting_long(now=timezone.now())
    if waiting:
        print(f"LET-14: {say('LET-14', {'count': waiting}, language)}")
    changed = changed_copies()
    if changed:
        print(f"PUB-09: {say('PUB-09', {'count': changed}, language)}")
    if broken or faults or waiting or changed:
        return 1
    print(say("SITE-02", {}, language))
    return 0


def tick() -> int:
    """Run one round of the schedule and every job that is due, in this process.

    Raises:
        LawError: ``SITE-09``, not prepared.
    """
    require_prepared()
    work_off()
    return 0


def work_here(processes: int) -> int:
    """Do the background work until told to end; the job that runs then is finished first.

    Raises:
        LawError: ``SITE-09``, not prepared.
    """
    require_prepared()
    connection.close()
    if processes > 1:
        return keep([Kept(("work",)) for _number in range(processes)])
    ending = Ending()
    on_end_asked(lambda: setattr(ending, "is_asked", True))
    end_with_parent()
    work(ending)
    return 0


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


def serve(host: str, port: int, *, with_work: bool) -> int:
    """Serve the pages until stopped, alone or with the background work in a process beside.

    Prints the address and, of a demo, the accounts; neither where nothing can be served.

    Raises:
        LawError: ``SITE-09``, not prepared; ``SITE-10``, a demo whose loading was broken off;
            ``SITE-11``, the port cannot be opened.
    """
    accounts = _require_ready()
    chosen = free_port(host, port)
    if not is_beside():
        if accounts:
            print(accounts)
        print(f"danvan: http://{host}:{chosen}/", flush=True)
    if with_work:
        web = Kept(("web", "--host", host, "--port", str(chosen)), is_vital=True)
        return keep([web, Kept(("work",))])
    end_with_parent()
    Server(
        {
            "bind": f"{host}:{chosen}",
            "workers": 2,
            "threads": 4,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "control_socket_disable": True,
        }
    ).run()
    return 0
