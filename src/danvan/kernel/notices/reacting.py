"""Run what follows the events of the outbox, each once among many processes."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from danvan.kernel.cases.models import Event


def react(*, most: int = 500) -> int:
    """Handle what happened since the last time, oldest first, each event once.

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
        with transaction.atomic():
            taken = Event.objects.filter(pk=event.pk, handled_at=None)
            if not taken.update(handled_at=timezone.now()):
                continue
            reaction = reactions.get(event.name)
            if reaction:
                reaction(event)
            handled += 1
    return handled
