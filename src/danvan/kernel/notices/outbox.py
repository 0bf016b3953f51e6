"""The outbox: each mail is claimed, handed over and settled, never twice by ourselves.

A row is claimed by a conditional update with a lease. Just before the word by which the server
takes a mail, ``handing_over_at`` is committed. A row whose lease ran out before that word goes back
to wait; one that ran out after it is *unclear*: a person decides, the machine never sends it again.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.notices.families import PASSES_QUIET
from danvan.kernel.notices.letters import NothingToSay, letter_of
from danvan.kernel.notices.models import Channel, Delivery, DeliveryState
from danvan.kernel.notices.policy import quiet_of
from danvan.kernel.notices.preferences import preference_of, refuse_address
from danvan.kernel.notices.smtp import Answer, Line, Mail, Outcome, is_connected
from danvan.law.errors import LawError

logger = logging.getLogger(__name__)
Timepiece = Callable[[], datetime]

LEASE = timedelta(minutes=10)
"""Longer than one conversation can take with every word at its time-out."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
"""How long to wait after each failed try; the last one again and again."""
TRIES_DOWN = 4
"""A silent server counts as so many tries at most, so it is asked again within the hour."""
MOST_TRIES = 12
"""After so many a mail that the server keeps putting off has failed."""
RESTORED = "mail-in-doubt"
"""File in the site's folder from a restore until the next round of mail."""
DOWN = "SEND-down"
AGAIN = frozenset(
    {DeliveryState.FAILED.value, DeliveryState.BOUNCED.value, DeliveryState.UNCLEAR.value,
     DeliveryState.WAITING.value, DeliveryState.DROPPED.value}
)  # fmt: skip
"""States from which a person may have a mail sent anew."""
OPEN_STATES = frozenset(
    {DeliveryState.WAITING.value, DeliveryState.UNCLEAR.value, DeliveryState.FAILED.value}
)
"""States from which a person may have a mail dropped."""


def deliver(timepiece: Timepiece = timezone.now, *, most: int = 200) -> int:
    """Send what is due, over one line; stop where the server does not answer.

    Args:
        timepiece: Tells the present moment, aware.
        most: How many at a time.

    Returns:
        How many mails the server took.
    """
    take_over_lost(timepiece())
    doubt_after_restore()
    if not is_connected():
        return 0
    sent = 0
    with Line() as line:
        for number in _due(timepiece(), most):
            outcome = _deliver_one(line, number, timepiece)
            sent += outcome is Outcome.SENT
            if outcome is Outcome.DOWN:
                break
    return sent


def take_over_lost(now: datetime) -> int:
    """Take back what a dead worker had claimed; what may have been sent becomes unclear."""
    lost = Delivery.objects.filter(state=DeliveryState.SENDING, lease_until__lt=now)
    lost = lost.filter(channel=Channel.MAIL)
    unclear = lost.filter(handing_over_at__isnull=False)
    count = unclear.update(state=DeliveryState.UNCLEAR, why="SEND-unclear")
    return count + lost.filter(handing_over_at=None).update(
        state=DeliveryState.WAITING, claim="", lease_until=None, next_try_at=now
    )


def note_restore() -> None:
    """Keep that the rows come from a copy: mail that waits in it may have left since."""
    folder = Path(settings.VAR)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RESTORED).touch()


def doubt_after_restore() -> int:
    """Call all waiting mail unclear once after a restore; returns how many were."""
    note = Path(settings.VAR) / RESTORED
    if not note.exists():
        return 0
    waiting = Delivery.objects.filter(channel=Channel.MAIL, state=DeliveryState.WAITING)
    count = waiting.update(state=DeliveryState.UNCLEAR, why="SEND-restored")
    note.unlink(missing_ok=True)
    return count


