"""Files in sight, what may be laid into them, and what is due for the archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import may_see, visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.search import matching
from danvan.kernel.correspondence import filing
from danvan.kernel.correspondence.access import (
    visible_file_lists,
    visible_hand_overs,
    visible_numbers,
)
from danvan.kernel.correspondence.choices import named
from danvan.kernel.correspondence.models import (
    FileEntry,
    FileList,
    FileSheet,
    HandOver,
    Number,
    NumberState,
)
from danvan.kernel.correspondence.rights import CLERKS
from danvan.kernel.correspondence.sheets import Listed, told
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.rules import limits
from danvan.law.clocks import add_months
from danvan.law.errors import LawError
from danvan.law.limits import limit_for

HAND_OVER = "archive.hand_over"
MOST_OFFERED = 50
LONGEST_KEY = 10
NOT_ISSUED = Q(kind="documents.outgoing", outgoing_document__issued_on=None)


def visible_entries(actor: Actor) -> QuerySet[FileEntry]:
    """Return the files of the lists in sight."""
    rows = FileEntry.objects.filter(file_list__in=visible_file_lists(actor).values("pk"))
    return rows.select_related("file_list", "hand_over").annotate(count=Count("sheets"))


def kept_entries(actor: Actor) -> QuerySet[FileEntry]:
    """Return the files in sight that the actor keeps."""
    return visible_entries(actor).filter(actor.reach_with(CLERKS, "file_list__unit_id"))


def kept_sheets(actor: Actor) -> QuerySet[FileSheet]:
    """Return what lies in files that the actor keeps."""
    rows = FileSheet.objects.filter(entry__in=kept_entries(actor).values("pk"))
    return rows.select_related("entry__file_list", "case", "number")


def hand_overs(actor: Actor) -> QuerySet[HandOver]:
    """Return the hand-overs in sight."""
    return visible_hand_overs(actor).annotate(files=Count("entries"))


def last_day(entry: FileEntry) -> date | None:
    """Return the last day on which a closed file goes to the archive, inclusive.

    ``None`` while it is open, after it went, and where no loaded pack knows the limit.

    Source:
        30/2020/NĐ-CP Điều 30, for bodies of the State.
    """
    if entry.closed_on is None or entry.hand_over_id is not None:
        return None
    try:
        found = limit_for(limits(), HAND_OVER, entry.closed_on)
    except LawError:
        return None
    return add_months(entry.closed_on, found.limit.amount)


def due_entries(actor: Actor) -> list[FileEntry]:
    """Return the closed files that wait for the archive, the first due first."""
    rows = visible_entries(actor).filter(closed_on__isnull=False, hand_over=None)
    return sorted(rows, key=lambda one: (last_day(one) or date.max, one.closed_on, one.pk))


def candidates(entry: FileEntry, words: str, actor: Actor) -> list[Case]:
    """Return what of the unit may be laid into a file, newest first, under some words."""
    rows = visible_cases(actor).filter(units__unit_id=entry.file_list.unit_id)
    rows = rows.exclude(file_sheets__entry=entry).exclude(NOT_ISSUED)
    if words:
        rows = rows.filter(matching(words))
    return list(rows.distinct().order_by("-opened_on", "-pk")[:MOST_OFFERED])


def stubs(entry: FileEntry, actor: Actor) -> list[tuple[int, str]]:
    """Return the numbers of secret documents of the unit that do not lie in a file yet."""
    rows = visible_numbers(actor).filter(
        series__register__unit_id=entry.file_list.unit_id, state=NumberState.USED
    )
    found: list[Number] = list(
        rows.exclude(secrecy="").exclude(file_sheets__entry=entry).order_by("-dated_on", "-pk")
    )
    return [(one.pk, f"{one.written} · {one.dated_on:%d/%m/%Y}") for one in found]


def contents(entry: FileEntry, actor: Actor) -> list[tuple[FileSheet, Listed, str]]:
    """Return what lies in a file: the sheet, its line, and the case the actor may open."""
    rows = entry.sheets.order_by("order").select_related("case", "number")
    found = []
    for order, sheet in enumerate(rows, start=1):
        slug = sheet.case.slug if sheet.case and may_see(actor, sheet.case) else ""
        found.append((sheet, told(sheet, order), slug))
    return found


def ready_units(actor: Actor) -> list[tuple[int, str]]:
    """Return the units of the actor that have closed files to hand over."""
    rows = kept_entries(actor).filter(closed_on__isnull=False, hand_over=None)
    units = Unit.objects.filter(pk__in=rows.values("file_list__unit_id"))
    return named(units.values_list("pk", flat=True), actor)


def ready_entries(unit_id: int, actor: Actor) -> list[FileEntry]:
    """Return the closed files of a unit that wait for the archive."""
    rows = kept_entries(actor).filter(file_list__unit_id=unit_id)
    return list(rows.filter(closed_on__isnull=False, hand_over=None).order_by("code", "pk"))


def list_of(unit_id: int, year: int, actor: Actor) -> FileList:
    """Return the list of files of a unit and year, begun where there is none.

    Raises:
        Refused: As ``filing.open_list``.
    """
    found = FileList.objects.filter(unit_id=unit_id, year=year).first()
    return found or filing.open_list(unit_of(unit_id), year, actor)


def unit_of(unit_id: int) -> Unit:
    """Return a unit that was chosen from what is offered."""
    return Unit.objects.get(pk=unit_id)


def handed_already(chosen: Iterable[str], actor: Actor) -> HandOver | None:
    """Return the hand-over in sight in which all chosen files went; ``None`` where none is."""
    keys = {int(one) for one in chosen if one.isdecimal() and len(one) < LONGEST_KEY}
    made = hand_overs(actor).filter(entries__in=keys).order_by("-pk").first() if keys else None
    if made is None or made.entries.filter(pk__in=keys).count() != len(keys):
        return None
    return made
