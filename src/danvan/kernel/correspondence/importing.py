"""Write last year's register from checked rows, and take it back: whole or not at all."""

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
    ImportBatch,
    Number,
    NumberState,
    Register,
    Series,
    Span,
)
from danvan.kernel.correspondence.numbers import Line
from danvan.kernel.correspondence.registers import scope_on, series_on
from danvan.kernel.correspondence.rights import CLERKS, require, require_words, tell

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
    batch = ImportBatch.objects.create(
        register=register,
        year=min(line.day for line in checked.lines).year,
        lines=len(checked.lines),
        series=[],
        written_at=timezone.now(),
        written_by=actor.label[:200],
    )
    by_series: dict[tuple[str, str], list[ImportLine]] = defaultdict(list)
    for line in checked.lines:
        type_key = line.type_key if register.by_type else ""
        by_series[type_key, scope_on(register, line.day)].append(line)
    for _key, lines in sorted(by_series.items()):
        batch.series.append(_write(batch, lines, actor))
    batch.save(update_fields=["series"])
    told = {"lines": len(checked.lines), "digest": checked.digest, "import": batch.pk}
    tell("register.import", f"register:{register.pk}", actor, register.unit_id, told)
    return len(checked.lines)


@transaction.atomic
def undo_import(batch: ImportBatch, actor: Actor, reason: str) -> int:
    """Take an imported register back, as if it had not been brought; returns how many lines.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-05`` no reason, ``REG-37`` it is taken back
            already, a number has been taken after it, or one of its lines has been used since.
    """
    register = batch.register
    require(actor, CLERKS, register.unit_id)
    words = require_words(reason)
    rows = ImportBatch.objects.filter(pk=batch.pk, undone_at=None)
    if not rows.update(undone_at=timezone.now(), undone_by=actor.label[:200], reason=words):
        raise Refused("REG-37")
    numbers = Number.objects.filter(batch=batch)
    lines = numbers.filter(state=NumberState.USED).count()
    if lines != batch.lines or numbers.exclude(file_sheets=None).exists():
        raise Refused("REG-37")
    numbers.delete()
    for told in batch.series:
        first, counter = told["after"]
        mine = Series.objects.filter(pk=told["series"], first=first, counter=counter)
        if not mine.update(first=told["before"][0], counter=told["before"][1]):
            raise Refused("REG-37")
    told = {"import": batch.pk, "lines": batch.lines, "reason": words}
    tell("register.undo_import", f"register:{register.pk}", actor, register.unit_id, told)
    return lines


def _write(batch: ImportBatch, lines: Sequence[ImportLine], actor: Actor) -> dict[str, object]:
    """Write the lines of one series; whoever takes a number there meanwhile waits.

    Returns the series with where it began and stood before and after.
    """
    register = batch.register
    series = series_on(register, lines[0].type_key, lines[0].day)
    low, high = min(line.value for line in lines), max(line.value for line in lines)
    mine = Series.objects.filter(pk=series.pk)
    before = [series.first, series.counter]
    mine.update(counter=Greatest(F("counter"), high))
    standing = set(series.numbers.values_list("value", "suffix"))
    for line in lines:
        if (line.value, line.suffix) in standing:
            raise Refused("REG-59", value=f"{line.value}{line.suffix}")
    goes_on = register.span == Span.TERM and not standing and series.counter == 0
    first = low if goes_on else min(series.first, low)
    mine.update(first=first)
    series.refresh_from_db()
    Number.objects.bulk_create(
        (_used(series, batch, line, actor) for line in lines), batch_size=BATCH
    )
    values = series.numbers.filter(suffix="").values_list("value", flat=True)
    missing = [
        value
        for begin, end in gaps(values, series.first, series.counter)
        for value in range(begin, end + 1)
    ]
    last = max(line.day for line in lines)
    Number.objects.bulk_create(
        (_void(series, batch, value, last, actor) for value in missing), batch_size=BATCH
    )
    after = [series.first, series.counter]
    return {"series": series.pk, "before": before, "after": after}


def _used(series: Series, batch: ImportBatch, line: ImportLine, actor: Actor) -> Number:
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
        batch=batch,
        **shown.values(),
    )


def _void(series: Series, batch: ImportBatch, value: int, on: date, actor: Actor) -> Number:
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
        batch=batch,
    )
