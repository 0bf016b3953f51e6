"""`danvan init` on machines as they are: empty, prepared, with an administrator."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

TELL = "import sys; from danvan.faces.cli.entry import main; sys.exit(main(sys.argv[1:]))"
FOUND = """
import django
django.setup()
from danvan.kernel.accounts.begin import Founding, found
from danvan.kernel.organisations.writing import UnitFacts
place = UnitFacts("Xa Mau", "commune", "none")
found({code!r}, Founding(place, None, "Quan tri", "quantri", "", "mat-khau-thu-nghiem"))
"""
CODE = re.compile(r"^[a-z2-9]{5}(?:-[a-z2-9]{5}){3}$")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Run something on one site; return exit code, output and what was told."""
    folder = tmp_path_factory.mktemp("site")
    outside = {
        "DANVAN_VAR": str(folder),
        "DANVAN_DATABASE_URL": f"sqlite:///{folder / 'danvan.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.production",
    }

    def run(code, *words):
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            capture_output=True,
            check=False,
            cwd=folder,
            encoding="utf-8",
            env=os.environ | outside,
            timeout=240,
        )
        return done.returncode, done.stdout.splitlines(), done.stderr

    return run


@pytest.mark.slow
def test_first_administrator_from_nothing_and_not_twice(site):
    code, out, err = site(TELL, "init", "--address", "https://danvan.example/")
    assert (code, err) == (0, "")
    assert "https://danvan.example/begin/" in out[-2]
    assert CODE.match(out[-1])

    assert site(FOUND.format(code=out[-1]))[::2] == (0, "")

    code, out, err = site(TELL, "init")
    assert (code, out) == (2, [])
    assert err.startswith("PEOPLE-26: ")
    code, out, err = site(TELL, "init", "--again", "--language", "en")
    assert (code, err) == (0, "")
    assert "works once" in out[-2]


@pytest.mark.slow
def test_database_that_cannot_be_opened_is_told(tmp_path):
    (tmp_path / "folder.sqlite3").mkdir()
    outside = {
        "DANVAN_VAR": str(tmp_path),
        "DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'folder.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.production",
    }

    done = subprocess.run(
        [sys.executable, "-c", TELL, "init"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | outside,
        timeout=240,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("SITE-01: ")
