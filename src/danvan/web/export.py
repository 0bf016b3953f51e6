"""Tables as files: one writer, whose cells a spreadsheet never takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponse

from danvan.web import dates

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
