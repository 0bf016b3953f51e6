from __future__ import annotations

import tarfile
from pathlib import Path

RELEASES = Path(__file__).resolve().parents[1] / "data" / "releases"


def test_every_release_that_is_kept_has_both_databases_and_its_line():
    told = (RELEASES / "README.md").read_text(encoding="utf-8")
    folders = [path for path in RELEASES.iterdir() if path.is_dir()]

    assert folders != []
    for folder in folders:
        assert f"| `{folder.name}` |" in told
        for name, database in (("sqlite", "danvan.sqlite3"), ("postgres", "danvan.sql")):
            with tarfile.open(folder / f"{name}.tar.xz") as archive:
                names = archive.getnames()
            assert names[0] == database
            assert all(name.startswith("files") for name in names[1:])
