"""What the schedule has the notices do: react to events, ring alarms."""

from __future__ import annotations

import logging

from django_tasks import task

from danvan.kernel.notices.alarms import ring
from danvan.kernel.notices.reacting import react
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
    """Ring what is due in every tree; one that fails holds up no other and is told at the end."""
    failure: Exception | None = None
    for root in Unit.objects.filter(root=None).order_by("pk"):
        try:
            while ring(root, today_of(root), most=AT_ONCE) >= AT_ONCE:
                pass
        except Exception as error:  # the next tree must not wait for this one
            logger.exception("The alarms of tree %s failed.", root.pk)
            failure = error
    if failure:
        raise failure