def _due(now: datetime, most: int) -> list[int]:
    """Return what is due; what was tried most comes last, so none holds up the others for good."""
    rows = Delivery.objects.filter(
        channel=Channel.MAIL, state=DeliveryState.WAITING, next_try_at__lte=now
    )
    return list(rows.order_by("next_try_at", "attempts", "pk").values_list("pk", flat=True)[:most])


def _deliver_one(line: Line, number: int, timepiece: Timepiece) -> Outcome | None:
    """Claim, write, hand over and settle one mail; ``None`` where none was handed over."""
    mine = _claimed(number, timepiece())
    if mine is None:
        return None
    try:
        mail = _written(mine, timepiece())
        if mail is None:
            return None
        answer = line.hand_over(mail, lambda: _about_to(mine, timepiece()))
    except Exception:  # the next mail must not wait for this one
        logger.exception("The mail %s could not be handed over; it is tried again.", mine)
        _after_fault(mine, timepiece())
        return None
    _settle(mine, answer, timepiece())
    return answer.outcome


def _claimed(number: int, now: datetime) -> Delivery | None:
    """Take a due mail for this process, unless its reader is to be left in peace now."""
    waiting = Delivery.objects.filter(pk=number, state=DeliveryState.WAITING)
    row = waiting.select_related("user", "notice__case", "unit").first()
    if row is None:
        return None
    hours = quiet_of(preference_of(row.user), row.unit.root_id or row.unit_id)
    end = hours.end_after(now) if hours else now
    if end > now and row.key not in PASSES_QUIET:
        waiting.update(next_try_at=end)
        return None
    claim = secrets.token_hex(16)
    taken = waiting.filter(next_try_at__lte=now).update(
        state=DeliveryState.SENDING,
        claim=claim,
        lease_until=now + LEASE,
        handing_over_at=None,
        attempts=F("attempts") + 1,
    )
    row.claim, row.attempts = claim, row.attempts + 1
    return row if taken else None


def _written(mine: Delivery, now: datetime) -> Mail | None:
    """Return the mail, or settle what says nothing any more."""
    try:
        letter = letter_of(mine, preference_of(mine.user))
    except NothingToSay as reason:
        _close(mine, DeliveryState.DROPPED, reason.code, now=now)
        return None
    return Mail(mine.address, letter.subject, letter.body, mine.message_id)


def _about_to(mine: Delivery, now: datetime) -> bool:
    """Keep that the server is about to take the mail; ``False`` where somebody else has it now."""
    held = Delivery.objects.filter(pk=mine.pk, claim=mine.claim, state=DeliveryState.SENDING)
    return bool(held.update(handing_over_at=now, lease_until=now + LEASE))


def _settle(mine: Delivery, answer: Answer, now: datetime) -> None:
    said = answer.said
    match answer.outcome:
        case Outcome.SENT:
            _close(mine, DeliveryState.SENT, "", said, now=now)
            _bring_forward(now)
        case Outcome.UNCLEAR:
            _close(mine, DeliveryState.UNCLEAR, "SEND-unclear", said, now=now)
        case Outcome.REFUSED:
            _close(mine, DeliveryState.BOUNCED, "SEND-refused", said, now=now)
            refuse_address(mine.user_id, mine.address, said, now)
        case Outcome.FAILED:
            _close(mine, DeliveryState.FAILED, "SEND-failed", said, now=now)
        case Outcome.LATER if mine.attempts >= MOST_TRIES:
            _close(mine, DeliveryState.FAILED, "SEND-gave_up", said, now=now)
        case Outcome.LATER:
            _put_off(mine, now, "SEND-later", said)
        case Outcome.DOWN:
            _wait_for_server(mine, said, now)


def _mine(delivery: Delivery) -> dict[str, object]:
    """Fence: only who holds the claim settles, also where it was called unclear meanwhile."""
    states = (DeliveryState.SENDING, DeliveryState.UNCLEAR)
    return {"pk": delivery.pk, "claim": delivery.claim, "state__in": states}


