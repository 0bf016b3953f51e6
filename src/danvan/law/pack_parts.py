"""The parts of a pack folder, each read from its files into values."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from danvan.law.calendar import CalendarYear, FixedHoliday
from danvan.law.duties import Duty, Prerequisite
from danvan.law.findings import Finding
from danvan.law.pack_duties import Vocabulary, read_duty, read_prerequisite
from danvan.law.pack_tables import Sheet, Table
from danvan.law.pack_values import (
    Body,
    LimitValue,
    Term,
    glossary_term,
    read_body,
    read_calendar_year,
    read_fixed_holiday,
    read_limits,
    read_terms,
)


class Sheets:
    """The files of a pack folder, opened on demand; all their findings come together here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []

    def one(self, name: str) -> Table | None:
        """Return a file as a table, or ``None`` where it does not exist."""
        path = self.folder / name
        return Sheet(self.folder, path, self.findings).root() if path.is_file() else None

    def several(self, name: str) -> list[Table]:
        """Return the files of a folder, by name."""
        paths = sorted((self.folder / name).glob("*.toml"))
        return [Sheet(self.folder, path, self.findings).root() for path in paths]


def read_bodies(sheets: Sheets, others: Collection[str]) -> tuple[Body, ...]:
    """Return the bodies of a pack; every slug they mention must be among them or among others."""
    sheet = sheets.one("bodies.toml")
    files = [*([sheet] if sheet else []), *sheets.several("bodies")]
    rows = [row for each in files for row in each.tables("bodies", named_by="slug")]
    bodies = tuple(read_body(row) for row in rows)
    slugs = {body.slug for body in bodies} | set(others)
    seen: set[str] = set()
    for row, body in zip(rows, bodies, strict=True):
        if body.slug in seen:
            row.note("PACK-08", "slug", value=body.slug)
        seen.add(body.slug)
        for mentioned in sorted(set(body.mentioned()) - slugs):
            row.note("PACK-09", value=mentioned)
    for each in files:
        each.close()
    return bodies


def read_list(sheets: Sheets, name: str) -> tuple[Term, ...]:
    """Return a closed list of words from the file of its name."""
    sheet = sheets.one(f"{name}.toml")
    if sheet is None:
        return ()
    found = read_terms(sheet, name)
    sheet.close()
    return found


def read_glossary(sheets: Sheets) -> tuple[Term, ...]:
    """Return the glossary."""
    sheet = sheets.one("glossary.toml")
    if sheet is None:
        return ()
    found = read_terms(sheet, "terms", meaning=glossary_term)
    sheet.close()
    return found


def read_duties(sheets: Sheets, known: Vocabulary) -> tuple[Duty, ...]:
    """Return the duties of all files, each id once."""
    found: dict[str, Duty] = {}
    for sheet in sheets.several("duties"):
        for row in sheet.tables("duties"):
            duty = read_duty(row, known)
            if duty.id in found:
                row.note("PACK-08", "id", value=duty.id)
            found.setdefault(duty.id, duty)
        sheet.close()
    return tuple(found.values())


def read_prerequisites(
    sheets: Sheets, duties: Iterable[Duty], kinds: Collection[str] = ()
) -> tuple[Prerequisite, ...]:
    """Return the prerequisites, each id once."""
    sheet = sheets.one("prerequisites.toml")
    if sheet is None:
        return ()
    ids = {duty.id for duty in duties}
    found: dict[str, Prerequisite] = {}
    for row in sheet.tables("prerequisites"):
        each = read_prerequisite(row, ids, kinds)
        if each.id in found:
            row.note("PACK-08", "id", value=each.id)
        found.setdefault(each.id, each)
    sheet.close()
    return tuple(found.values())


def read_calendars(sheets: Sheets) -> tuple[CalendarYear, ...]:
    """Return the calendar years in order; a year twice or a year left out is noted."""
    years: dict[int, CalendarYear] = {}
    for sheet in sheets.several("calendars"):
        if sheet.sheet.name.endswith("/fixed.toml"):
            continue
        year = read_calendar_year(sheet)
        if year is None:
            continue
        sheet.close()
        if year.year in years:
            sheet.note("PACK-08", "year", value=year.year)
        for left_out in range(max(years, default=year.year) + 1, year.year):
            sheet.note("PACK-12", "year", begins_on=left_out, until=year.year)
        years[year.year] = year
    return tuple(years[number] for number in sorted(years))


def read_fixed_holidays(sheets: Sheets) -> tuple[FixedHoliday, ...]:
    """Return the holidays that the law itself fixes."""
    sheet = sheets.one("calendars/fixed.toml")
    if sheet is None:
        return ()
    found = tuple(read_fixed_holiday(row) for row in sheet.tables("fixed"))
    sheet.close()
    return found


def read_all_limits(sheets: Sheets) -> tuple[LimitValue, ...]:
    """Return the dated values of all limits; a key in two files is noted."""
    found: list[LimitValue] = []
    for sheet in sheets.several("limits"):
        values = read_limits(sheet)
        sheet.close()
        for key in sorted({value.key for value in values} & {value.key for value in found}):
            sheet.note("PACK-08", f"limits.{key}", value=key)
        found += values
    return tuple(found)
