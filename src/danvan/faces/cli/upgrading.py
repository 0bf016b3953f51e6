"""Bring a site to the version in use, with the way back kept beside it.

Pause, back up, copy the database, prepare, check. Whatever fails, the copy is put back at once.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.utils import timezone

from danvan.faces.cli import archive, backup, database_copies, restoring, serving
from danvan.faces.cli.backup import Made
from danvan.kernel.audit.seals import broken_seals
from danvan.kernel.jobs.models import Job, JobState
from danvan.kernel.jobs.pausing import MAINTENANCE, is_paused
from danvan.kernel.notices.outbox import note_restore
from danvan.kernel.packs.loading import follow_base
from danvan.law.errors import LawError

FOLDER = "upgrade"
STATE = "state.json"
JOBS = "jobs_job"
UNDER_WAY, DONE = "under way", "done"
PASSING = ("django_session", "usersessions_", "danvan_cache", "jobs_", "audit_seal")
"""Beginnings of the tables that change by themselves; the way back does not ask about them."""


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did."""

    before: int
    """Migrations that were applied before."""
    applied: int
    """Migrations that were applied now."""
    backup: Made | None
    """``None`` where the site has no key for backups."""
    broken_seals: int
    """Seals that did not fit before either."""


def upgrade(*, folder: Path, keep: int, patience: int, now: datetime) -> Upgraded:
    """Upgrade this site's database and static files to the version in use.

    Args:
        folder: Where the encrypted backup goes.
        keep: How many backups stay there.
        patience: Seconds to wait for jobs that run.
        now: Goes into the backup's name.

    Raises:
        LawError: ``UPGRADE-01`` an upgrade was broken off; ``UPGRADE-02`` the database is of a
            newer version; ``UPGRADE-03`` it failed and the state before stands again;
            ``UPGRADE-04`` jobs still run; ``UPGRADE-07`` nothing to upgrade; those of a backup.
    """
    with backup.alone():
        applied = _require_fit()
        with paused(), backup.told_when_full(backup.var()):
            _wait_for_jobs(patience)
            made = _back_up(folder, keep, now)
            broken = _broken_before()
            copy = _keep_way_back(now)
            try:
                _change(broken)
            except Exception as error:
                _put_back(copy)
                detail = f"{type(error).__name__}: {error}".splitlines()[0]
                raise LawError("UPGRADE-03", detail=detail) from error
            found = database_copies.picture()
            _tell({"state": DONE, "copy": copy.name, "print": _print_of(found)})
    return Upgraded(applied, len(found.migrations) - applied, made, broken or 0)


def _require_fit() -> int:
    """Return how many migrations are applied to a database that this version may change."""
    if _state().get("state") == UNDER_WAY:
        raise LawError("UPGRADE-01")
    if database_copies.is_empty():
        raise LawError("UPGRADE-07")
    applied = database_copies.picture().migrations
    if restoring.unknown_migrations(set(applied)):
        raise LawError("UPGRADE-02", version=version("danvan"))
    return len(applied)


def back(*, even_if_written: bool) -> None:
    """Put the database back as it was before the last upgrade, finished or broken off.

    Raises:
        LawError: ``UPGRADE-05``, there is no way back; ``UPGRADE-06``, somebody has written since
            and it was not said that this may be lost.
    """
    with backup.alone(), backup.told_when_full(backup.var()):
        told = _state()
        copy = backup.var() / FOLDER / str(told.get("copy", ""))
        if not told or not copy.is_file():
            raise LawError("UPGRADE-05")
        with paused():
            found = _print_of(database_copies.picture())
            if told["state"] == DONE and told["print"] != found and not even_if_written:
                raise LawError("UPGRADE-06")
            note_restore()
            _put_back(copy)


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Let pages answer that the site is being looked after, and workers take no jobs.

    A process that is killed leaves the pause standing; the next upgrade or way back ends it.
    """
    path = backup.var() / MAINTENANCE
    path.touch()
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _wait_for_jobs(patience: int) -> None:
    """Wait until no worker is at a job any more.

    Raises:
        LawError: ``UPGRADE-04``, some still are.
    """
    if JOBS not in database_copies.picture().tables:
        return
    running = Job.objects.filter(state=JobState.RUNNING)
    until = time.monotonic() + patience
    while is_paused() and running.filter(lease_until__gt=timezone.now()).exists():
        if time.monotonic() > until:
            raise LawError("UPGRADE-04", seconds=patience)
        time.sleep(0.5)


def _back_up(folder: Path, keep: int, now: datetime) -> Made | None:
    try:
        backup.recipient_text()
    except LawError:
        return None
    return backup.make_alone(folder, keep=keep, now=now)


def _broken_before() -> int | None:
    """Return how many seals do not fit; ``None`` where the version in use cannot read them yet."""
    try:
        return len(broken_seals())
    except DatabaseError:
        return None


def _keep_way_back(now: datetime) -> Path:
    """Copy the database beside the data; the copy of the upgrade before goes when this stands."""
    folder = backup.var() / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    backup.require_space(folder, 2 * database_copies.size())
    ending = database_copies.ENDINGS[database_copies.kind()]
    copy = folder / f"before-{now.astimezone(archive.ZONE):%Y-%m-%d-%H%M%S}{ending}"
    copy.unlink(missing_ok=True)
    try:
        database_copies.copy(copy)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    _tell({"state": UNDER_WAY, "copy": copy.name})
    for older in folder.glob("before-*"):
        if older != copy:
            older.unlink()
    return copy


def _change(broken: int | None) -> None:
    """Prepare and check; anything that is not well is raised."""
    serving.prepare()
    follow_base(by="danvan upgrade")
    serious = [one for one in run_checks() if one.is_serious()]
    faults = [*map(str, serious), *database_copies.faults()]
    if faults:
        raise LawError("UPGRADE-08", detail=faults[0])
    if broken is not None and len(broken_seals()) > broken:
        raise LawError("UPGRADE-08", detail="AUDIT-01")


def _put_back(copy: Path) -> None:
    connection.close()
    database_copies.put_back(copy)
    shutil.rmtree(backup.var() / FOLDER)


def _state() -> dict[str, object]:
    try:
        told = json.loads((backup.var() / FOLDER / STATE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return dict(told)


def _tell(state: dict[str, object]) -> None:
    backup.replace_text(backup.var() / FOLDER / STATE, json.dumps(state, indent=1))


def _print_of(picture: database_copies.Picture) -> dict[str, int]:
    """Return the rows of all tables that only people and the schedule's letters fill."""
    passing = (*PASSING, str(settings.CACHES["default"].get("LOCATION", "danvan_cache")))
    return {name: rows for name, rows in picture.tables.items() if not name.startswith(passing)}
