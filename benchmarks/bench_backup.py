"""Backup and restore of a whole site in MB/s, beside the database's own tool and tar.

Ours is the command as people type it: one moment of the database, every file by digest, encrypted,
synced to the disk; the restore checks everything, moves it in and compares it once more. The peer
is `pg_dump -Fc` with `pg_restore`, or SQLite's backup interface, and `tar` for the files: neither
encrypts nor checks. Both in turn, on the same site, the start of the programs included.

DANVAN_BENCH_ROWS and DANVAN_BENCH_FILES (of 1 MB) set another size, DANVAN_BENCH_ROUNDS the rounds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import report

AIMS = {"backup": ">= 0.2", "restore": ">= 0.1"}
"""Set by us: what encrypting, checking and comparing may cost."""
ROWS = int(os.environ.get("DANVAN_BENCH_ROWS", "300000"))
FILES = int(os.environ.get("DANVAN_BENCH_FILES", "300"))
ROUNDS = int(os.environ.get("DANVAN_BENCH_ROUNDS", "3"))
MEGABYTE = 1_000_000
ENTRY = "(at, actor, action, subject, details) SELECT '2026-01-01', 'Văn phòng', 'bench.row',"
FILL = {
    "sqlite": f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS})"
    f" INSERT INTO audit_entry {ENTRY} 'case:' || i, '{{\"reason\": \"row ' || i || '\"}}' FROM n",
    "postgres": f"INSERT INTO audit_entry {ENTRY} 'case:' || i,"
    f" ('{{\"reason\": \"row ' || i || '\"}}')::jsonb FROM generate_series(1, {ROWS}) AS n(i)",
}


class Site:
    """A folder and a database of one kind."""

    def __init__(self, kind, folder):
        self.kind, self.folder = kind, folder
        folder.mkdir(parents=True)
        self.file = folder / "danvan.sqlite3"
        self.address = f"sqlite:///{self.file}"
        if kind == "postgres":
            given = os.environ["DANVAN_DATABASE_URL"]
            self.address = f"{given.rpartition('/')[0]}/bench_{folder.name}"
            with psycopg.connect(given, autocommit=True) as server:
                server.execute(f"DROP DATABASE IF EXISTS bench_{folder.name} WITH (FORCE)")
                server.execute(f"CREATE DATABASE bench_{folder.name}")

    def danvan(self, *words):
        """Run a command on the site; returns what it prints."""
        outside = {"DANVAN_VAR": str(self.folder), "DANVAN_DATABASE_URL": self.address}
        command = (sys.executable, "-m", "danvan.faces.cli.entry", *map(str, words))
        return subprocess.run(
            command, check=True, capture_output=True, env=os.environ | outside, text=True
        ).stdout

    def execute(self, statement, rows=()):
        """Run one statement, or one for every row."""
        if self.kind == "postgres":
            with psycopg.connect(self.address) as server:
                server.execute(statement)
                for row in rows:
                    server.execute(*row)
            return
        with contextlib.closing(sqlite3.connect(self.file)) as database:
            database.execute(statement)
            for line, values in rows:
                database.execute(line.replace("%s", "?"), values)
            database.commit()


def fill(site):
    """Prepare a site with rows and files; returns its size in MB."""
    site.danvan("prepare")
    rows, size = [], 0
    for number in range(FILES):
        content = random.Random(number).randbytes(MEGABYTE)
        digest = hashlib.sha256(content).hexdigest()
        path = site.folder / "files" / digest[:2] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        size += len(content)
        line = (
            "INSERT INTO files_storedfile (digest, name, media_type, size, stored_at, stored_by)"
            " VALUES (%s, %s, 'application/pdf', %s, '2026-01-01', 'bench')"
        )
        rows.append((line, (digest, f"{number}.pdf", len(content))))
    site.execute(FILL[site.kind], rows)
    if site.kind == "sqlite":
        return (size + site.file.stat().st_size) / MEGABYTE
    with psycopg.connect(site.address) as server:
        found = server.execute("SELECT pg_database_size(current_database())").fetchone()
    return (size + found[0]) / MEGABYTE


def peer_backup(site, target):
    target.mkdir()
    if site.kind == "postgres":
        dump = ("pg_dump", "-Fc", "-f", str(target / "dump"), site.address)
        subprocess.run(dump, check=True, capture_output=True)
    else:
        with (
            contextlib.closing(sqlite3.connect(site.file)) as database,
            contextlib.closing(sqlite3.connect(target / "dump")) as copied,
        ):
            database.backup(copied)
    subprocess.run(("tar", "-cf", target / "files.tar", "-C", site.folder, "files"), check=True)
    os.sync()


def peer_restore(site, source):
    if site.kind == "postgres":
        words = ("pg_restore", "--single-transaction", "-d", site.address, str(source / "dump"))
        subprocess.run(words, check=True, capture_output=True)
    else:
        shutil.copy(source / "dump", site.file)
    subprocess.run(("tar", "-xf", source / "files.tar", "-C", site.folder), check=True)
    os.sync()


def clock(action, *arguments):
    start = time.perf_counter()
    action(*arguments)
    return time.perf_counter() - start


def measure(kind, folder):
    """Yield the two figures of one kind of database."""
    site = Site(kind, folder / "living")
    size = fill(site)
    key = folder / "key"
    key.write_text(site.danvan("backup", "key"))
    times = {name: [] for name in ("backup", "peer backup", "restore", "peer restore")}
    for number in range(ROUNDS):
        safe, theirs = folder / f"safe{number}", folder / f"peer{number}"
        times["backup"].append(clock(site.danvan, "backup", "--to", safe))
        times["peer backup"].append(clock(peer_backup, site, theirs))
        (made,) = safe.iterdir()
        ours, other = Site(kind, folder / f"ours{number}"), Site(kind, folder / f"other{number}")
        words = ("restore", made, "--identity", key, "--verify")
        times["restore"].append(clock(ours.danvan, *words))
        times["peer restore"].append(clock(peer_restore, other, theirs))
    for name in ("backup", "restore"):
        ours, peer = times[name], times[f"peer {name}"]
        speeds = [size / statistics.median(seconds) for seconds in (ours, peer)]
        ratio = report.median_ratio(peer, ours)
        yield report.figure(f"{name}, {kind}, {size:.0f} MB", *speeds, ratio, AIMS[name], "MB/s")


def main():
    figures = []
    for kind in ("sqlite", "postgres"):
        with tempfile.TemporaryDirectory() as folder:
            figures += measure(kind, Path(folder))
    report.show(figures)


if __name__ == "__main__":
    main()
