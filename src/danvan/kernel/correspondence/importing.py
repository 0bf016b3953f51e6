"""Write last year's register from checked rows: whole, in one transaction, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.faults import gaps
from danvan.kernel.correspondence.import_rows import Book, CheckedRows, ImportLine
from danvan.kernel.correspondence.models import (
    Number,
    NumberState,
    Register,
    Series,
    Span,
)
from danvan.kernel.correspondence.numbers import Line
from danvan.kernel.correspondence.registers import scope_on, series_on
from danvan.kernel.correspondence.rights import CLERKS, require, tell

BATCH = 1_000
"""Rows of one statement."""


def book_of(register: Register, year: int, today: date) -> Book:
    """Return what the rows of a year are checked against.

    Of a register over terms, that of the term on the last day of the year counts.

    Raises:
        Refused: ``REG-13``, the committee had no term then.
    """
    scope = scope_on(register, min(date(year, 12, 31), today))
    rows = Number.objects.filter(series__register=register, series__scope=scope)
    return Book(
        world=register.world,
        year=year,
        today=today,
        by_type=register.by_type,
        is_whole=register.span == Span.YEAR,
        taken=frozenset(rows.values_list("series__type_key", "value", "suffix")),
    )


@transaction.atomic
def write_rows(register: Register, checked: CheckedRows, actor: Actor) -> int:
    """Write checked rows; numbers left out between them are written as void.

    Returns:
        How many lines were written, the void ones not counted.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-59`` a number has been taken since the check,
            ``REG-62`` nothing to write, or something stops it; as ``registers.series_on``.
    """
    require(actor, CLERKS, register.unit_id)
    if not checked.is_clean:
        raise Refused("REG-62")
    by_series: dict[tuple[str, str], list[ImportLine]] = defaultdict(list)
    for line in checked.lines:
        type_key = line.type_key if register.by_type else ""
        by_series[type_key, scope_on(register, line.day)].append(line)
    for _key, lines in sorted(by_series.items()):
        _write(register, lines, actor)
    told = {"lines": len(checked.lines), "digest": checked.digest}
    tell("register.import", f"register:{register.pk}", actor, register.unit_id, told)
    return len(checked.lines)


def _write(register: Register, lines: Sequence[ImportLine], actor: Actor) -> None:
    """Write the lines of one series; whoever takes a number there meanwhile waits."""
    series = series_on(register, lines[0].type_key, lines[0].day)
    low, high = min(line.value for line in lines), max(line.value for line in lines)
    mine = Series.objects.filter(pk=series.pk)
    mine.update(counter=Greatest(F("counter"), high))
    standing = set(series.numbers.values_list("value", "suffix"))
    for line in lines:
        if (line.value, line.suffix) in standing:
            raise Refused("REG-59", value=f"{line.value}{line.suffix}")
    goes_on = register.span == Span.TERM and not standing and series.counter == 0
    first = low if goes_on else min(series.first, low)
    mine.update(first=first)
    series.refresh_from_db()
    Number.objects.bulk_create((_used(series, line, actor) for line in lines), batch_size=BATCH)
    values = series.numbers.filter(suffix="").values_list("value", flat=True)
    missing = [
        value
        for begin, end in gaps(values, series.first, series.counter)
        for value in range(begin, end + 1)
    ]
    last = max(line.day for line in lines)
    Number.objects.bulk_create(
        (_void(series, value, last, actor) for value in missing), batch_size=BATCH
    )


def _used(series: Series, line: ImportLine, actor: Actor) -> Number:
    shown = Line(line.written, line.day, line.summary, line.addressee, line.signer)
    return Number(
        series=series,
        value=line.value,
        suffix=line.suffix,
        type_key=line.type_key,
        state=NumberState.USED,
        reserved_on=line.day,
        state_at=timezone.now(),
        state_by=actor.label[:200],
        state_user_id=actor.user_id,
        is_imported=True,
        **shown.values(),
    )


def _void(series: Series, value: int, on: date, actor: Actor) -> Number:
    return Number(
        series=series,
        value=value,
        type_key=series.type_key,
        state=NumberState.VOID,
        reserved_on=on,
        state_at=timezone.now(),
        state_by=actor.label[:200],
        state_user_id=actor.user_id,
        reason=gettext("Không có trong sổ được nhập."),
        is_imported=True,
    )
