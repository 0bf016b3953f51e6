"""Tables as files: one writer, whose cells a spreadsheet never takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from danvan.web import dates

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
TITLE = 31
"""How many signs the tab of a sheet takes."""
LONGEST = 32_767
"""How many signs a cell of a workbook takes."""
FIRST_YEAR = 1900
"""The first year a workbook can count; earlier days are written as text."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_response(
    name: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Return a CSV file for download, in UTF-8 with a mark that spreadsheets understand.

    Args:
        name: File name without its ending, ASCII.
        header: Names of the columns.
        rows: Cells; days are written dd/mm/yyyy, nothing as empty.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (header, *rows):
        writer.writerow([cell(value) for value in row])
    response = HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def cell(value: object) -> str:
    """Return a cell as text; one that a spreadsheet would calculate is quoted by an apostrophe."""
    if value is None:
        return ""
    text = dates.show_day(value) if isinstance(value, date) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def xlsx_response(
    name: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Return a workbook of one sheet for download.

    Text is written as text, so nothing is ever calculated or turned into a link.

    Args:
        name: File name without its ending, ASCII.
        header: Names of the columns.
        rows: Cells; days and numbers stay days and numbers, moments become text.
    """
    return sheets_response(name, [Sheet("", header, rows)])


def sheets_response(name: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """Return a workbook of several sheets for download; text is written as text."""
    response = HttpResponse(workbook_of(sheets), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def file_response(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return bytes as a file to save, which no browser runs and no cache keeps."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def workbook(header: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook of one sheet as bytes."""
    return workbook_of([Sheet("", header, rows)])


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: what its tab says, headings, rows."""

    title: str
    header: Sequence[object]
    rows: Iterable[Sequence[object]]


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook as bytes; titles of sheets are cut and told apart as workbooks want."""
    kept, titles = io.BytesIO(), set[str]()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        for one in sheets:
            title = _title(one.title, titles)
            titles.add(title.casefold())
            _fill(book, book.add_worksheet(title or None), one)
    return kept.getvalue()


def _title(title: str, taken: set[str]) -> str:
    """Return a title without the signs that tabs refuse, at most 31 long, told from those taken."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:TITLE]
    at = 2
    while plain.casefold() in taken:
        ending = f" ({at})"
        plain, at = plain[: TITLE - len(ending)].rstrip() + ending, at + 1
    return plain


def _fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, content: Sheet) -> None:
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    for at, one in enumerate(content.header):
        sheet.write_string(0, at, str(one)[:LONGEST], bold)
    sheet.freeze_panes(1, 0)
    widths = [len(str(one)) for one in content.header]
    last = 0
    for last, row in enumerate(content.rows, start=1):
        for at, value in enumerate(row):
            _write(sheet, last, at, value, day)
            widths[at] = max(widths[at], len(str(value or "")))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(width + 2, WIDEST))
    sheet.autofilter(0, 0, last, max(len(widths) - 1, 0))


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, value: object, day: object
) -> None:
    """Write one cell; text, whatever it looks like, by the one call that never calculates."""
    if value is None or value == "":
        return
    if isinstance(value, date) and not isinstance(value, datetime) and value.year >= FIRST_YEAR:
        sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001  a day
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
        sheet.write_number(row, at, value)
    else:
        sheet.write_string(row, at, text_of(value)[:LONGEST])


def text_of(value: object) -> str:
    """Return a value as people read it in a cell."""
    if isinstance(value, datetime):
        return dates.show_moment(value)
    return dates.show_day(value) if isinstance(value, date) else str(value)
