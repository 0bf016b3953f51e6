"""Run what follows the events of the outbox, each once among many processes."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from danvan.kernel.cases.models import Event

logger = logging.getLogger(__name__)


def react(*, most: int = 500) -> int:
    """Handle what happened since the last time, oldest first, each event once.

    An event whose reaction fails waits for the next time and holds up no other.

    The list of reactions by event name is named by ``settings.REACTIONS``.

    Args:
        most: How many events at a time.

    Returns:
        How many were handled.
    """
    reactions: dict[str, Callable[[Event], None]] = import_string(settings.REACTIONS)
    waiting = Event.objects.filter(handled_at=None).select_related("case__unit__root", "batch")
    handled = 0
    for event in waiting.order_by("pk")[:most]:
        try:
            handled += _handle(event, reactions.get(event.name))
        except Exception:  # the next event must not wait for this one
            logger.exception("The reaction to %s failed; it is tried again.", event.name)
    return handled


@transaction.atomic
def _handle(event: Event, reaction: Callable[[Event], None] | None) -> int:
    """Take one event and react to it, both or neither; 0 where another process took it."""
    taken = Event.objects.filter(pk=event.pk, handled_at=None)
    if not taken.update(handled_at=timezone.now()):
        return 0
    if reaction:
        reaction(event)
    return 1
