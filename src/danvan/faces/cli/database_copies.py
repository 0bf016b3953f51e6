"""Copies of the whole database, taken while people work and put back in one step.

SQLite by its own backup interface, PostgreSQL by its own programs: what they read is one moment.
This is the only module that speaks to the database below Django.
"""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
import shutil
import signal
import sqlite3
import subprocess
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from danvan.law.errors import LawError

CHUNK = 1 << 18
PAGES = 2048
"""Pages of SQLite copied in one go."""
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
DIGESTS = "SELECT DISTINCT digest FROM files_storedfile ORDER BY digest"
SQLITE_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)
POSTGRES_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
EMPTY_POSTGRES = """
DO $$ DECLARE one record; BEGIN
FOR one IN SELECT format('DROP %s %s CASCADE',
        CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
        c.oid::regclass) AS line
    FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
LOOP EXECUTE one.line; END LOOP;
FOR one IN SELECT format('DROP ROUTINE %s CASCADE', p.oid::regprocedure) AS line
    FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
LOOP EXECUTE one.line; END LOOP;
FOR one IN SELECT format('DROP SEQUENCE %s CASCADE', c.oid::regclass) AS line
    FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
LOOP EXECUTE one.line; END LOOP;
FOR one IN SELECT format('DROP EXTENSION %I', extname) AS line
    FROM pg_extension WHERE extnamespace = 'public'::regnamespace
    AND extowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
LOOP EXECUTE one.line; END LOOP;
END $$
"""
"""Takes away what is ours in the schema, extensions too; those that another role made stay."""
ENDINGS = {"sqlite": ".sqlite3", "postgresql": ".dump"}
"""Endings of copies, by kind."""


@dataclass(frozen=True)
class Picture:
    """What a database held at the moment of its copy."""

    migrations: tuple[tuple[str, str], ...]
    tables: dict[str, int]
    """Rows by table."""
    digests: tuple[str, ...]
    """Of the stored files it names."""

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(self.tables.values())


def kind() -> str:
    """Return ``sqlite`` or ``postgresql``."""
    return connection.vendor


def size() -> int:
    """Return how many bytes the database takes, roughly."""
    if kind() == "sqlite":
        path = sqlite_path()
        both = (path, path.with_name(f"{path.name}-wal"))
        return sum(each.stat().st_size for each in both if each.exists())
    with _postgres() as server:
        row = server.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def is_empty() -> bool:
    """Whether there is no table at all."""
    if kind() == "sqlite" and not sqlite_path().exists():
        return True
    with _snapshot() as (reader, _name):
        return not _tables(reader)


def picture() -> Picture:
    """Return what the database holds now."""
    with _snapshot() as (reader, _name):
        return _picture(reader)


def copy(target: Path) -> Picture:
    """Write a copy of the database as it is at one moment; nobody who writes has to wait.

    Raises:
        LawError: ``BACKUP-20``, a program of PostgreSQL is missing; ``BACKUP-21``, it failed.
        OSError: The disk is full.
    """
    with _snapshot() as (reader, name):
        found = _picture(reader)
        if isinstance(reader, sqlite3.Connection):
            _copy_pages(reader, target)
        else:
            _program("pg_dump", ["-Fc", "--no-owner", "--no-acl", f"--snapshot={name}"], target)
    return found


def put_new(source: Path) -> None:
    """Put a copy into a database that has no table."""
    if kind() == "sqlite":
        for ending in ("-wal", "-shm"):
            sqlite_path().with_name(sqlite_path().name + ending).unlink(missing_ok=True)
        source.replace(sqlite_path())
        return
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-acl", "--no-comments"]
    _program("pg_restore", [*words, "-d", _postgres_name(), str(source)])


def put_back(source: Path) -> None:
    """Put a copy in the place of the database as it is, in one transaction."""
    connection.close()
    if kind() == "sqlite":
        with contextlib.closing(_sqlite(source)) as old, contextlib.closing(_sqlite()) as living:
            old.backup(living)
        return
    script = source.with_suffix(".sql")
    try:
        words = ["--no-owner", "--no-acl", "--no-comments", "-f", str(script), str(source)]
        _program("pg_restore", words)
        words = ["-q", "-X", "-1", "-v", "ON_ERROR_STOP=1", "-c", EMPTY_POSTGRES]
        _program("psql", [*words, "-f", str(script)])
    finally:
        script.unlink(missing_ok=True)


def pack(copied: Path) -> Path:
    """Return a copy made small for an archive; PostgreSQL's own already is.

    The large one is gone afterwards.
    """
    if kind() != "sqlite":
        return copied
    packed = copied.with_name(f"{copied.name}.gz")
    with copied.open("rb") as source, gzip.open(packed, "wb", compresslevel=1) as target:
        shutil.copyfileobj(source, target, CHUNK)
    copied.unlink()
    return packed


