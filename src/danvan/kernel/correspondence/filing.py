"""Lists of files, what lies in them, and the hand-over to the archive with its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.cases.access import may_see
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import (
    Document,
    FileEntry,
    FileList,
    FileSheet,
    HandOver,
    Incoming,
)
from danvan.kernel.correspondence.rights import CLERKS, require, tell
from danvan.kernel.organisations.models import Unit
from danvan.kernel.organisations.tree import name_of


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is.

    Args:
        keeping: How long it is kept, in words.
        keeper: Post that keeps it.
    """

    code: str
    title: str
    keeping: str
    opened_on: date
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class HandOverFacts:
    """Who gives files to which archive, and when."""

    archive: str
    given_by: str
    taken_by: str
    handed_on: date


@transaction.atomic
def open_list(unit: Unit, year: int, actor: Actor, *, basis: str = "") -> FileList:
    """Open the list of files of a year.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-32`` the unit has it already.
    """
    require(actor, CLERKS, unit.pk)
    made, is_new = FileList.objects.get_or_create(
        unit=unit, year=year, defaults={"basis": basis.strip()[:200]}
    )
    if not is_new:
        raise Refused("REG-32", year=year)
    tell("files.open", f"file_list:{made.pk}", actor, unit.pk, {"year": year})
    return made


@transaction.atomic
def add_entry(file_list: FileList, facts: FileFacts, actor: Actor) -> FileEntry:
    """Open a file in a list.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-33`` code, title or time of keeping is missing, or
            the code stands in the list.
    """
    require(actor, CLERKS, file_list.unit_id)
    try:
        if not all(text.strip() for text in (facts.code, facts.title, facts.keeping)):
            raise Refused("REG-33", entry=facts.code)
        with transaction.atomic():
            made = FileEntry.objects.create(file_list=file_list, **asdict(facts))
    except IntegrityError:
        raise Refused("REG-33", entry=facts.code) from None
    _tell("entry.open", made, actor)
    return made


@transaction.atomic
def file_case(entry: FileEntry, case: Case, actor: Actor) -> FileSheet:
    """Lay a document into a file that is open.

    Raises:
        Refused: ``REG-01`` no role there or the document is not seen, ``REG-34`` it lies there
            already, or the file is closed.
    """
    require(actor, CLERKS, entry.file_list.unit_id)
    if not may_see(actor, case):
        raise Refused("REG-01")
    is_open = FileEntry.objects.filter(pk=entry.pk, closed_on=None).exists()
    last = entry.sheets.order_by("-order").values_list("order", flat=True).first() or 0
    try:
        with transaction.atomic():
            if not is_open:
                raise Refused("REG-34")
            made = FileSheet.objects.create(
                entry=entry,
                case=case,
                order=last + 1,
                filed_at=timezone.now(),
                filed_by=actor.label,
            )
    except IntegrityError:
        raise Refused("REG-34") from None
    _tell("entry.file", entry, actor, case=case.slug)
    return made


@transaction.atomic
def close_entry(entry: FileEntry, actor: Actor, on: date) -> None:
    """Close a file as its work ended; nothing is laid into it any more.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-04`` a day to come, ``REG-34`` it is closed.
    """
    require(actor, CLERKS, entry.file_list.unit_id)
    if on > actor.today or on < entry.opened_on:
        raise Refused("REG-04", day=on, days=(actor.today - entry.opened_on).days)
    if not FileEntry.objects.filter(pk=entry.pk, closed_on=None).update(closed_on=on):
        raise Refused("REG-34")
    entry.refresh_from_db()
    _tell("entry.close", entry, actor, on=on.isoformat())


@transaction.atomic
def hand_over(
    unit: Unit, entries: Sequence[FileEntry], facts: HandOverFacts, actor: Actor
) -> HandOver:
    """Give closed files to the archive; the minutes list them as they are on that day.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-04`` a day to come, ``REG-35`` no file, or one that
            is open, another unit's, or handed over already.

    Source:
        30/2020/NĐ-CP Điều 30 for State bodies; Điều 3 of the coordination regulation for the rest.
    """
    require(actor, CLERKS, unit.pk)
    if facts.handed_on > actor.today:
        raise Refused("REG-04", day=facts.handed_on, days=0)
    made = HandOver.objects.create(
        unit=unit,
        minutes=minutes_of(unit, entries, facts.handed_on),
        recorded_by=actor.label,
        recorded_at=timezone.now(),
        **asdict(facts),
    )
    ready = FileEntry.objects.filter(
        pk__in=[entry.pk for entry in entries],
        file_list__unit=unit,
        hand_over=None,
        closed_on__lte=facts.handed_on,
    )
    if not entries or ready.update(hand_over=made) != len(entries):
        raise Refused("REG-35")
    told = {"files": len(entries), "archive": facts.archive}
    tell("files.hand_over", f"hand_over:{made.pk}", actor, unit.pk, told)
    return made


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
                "documents": [
                    _listed(sheet)
                    for sheet in entry.sheets.order_by("order").select_related("case")
                ],
            }
            for entry in entries
        ],
    }


def _listed(sheet: FileSheet) -> dict[str, Any]:
    """Return a document as the minutes list it; of what is restricted they hold no words."""
    outgoing = Document.objects.filter(case_id=sheet.case_id).first()
    if outgoing is not None:
        written, day = outgoing.written, outgoing.issued_on
    else:
        incoming = Incoming.objects.filter(case_id=sheet.case_id).first()
        written = incoming.their_number if incoming else ""
        day = (incoming.their_day or incoming.received_on) if incoming else sheet.case.opened_on
    is_restricted = sheet.case.classification > Classification.INTERNAL
    return {
        "order": sheet.order,
        "number": written,
        "day": day.isoformat() if day else "",
        "summary": "" if is_restricted else sheet.case.title_vi,
    }


def _tell(action: str, entry: FileEntry, actor: Actor, **details: object) -> None:
    told = {"code": entry.code, **details}
    tell(f"files.{action}", f"file_entry:{entry.pk}", actor, entry.file_list.unit_id, told)
