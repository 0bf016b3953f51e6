"""What the schedule has the notices do: react, remind, tell superiors, send what goes out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from django.utils import timezone
from django_tasks import task

from danvan.kernel.notices.addressing import write_deliveries, write_digests
from danvan.kernel.notices.alarms import ring
from danvan.kernel.notices.escalation import escalate
from danvan.kernel.notices.outbox import deliver
from danvan.kernel.notices.reacting import react
from danvan.kernel.notices.texts import hand_over_texts
from danvan.kernel.organisations.days import today_of
from danvan.kernel.organisations.models import Unit

logger = logging.getLogger(__name__)
AT_ONCE = 500
"""How many events or clocks one step takes; a step that is not full was the last."""


@task
def react_to_events() -> None:
    """React to everything that happened since the last round."""
    while react(most=AT_ONCE) >= AT_ONCE:
        pass


@task
def ring_alarms() -> None:
    """Ring what is due in every tree."""

    def ring_all(root: Unit, today: date) -> None:
        while ring(root, today, most=AT_ONCE) >= AT_ONCE:
            pass

    _in_every_tree(ring_all)


@task
def tell_superiors() -> None:
    """Tell superiors in every tree of what has long been overdue."""

    def tell_all(root: Unit, today: date) -> None:
        while escalate(root, today, most=AT_ONCE) >= AT_ONCE:
            pass

    _in_every_tree(tell_all)


@task
def send_mail() -> None:
    """Put what is new into the outbox and hand over what is due there."""
    while write_deliveries(timezone.now(), most=AT_ONCE) >= AT_ONCE:
        pass
    deliver()


@task
def write_daily_digests() -> None:
    """Put the digests whose hour has come into the outbox."""
    write_digests(timezone.now())


@task
def hand_texts_over() -> None:
    """Hand waiting texts to whoever sends them."""
    while hand_over_texts(most=AT_ONCE) >= AT_ONCE:
        pass


def _in_every_tree(step: Callable[[Unit, date], None]) -> None:
    """Do something for every tree; one that fails holds up no other and is told at the end."""
    failure: Exception | None = None
    for root in Unit.objects.filter(root=None).order_by("pk"):
        try:
            step(root, today_of(root))
        except Exception as error:  # the next tree must not wait for this one
            logger.exception("The notices of tree %s failed.", root.pk)
            failure = error
    if failure:
        raise failure
