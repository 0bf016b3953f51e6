"""Make the demonstration of an earlier release, from its own code, for the tests of upgrades.

    previous_release.py COMMIT FOLDER

Checks the commit out aside, lets that code load its commune of today with its own packs, and
writes FOLDER/sqlite.tar.xz and, where PostgreSQL's programs are installed, FOLDER/postgres.tar.xz.
Each holds the database and the file store. All accounts are made up and share the password below.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PASSWORD = "thrown-away-after-the-test"  # noqa: S105  of made-up accounts only
LOAD = f"""
import django
django.setup()
from django.contrib.auth.hashers import make_password
from danvan.faces.cli import demo, serving
serving.prepare()
demo._today(make_password({PASSWORD!r}))
while serving.tick_once():
    pass
"""


@contextlib.contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """Yield a folder with the files of a commit."""
    git = ("git", "-C", str(REPOSITORY))
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "release"
        words = (*git, "worktree", "add", "--detach", str(folder), commit)
        subprocess.run(words, check=True, capture_output=True)
        try:
            yield folder
        finally:
            subprocess.run((*git, "worktree", "remove", "--force", str(folder)), check=True)


def load(release: Path, var: Path, *before: str, database: str = "", after: str = "") -> None:
    """Let a release load its demonstration into a folder, and run a shell line afterwards."""
    outside = {
        "PYTHONPATH": str(release / "src"),
        "DANVAN_VAR": str(var),
        "DANVAN_PACKS": str(release / "packs"),
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.production",
        "LOAD": LOAD,
        **({"DANVAN_DATABASE_URL": database} if database else {}),
    }
    line = f'"{sys.executable}" -c "$LOAD" {after}'
    subprocess.run((*before, "sh", "-euc", line), check=True, env=os.environ | outside)


def keep(target: Path, members: dict[str, Path]) -> None:
    """Write files and folders to a small archive, without owners and times."""

    def bare(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = member.mtime = 0
        member.uname = member.gname = ""
        return member

    with tarfile.open(target, "w:xz", preset=9) as archive:
        for name, path in members.items():
            if path.exists():
                archive.add(path, name, filter=bare)
    print(f"{target}: {target.stat().st_size} bytes")


def make(commit: str, folder: Path) -> None:
    """Write both archives of a commit's demonstration."""
    folder.mkdir(parents=True, exist_ok=True)
    with checked_out(commit) as release, tempfile.TemporaryDirectory() as above:
        var = Path(above) / "sqlite"
        load(release, var, database=f"sqlite:///{var / 'danvan.sqlite3'}")
        with contextlib.closing(sqlite3.connect(var / "danvan.sqlite3")) as database:
            database.execute("VACUUM")
            database.execute("PRAGMA journal_mode=DELETE")
        keep(
            folder / "sqlite.tar.xz",
            {"danvan.sqlite3": var / "danvan.sqlite3", "files": var / "files"},
        )
        if shutil.which("pg_dump") is None:
            return
        var = Path(above) / "postgres"
        dump = var / "danvan.sql"
        bare = f"sed -i '/^.restrict /d; /^.unrestrict /d' \"{dump}\""  # newer programs only
        line = f'; pg_dump --no-owner --no-privileges -f "{dump}" "$DANVAN_DATABASE_URL"; {bare}'
        load(release, var, "sh", str(REPOSITORY / "tools" / "postgres.sh"), after=line)
        keep(folder / "postgres.tar.xz", {"danvan.sql": dump, "files": var / "files"})


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]))
