"""What lies in a file, in order: documents of the site, stubs of secret ones, papers in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.access import may_see
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import (
    Document,
    FileEntry,
    FileSheet,
    Incoming,
    Number,
)
from danvan.kernel.correspondence.rights import CLERKS, require, tell
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import name_of


@dataclass(frozen=True, slots=True)
class Listed:
    """One document of a file as lists of contents show it.

    Args:
        secrecy: Mark of a secret one, of which only number and day stand; else ``""``.
    """

    order: int
    number: str
    day: date | None
    summary: str
    secrecy: str = ""


@transaction.atomic
def file_case(entry: FileEntry, case: Case, actor: Actor) -> FileSheet:
    """Lay a document into a file that is open.

    Raises:
        Refused: ``REG-01`` no role there or the document is not seen, ``REG-67`` it lies there
            already, ``REG-34`` the file is closed.
    """
    require(actor, CLERKS, entry.file_list.unit_id)
    if not may_see(actor, case):
        raise Refused("REG-01")
    return _lay(entry, actor, case=case)


@transaction.atomic
def file_stub(entry: FileEntry, number: Number, actor: Actor) -> FileSheet:
    """Lay the stub of a secret document into a file: its number and its day, nothing else.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-45`` the number is no stub of the unit; as
            ``file_case``.
    """
    require(actor, CLERKS, entry.file_list.unit_id)
    if not number.secrecy or number.series.register.unit_id != entry.file_list.unit_id:
        raise Refused("REG-45", value=number.value)
    return _lay(entry, actor, number=number)


@transaction.atomic
def file_paper(
    entry: FileEntry, written: str, dated_on: date | None, summary: str, actor: Actor
) -> FileSheet:
    """Tell of a paper that lies in the file and is no document of the site.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-46`` it has no words; as ``file_case``.
    """
    require(actor, CLERKS, entry.file_list.unit_id)
    words = " ".join(summary.split())[:500]
    if not words:
        raise Refused("REG-46")
    number = " ".join(written.split())[:80]
    return _lay(entry, actor, written=number, dated_on=dated_on, summary=words)


def _lay(entry: FileEntry, actor: Actor, **what: Any) -> FileSheet:
    last = entry.sheets.order_by("-order").values_list("order", flat=True).first() or 0
    _require_open(entry)
    try:
        with transaction.atomic():
            made = FileSheet.objects.create(
                entry=entry,
                order=last + 1,
                filed_at=timezone.now(),
                filed_by=actor.label[:200],
                **what,
            )
    except IntegrityError:
        raise Refused("REG-67") from None
    _tell("file", made, actor)
    return made


@transaction.atomic
def move(sheet: FileSheet, actor: Actor, *, to: int) -> None:
    """Give a document another place in the order of its file; the others close up.

    Args:
        to: Its place from now on, 1 for the first.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-34`` the file is closed.
    """
    entry = sheet.entry
    require(actor, CLERKS, entry.file_list.unit_id)
    _require_open(entry)
    others = [one for one in _in_order(entry) if one.pk != sheet.pk]
    at = min(max(to, 1), len(others) + 1)
    _number_anew([*others[: at - 1], sheet, *others[at - 1 :]])
    sheet.refresh_from_db()
    _tell("move", sheet, actor, to=at)


@transaction.atomic
def take_out(sheet: FileSheet, actor: Actor) -> None:
    """Take a document out of an open file; the others close up.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-34`` the file is closed.
    """
    entry = sheet.entry
    require(actor, CLERKS, entry.file_list.unit_id)
    _require_open(entry)
    _tell("take_out", sheet, actor)
    sheet.delete()
    _number_anew(list(_in_order(entry)))


def _require_open(entry: FileEntry) -> None:
    """Refuse to change what lies in a closed file; a file is held until the change is through."""
    if not FileEntry.objects.select_for_update().filter(pk=entry.pk, closed_on=None).exists():
        raise Refused("REG-34")


def _in_order(entry: FileEntry) -> QuerySet[FileSheet]:
    return entry.sheets.order_by("order")


def _number_anew(sheets: Sequence[FileSheet]) -> None:
    """Number sheets from 1; first beyond all of them, as no two may bear one number at any time."""
    beyond = max((one.order for one in sheets), default=0) + len(sheets)
    for first in (beyond + 1, 1):
        for order, sheet in enumerate(sheets, start=first):
            sheet.order = order
            sheet.save(update_fields=["order"])


def listed(entry: FileEntry) -> list[Listed]:
    """Return what lies in a file, in order; of what is restricted or secret without words."""
    rows = _in_order(entry).select_related("case", "number")
    return [told(one, order) for order, one in enumerate(rows, start=1)]


def told(sheet: FileSheet, order: int) -> Listed:
    """Return one document as lists of contents show it."""
    if sheet.number is not None:
        one = sheet.number
        return Listed(order, one.written, one.dated_on, "", one.secrecy)
    if sheet.case is None:
        return Listed(order, sheet.written, sheet.dated_on, sheet.summary)
    written, day = _named(sheet.case)
    is_restricted = sheet.case.classification > Classification.INTERNAL
    return Listed(order, written, day, "" if is_restricted else sheet.case.title_vi)


def _named(case: Case) -> tuple[str, date | None]:
    """Return number and day of a document, or nothing and the day of any other case."""
    outgoing = Document.objects.filter(case=case).first()
    if outgoing is not None:
        return outgoing.written, outgoing.issued_on
    incoming = Incoming.objects.filter(case=case).first()
    if incoming is not None:
        return incoming.their_number, incoming.their_day or incoming.received_on
    return "", case.opened_on


def minutes_of(unit: Unit, entries: Sequence[FileEntry], on: date) -> dict[str, Any]:
    """Return what the minutes of a hand-over list: every file with its documents in order."""
    return {
        "unit": name_of(unit.pk, on),
        "files": [
            {
                "code": entry.code,
                "title": entry.title,
                "keeping": entry.keeping,
                "opened_on": entry.opened_on.isoformat(),
                "closed_on": entry.closed_on.isoformat() if entry.closed_on else "",
                "documents": [_minuted(one) for one in listed(entry)],
            }
            for entry in entries
        ],
    }


def _minuted(one: Listed) -> dict[str, Any]:
    return {
        "order": one.order,
        "number": one.number,
        "day": one.day.isoformat() if one.day else "",
        "summary": one.summary,
        "secrecy": one.secrecy,
    }


def _tell(action: str, sheet: FileSheet, actor: Actor, **details: object) -> None:
    """Write the audit entry; it names a case by its slug and never holds words of a paper."""
    entry = sheet.entry
    named = sheet.case.slug if sheet.case else f"sheet:{sheet.pk}"
    subject, unit_id = f"file_entry:{entry.pk}", entry.file_list.unit_id
    told_of = {"code": entry.code, "document": named, **details}
    tell(f"files.entry.{action}", subject, actor, unit_id, told_of)
