"""Lists of files, what lies in them, and the hand-over to the archive with its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.refused import Refused
from danvan.kernel.correspondence.models import FileEntry, FileList, HandOver
from danvan.kernel.correspondence.rights import CLERKS, require, require_words, tell
from danvan.kernel.correspondence.sheets import minutes_of
from danvan.kernel.organisations.models import Unit


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
        Refused: ``REG-01`` no role there, ``REG-66`` code, title or time of keeping is missing,
            ``REG-33`` the code stands in the list.
    """
    require(actor, CLERKS, file_list.unit_id)
    try:
        if not all(text.strip() for text in (facts.code, facts.title, facts.keeping)):
            raise Refused("REG-66", entry=facts.code)
        with transaction.atomic():
            made = FileEntry.objects.create(file_list=file_list, **asdict(facts))
    except IntegrityError:
        raise Refused("REG-33", entry=facts.code) from None
    tell_of("open", made, actor)
    return made


@transaction.atomic
def close_entry(entry: FileEntry, actor: Actor, on: date) -> None:
    """Close a file as its work ended; nothing is laid into it any more.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-04`` a day to come, ``REG-70`` one before it was
            opened, ``REG-34`` it is closed, ``REG-68`` nothing lies in it.
    """
    require(actor, CLERKS, entry.file_list.unit_id)
    if on > actor.today:
        raise Refused("REG-04", day=on)
    if on < entry.opened_on:
        raise Refused("REG-70", day=on, opened=entry.opened_on)
    if not entry.sheets.exists():
        raise Refused("REG-68")
    if not FileEntry.objects.filter(pk=entry.pk, closed_on=None).update(closed_on=on):
        raise Refused("REG-34")
    entry.refresh_from_db()
    tell_of("close", entry, actor, on=on.isoformat())


@transaction.atomic
def reopen_entry(entry: FileEntry, actor: Actor, reason: str) -> None:
    """Open a closed file again, as its work goes on.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-05`` no reason, ``REG-39`` it was handed over.
    """
    require(actor, CLERKS, entry.file_list.unit_id)
    words = require_words(reason)
    if not FileEntry.objects.filter(pk=entry.pk, hand_over=None).update(closed_on=None):
        raise Refused("REG-39")
    entry.refresh_from_db()
    tell_of("reopen", entry, actor, reason=words)


@transaction.atomic
def change_entry(entry: FileEntry, facts: FileFacts, actor: Actor) -> None:
    """Mend what a file is called, how long and by whom it is kept, until it is handed over.

    Raises:
        Refused: ``REG-01`` no role there, ``REG-33``, ``REG-66`` as ``add_entry``, ``REG-39`` it
            was handed over.
    """
    require(actor, CLERKS, entry.file_list.unit_id)
    if not all(text.strip() for text in (facts.code, facts.title, facts.keeping)):
        raise Refused("REG-66", entry=facts.code)
    try:
        with transaction.atomic():
            rows = FileEntry.objects.filter(pk=entry.pk, hand_over=None)
            changed = rows.update(**asdict(facts))
    except IntegrityError:
        raise Refused("REG-33", entry=facts.code) from None
    if not changed:
        raise Refused("REG-39")
    entry.refresh_from_db()
    tell_of("change", entry, actor)


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
        raise Refused("REG-04", day=facts.handed_on)
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


def tell_of(action: str, entry: FileEntry, actor: Actor, **details: object) -> None:
    """Write the audit entry of a change to a file."""
    told = {"code": entry.code, **details}
    unit_id = entry.file_list.unit_id
    tell(f"files.entry.{action}", f"file_entry:{entry.pk}", actor, unit_id, told)
