"""Read the cells of one row of a spreadsheet of units; every doubt is a finding with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from danvan.law.collation import fold
from danvan.law.errors import LawError
from danvan.law.findings import Finding, Place
from danvan.law.tree_plans import LONGEST_KEY, UnitLine

Cell = object
"""Text, number, day, moment, truth or nothing, as a spreadsheet holds it."""
COLUMNS: Final[Mapping[str, str]] = {
    "key": "Mã",
    "name": "Tên",
    "name_en": "Tên tiếng Anh",
    "short_name": "Tên ngắn",
    "parent": "Mã cấp trên",
    "tier": "Cấp",
    "side": "Khối",
    "is_locality": "Là địa bàn",
    "home": "Mã địa bàn",
    "roles": "Cơ quan theo quy chế",
    "valid_from": "Từ ngày",
    "valid_until": "Thôi từ ngày",
    "basis": "Căn cứ",
}
"""Headings of the form, in their order; the keys are understood as headings too."""
TIER_WORDS: Final[Mapping[str, str]] = {
    "central": "trung ương",
    "province": "tỉnh; thành phố; tỉnh, thành phố",
    "district": "huyện; quận; thị xã; huyện, quận, thị xã",
    "commune": "xã; phường; đặc khu; xã, phường, đặc khu",
    "hamlet": "thôn; xóm; tổ dân phố; bản; ấp; khu phố; thôn, xóm, tổ dân phố",
}
"""Words understood in a spreadsheet, parted by semicolons; the key itself is understood too."""
NEEDED: Final = ("key", "name", "tier", "side", "valid_from")
LONGEST: Final = {"name": 200, "name_en": 200, "short_name": 80, "basis": 300}
KEY: Final = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_KEY - 1}}}")
YES: Final = frozenset({"x", "co", "yes", "1", "true", "dung"})
NO: Final = frozenset({"", "khong", "no", "0", "false", "sai"})
FIRST_YEAR, LAST_YEAR = 1945, 2100
_SERIAL_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet counts days without zones
_WRITTEN: Final = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may stand in the columns with closed lists: folded words with the keys they mean."""

    tiers: Mapping[str, str]
    sides: Mapping[str, str]
    roles: Mapping[str, str]


def columns_of(header: Sequence[Cell]) -> tuple[dict[str, int], list[Finding]]:
    """Return where each column stands, with findings about the row of headings."""
    named = {fold(words): key for key, words in COLUMNS.items()} | {key: key for key in COLUMNS}
    found: dict[str, int] = {}
    findings: list[Finding] = []
    for at, cell in enumerate(header):
        words = fold(str(cell or "")).rstrip(" *")
        key = named.get(words)
        if key and key not in found:
            found[key] = at
        elif words:
            findings.append(
                replace(about(1, "", "TREE-36", value=str(cell)[:80]), severity="notes")
            )
    findings += [about(1, key, "TREE-10") for key in NEEDED if key not in found]
    return found, findings


def about(number: int, column: str, code: str, /, **fields: object) -> Finding:
    """Return a finding that stops; its place is the row, its column stands in the fields."""
    told = {"column": COLUMNS.get(column, ""), **fields}
    return Finding(code, "stops", Place(number, number), told)


def day_of(cell: Cell) -> date | None:
    """Return the day in a cell: a day, a number counted by spreadsheets, or dd/mm/yyyy.

    Raises:
        LawError: ``TREE-28`` it is no day, ``TREE-37`` one far away.
    """
    if cell is None or cell == "":
        return None
    try:
        day = _day(cell)
    except (ValueError, OverflowError):
        raise LawError("TREE-28", value=str(cell)[:40]) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise LawError("TREE-37", first=FIRST_YEAR, last=LAST_YEAR)
    return day


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return (_SERIAL_ZERO + timedelta(days=int(cell))).date()
    text = str(cell).strip()
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return date.fromisoformat(text)
    day, month, year = (int(part) for part in found.groups())
    return date(year, month, day)


