"""Check the rows of last year's register, as a spreadsheet holds them; every doubt is a finding."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from danvan.kernel.correspondence.faults import gaps
from danvan.law.collation import fold
from danvan.law.findings import Finding, Severity
from danvan.law.pack_folders import packs_folder
from danvan.law.sheet_rows import Columns, SheetRow, filled
from danvan.papers.layouts import paper_types
from danvan.papers.numbers import read_number
from danvan.papers.register_columns import ALSO, COLUMNS

SHEET: Final = Columns(
    COLUMNS,
    needed=("number", "day", "summary"),
    also=ALSO,
    longest={"symbol": 60, "summary": 500, "addressee": 1000, "signer": 200, "number": 80},
)
HIGHEST: Final = 999_999
_PLAIN: Final = re.compile(r"(\d{1,6})([a-zđA-ZĐ]?)")
_SEPARATORS: Final = {"party": "-"}


@dataclass(frozen=True, slots=True)
class Book:
    """The register that rows are brought into.

    Args:
        year: Of which all days must be.
        is_whole: Its numbers begin at 1 in the year; else they go on over a term.
        taken: Type (empty where all count together), value and letter that stand there already.
    """

    world: str
    year: int
    today: date
    by_type: bool
    is_whole: bool
    taken: Collection[tuple[str, int, str]] = ()


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line of a register; ``row`` is where it stands, 1 is the row of headings."""

    row: int
    value: int
    suffix: str
    written: str
    day: date
    type_key: str
    summary: str
    addressee: str
    signer: str


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """What a spreadsheet would write into a register."""

    lines: tuple[ImportLine, ...]
    findings: tuple[Finding, ...]
    rows: int

    @property
    def is_clean(self) -> bool:
        """Say whether there is something to write and nothing stops it."""
        return bool(self.lines) and all(one.severity != "stops" for one in self.findings)

    @property
    def digest(self) -> str:
        """Return what names exactly this outcome."""
        return hashlib.sha256("".join(map(repr, self.lines)).encode()).hexdigest()


def check_rows(
    rows: Sequence[Sequence[object]], formulas: Mapping[int, Collection[int]], book: Book
) -> CheckedRows:
    """Check every row against the others and against the register.

    Args:
        rows: From the row of headings on.
        formulas: By row (1-based), the columns (0-based) that hold a formula.
    """
    places, findings = SHEET.found_in(rows[0] if rows else ())
    read: list[SheetRow] = []
    lines: list[ImportLine] = []
    for at, cells in enumerate(rows[1:] if not findings else (), start=2):
        if filled(cells):
            read.append(SheetRow(at, cells, SHEET, places, formulas.get(at, ())))
            line = _line(read[-1], book)
            lines += [line] if line else []
    found = [*findings, *(each for row in read for each in row.findings)]
    found += [*_doubles(lines, book), *_missing(lines, book)]
    if not read and not findings:
        found.append(SHEET.about(1, "", "REG-61"))
    return CheckedRows(tuple(lines), tuple(found), len(read))


def _line(row: SheetRow, book: Book) -> ImportLine | None:
    """Return a row as a line; ``None`` where it cannot be read."""
    number, symbol = row.text("number"), row.text("symbol")
    value, suffix, written, types = _number(number, symbol, book.world)
    if number and not 1 <= value <= HIGHEST:
        row.note("number", "REG-52", value=number)
    line = ImportLine(
        row=row.at,
        value=value,
        suffix=suffix,
        written=written,
        day=_day(row, book) or date.min,
        type_key=_type(row, types, book),
        summary=row.text("summary"),
        addressee=row.text("addressee"),
        signer=row.text("signer"),
    )
    return None if row.is_wrong else line


def _number(number: str, symbol: str, world: str) -> tuple[int, str, str, tuple[str, ...]]:
    """Return value, letter, what is printed and the types it may be; 0 where it is no number."""
    plain = _PLAIN.fullmatch(number)
    if plain is None:
        parts = read_number(number)
        if parts is None or parts.value is None:
            return 0, "", "", ()
        return parts.value, parts.suffix.lower(), number, parts.types
    value, suffix = int(plain[1]), plain[2].lower()
    if not symbol:
        return value, suffix, number, ()
    written = f"{value:02d}{suffix}{_SEPARATORS.get(world, '/')}{symbol}"
    parts = read_number(written)
    return value, suffix, written[:80], parts.types if parts else ()


def _day(row: SheetRow, book: Book) -> date | None:
    day = row.day("day")
    if day and (day.year != book.year or day > book.today):
        row.note("day", "REG-54", day=day, year=book.year)
    return day


def _type(row: SheetRow, types: tuple[str, ...], book: Book) -> str:
    """Return the type that a row names, else the one its symbol shows.

    One that nobody knows stops only where types are numbered apart.
    """
    words = row.text("type")
    named = _types().get(fold(words), "") if words else ""
    found = named or (types[0] if types and not words else "")
    if not found and (words or book.by_type):
        severity: Severity = "stops" if book.by_type else "warns"
        row.note("type", "REG-55", severity, value=words)
    return found


def _types() -> dict[str, str]:
    """Return the types by their names in both languages, folded, and by their keys."""
    found: dict[str, str] = {}
    for kind in paper_types(packs_folder()).values():
        for words in (kind.name.vi, kind.name.en, kind.key):
            found.setdefault(fold(words), kind.key)
    return found


def _doubles(lines: Sequence[ImportLine], book: Book) -> Iterator[Finding]:
    """Give the numbers that stand twice in the file, or in the register already."""
    seen: dict[tuple[str, int, str], int] = {}
    taken = frozenset(book.taken)
    for line in lines:
        key = (line.type_key if book.by_type else "", line.value, line.suffix)
        value = f"{line.value}{line.suffix}"
        if key in seen:
            yield SHEET.about(line.row, "number", "REG-58", value=value, other=seen[key])
        elif key in taken:
            yield SHEET.about(line.row, "number", "REG-59", value=value)
        seen.setdefault(key, line.row)


def _missing(lines: Sequence[ImportLine], book: Book) -> Iterator[Finding]:
    """Give the numbers that are left out; they are written as void."""
    values: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if not line.suffix:
            values[line.type_key if book.by_type else ""].append(line.value)
    standing: dict[str, list[int]] = defaultdict(list)
    for type_key, value, _suffix in book.taken:
        standing[type_key].append(value)
    for type_key, found in values.items():
        begins = 1 if book.is_whole else min(found)
        for first, last in gaps([*found, *standing[type_key]], begins, max(found)):
            yield SHEET.about(1, "number", "REG-60", "notes", first=first, last=last, type=type_key)
