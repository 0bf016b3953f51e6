"""Backup and restore of whole sites: while people work, on a full disk, killed."""

from __future__ import annotations

import json
import re
import subprocess
from hashlib import sha256

import pytest

from danvan.faces.cli import archive
from tests.factories.sites import KIND

pytestmark = pytest.mark.slow
KILLED = """
import os, signal
from danvan.faces.cli import archive{0}
real = {1}
def die(*given, **named):
    {2}
    os.kill(os.getpid(), signal.SIGKILL)
{1} = die
"""
WRITER = """
import io, itertools, sys
from django.db import transaction
from danvan.kernel.audit.record import record
from danvan.kernel.files.store import keep
for number in itertools.count():
    with transaction.atomic():
        keep(io.BytesIO(f"paper {number}".encode()), "paper.txt", by="a writer")
        record("test.paper", actor="a writer", subject=f"paper:{number}")
    print(number, flush=True)
"""


def backups(folder):
    return sorted(path.name for path in folder.iterdir())


def older_backups(folder, number):
    """Return a folder with backups of another year."""
    safe = folder / "safe"
    safe.mkdir()
    for day in range(1, number + 1):
        (safe / f"danvan-2020-01-0{day}-000000.tar.age").write_text("an older backup")
    return safe


def the_one(folder):
    (path,) = folder.glob("*.tar.age")
    return str(path)


def store_of(site):
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in site.files.rglob("*")
        if path.is_file()
    }


def test_backup_comes_back_whole_on_an_empty_machine(site, empty, key, tmp_path):
    (site.folder / "packs" / "ours").mkdir(parents=True)
    (site.folder / "packs" / "ours" / "pack.toml").write_text("name = 'ours'\n")

    made = site.run("backup", "--to", str(tmp_path / "safe"))
    restored = empty.run("restore", the_one(tmp_path / "safe"), "--identity", key, "--verify")

    assert (made.code, made.err) == (0, "")
    assert (restored.code, restored.err) == (0, "")
    assert empty.everything() == site.everything()
    assert store_of(empty) == store_of(site) != {}
    for name in ("secret-key", "backup-recipient.txt", "packs/ours/pack.toml"):
        assert (empty.folder / name).read_text() == (site.folder / name).read_text()
    told = json.loads((site.folder / "backups.json").read_text())["last_good"]
    assert told["file"] == backups(tmp_path / "safe")[0]
    assert told["files"] == 1
    assert empty.run("check").code == 0


def test_private_key_is_shown_once_and_kept_nowhere(site):
    refused = site.run("backup", "key")
    renewed = site.run("backup", "key", "--renew")

    assert (refused.code, refused.out, refused.told) == (2, "", "BACKUP-04")
    assert renewed.out.startswith("AGE-SECRET-KEY-1")
    assert [
        path
        for path in site.folder.rglob("*")
        if path.is_file() and b"AGE-SECRET" in path.read_bytes()
    ] == []


def test_without_a_key_nothing_is_written(site, tmp_path):
    (site.folder / "backup-recipient.txt").unlink()

    assert site.run("backup", "--to", str(tmp_path / "safe")).told == "BACKUP-01"
    assert not (tmp_path / "safe").exists()


def test_living_site_is_never_written_over(site, kept, key):
    before = site.everything()

    done = site.run("restore", str(kept), "--identity", key)

    assert (done.code, done.told) == (2, "BACKUP-17")
    assert site.everything() == before


def test_nothing_is_touched_unless_the_whole_archive_is_good(empty, kept, key, tmp_path):
    (tmp_path / "cut").write_bytes(kept.read_bytes()[:-1])

    done = empty.run("restore", str(tmp_path / "cut"), "--identity", key)

    assert (done.code, done.told) == (2, "BACKUP-13")
    assert not empty.files.exists()
    assert not (empty.folder / "restore-work").exists()


def test_nonsense_for_a_key_is_not_repeated(empty, kept):
    done = empty.run("restore", str(kept), given="AGE-SECRET-KEY-1-mistyped")

    assert (done.code, done.told) == (2, "BACKUP-03")
    assert "mistyped" not in done.err + done.out


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"database": "another"}, "BACKUP-15"),
        ({"migrations": [["cases", "9999_of_tomorrow"]]}, "BACKUP-16"),
        ({"version": "999.10.0"}, "BACKUP-16"),
        ({"migrations": [["a_room_switched_off", "0001_initial"]]}, "BACKUP-13"),
        ({}, "BACKUP-13"),
    ],
    ids=["another database", "of tomorrow", "newer", "a room less", "without its database"],
)
def test_backups_that_do_not_fit_are_refused_by_name(empty, tmp_path, changed, code):
    identity, recipient = archive.new_identity()
    about = {"format": archive.FORMAT, "version": "0.1", "database": KIND, "migrations": []}
    with (tmp_path / "odd").open("wb") as file:
        archive.write(file, archive.recipient_of(recipient), about | changed, [], lambda _all: {})

    done = empty.run("restore", str(tmp_path / "odd"), given=identity)

    assert (done.code, done.told) == (2, code)
    assert not empty.files.exists()


