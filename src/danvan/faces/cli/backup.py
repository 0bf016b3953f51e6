"""Make a backup: database first, then the files it names, into one encrypted archive.

Written beside its final name and moved there when it stands; whatever happens before, the site and
the older backups are as they were.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from danvan.faces.cli import archive, database_copies
from danvan.faces.cli.archive import Member
from danvan.kernel.files.store import path_of
from danvan.law.errors import LawError

RECIPIENT = "backup-recipient.txt"
"""The public key, beside the data; the private one is never kept here."""
NOTE = "backups.json"
"""What is known of the last backup, for pages and people: ``last_good`` and ``last_failed``."""
BEGINNING, ENDING, PARTIAL = "danvan-", ".tar.age", ".partial"
WORK = "backup-work"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
SPARE = 16 * 2**20
"""Bytes that stay free for the site."""
MEBIBYTE = 2**20


@dataclass(frozen=True)
class Made:
    """A backup that stands."""

    path: Path
    rows: int
    files: int
    bytes: int
    missing: tuple[str, ...]
    """Digests of files the database names and the store has not."""
    damaged: tuple[str, ...]
    """Digests of files whose bytes are no longer what was stored."""


def var() -> Path:
    """Return the folder of the site's data."""
    return Path(settings.VAR)


def recipient_text() -> str:
    """Return the public key of this site's backups.

    Raises:
        LawError: ``BACKUP-01``, none was made yet.
    """
    told = str(settings.BACKUP_RECIPIENT)
    path = var() / RECIPIENT
    if not told and path.is_file():
        told = path.read_text(encoding="ascii")
    if not told.strip():
        raise LawError("BACKUP-01")
    return told.strip()


def new_key(*, renew: bool) -> str:
    """Make a pair of keys, keep the public one, and return the private one to be shown once.

    Raises:
        LawError: ``BACKUP-04``, there is one already and a new one was not asked for.
    """
    path = var() / RECIPIENT
    if path.is_file() and not renew:
        raise LawError("BACKUP-04")
    identity, recipient = archive.new_identity()
    var().mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_text(path, f"{recipient}\n")
    return identity


def make(folder: Path, *, keep: int, now: datetime) -> Made:
    """Write one backup into a folder, then remove the oldest ones beyond a number.

    Args:
        folder: Made where it is not there.
        keep: How many backups may stand in the folder, the new one included; 0 keeps all.
        now: Goes into the name and the archive.

    Raises:
        LawError: ``BACKUP-01`` and ``BACKUP-02`` no key; ``BACKUP-05`` another one is running;
            ``BACKUP-06`` too little space; ``BACKUP-07`` the folder cannot be written;
            ``BACKUP-19`` the disk became full.
    """
    with alone():
        return make_alone(folder, keep=keep, now=now)


