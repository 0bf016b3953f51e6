"""The operator's commands on a site that cannot be used: a code, a sentence, and nothing else."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys

import pytest

COMMANDS = (
    ("plan", "nobody"),
    ("apply", "nobody", "0" * 64),
    ("check",),
    ("tick",),
    ("run",),
    ("tree", "load", "tree.toml"),
    ("demo", "load"),
)
TELL = "import sys; from danvan.faces.cli.entry import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def site(tmp_path):
    """Run a command on a site of its own; return exit code, output and what was told."""
    (tmp_path / "tree.toml").write_text("posts = []\n", encoding="utf-8")

    def runner(*words, database="danvan.sqlite3"):
        outside = {
            "DANVAN_VAR": str(tmp_path),
            "DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / database}",
            "DJANGO_SETTINGS_MODULE": "danvan.config.settings.production",
        }
        done = subprocess.run(
            [sys.executable, "-c", TELL, *words],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            encoding="utf-8",
            env=os.environ | outside,
            timeout=120,
        )
        return done.returncode, done.stdout, done.stderr

    runner.folder = tmp_path
    return runner


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Return a folder whose site is prepared."""
    folder = tmp_path_factory.mktemp("site")
    outside = {
        "DANVAN_VAR": str(folder),
        "DANVAN_DATABASE_URL": f"sqlite:///{folder / 'danvan.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.production",
    }
    subprocess.run(
        [sys.executable, "-c", TELL, "prepare"],
        check=True,
        capture_output=True,
        env=os.environ | outside,
    )
    return folder, os.environ | outside


@pytest.mark.slow
@pytest.mark.parametrize("words", [*COMMANDS, ("prepare",)], ids=" ".join)
def test_database_that_cannot_be_opened_is_told(site, words):
    (site.folder / "folder.sqlite3").mkdir()

    code, out, err = site(*words, database="folder.sqlite3")

    assert (code, out) == (2, "")
    assert err.startswith("SITE-01: ")
    assert len(err.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS[:-1], ids=" ".join)
def test_site_that_is_not_prepared_says_how_to(site, words):
    code, out, err = site(*words)

    assert (code, out) == (2, "")
    assert err.startswith("SITE-09: ")
    assert "danvan prepare" in err


@pytest.mark.slow
def test_demo_that_was_broken_off_is_not_served(prepared):
    folder, outside = prepared
    note = folder / "demo-accounts.txt"
    note.write_text("# unfinished\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", TELL, "run"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=outside,
        timeout=120,
    )
    note.unlink()

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("SITE-10: ")
    assert "danvan demo load" in done.stderr


@pytest.mark.slow
def test_port_that_is_taken_is_told_before_any_address(prepared):
    _folder, outside = prepared
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [sys.executable, "-c", TELL, "run", "--port", str(taken.getsockname()[1])],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=outside,
            timeout=120,
        )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("SITE-11: ")


@pytest.mark.slow
@pytest.mark.parametrize("words", [("plan", "nobody"), ("apply", "nobody", "0" * 64)])
def test_day_that_is_none_is_refused_with_a_sentence(site, words):
    code, out, err = site(*words, "--until", "31/12/2026")

    assert (code, out) == (2, "")
    assert err.startswith("CLI-02: “31/12/2026” ")


def told_of(words, **outside):
    """Run a command with an environment of its own; return code, output and what was told."""
    usual = {"DJANGO_SETTINGS_MODULE": "danvan.config.settings.production"}
    done = subprocess.run(
        [sys.executable, "-c", TELL, *words],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={key: value for key, value in (os.environ | usual | outside).items() if value},
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("file", ("prepare",)),
        ("file", ("run",)),
        ("file/below", ("prepare",)),
        (None, ("prepare",)),
    ],
)
def test_folder_that_cannot_be_one_is_told(tmp_path, folder, words):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    var = str(tmp_path / folder) if folder else "/proc/x"

    code, out, err = told_of(words, DANVAN_VAR=var, DANVAN_DATABASE_URL="")

    assert (code, out) == (2, "")
    assert err.startswith("SITE-12: ")
    assert "DANVAN_VAR" in err
    assert len(err.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("address", ["mysql://x", "x", "postgres://h:no/x", "sqlite://[x"])
def test_address_of_no_database_is_told(tmp_path, address):
    outside = {"DANVAN_VAR": str(tmp_path), "DANVAN_DATABASE_URL": address}

    code, out, err = told_of(("prepare",), **outside)

    assert (code, out) == (2, "")
    assert err.startswith("SITE-13: ")
    assert "DANVAN_DATABASE_URL" in err
    assert len(err.splitlines()) == 1


@pytest.mark.slow
def test_other_variable_that_cannot_be_meant_is_told(tmp_path):
    outside = {"DANVAN_VAR": str(tmp_path), "DANVAN_SMTP_PORT": "x"}

    code, out, err = told_of(("prepare",), **outside)

    assert (code, out) == (2, "")
    assert err.startswith("SITE-13: ")
    assert "DANVAN_SMTP_PORT" in err


@pytest.mark.slow
def test_server_that_does_not_answer_is_told_in_its_own_words(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"postgres://nobody:secret@127.0.0.1:{closed.getsockname()[1]}/x"
        outside = {"DANVAN_VAR": str(tmp_path), "DANVAN_DATABASE_URL": address}

        code, out, err = told_of(("check",), **outside)

    assert (code, out) == (2, "")
    assert err.startswith("SITE-14: ")
    assert "secret" not in err


@pytest.mark.slow
def test_new_site_is_closed_to_others(tmp_path):
    var = tmp_path / "new"
    umask = os.umask(0o022)
    try:
        code, _out, _err = told_of(("prepare",), DANVAN_VAR=str(var), DANVAN_DATABASE_URL="")
    finally:
        os.umask(umask)

    assert code == 0
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    for path in var.glob("danvan.sqlite3*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
