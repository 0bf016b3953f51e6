"""Read one TOML table of a pack: every doubt becomes a finding with file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from danvan.law.calendar import Mark
from danvan.law.duties import Words
from danvan.law.errors import LawError
from danvan.law.findings import Finding, Place, Severity
from danvan.law.periods import Period

MARKS: tuple[Mark, ...] = ("V", "S", "M", "C")
MISSING = object()
FIRST_LINE = Place(1, 1)

Choice = TypeVar("Choice", bound=str)


class Sheet:
    """One file of a pack while it is read: its tables, its lines, and the findings made so far.

    Args:
        folder: Folder of the pack.
        path: The file.
        findings: List that every remark is added to.
    """

    def __init__(self, folder: Path, path: Path, findings: list[Finding]) -> None:
        self.name = path.relative_to(folder).as_posix()
        self.findings = findings
        self.lines: list[str] = []
        self.values: dict[str, object] = {}
        try:
            text = path.read_bytes().decode("utf-8")
            self.values = tomllib.loads(text)
            self.lines = text.splitlines()
        except UnicodeDecodeError:
            self.note("PACK-02", "")
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            found = re.search(r"line (\d+)", str(error))
            self.note("PACK-03", "", line=int(found[1]) if found else 1)

    def note(
        self,
        code: str,
        key: str,
        *,
        line: int = 1,
        severity: Severity = "stops",
        **fields: object,
    ) -> None:
        """Add a finding that names this file, the key and the line."""
        told = {"file": self.name, "key": key, "line": line, **fields}
        self.findings.append(Finding(code, severity, Place(line, line), told))

    def line_of(self, needle: str) -> int:
        """Return the first line that holds a value in quotes, or 1."""
        quoted = f'"{needle}"'
        return next((n for n, line in enumerate(self.lines, 1) if quoted in line), 1)

    def root(self) -> Table:
        """Return the whole file as a table."""
        return Table(self, self.values, "", 1)


class Table:
    """One table of a sheet; keys are taken one by one, and :meth:`close` reports what nobody asked
    for.
    """

    def __init__(self, sheet: Sheet, values: Mapping[str, object], key: str, line: int) -> None:
        self.sheet = sheet
        self.values = values
        self.key = key
        self.line = line
        self.taken: set[str] = set()

    def note(
        self, code: str, name: str = "", *, severity: Severity = "stops", **fields: object
    ) -> None:
        """Add a finding about a key of this table."""
        key = ".".join(part for part in (self.key, name) if part)
        self.sheet.note(code, key, line=self.line, severity=severity, **fields)

    def has(self, name: str) -> bool:
        """Say whether a key is written."""
        return name in self.values

    def take(
        self, name: str, form: type | tuple[type, ...], *, default: object = MISSING
    ) -> object:
        """Return a value of a form; a missing or wrong one is noted and gives ``None``."""
        self.taken.add(name)
        if name not in self.values:
            if default is MISSING:
                self.note("PACK-05", name)
            return None if default is MISSING else default
        value = self.values[name]
        is_wrong = isinstance(value, bool) and form is int
        if is_wrong or not isinstance(value, form):
            self.note("PACK-06", name, value=str(value)[:80])
            return None if default is MISSING else default
        return value

    def text(self, name: str, *, default: str | None = None) -> str:
        """Return a text; empty where it is missing and no default is given."""
        found = self.take(name, str, default=MISSING if default is None else default)
        if found == "" and default is None:
            self.note("PACK-05", name)
        return str(found or "")

    def number(self, name: str) -> int | None:
        """Return a whole number, or ``None`` where it is not written."""
        found = self.take(name, int, default=None)
        return found if isinstance(found, int) else None

    def truth(self, name: str, *, default: bool) -> bool:
        """Return yes or no."""
        return bool(self.take(name, bool, default=default))

    def day(self, name: str, *, needed: bool = True) -> date | None:
        """Return a day; a moment in its place is refused."""
        found = self.take(name, date, default=MISSING if needed else None)
        if isinstance(found, datetime):
            self.note("PACK-06", name, value=found.isoformat())
            return None
        return found if isinstance(found, date) else None

    def texts(self, name: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of texts, each once."""
        found = self.take(name, list, default=MISSING if needed else [])
        values = found if isinstance(found, list) else []
        if not all(isinstance(value, str) and value for value in values):
            self.note("PACK-06", name, value=str(values)[:80])
            return ()
        if len(set(values)) < len(values):
            self.note(
                "PACK-08", name, value=", ".join(sorted(v for v in values if values.count(v) > 1))
            )
        if needed and isinstance(found, list) and not values:
            self.note("PACK-05", name)
        return tuple(values)

    def choice(
        self, name: str, allowed: Collection[Choice], *, default: Choice | None = None
    ) -> Choice:
        """Return one of the allowed values; the first of them where a wrong one was noted."""
        found = self.take(name, str, default=MISSING if default is None else default)
        for value in allowed:
            if value == found:
                return value
        if found is not None:
            self.note("PACK-07", name, value=found, allowed=tuple(allowed))
        return next(iter(allowed))

    def words(self, name: str, *, needed: bool = True) -> Words | None:
        """Return a wording in both languages; one language alone is noted."""
        found = self.take(name, dict, default=MISSING if needed else None)
        if not isinstance(found, dict):
            return None
        table = Table(self.sheet, found, f"{self.key}.{name}" if self.key else name, self.line)
        words = Words(table.text("vi"), table.text("en"))
        table.close()
        return words

    def label(self, name: str) -> Words:
        """Return a wording that must be there; an empty one where it was noted as missing."""
        return self.words(name) or Words("", "")

    def table(self, name: str) -> Table | None:
        """Return a table inside this one, or ``None``."""
        found = self.take(name, dict, default=None)
        key = f"{self.key}.{name}" if self.key else name
        return Table(self.sheet, found, key, self.line) if isinstance(found, dict) else None

    def tables(self, name: str, *, named_by: str = "id") -> tuple[Table, ...]:
        """Return a list of tables, each called by one of its values in findings."""
        found = self.take(name, list, default=[])
        rows = found if isinstance(found, list) else []
        made = []
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, dict):
                self.note("PACK-06", name, value=str(row)[:80])
                continue
            called = row.get(named_by)
            line = self.sheet.line_of(called) if isinstance(called, str) else 1
            made.append(Table(self.sheet, row, f"{name}[{called or number}]", line))
        return tuple(made)

    def period(self, begins: str = "from", until: str = "until") -> Period:
        """Return the half-open span of two keys; a span that ends before it begins is noted."""
        first, end = self.day(begins, needed=False), self.day(until, needed=False)
        try:
            return Period(first, end)
        except LawError:
            self.note("PACK-14", until, value=end)
            return Period(first)

    def source(self) -> tuple[str, Mark]:
        """Return where a value comes from and how sure it is."""
        return self.text("source"), self.choice("mark", MARKS)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for name in sorted(set(self.values) - self.taken):
            self.note("PACK-04", name)
