"""Put a backup into an empty site, after the whole of it has been checked."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from danvan.faces.cli import archive, backup, database_copies
from danvan.faces.cli.archive import Contents
from danvan.kernel.audit.models import Seal
from danvan.kernel.audit.seals import broken_seals
from danvan.kernel.notices.outbox import note_restore
from danvan.law.errors import LawError

WORK = "restore-work"
PLACING = "placing"
"""Stands in the work folder while files are moved in; what a killed restore left is known by it."""


@dataclass(frozen=True)
class Restored:
    """What was put in place."""

    contents: Contents
    pending: int
    """Migrations that the version in use still has to apply."""

    @property
    def rows(self) -> int:
        """How many rows the database has by the archive's own word."""
        return sum(self.contents.about["tables"].values())


@dataclass(frozen=True)
class Compared:
    """What was compared after a restore, and every difference."""

    tables: int
    rows: int
    files: int
    seals: int
    differences: tuple[str, ...]


def restore(path: Path, identity: str) -> Restored:
    """Put a backup into this empty site.

    Raises:
        LawError: ``BACKUP-03`` no key; ``BACKUP-10`` to ``BACKUP-14`` as ``archive.read`` says;
            ``BACKUP-15`` another kind of database; ``BACKUP-16`` written by a newer version;
            ``BACKUP-17`` the site is not empty; those of ``backup.make``.
    """
    key = archive.identity_of(identity)
    if not path.is_file():
        raise LawError("BACKUP-10", file=path.name)
    with backup.alone(), backup.told_when_full(backup.var()):
        _clear_broken_off()
        _require_empty()
        backup.require_space(backup.var(), path.stat().st_size)
        with backup.workplace(WORK) as work:
            contents = archive.read(path, key, work)
            pending = _require_fit(contents)
            database = work / archive.DATABASES[database_copies.kind()]
            _place(work, database_copies.unpack(database), contents)
    return Restored(contents, pending)


def _clear_broken_off() -> None:
    """Take away the files that a killed restore moved in before its database stood."""
    if (backup.var() / WORK / PLACING).exists() and database_copies.is_empty():
        _empty_folders()


def _folders() -> tuple[Path, Path]:
    return Path(settings.FILE_STORE), backup.var() / "packs"


def _empty_folders() -> None:
    for folder in _folders():
        shutil.rmtree(folder, ignore_errors=True)


def _require_empty() -> None:
    has_files = any(path.is_file() for folder in _folders() for path in folder.rglob("*"))
    if has_files or not database_copies.is_empty():
        raise LawError("BACKUP-17", folder=str(backup.var()))


def _require_fit(contents: Contents) -> int:
    """Return how many migrations are still to be applied to what the archive holds."""
    told = str(contents.about["version"])
    if contents.about["database"] != database_copies.kind():
        raise LawError(
            "BACKUP-15", theirs=str(contents.about["database"]), ours=database_copies.kind()
        )
    applied = {(app, name) for app, name in contents.about["migrations"]}
    if unknown_migrations(applied) or _numbers(told) > _numbers(version("danvan")):
        raise LawError("BACKUP-16", version=told)
    if archive.DATABASES[database_copies.kind()] not in contents.members:
        raise LawError("BACKUP-13", file="")
    return len(set(_known()) - applied)


def _known() -> set[tuple[str, str]]:
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})


def unknown_migrations(applied: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the migrations that some newer version has applied.

    Rooms that are switched off are left out: their tables stay and nobody reads them.
    """
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {pair for each in loader.replacements.values() for pair in each.replaces}
    unknown = applied - set(loader.disk_migrations or {}) - replaced
    return sorted(pair for pair in unknown if pair[0] in loader.migrated_apps)


def _numbers(told: str) -> list[int]:
    """Return the numbers of a version, for comparing: 0.10.0 comes after 0.9.1."""
    return [int(number) for number in re.findall(r"\d+", told)]


def _place(work: Path, database: Path, contents: Contents) -> None:
    """Move everything in; the database is last, and with it the site stands."""
    (work / PLACING).touch()
    note_restore()
    (work / "files").mkdir(exist_ok=True)
    _empty_folders()
    try:
        for source, target in zip((work / "files", work / "packs"), _folders(), strict=True):
            if source.is_dir():
                target.parent.mkdir(parents=True, exist_ok=True)
                _move(source, target)
        for name in ("secret-key", backup.RECIPIENT):
            if name in contents.members:
                (work / name).replace(backup.var() / name)
        connection.close()
        if database_copies.kind() == "sqlite":
            database_copies.sqlite_path().parent.mkdir(parents=True, exist_ok=True)
        database_copies.put_new(database)
    except BaseException:
        _empty_folders()
        raise
    backup.sync(backup.var())


def _move(source: Path, target: Path) -> None:
    """Move a folder, to another file system too."""
    try:
        source.rename(target)
    except OSError:
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    for folder, _folders, _files in os.walk(target):
        backup.sync(Path(folder))


def compare(restored: Restored) -> Compared:
    """Compare the site as it stands with what the archive says of itself."""
    contents = restored.contents
    found = database_copies.picture()
    told = contents.about["tables"]
    differences = [
        f"{name}: {told.get(name)} / {found.tables.get(name)}"
        for name in sorted(set(told) | set(found.tables))
        if told.get(name) != found.tables.get(name)
    ]
    differences += database_copies.faults()
    differences += [
        name
        for name, digest in contents.members.items()
        if name.startswith("files/")
        and _digest(Path(settings.FILE_STORE) / name.removeprefix("files/")) != digest
    ]
    seals = 0
    if not restored.pending:
        differences += [f"{one.first_id}-{one.last_id}" for one in broken_seals()]
        seals = Seal.objects.count()
    return Compared(len(told), found.rows, contents.files, seals, tuple(differences))


def _digest(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
