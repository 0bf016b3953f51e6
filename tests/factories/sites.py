"""Whole sites on disk, with a database of their own, that the command line works on.

SQLite in a file, or a database beside the one of DANVAN_DATABASE_URL where that is PostgreSQL.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

REPOSITORY = Path(__file__).resolve().parents[2]
RELEASES = REPOSITORY / "tests" / "data" / "releases"
TESTED = os.environ.get("DANVAN_DATABASE_URL", "")
ON_POSTGRES = TESTED.startswith("postgres")
KIND = "postgresql" if ON_POSTGRES else "sqlite"
TELL = "import sys; from danvan.faces.cli.entry import main; sys.exit(main(sys.argv[1:]))"
PASSING = r"^.(un)?restrict .*$|^.* = ANY \(.*$"
"""Lines of a dump that differ from dump to dump: a token, and how the server words a list."""
numbers = count(1)


@dataclass(frozen=True)
class Site:
    """A folder and a database, and how to run commands on them."""

    folder: Path
    address: str

    @property
    def files(self) -> Path:
        """Where its file store stands."""
        return self.folder / "files"

    def run(self, *words: str, before: str = "", largest: int = 0, given: str = "") -> Done:
        """Run a command; ``before`` is Python that runs first, ``largest`` the size of any file."""
        done = subprocess.run(
            self.command(*words, before=before),
            capture_output=True,
            check=False,
            cwd=self.folder,
            encoding="utf-8",
            env=self.outside(),
            input=given,
            preexec_fn=(lambda: limit_files(largest)) if largest else None,
            timeout=300,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def command(self, *words: str, before: str = "") -> Sequence[str]:
        """Return the words that start a command, and Python to be run before it."""
        return (sys.executable, "-c", f"{before}\n{TELL}", *words)

    def python(self, text: str) -> str:
        """Run Python on this site with the application set up; return what it prints."""
        words = (sys.executable, "-c", f"import django; django.setup()\n{text}")
        return subprocess.run(
            words, capture_output=True, check=True, encoding="utf-8", env=self.outside()
        ).stdout

    def outside(self) -> dict[str, str]:
        """Return the environment of this site's commands."""
        return os.environ | {
            "DANVAN_VAR": str(self.folder),
            "DANVAN_DATABASE_URL": self.address,
            "DJANGO_SETTINGS_MODULE": "danvan.config.settings.production",
        }

    def rows(self, line: str) -> list[tuple[object, ...]]:
        """Return what a query finds."""
        if ON_POSTGRES:
            with psycopg.connect(self.address) as server:
                return server.execute(line).fetchall()
        with contextlib.closing(sqlite3.connect(self.folder / "danvan.sqlite3")) as database:
            return database.execute(line).fetchall()

    def write(self, line: str) -> None:
        """Change rows behind danvan's back."""
        if ON_POSTGRES:
            with psycopg.connect(self.address) as server:
                server.execute(line)
            return
        with contextlib.closing(sqlite3.connect(self.folder / "danvan.sqlite3")) as database:
            database.execute(line)
            database.commit()

    def everything(self) -> str:
        """Return the whole database as text: every table, every row, every constraint."""
        if ON_POSTGRES:
            words = ("pg_dump", "--no-owner", "--no-acl", self.address)
            text = subprocess.run(words, capture_output=True, check=True, text=True).stdout
            return re.sub(PASSING, "", text, flags=re.MULTILINE)
        with contextlib.closing(sqlite3.connect(self.folder / "danvan.sqlite3")) as database:
            return "\n".join(database.iterdump())


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """The code of the one sentence of refusal."""
        return self.err.splitlines()[-1].partition(":")[0] if self.err else ""


def limit_files(largest: int) -> None:
    """Let no file of this process grow beyond some bytes, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


@contextlib.contextmanager
def empty_site(folder: Path, *, like: str = "") -> Iterator[Site]:
    """Yield a site without anything, or with the database of another one, and remove it again."""
    folder.mkdir(parents=True, exist_ok=True)
    if not ON_POSTGRES:
        yield Site(folder, f"sqlite:///{folder / 'danvan.sqlite3'}")
        return
    name = f"site_{os.getpid()}_{next(numbers)}"
    template = f" TEMPLATE {like.rpartition('/')[2]}" if like else ""
    with psycopg.connect(TESTED, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}{template}")
    try:
        yield Site(folder, f"{TESTED.rpartition('/')[0]}/{name}")
    finally:
        with psycopg.connect(TESTED, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def released_site(folder: Path, release: str = "0.1.0") -> Iterator[Site]:
    """Yield the demonstration of an earlier release, as its own code has written it."""
    with empty_site(folder) as site:
        name = "postgres.tar.xz" if ON_POSTGRES else "sqlite.tar.xz"
        with tarfile.open(RELEASES / release / name) as archive:
            archive.extractall(folder, filter="data")
        if ON_POSTGRES:
            words = ("psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", "-f", str(folder / "danvan.sql"))
            subprocess.run((*words, site.address), capture_output=True, check=True)
            (folder / "danvan.sql").unlink()
        yield site


@contextlib.contextmanager
def copied_site(site: Site, folder: Path) -> Iterator[Site]:
    """Yield a second site that is like a first one which nobody uses now."""
    with empty_site(folder, like=site.address) as second:
        shutil.copytree(site.folder, folder, dirs_exist_ok=True)
        yield second
