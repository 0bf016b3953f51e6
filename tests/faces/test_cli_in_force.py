"""`danvan law in-force`: the text of a day."""

from __future__ import annotations

import json

import pytest

from danvan.faces.cli.entry import main
from tests.areas.comparing.conftest import AMENDING, OLD


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / "old.txt", tmp_path / "amending.txt"]
    for path, text in zip(paths, (OLD, AMENDING), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(paths[0]), "--with", str(paths[1])]


@pytest.mark.parametrize(
    ("on", "days", "told"),
    [("2025-01-31", "20 ngày", False), ("2025-02-01", "10 ngày", True)],
)
def test_a_change_holds_from_its_day_on(files, capsys, on, days, told):
    assert main(["law", "in-force", *files, "--on", on]) == 0

    printed = capsys.readouterr().out
    assert f"trong thời hạn {days}" in printed
    assert ("từ 01/02/2025: Điều 1, 15-QĐ/ĐU]" in printed) is told


def test_json_has_the_history(files, capsys):
    main(["law", "in-force", *files, "--on", "2025-02-01", "--json"])

    found = json.loads(capsys.readouterr().out)
    article = next(one for one in found["provisions"] if one["address"] == "art_2")
    assert article["history"][0] == {
        "on": "2025-02-01",
        "by": "15-QĐ/ĐU",
        "address": "art_1",
        "instruction": "replace",
    }


def test_without_amendments_it_is_the_text_as_issued(files, capsys):
    assert main(["law", "in-force", files[0]]) == 0
    assert "trong thời hạn 20 ngày" in capsys.readouterr().out


def test_no_day_is_refused(files, capsys):
    with pytest.raises(SystemExit):
        main(["law", "in-force", *files, "--on", "2025-02-30"])
    assert "CLI-01" in capsys.readouterr().err
