"""Texts: a port for whoever can send them, and the one adapter that there is, a person.

The adapter writes numbered texts on a list; the person sends them from any telephone and says who
was reached. Another adapter (a gateway of an operator) is a class with the same two methods, named
by ``settings.TEXT_PORT``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.module_loading import import_string

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.notices.families import PASSES_QUIET
from danvan.kernel.notices.letters import NothingToSay, letter_of
from danvan.kernel.notices.models import (
    Channel,
    Delivery,
    DeliveryState,
    Text,
    TextBatch,
    TextResult,
)
from danvan.kernel.notices.policy import quiet_of
from danvan.kernel.notices.preferences import preference_of
from danvan.kernel.notices.queries import texts_of
from danvan.kernel.organisations.days import LEGAL_ZONE
from danvan.kernel.organisations.models import Unit
from danvan.law.errors import LawError


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One text to be sent."""

    delivery: Delivery
    words: str


class TextPort(Protocol):
    """Who takes texts over; what became of each comes back by ``note_result``."""

    def take(self, root: Unit, texts: Sequence[Outgoing], now: datetime) -> None:
        """Take the texts of one tree over, inside the caller's transaction."""


class ByHand:
    """The adapter that writes numbered texts on the list of the day."""

    def take(self, root: Unit, texts: Sequence[Outgoing], now: datetime) -> None:
        """Put the texts on today's list of the tree, numbered on from the last one."""
        made_on = now.astimezone(LEGAL_ZONE).date()
        TextBatch.objects.get_or_create(root=root, made_on=made_on)
        batch = TextBatch.objects.select_for_update().get(root=root, made_on=made_on)
        last = batch.texts.aggregate(last=Max("number"))["last"] or 0
        for number, one in enumerate(texts, start=last + 1):
            Text.objects.create(batch=batch, number=number, delivery=one.delivery, words=one.words)


def hand_over_texts(timepiece: Callable[[], datetime] = timezone.now, *, most: int = 200) -> int:
    """Hand waiting texts to the port, tree by tree; each once among many processes.

    Returns:
        How many were handed over.
    """
    now = timepiece()
    port: TextPort = import_string(settings.TEXT_PORT)()
    with transaction.atomic():
        rows = Delivery.objects.filter(
            channel=Channel.TEXT, state=DeliveryState.WAITING, next_try_at__lte=now
        )
        rows = rows.select_related("user", "notice__case", "unit__root").order_by("pk")
        outgoing = _outgoing(rows.select_for_update(skip_locked=True, of=("self",))[:most], now)
        by_root: dict[Unit, list[Outgoing]] = {}
        for one in outgoing:
            by_root.setdefault(one.delivery.unit.root or one.delivery.unit, []).append(one)
        for root, texts in by_root.items():
            port.take(root, texts, now)
        taken = [one.delivery.pk for one in outgoing]
        Delivery.objects.filter(pk__in=taken).update(
            state=DeliveryState.SENDING, handing_over_at=now
        )
    return len(taken)


def _outgoing(deliveries: Iterable[Delivery], now: datetime) -> list[Outgoing]:
    """Return what is to be said now; what is pointless is dropped, what must wait is put off."""
    found = []
    for delivery in deliveries:
        preference = preference_of(delivery.user)
        hours = quiet_of(preference, delivery.unit.root_id or delivery.unit_id)
        end = hours.end_after(now) if hours else now
        row = Delivery.objects.filter(pk=delivery.pk)
        if end > now and delivery.key not in PASSES_QUIET:
            row.update(next_try_at=end)
            continue
        try:
            found.append(Outgoing(delivery, letter_of(delivery, preference).brief))
        except NothingToSay as reason:
            row.update(state=DeliveryState.DROPPED, why=reason.code)
    return found


@transaction.atomic
def note_result(
    batch: TextBatch, numbers: Iterable[int], *, reached: bool, actor: Actor, now: datetime
) -> int:
    """Take back who was reached, or not; what was said before may be corrected.

    Args:
        numbers: Of texts that the actor sees on the list.

    Returns:
        How many texts were marked.

    Raises:
        LawError: ``NOTIFY-04``, a number is not on the list; nothing is marked then.
    """
    wanted = set(numbers)
    seen = texts_of(actor).filter(batch=batch, number__in=wanted)
    found = dict(seen.values_list("number", "pk"))
    strange = wanted - set(found)
    if strange or not wanted:
        raise LawError("NOTIFY-04", numbers=sorted(strange))
    rows = Text.objects.filter(pk__in=found.values())
    result = TextResult.REACHED if reached else TextResult.NOT_REACHED
    state = DeliveryState.SENT if reached else DeliveryState.FAILED
    Delivery.objects.filter(text__in=rows).update(state=state, sent_at=now if reached else None)
    marked = rows.update(result=result, marked_at=now, marked_by=actor.label)
    record(
        "notices.texts.mark",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"texts:{batch.pk}",
        unit_id=batch.root_id,
        details={"numbers": sorted(wanted), "result": result.value},
    )
    return marked