def _close(mine: Delivery, state: str, why: str, answer: str = "", *, now: datetime) -> None:
    sent_at = now if state == DeliveryState.SENT else None
    Delivery.objects.filter(**_mine(mine)).update(
        state=state, why=why, answer=answer, sent_at=sent_at, claim="", lease_until=None
    )


def _after_fault(mine: Delivery, now: datetime) -> None:
    """Try again what failed before the server was asked to take it; what came later is unclear."""
    asked = Delivery.objects.filter(**_mine(mine), handing_over_at__isnull=False)
    if not asked.update(state=DeliveryState.UNCLEAR, why="SEND-unclear"):
        _put_off(mine, now, "SEND-fault")


def _put_off(mine: Delivery, now: datetime, why: str, answer: str = "") -> None:
    _back_to_wait(mine, now + WAITS[min(mine.attempts, len(WAITS)) - 1], why, answer)


def _back_to_wait(mine: Delivery, until: datetime, why: str, answer: str) -> None:
    Delivery.objects.filter(**_mine(mine)).update(
        state=DeliveryState.WAITING,
        next_try_at=until,
        why=why,
        answer=answer,
        claim="",
        lease_until=None,
        handing_over_at=None,
    )


def _wait_for_server(mine: Delivery, answer: str, now: datetime) -> None:
    """Let everything due wait together: a silent server is no fault of any mail."""
    tries = min(mine.attempts, TRIES_DOWN)
    pause = WAITS[tries - 1]
    _back_to_wait(mine, now + pause, DOWN, answer)
    Delivery.objects.filter(pk=mine.pk, why=DOWN).update(attempts=tries)
    others = Delivery.objects.filter(channel=Channel.MAIL, state=DeliveryState.WAITING)
    others.filter(next_try_at__lte=now).update(next_try_at=now + pause, why=DOWN, answer=answer)


def _bring_forward(now: datetime) -> None:
    """The server answers again: what waited for it is due."""
    waiting = Delivery.objects.filter(channel=Channel.MAIL, state=DeliveryState.WAITING, why=DOWN)
    waiting.filter(next_try_at__gt=now).update(next_try_at=now, why="", answer="")


def send_again(delivery: Delivery, actor: Actor, now: datetime) -> None:
    """Let a mail be tried anew at once, as a person has decided.

    Raises:
        LawError: ``NOTIFY-03``, its state has changed meanwhile.
    """
    _decide(delivery, actor, AGAIN, "again", {
        "state": DeliveryState.WAITING, "next_try_at": now, "why": "", "attempts": 0,
        "claim": "", "lease_until": None, "handing_over_at": None,
    })  # fmt: skip


def drop(delivery: Delivery, actor: Actor) -> None:
    """Give a mail up, as a person has decided.

    Raises:
        LawError: ``NOTIFY-03``, its state has changed meanwhile.
    """
    facts = {"state": DeliveryState.DROPPED, "why": "SEND-by_hand", "claim": ""}
    _decide(delivery, actor, OPEN_STATES, "drop", facts)


def call_sent(delivery: Delivery, actor: Actor) -> None:
    """Say of an unclear mail that it did arrive.

    Raises:
        LawError: ``NOTIFY-03``, its state has changed meanwhile.
    """
    facts: dict[str, object] = {"state": DeliveryState.SENT, "why": "SEND-by_hand", "claim": ""}
    facts |= {"sent_at": F("handing_over_at")}
    _decide(delivery, actor, frozenset({DeliveryState.UNCLEAR.value}), "call_sent", facts)


def _decide(
    delivery: Delivery, actor: Actor, states: frozenset[str], word: str, facts: Mapping[str, object]
) -> None:
    rows = Delivery.objects.filter(pk=delivery.pk, state=delivery.state, state__in=states)
    if not rows.filter(channel=Channel.MAIL).update(**facts):
        raise LawError("NOTIFY-03")
    record(
        f"notices.delivery.{word}",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"delivery:{delivery.pk}",
        unit_id=delivery.unit_id,
    )
