"""Files of a pack folder, opened on demand."""

from __future__ import annotations

from danvan.law.pack_duties import Vocabulary
from danvan.law.pack_parts import (
    Sheets,
    read_calendars,
    read_duties,
    read_fixed_holidays,
    read_glossary,
    read_list,
    read_prerequisites,
)
from tests.factories.pack_folders import DUTY, write_pack

KNOWN = Vocabulary({"police", "council"}, {"reporting"}, {"report"})


def test_parts_that_are_not_there_are_empty(tmp_path):
    sheets = Sheets(write_pack(tmp_path, "alone", {}))

    assert read_list(sheets, "areas") == ()
    assert read_glossary(sheets) == ()
    assert read_duties(sheets, KNOWN) == ()
    assert read_prerequisites(sheets, ()) == ()
    assert read_calendars(sheets) == ()
    assert read_fixed_holidays(sheets) == ()
    assert sheets.findings == []


def test_files_are_read_by_name(tmp_path):
    files = {"duties/b.toml": DUTY, "duties/a.toml": DUTY.replace("t-d1", "t-d2")}
    sheets = Sheets(write_pack(tmp_path, "alone", files))

    assert [duty.id for duty in read_duties(sheets, KNOWN)] == ["t-d2", "t-d1"]


def test_years_come_in_order_whatever_their_files_are_called(tmp_path):
    files = {"calendars/a.toml": "year = 2027\n", "calendars/b.toml": "year = 2026\n"}
    sheets = Sheets(write_pack(tmp_path, "alone", files))

    assert [year.year for year in read_calendars(sheets)] == [2026, 2027]
    assert sheets.findings == []
