"""Change the calendar of one tree by an official paper, and withdraw such a notice.

Neither moves the due day of a duty: the next plan shows what the calendar moves, and applying it
does. Clocks that run in cases are counted again right after, as a reaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.cases.models import Event
from danvan.kernel.cases.refused import Refused
from danvan.kernel.duties.bindings import planner
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import CalendarNotice
from danvan.kernel.packs.queries import notice_of
from danvan.law.calendar_notices import refuse_notice


@dataclass(frozen=True, slots=True)
class Told:
    """A calendar notice as entered.

    Args:
        kind: As ``danvan.law.calendar_notices`` names them.
        last_on: Last day it speaks of, inclusive.
        other_on: Make-up day of a swapped day, or the day that is made up for.
        paper: Kind, number and issuer of the official paper; ``paper_on`` is its day.
    """

    kind: str
    first_on: date
    last_on: date
    name_vi: str
    paper: str
    paper_on: date
    name_en: str = ""
    other_on: date | None = None
    file: StoredFile | None = None


@transaction.atomic
def give_notice(told: Told, root: Unit, actor: Actor) -> CalendarNotice:
    """Keep a calendar notice of a tree.

    Raises:
        Refused: ``CASE-01`` no planner at the root, ``CAL-09`` no paper.
        LawError: ``CAL-03`` to ``CAL-08``, the notice cannot hold or another stands on its days.
    """
    planner(actor, root.pk)
    if not told.paper.strip():
        raise Refused("CAL-09")
    Unit.objects.select_for_update().get(pk=root.pk)
    made = CalendarNotice(
        root=root,
        kind=told.kind,
        first_on=told.first_on,
        last_on=told.last_on,
        other_on=told.other_on,
        name_vi=told.name_vi.strip(),
        name_en=told.name_en.strip(),
        paper=told.paper.strip(),
        paper_on=told.paper_on,
        file=told.file,
        entered_by=actor.label,
        entered_at=timezone.now(),
    )
    standing = CalendarNotice.objects.filter(root=root, withdrawn_at=None)
    refuse_notice(notice_of(made), [notice_of(row) for row in standing])
    made.save(force_insert=True)
    _record("packs.calendar_notice.give", made, actor, {"paper": made.paper, "kind": made.kind})
    return made


@transaction.atomic
def withdraw_notice(notice: CalendarNotice, actor: Actor, *, reason: str) -> None:
    """Take a calendar notice back; it stays to be read, with who withdrew it and why.

    Raises:
        Refused: ``CASE-01`` no planner at the root, ``CAL-10`` no reason, ``CAL-11`` it was
            withdrawn already.
    """
    planner(actor, notice.root_id)
    if not reason.strip():
        raise Refused("CAL-10")
    standing = CalendarNotice.objects.filter(pk=notice.pk, withdrawn_at=None)
    changed = standing.update(
        withdrawn_at=timezone.now(), withdrawn_by=actor.label, withdrawn_reason=reason.strip()[:300]
    )
    if not changed:
        raise Refused("CAL-11")
    notice.refresh_from_db()
    _record("packs.calendar_notice.withdraw", notice, actor, {"reason": notice.withdrawn_reason})


def _record(action: str, notice: CalendarNotice, actor: Actor, told: dict[str, str]) -> None:
    """Write it into the audit, and tell the reactions."""
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"calendar_notice:{notice.pk}",
        unit_id=notice.root_id,
        details={"first": notice.first_on.isoformat(), "last": notice.last_on.isoformat(), **told},
    )
    days = [day for day in (notice.first_on, notice.other_on) if day]
    Event.objects.create(
        name=action,
        payload={"root": notice.root_id, "from": min(days).isoformat()},
        happened_at=timezone.now(),
    )