@lru_cache(maxsize=4096)
def _one_line(text: str) -> str:
    """Return a text in one Unicode form, on one line, without signs that cannot be seen."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(normalize("NFC", text).split())


_word = lru_cache(maxsize=4096)(fold)


class RowReader:
    """One row while it is read.

    Args:
        number: Row of the sheet, 1 is the row of headings.
        formulas: Columns of this row that hold a formula, counted from 0.
    """

    def __init__(
        self,
        number: int,
        cells: Sequence[Cell],
        columns: Mapping[str, int],
        formulas: Collection[int] = (),
    ) -> None:
        self.number = number
        self.cells = cells
        self.columns = columns
        self.formulas = formulas
        self.findings: list[Finding] = []

    def note(self, column: str, code: str, **fields: object) -> None:
        """Add a finding about a cell."""
        self.findings.append(about(self.number, column, code, **fields))

    def cell(self, column: str) -> Cell:
        """Return what stands in a column; a formula is noted and counts as nothing."""
        at = self.columns.get(column)
        value = self.cells[at] if at is not None and at < len(self.cells) else None
        if at in self.formulas or (isinstance(value, str) and value.lstrip().startswith("=")):
            self.note(column, "TREE-31")
            return None
        return value

    def text(self, column: str) -> str:
        """Return the text of a column in one line; a whole number is written without a point."""
        value = self.cell(column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = _one_line(str(value or ""))
        longest = LONGEST.get(column, 2000)
        if len(text) > longest:
            self.note(column, "TREE-32", limit=longest)
            text = text[:longest]
        if not text:
            self._missed(column)
        return text

    def _missed(self, column: str) -> None:
        told = {finding.fields["column"] for finding in self.findings}
        if column in NEEDED and COLUMNS[column] not in told:
            self.note(column, "TREE-20")

    def key(self, column: str) -> str:
        """Return a key in lower case."""
        text = self.text(column).lower()
        if text and not KEY.fullmatch(text):
            self.note(column, "TREE-21", value=text[:80])
            return ""
        return text

    def choice(self, column: str, meanings: Mapping[str, str]) -> str:
        """Return what a word of a closed list means."""
        text = self.text(column)
        found = meanings.get(_word(text), "")
        if text and not found:
            self.note(column, "TREE-26", value=text[:80])
        return found

    def truth(self, column: str) -> bool:
        """Return yes or no."""
        value = self.cell(column)
        if isinstance(value, bool):
            return value
        word = _word(f"{value:g}" if isinstance(value, float) else str(value or ""))
        if word not in YES | NO:
            self.note(column, "TREE-26", value=word[:80])
        return word in YES

    def day(self, column: str) -> date | None:
        """Return the day in a column."""
        value = self.cell(column)
        try:
            found = day_of(value)
        except LawError as error:
            self.note(column, error.code, **error.fields)
            return None
        if found is None:
            self._missed(column)
        return found

    def roles(self, known: Mapping[str, str]) -> tuple[str, ...]:
        """Return the bodies of a row, each once."""
        words = [word.strip() for word in self.text("roles").split(";") if word.strip()]
        found: dict[str, None] = {}
        for word in words:
            slug = known.get(_word(word))
            if slug is None:
                self.note("roles", "TREE-27", value=word[:80])
            else:
                found[slug] = None
        return tuple(found)

    def line(self, known: Vocabulary, root: str) -> UnitLine:
        """Return the row as a unit, as far as it can be read; ``faults`` says where it cannot."""
        begins, ends = self.day("valid_from"), self.day("valid_until")
        line = UnitLine(
            key=self.key("key"),
            name=self.text("name"),
            name_en=self.text("name_en"),
            short_name=self.text("short_name"),
            tier=self.choice("tier", known.tiers),
            side=self.choice("side", known.sides),
            parent=self.key("parent") or root,
            is_locality=self.truth("is_locality"),
            home=self.key("home"),
            roles=self.roles(known.roles),
            valid_from=begins or date.min,
            valid_until=ends,
            basis=self.text("basis"),
            number=self.number,
        )
        if begins and ends and ends <= begins:
            self.note("valid_until", "TREE-29", day=ends)
        return line

    @property
    def faults(self) -> frozenset[str]:
        """Return the headings of the columns of this row that cannot be read."""
        return frozenset(str(finding.fields["column"]) for finding in self.findings)