def unpack(packed: Path) -> Path:
    """Return the copy that was packed.

    Raises:
        LawError: ``BACKUP-13``, what is packed is damaged.
    """
    if packed.suffix != ".gz":
        return packed
    copied = packed.with_suffix("")
    try:
        with gzip.open(packed) as source, copied.open("wb") as target:
            copied.chmod(0o600)
            shutil.copyfileobj(source, target, CHUNK)
            target.flush()
            os.fsync(target.fileno())
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise LawError("BACKUP-13", file=packed.name) from error
    packed.unlink()
    return copied


def faults() -> list[str]:
    """Return what SQLite finds wrong with its file and its foreign keys; at most ten.

    PostgreSQL checks both itself while it restores.
    """
    if kind() != "sqlite":
        return []
    with contextlib.closing(_sqlite()) as database:
        told = [str(row[0]) for row in database.execute("PRAGMA integrity_check(10)")]
        lost = [str(row[0]) for row in database.execute("PRAGMA foreign_key_check")]
    return [line for line in told if line != "ok"] + lost[:10]


def sqlite_path() -> Path:
    """Return the file of the database.

    Raises:
        LawError: ``BACKUP-22``, it is kept in memory only.
    """
    name = str(settings.DATABASES["default"]["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        raise LawError("BACKUP-22")
    return Path(name)


def _sqlite(path: Path | None = None) -> sqlite3.Connection:
    where = path or sqlite_path()
    return sqlite3.connect(f"{where.resolve().as_uri()}?mode=rw", uri=True, timeout=60)


def _copy_pages(reader: sqlite3.Connection, target: Path) -> None:
    target.touch(0o600)
    try:
        with contextlib.closing(sqlite3.connect(target)) as copied:
            reader.backup(copied, pages=PAGES)
    except sqlite3.OperationalError as error:
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error
    with target.open("rb+") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def _snapshot() -> Iterator[tuple[sqlite3.Connection | psycopg.Connection, str]]:
    """Yield a reader that sees one moment for as long as it is open, and its name."""
    if kind() == "sqlite":
        with contextlib.closing(_sqlite()) as database:
            database.isolation_level = None
            database.execute("BEGIN")
            yield database, ""
        return
    with _postgres() as server:
        server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        server.read_only = True
        row = server.execute("SELECT pg_export_snapshot()").fetchone()
        yield server, str(row[0]) if row else ""


def _tables(reader: sqlite3.Connection | psycopg.Connection) -> list[str]:
    if isinstance(reader, sqlite3.Connection):
        return [str(row[0]) for row in reader.execute(SQLITE_TABLES)]
    return [str(row[0]) for row in reader.execute(POSTGRES_TABLES)]


def _picture(reader: sqlite3.Connection | psycopg.Connection) -> Picture:
    names = _tables(reader)

    def rows(line: str) -> Sequence[Sequence[object]]:
        return reader.execute(line).fetchall()

    counted = 'SELECT count(*) FROM "{}"'
    counts = {name: int(str(rows(counted.format(name))[0][0])) for name in names}
    applied = rows(MIGRATIONS) if "django_migrations" in counts else ()
    named = rows(DIGESTS) if "files_storedfile" in counts else ()
    return Picture(
        tuple((str(app), str(name)) for app, name in applied),
        counts,
        tuple(str(row[0]) for row in named),
    )


def _postgres() -> psycopg.Connection:
    told = _surroundings()
    return psycopg.connect(
        host=told["PGHOST"],
        port=told["PGPORT"],
        user=told["PGUSER"],
        password=told["PGPASSWORD"],
        dbname=told["PGDATABASE"],
    )


def _postgres_name() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _surroundings() -> dict[str, str]:
    """Return how PostgreSQL's programs are told the address; never on their command line."""
    told = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(told.get(key) or "") for name, key in names.items()}
    return given | {"PGDATABASE": _postgres_name()}


def _program(name: str, words: Sequence[str], target: Path | None = None) -> None:
    """Run a program of PostgreSQL, its output into a file where one is given."""
    found = shutil.which(name)
    if found is None:
        raise LawError("BACKUP-20", program=name)
    given = {key: value for key, value in _surroundings().items() if value}
    with contextlib.ExitStack() as stack:
        if target:
            target.touch(0o600)
        out = stack.enter_context(target.open("wb")) if target else subprocess.DEVNULL
        done = subprocess.run(  # noqa: S603  PostgreSQL's own programs
            [found, *words],
            check=False,
            env=os.environ | given,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            stdout=out,
        )
        if target and not isinstance(out, int):
            os.fsync(out.fileno())
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        if done.returncode == -signal.SIGXFSZ or any("No space left" in line for line in lines):
            raise OSError(errno.ENOSPC, name)
        raise LawError("BACKUP-21", program=name, detail=(lines or ["?"])[-1])
