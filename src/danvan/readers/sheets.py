"""Read the first sheet of a workbook (XLSX), measured before it is unpacked, or a CSV, as rows."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice
from typing import Final
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from danvan.law import archives
from danvan.law.errors import ReadError
from danvan.readers import plain

MOST_COLUMNS: Final = 100
BETWEEN: Final = (",", ";", "\t")
"""What may stand between the cells of a row of text."""
_CORNER: Final = re.compile(rb"\sr\s{0,9}=\s{0,9}[\"']\s{0,9}([A-Za-z]{0,9})(\d{1,20})")
_FORMULA: Final = re.compile(
    rb"<(?:\w{1,9}:)?c\b[^<>]{0,300}?\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]{0,300}>\s{0,9}<(?:\w{1,9}:)?f\b"
)
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^<>]{0,500}?\s\w+:id=\"([^\"<>]{1,60})\"")
_LINK: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]{0,900}>")
_BROKEN: Final = (CalamineError, OSError, ValueError, KeyError, BadZipFile)


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of a sheet.

    Args:
        rows: From the first row of the sheet on, empty ones included.
        formulas: By row (1-based), the columns (0-based) that hold a formula.
    """

    rows: list[list[object]]
    formulas: dict[int, set[int]]


def read_sheet(content: bytes, name: str, *, most_rows: int) -> SheetRows:
    """Return the rows of the first sheet.

    Nothing in the file is calculated, followed or run; a formula is only pointed out.

    Raises:
        ReadError: ``READ-08`` unpacks beyond the limits, ``READ-09`` damaged or locked,
            ``READ-21`` more rows or columns than are read.
    """
    first = _first_sheet(content, name)
    formulas: dict[int, set[int]] = defaultdict(set)
    for path in _parts(content, name):
        text = archives.member(content, path, name)
        if path.startswith("xl/worksheets/"):
            for row, column in _formulas(text, name, most_rows):
                if path == first:
                    formulas[row].add(column)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except _BROKEN as error:
        raise ReadError("READ-09", name=name) from error
    if len(rows) > most_rows + 1:
        raise too_many(name, most_rows)
    return SheetRows(rows, dict(formulas))


def read_table(content: bytes, name: str, *, most_rows: int) -> SheetRows:
    """Return the rows of a text whose cells stand between commas, semicolons or tabs (CSV).

    Raises:
        ReadError: ``READ-03``, ``READ-06`` as ``plain.read``; ``READ-09`` a cell is never closed or
            far too long, ``READ-21`` more rows or columns than are read.
    """
    [text], _encoding = plain.read(content, name)
    heading = text.partition("\n")[0]
    between = max(BETWEEN, key=heading.count)
    try:
        rows: list[list[object]] = [
            list(row)
            for row in islice(csv.reader(StringIO(text), delimiter=between), most_rows + 2)
        ]
    except csv.Error as error:
        raise ReadError("READ-09", name=name) from error
    if len(rows) > most_rows + 1 or any(len(row) > MOST_COLUMNS for row in rows):
        raise too_many(name, most_rows)
    return SheetRows(rows, {})


def too_many(name: str, most_rows: int) -> ReadError:
    """Return the refusal of a sheet that holds too much."""
    return ReadError("READ-21", name=name, rows=most_rows, columns=MOST_COLUMNS)


def _first_sheet(content: bytes, name: str) -> str:
    """Return the part that holds the first sheet."""
    book = _SHEET.search(archives.member(content, "xl/workbook.xml", name))
    links = _LINK.findall(archives.member(content, "xl/_rels/workbook.xml.rels", name))
    for link in links if book else ():
        target = re.search(rb'\sTarget="/?(?:xl/)?([^"]+)"', link)
        if target and re.search(rb'\sId="' + re.escape(book[1] if book else b"") + rb'"', link):
            return f"xl/{target[1].decode('utf-8', 'replace')}"
    raise ReadError("READ-09", name=name)


def _parts(content: bytes, name: str) -> list[str]:
    """Return the parts that hold cells and their texts."""
    try:
        with ZipFile(BytesIO(content)) as package:
            names = package.namelist()
    except _BROKEN as error:
        raise ReadError("READ-09", name=name) from error
    wanted = ("xl/worksheets/sheet", "xl/sharedStrings", "xl/styles")
    return [path for path in dict.fromkeys(names) if path.startswith(wanted)]


def _formulas(text: bytes, name: str, most_rows: int) -> Iterator[tuple[int, int]]:
    """Give the cells with formulas; refuse a sheet whose corners lie too far apart.

    A reader lays a sheet out as one field, so that two cells far apart would fill the memory.
    """
    for found in _CORNER.finditer(text):
        if int(found[2]) > most_rows + 1 or _column(found[1].upper()) >= MOST_COLUMNS:
            raise too_many(name, most_rows)
    for found in _FORMULA.finditer(text):
        yield int(found[2]), _column(found[1])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
