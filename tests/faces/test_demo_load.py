"""The whole demonstration, loaded as a new user does it: into an empty folder, then once more."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime

import pytest

from danvan.faces.cli import demo_happenings
from danvan.faces.cli.demo_story import Happening
from danvan.kernel.organisations.days import LEGAL_ZONE

PAPERS = {
    "reporting.report:submitted": 4,
    "reporting.report:returned": 1,
    "reporting.report:draft": 1,
    "documents.outgoing:draft": 1,
    "documents.incoming:arrived": 1,
    "petitions.complaint:accepted": 1,
    "petitions.feedback:passed_on": 1,
}
"""What lies on the desks of the commune of today."""
TELL = "import sys; from danvan.faces.cli.entry import main; sys.exit(main(sys.argv[1:]))"


def load(folder):
    outside = {
        "DANVAN_VAR": str(folder),
        "DANVAN_DATABASE_URL": f"sqlite:///{folder / 'danvan.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "danvan.config.settings.production",
    }
    return subprocess.run(
        [sys.executable, "-c", TELL, "demo", "load"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | outside,
        timeout=600,
    )


@pytest.mark.slow
def test_an_empty_folder_takes_the_whole_demonstration(tmp_path):
    first = load(tmp_path)
    note = (tmp_path / "demo-accounts.txt").read_text(encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "danvan.sqlite3")) as kept:
        days = kept.execute("SELECT demo_on FROM organisations_unit WHERE root_id IS NULL")
        roots = [day for (day,) in days]
        stood = dict(
            kept.execute("SELECT kind || ':' || state, count(*) FROM cases_case GROUP BY 1")
        )
    again = load(tmp_path)

    assert (first.returncode, first.stderr) == (0, "")
    assert [f".{place} " in note for place in ("mau", "pt", "tp", "ts", "dp")] == [True] * 5
    assert len(roots) == 5
    assert all(roots), "a tree that is no demonstration asks its planner for a second factor"
    assert [stood.get(key) for key in PAPERS] == list(PAPERS.values())
    assert again.returncode == 0
    assert (tmp_path / "demo-accounts.txt").read_text(encoding="utf-8") == note


def test_a_storm_is_told_before_the_day_it_is_recorded_on():
    day = date(2023, 4, 29)
    storm = Happening(title="Bão", asked_by="", back=0, ends="told", timing="urgent")

    told = demo_happenings._data(storm, "urgent", day)

    assert told["event_at"] < told["told_at"] < datetime(2023, 4, 29, tzinfo=LEGAL_ZONE)
