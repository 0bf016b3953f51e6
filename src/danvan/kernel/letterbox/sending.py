"""Hand a letter in: one look whether the door is open, one row, and the receipt is given.

Nothing of a case is touched, so a flood makes no work for anybody but this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Count, Exists, IntegerField, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox.codes import Slip, slip_of
from danvan.kernel.letterbox.models import Door, Letter
from danvan.kernel.letterbox.offering import offers
from danvan.kernel.letterbox.promising import promised
from danvan.kernel.letterbox.tickets import Ticket
from danvan.kernel.organisations.days import today_of
from danvan.papers.secrecy import secret_mark

SPAN: Final = timedelta(minutes=10)
"""Over which letters of one address are counted."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What is told at once, and never again."""

    slip: Slip
    unit_id: int
    root_id: int
    kind: str
    received_on: date
    promised_on: date | None


def post(ticket: Ticket, kind: str, content: Mapping[str, Any], *, origin: str = "") -> Posted:
    """Keep a letter; the same form sent again gives the same receipt and writes nothing.

    Args:
        ticket: Of the form that was shown.
        kind: One that is offered.
        content: ``title`` and ``text``, and what else the room reads.
        origin: Keyed digest of the address it came from; empty is never counted.

    Raises:
        Refused: ``LET-01`` the door is closed, ``LET-02`` too many from one address, ``LET-03`` it
            carries a mark of State secrets, ``LET-05`` this form was replaced by a new receipt.
    """
    mark = secret_mark(f"{content.get('title', '')}\n{content.get('text', '')}")
    if mark:
        raise Refused("LET-03", mark=mark.written)
    slip = slip_of(ticket.secret)
    door = _door(ticket, slip, origin)
    if door is None or kind not in offers():
        raise Refused("LET-01")
    if door.is_known:
        return _again(slip)
    if origin and door.recent >= settings.LETTERS_FROM_ADDRESS:
        raise Refused("LET-02", minutes=int(SPAN.total_seconds() // 60))
    today = today_of(door.unit)
    root_id = door.unit.root_id or door.unit_id
    promise = promised(kind, root_id, today, content.get("channel", ""))
    letter = Letter(
        code_digest=slip.code_digest,
        pin_digest=slip.pin_digest,
        unit_id=ticket.unit_id,
        kind=kind,
        content=dict(content),
        origin=origin,
        received_on=today,
        promised_on=promise.on if promise else None,
        made_at=timezone.now(),
    )
    try:
        letter.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at the same moment
        return _again(slip)
    return _posted(slip, letter, root_id)


def _door(ticket: Ticket, slip: Slip, origin: str) -> Any:
    """The open door with all that is asked before writing, in one statement."""
    since = timezone.now() - SPAN
    recent = Letter.objects.filter(origin=origin, made_at__gt=since).order_by().values("origin")
    counted = Subquery(recent.annotate(count=Count("pk")).values("count"))
    return (
        Door.objects.filter(pk=ticket.unit_id, is_open=True)
        .select_related("unit__root")
        .annotate(
            recent=Coalesce(counted, 0) if origin else Value(0, IntegerField()),
            is_known=Exists(Letter.objects.filter(code_digest=slip.code_digest)),
        )
        .first()
    )


def _again(slip: Slip) -> Posted:
    letter = Letter.objects.select_related("unit").get(code_digest=slip.code_digest)
    if letter.pin_digest != slip.pin_digest:
        raise Refused("LET-05")
    return _posted(slip, letter, letter.unit.root_id or letter.unit_id)


def _posted(slip: Slip, letter: Letter, root_id: int) -> Posted:
    return Posted(
        slip, letter.unit_id, root_id, letter.kind, letter.received_on, letter.promised_on
    )
