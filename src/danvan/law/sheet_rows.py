"""Read the rows of a spreadsheet of a register: columns by headings, every doubt a finding."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from danvan.law.collation import fold
from danvan.law.errors import LawError
from danvan.law.findings import Finding, Place, Severity
from danvan.law.tree_cells import day_of


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of a spreadsheet are headed.

    Args:
        headings: By key, in the order of the form; a key is understood as a heading too.
        needed: Without which no row can be read.
        also: Further headings with their keys.
        longest: Most characters of a cell by key; ``usual`` where none is told.
    """

    headings: Mapping[str, str]
    needed: Sequence[str]
    also: Mapping[str, str] = field(default_factory=dict)
    longest: Mapping[str, int] = field(default_factory=dict)
    usual: int = 200

    def about(
        self, at: int, column: str, code: str, severity: Severity = "stops", **fields: object
    ) -> Finding:
        """Return a finding about a cell; ``at`` is its row, 1 is the row of headings."""
        told = {"column": self.headings.get(column, ""), **fields}
        return Finding(code, severity, Place(at, at), told)

    def found_in(self, header: Sequence[object]) -> tuple[dict[str, int], list[Finding]]:
        """Return where each column stands, with ``REG-50`` for each needed one that is missing."""
        named = {fold(words): key for key, words in self.headings.items()}
        named |= {key: key for key in self.headings}
        named |= {fold(words): key for words, key in self.also.items()}
        found: dict[str, int] = {}
        for at, cell in enumerate(header):
            key = named.get(" ".join(fold(str(cell or "")).rstrip(" *").split()))
            if key:
                found.setdefault(key, at)
        return found, [self.about(1, key, "REG-50") for key in self.needed if key not in found]


@dataclass(slots=True)
class SheetRow:
    """One row while it is read.

    Args:
        places: Where each column stands.
        formulas: Columns (0-based) that hold a formula in this row.
    """

    at: int
    cells: Sequence[object]
    columns: Columns
    places: Mapping[str, int]
    formulas: Collection[int] = ()
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        """Return whether something stops the row."""
        return any(one.severity == "stops" for one in self.findings)

    def note(self, column: str, code: str, severity: Severity = "stops", **told: object) -> None:
        """Keep a finding about one of its cells."""
        self.findings.append(self.columns.about(self.at, column, code, severity, **told))

    def cell(self, column: str) -> object:
        """Return what a cell holds; nothing for a formula, which is ``REG-56``."""
        at = self.places.get(column)
        value = self.cells[at] if at is not None and at < len(self.cells) else None
        if at in self.formulas or (isinstance(value, str) and value.lstrip().startswith("=")):
            self.note(column, "REG-56")
            return None
        return value

    def text(self, column: str) -> str:
        """Return a cell as one line; ``REG-57`` where it is too long, ``REG-51`` where needed."""
        value = self.cell(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        given = "" if value is None else str(value)
        seen = "".join(sign if sign.isprintable() else " " for sign in given)
        text = " ".join(normalize("NFC", seen).split())
        limit = self.columns.longest.get(column, self.columns.usual)
        if len(text) > limit:
            self.note(column, "REG-57", limit=limit)
            return ""
        if not text and column in self.columns.needed and not self._told(column):
            self.note(column, "REG-51")
        return text

    def day(self, column: str) -> date | None:
        """Return the day in a cell; ``REG-53`` where it is none, ``REG-51`` where needed."""
        cell = self.cell(column)
        try:
            day = day_of(cell)
        except LawError:
            self.note(column, "REG-53", value=str(cell)[:40])
            return None
        if day is None and column in self.columns.needed and not self._told(column):
            self.note(column, "REG-51")
        return day

    def _told(self, column: str) -> bool:
        heading = self.columns.headings[column]
        return any(one.fields["column"] == heading for one in self.findings)


def filled(cells: Sequence[object]) -> bool:
    """Return whether a row holds anything."""
    return any(str(cell or "").strip() for cell in cells)