def test_only_the_newest_are_kept(site, tmp_path):
    safe = older_backups(tmp_path, 4)
    known = backups(safe)

    assert site.run("backup", "--to", str(safe), "--keep", "3").code == 0

    told = json.loads((site.folder / "backups.json").read_text())["last_good"]
    assert backups(safe) == [*known[-2:], told["file"]]


def test_files_that_are_lost_or_changed_are_named(site, tmp_path):
    (path,) = [path for path in site.files.rglob("*") if path.is_file()]
    path.write_bytes(b"changed behind danvan's back")
    changed = site.run("backup", "--to", str(tmp_path / "changed"))
    path.unlink()
    lost = site.run("backup", "--to", str(tmp_path / "lost"))

    assert [(done.code, done.told) for done in (changed, lost)] == [
        (1, "BACKUP-09"),
        (1, "BACKUP-08"),
    ]


def test_full_disk_leaves_what_was_there(site, tmp_path):
    safe = older_backups(tmp_path, 1)
    large = bytes(8 * 2**20)
    digest = sha256(large).hexdigest()
    (site.files / digest[:2]).mkdir()
    (site.files / digest[:2] / digest).write_bytes(large)
    site.write(
        "INSERT INTO files_storedfile (digest, name, media_type, size, stored_at, stored_by)"
        f" VALUES ('{digest}', 'large.pdf', 'application/pdf', 1, '2026-01-01', 'a test')"
    )
    known, before = backups(safe), site.everything()

    full = site.run("backup", "--to", str(safe), "--keep", "1", largest=5 * 2**20)
    nearly = site.run("backup", "--to", str(safe), "--keep", "1", before=_disk_of(1000))

    assert [(full.code, full.told), (nearly.code, nearly.told)] == [
        (2, "BACKUP-19"),
        (2, "BACKUP-06"),
    ]
    assert backups(safe) == known
    assert site.everything() == before
    assert not (site.folder / "backup-work").exists()
    told = json.loads((site.folder / "backups.json").read_text())
    assert told["last_failed"]["code"] == "BACKUP-06"


def _disk_of(free):
    return f"import shutil; shutil.disk_usage = lambda path: shutil._ntuple_diskusage(0, 0, {free})"


@pytest.mark.parametrize(
    ("also", "what", "first"),
    [
        (", database_copies", "database_copies.copy", "pass"),
        ("", "archive._member", "given[0].name == 'about.json' or list(real(*given))"),
        ("", "os.replace", "pass"),
    ],
    ids=["at the start", "in the middle", "before the new name"],
)
def test_kill_9_loses_nothing_and_the_next_run_clears_up(
    site, empty, key, tmp_path, also, what, first
):
    safe = older_backups(tmp_path, 1)
    known, before = backups(safe), site.everything()

    killed = site.run("backup", "--to", str(safe), before=KILLED.format(also, what, first))
    left = backups(safe)
    again = site.run("backup", "--to", str(safe), "--keep", "1")

    assert killed.code == -9
    assert [name for name in left if not name.endswith(".partial")] == known
    assert site.everything() == before
    assert (again.code, len(backups(safe))) == (0, 1)
    restored = empty.run("restore", the_one(safe), "--identity", key, "--verify")
    assert (restored.code, restored.err) == (0, "")


def test_killed_restore_can_be_done_again(upgraded, empty, kept, key):
    words = ("restore", str(kept), "--identity", key, "--verify")
    before = KILLED.format(", database_copies", "database_copies.put_new", "pass")

    assert empty.run(*words, before=before).code == -9
    assert empty.run(*words).code == 0
    assert empty.everything() == upgraded.everything()


def test_two_backups_do_not_run_at_once(site, tmp_path):
    held = f"""
import fcntl
file = open({str(site.folder / "backup.lock")!r}, "w")
fcntl.flock(file, fcntl.LOCK_EX)
"""
    assert site.run("backup", "--to", str(tmp_path), before=held).told == "BACKUP-05"


def test_what_is_written_meanwhile_is_there_whole_or_not_at_all(site, empty, key, tmp_path):
    words = site.command()[:2]
    writer = subprocess.Popen(
        [*words, f"import django; django.setup()\n{WRITER}"],
        env=site.outside(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        first = [writer.stdout.readline() for _number in range(20)][-1]
        made = site.run("backup", "--to", str(tmp_path / "safe"))
        assert writer.poll() is None
    finally:
        writer.kill()
        last = (writer.communicate()[0].splitlines() or [first])[-1]
    restored = empty.run("restore", the_one(tmp_path / "safe"), "--identity", key, "--verify")

    assert (made.code, restored.code, restored.err) == (0, 0, "")
    ((papers,),) = empty.rows("SELECT count(*) FROM files_storedfile WHERE stored_by = 'a writer'")
    ((entries,),) = empty.rows("SELECT count(*) FROM audit_entry WHERE action = 'test.paper'")
    assert papers == entries
    assert int(first) < papers <= int(last) + 1
    named = {row[0] for row in empty.rows("SELECT digest FROM files_storedfile")}
    assert store_of(empty) == {digest: digest for digest in named}


def test_backup_can_be_verified_without_any_site(empty, kept, key):
    done = empty.run("backup", "verify", str(kept), "--identity", key)

    assert (done.code, done.err) == (0, "")
    assert re.search(r"ghi lúc \d\d/\d\d/\d{4} \d\d:\d\d,", done.out)
    assert list(empty.folder.iterdir()) == []