def make_alone(folder: Path, *, keep: int, now: datetime) -> Made:
    """Do what ``make`` does for somebody who holds the lock of ``alone``."""
    recipient = archive.recipient_of(recipient_text())
    began = time.monotonic()
    try:
        with told_when_full(folder):
            made = _write(folder, recipient, now)
            _prune(folder, keep, made.path)
    except LawError as error:
        note(last_failed={"at": now.isoformat(), "code": error.code})
        raise
    note(
        last_good={
            "at": now.isoformat(),
            "folder": str(folder.resolve()),
            "file": made.path.name,
            "bytes": made.bytes,
            "rows": made.rows,
            "files": made.files,
            "missing": len(made.missing),
            "damaged": len(made.damaged),
            "seconds": round(time.monotonic() - began, 1),
        }
    )
    return made


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the one lock of backups, restores and upgrades; a killed process lets it go.

    Raises:
        LawError: ``BACKUP-05``, another process holds it.
    """
    var().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (var() / "backup.lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LawError("BACKUP-05") from None
        yield


@contextlib.contextmanager
def told_when_full(folder: Path) -> Iterator[None]:
    """Tell a full disk as ``BACKUP-19``, a closed folder as ``BACKUP-07``, a database that cannot
    be used as ``SITE-01``.
    """
    try:
        yield
    except (sqlite3.Error, psycopg.Error) as error:
        raise LawError("SITE-01", detail=str(error).strip()) from error
    except OSError as error:
        if error.errno in FULL:
            raise LawError("BACKUP-19", detail=error.filename or error.strerror) from error
        raise LawError("BACKUP-07", folder=str(folder), detail=error.strerror or error) from error


@contextlib.contextmanager
def workplace(name: str) -> Iterator[Path]:
    """Yield an empty folder beside the data that only its owner reads; gone afterwards."""
    folder = var() / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def require_space(folder: Path, needed: int) -> None:
    """Refuse to begin what cannot end.

    Raises:
        LawError: ``BACKUP-06``.
    """
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        told = {"needed": (needed + SPARE) // MEBIBYTE + 1, "free": free // MEBIBYTE}
        raise LawError("BACKUP-06", folder=str(folder), **told)


def about(picture: database_copies.Picture, now: datetime) -> dict[str, Any]:
    """Return what the first member of an archive says."""
    return {
        "format": archive.FORMAT,
        "version": version("danvan"),
        "made_at": now.isoformat(),
        "database": database_copies.kind(),
        "migrations": [list(pair) for pair in picture.migrations],
        "tables": picture.tables,
    }


def _write(folder: Path, recipient: Any, now: datetime) -> Made:
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{BEGINNING}*{ENDING}{PARTIAL}"):
        left.unlink()
    require_space(var(), 2 * database_copies.size())
    with workplace(WORK) as work:
        copied = work / f"database{database_copies.ENDINGS[database_copies.kind()]}"
        picture = database_copies.copy(copied)
        copied = database_copies.pack(copied)
        members, missing = _members(copied, picture.digests)
        require_space(folder, sum(_size(member) for member in members))
        damaged: list[str] = []

        def closing(digests: dict[str, str]) -> dict[str, Any]:
            for name, digest in digests.items():
                if name.startswith("files/") and Path(name).name != digest:
                    damaged.append(Path(name).name)
            return {"missing": missing, "damaged": damaged}

        target = _free_name(folder, now)
        partial = target.with_name(target.name + PARTIAL)
        try:
            with partial.open("xb") as file:
                partial.chmod(0o600)
                archive.write(file, recipient, about(picture, now), members, closing)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    sync(folder)
    files = len(picture.digests) - len(missing)
    size = target.stat().st_size
    return Made(target, picture.rows, files, size, tuple(missing), tuple(damaged))


def _members(copied: Path, digests: tuple[str, ...]) -> tuple[list[Member], list[str]]:
    """Return what goes into the archive, and which files are not there to go."""
    members = [
        Member("secret-key", settings.SECRET_KEY.encode()),
        Member(RECIPIENT, f"{recipient_text()}\n".encode()),
        Member(copied.name, copied),
    ]
    packs = var() / "packs"
    for path in sorted(packs.rglob("*")):
        name = f"packs/{path.relative_to(packs).as_posix()}"
        if path.is_file() and archive.NAMES.fullmatch(name):
            members.append(Member(name, path))
    there = [digest for digest in digests if path_of(digest).is_file()]
    members += [Member(f"files/{each[:2]}/{each}", path_of(each)) for each in there]
    return members, sorted(set(digests) - set(there))


def _size(member: Member) -> int:
    source = member.source
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def _free_name(folder: Path, now: datetime) -> Path:
    stamp = f"{now.astimezone(archive.ZONE):%Y-%m-%d-%H%M%S}"
    number = 1
    while True:
        name = f"{BEGINNING}{stamp}{f'-{number}' if number > 1 else ''}{ENDING}"
        if not (folder / name).exists():
            return folder / name
        number += 1


def _prune(folder: Path, keep: int, new: Path) -> None:
    """Remove the oldest backups beyond a number; never the new one."""
    older = sorted(folder.glob(f"{BEGINNING}*{ENDING}"))
    for path in [path for path in older if path != new][: max(0, len(older) - keep)]:
        if keep:
            path.unlink()


def note(**changed: object) -> None:
    """Write into the note on backups what is given, and leave the rest."""
    path = var() / NOTE
    told: dict[str, object] = {}
    with contextlib.suppress(OSError, ValueError):
        told = json.loads(path.read_text(encoding="utf-8"))
    with contextlib.suppress(OSError):
        replace_text(path, json.dumps(told | changed, indent=1, ensure_ascii=False))


def replace_text(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    partial = path.with_name(path.name + PARTIAL)
    with partial.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Let a folder's names reach the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
