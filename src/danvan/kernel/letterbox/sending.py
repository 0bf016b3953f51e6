"""Hand a letter in: one row, and the receipt is given.

Nothing of a case is touched, so a flood makes no work for anybody but this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from danvan.kernel.cases.refused import Refused
from danvan.kernel.letterbox.codes import Slip, slip_of
from danvan.kernel.letterbox.doors import open_door
from danvan.kernel.letterbox.flooding import SPAN, is_flooding
from danvan.kernel.letterbox.models import Letter
from danvan.kernel.letterbox.offering import offers
from danvan.kernel.letterbox.promising import At, promised
from danvan.kernel.letterbox.tickets import Ticket
from danvan.kernel.organisations.days import today_of
from danvan.papers.secrecy import secret_mark


@dataclass(frozen=True, slots=True)
class Posted:
    """What is told at once, and never again.

    Args:
        is_repeat: Whether this form was sent before; what it says now was not kept.
    """

    slip: Slip
    unit_id: int
    root_id: int
    kind: str
    received_on: date
    promised_on: date | None
    is_repeat: bool = False


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
    door = open_door(ticket.unit_id)
    if door is None or kind not in offers():
        raise Refused("LET-01")
    if is_flooding(origin):
        return _known(ticket)
    today = today_of(door.unit)
    root_id = door.unit.root_id or door.unit_id
    promise = promised(kind, At.of(door.unit), today, content.get("channel", ""))
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
        with _alone():
            letter.save(force_insert=True)
    except IntegrityError:  # this form was sent before
        return _again(slip)
    return _posted(slip, letter, root_id)


def sent_before(ticket: Ticket) -> Posted | None:
    """Return the receipt of a form that was sent already; ``None`` for one that was not.

    Raises:
        Refused: ``LET-05`` it was replaced by a new receipt.
    """
    slip = slip_of(ticket.secret)
    is_known = Letter.objects.filter(code_digest=slip.code_digest).exists()
    return _again(slip) if is_known else None


def _alone() -> AbstractContextManager[object]:
    """By itself one statement needs no transaction; inside one a savepoint keeps the rest whole."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _known(ticket: Ticket) -> Posted:
    """In a flood only a form that was sent before is answered."""
    found = sent_before(ticket)
    if found is None:
        raise Refused("LET-02", minutes=int(SPAN.total_seconds() // 60))
    return found


def _again(slip: Slip) -> Posted:
    letter = Letter.objects.select_related("unit").get(code_digest=slip.code_digest)
    if letter.pin_digest != slip.pin_digest:
        raise Refused("LET-05")
    return replace(_posted(slip, letter, letter.unit.root_id or letter.unit_id), is_repeat=True)


def _posted(slip: Slip, letter: Letter, root_id: int) -> Posted:
    return Posted(
        slip, letter.unit_id, root_id, letter.kind, letter.received_on, letter.promised_on
    )
