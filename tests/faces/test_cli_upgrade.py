"""`danvan upgrade` from the demonstration of the release before, forward and back again."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow
BROKEN = """
from danvan.faces.cli import site
start = site.start
def broken():
    start()
    from django.db.migrations.executor import MigrationExecutor
    real, left = MigrationExecutor.apply_migration, [3]
    def apply(*given, **named):
        left[0] -= 1
        if not left[0]:
            {0}
        return real(*given, **named)
    MigrationExecutor.apply_migration = apply
site.start = broken
"""
FAILS = BROKEN.format("raise RuntimeError('the third migration fails')")
KILLED = BROKEN.format("import os; os.kill(os.getpid(), 9)")
PAGE = """
from django.test import Client
from danvan.kernel.accounts.models import User
client = Client(headers={"host": "127.0.0.1"})
client.force_login(User.objects.get(username="mattran.mau"))
response = client.get("/", follow=True)
print(response.status_code, response.request["PATH_INFO"])
"""
COUNTED = ("cases_case", "cases_step", "cases_evidence", "audit_entry", "accounts_user")


def counts(site):
    return {name: site.rows(f"SELECT count(*) FROM {name}")[0][0] for name in COUNTED}


def applied(site):
    return {row[0] for row in site.rows("SELECT app || '.' || name FROM django_migrations")}


def test_site_of_the_release_before_is_brought_on_and_taken_back(old_site, tmp_path):
    before, text = counts(old_site), old_site.everything()
    known = applied(old_site)

    done = old_site.run("upgrade")
    after = counts(old_site)

    assert (done.code, done.err) == (0, "")
    assert applied(old_site) > known
    assert after | {"audit_entry": 0} == before | {"audit_entry": 0}
    assert old_site.run("check").code == 0
    assert old_site.python(PAGE).split() == ["200", "/"]
    assert not (old_site.folder / "maintenance").exists()

    assert old_site.run("upgrade", "--back").code == 0
    assert old_site.everything() == text
    assert old_site.run("upgrade", "--back").told == "UPGRADE-05"


def test_failing_migration_leaves_the_old_state(old_site):
    text = old_site.everything()

    done = old_site.run("upgrade", before=FAILS)

    assert (done.code, done.told) == (2, "UPGRADE-03")
    assert "the third migration fails" in done.err
    assert old_site.everything() == text
    assert not (old_site.folder / "maintenance").exists()


def test_kill_9_leaves_the_site_paused_with_the_way_back(old_site):
    text = old_site.everything()

    killed = old_site.run("upgrade", before=KILLED)
    again = old_site.run("upgrade")

    assert killed.code == -9
    assert old_site.everything() != text
    assert (old_site.folder / "maintenance").exists()
    assert (again.code, again.told) == (2, "UPGRADE-01")
    assert old_site.run("upgrade", "--back").code == 0
    assert old_site.everything() == text
    assert not (old_site.folder / "maintenance").exists()


def test_full_disk_before_an_upgrade_changes_nothing(old_site):
    text = old_site.everything()

    done = old_site.run("upgrade", largest=50_000)

    assert done.code == 2
    assert done.told in {"BACKUP-07", "BACKUP-19"}  # SQLite cannot tell a limit from a broken disk
    assert old_site.everything() == text
    assert not (old_site.folder / "maintenance").exists()
    assert old_site.run("upgrade", "--back").told == "UPGRADE-05"


def test_what_was_written_since_is_not_lost_unasked(site):
    site.write(
        "INSERT INTO files_storedfile (digest, name, media_type, size, stored_at, stored_by)"
        " VALUES ('0', 'since.txt', 'text/plain', 1, '2026-01-01', 'a test')"
    )

    asked = site.run("upgrade", "--back")
    assert (asked.code, asked.told) == (2, "UPGRADE-06")
    assert site.run("upgrade", "--back", "--even-if-written").code == 0
    assert site.rows("SELECT count(*) FROM files_storedfile WHERE digest = '0'") == [(0,)]


def test_upgrade_with_a_key_makes_a_backup_first(site, tmp_path):
    done = site.run("upgrade", "--to", str(tmp_path / "safe"))

    assert (done.code, done.err) == (0, "")
    assert len(list((tmp_path / "safe").glob("*.tar.age"))) == 1


def test_database_of_a_newer_version_is_refused(site):
    site.write(
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('cases', '9999_of_tomorrow', '2026-01-01')"
    )

    done = site.run("upgrade")

    assert (done.code, done.told) == (2, "UPGRADE-02")


def test_running_jobs_are_waited_for(site):
    site.write(
        "INSERT INTO jobs_job (task, args, kwargs, schedule, priority, run_after, state, attempts,"
        " worker, lease_until, error_class, error_detail, enqueued_at) VALUES ('a.task', '[]',"
        " '{}', '', 0, '2026-01-01', 'running', 1, 'w', '2999-01-01', '', '', '2026-01-01')"
    )

    done = site.run("upgrade", "--wait", "0")

    assert (done.code, done.told) == (2, "UPGRADE-04")
    assert not (site.folder / "maintenance").exists()


def test_empty_database_has_nothing_to_upgrade(empty):
    assert empty.run("upgrade").told == "UPGRADE-07"
    assert empty.run("upgrade", "--back").told == "UPGRADE-05"
