"""The table of timed duties is built from the packs: whole, with the days of each document."""

from __future__ import annotations

from datetime import date

import pytest
import timed_table

from danvan.law.packs import load


@pytest.fixture(scope="module")
def packs():
    return {name: load(timed_table.PACKS / name) for name in timed_table.YEARS}


def test_table_is_current():
    assert timed_table.PAGE.read_text(encoding="utf-8") == timed_table.page()


def test_every_duty_with_a_rhythm_or_a_word_of_time_has_a_row(packs):
    page = timed_table.page()
    timed = [
        duty.id for pack in packs.values() for duty in pack.duties if duty.timing != "standing"
    ]

    assert [code for code in timed if f"| `{code}` |" not in page] == []


@pytest.mark.parametrize(
    ("pack", "duty", "year", "days"),
    [
        ("phu-thuong-2022", "000-d21-k2-d", 2022, [date(2022, 10, 24)]),
        ("phu-thuong-2022", "000-d21-k2-b", 2023, [date(2023, m, 14) for m in (3, 6, 9, 12)]),
        ("phu-thuong-2022", "000-d21-k2-c", 2023, []),
        ("ha-noi-2022", "001-d5-k6-c", 2022, [date(2022, 9, 30)]),
        ("ha-noi-2022", "001-d24-k2-a", 2022, []),
        ("tay-son-2021", "002-d14-c", 2022, [date(2022, 12, 31)]),
        ("duc-pho-2023", "004-kt-d", 2023, []),
    ],
)
def test_days_of_the_year(packs, pack, duty, year, days):
    found = timed_table.days_of(packs[pack].duty_by_id[duty], packs[pack], year)

    assert list(found) == days


def test_continuous_duties_stand_in_the_table_and_other_standing_ones_do_not(packs):
    duties = packs["tay-son-2021"].duty_by_id

    assert timed_table.has_time(duties["002-d13-k3"])
    assert not timed_table.has_time(duties["002-d13-k1"])


def test_check_tells_a_page_that_is_not_current(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(timed_table, "PAGE", tmp_path / "timed-duties.md")
    monkeypatch.setattr(timed_table.sys, "argv", ["timed_table.py", "check"])

    assert timed_table.main() == 1
    monkeypatch.setattr(timed_table.sys, "argv", ["timed_table.py", "write"])
    assert timed_table.main() == 0
    monkeypatch.setattr(timed_table.sys, "argv", ["timed_table.py", "check"])
    assert timed_table.main() == 0
    assert "not current" in capsys.readouterr().out
