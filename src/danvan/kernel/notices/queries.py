"""What the pages of notices ask for; each starts at what an actor may see."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import DeskRole
from danvan.kernel.notices.models import Delivery, DeliveryState, Text, TextBatch, TextResult

LOOKED_AFTER = frozenset({DeskRole.ADMINISTRATOR.value})


def deliveries_of(actor: Actor) -> QuerySet[Delivery]:
    """Return the outbox of the units that an actor administers."""
    rows = Delivery.objects.filter(actor.reach_with(LOOKED_AFTER))
    return rows.select_related("user", "post").order_by("-pk")


def troubled(actor: Actor) -> int:
    """Return how many mails wait for a decision of an actor."""
    states = (DeliveryState.UNCLEAR, DeliveryState.FAILED, DeliveryState.BOUNCED)
    return deliveries_of(actor).filter(state__in=states).count()


def texts_of(actor: Actor) -> QuerySet[Text]:
    """Return the texts to people at the units that an actor administers."""
    rows = Text.objects.filter(actor.reach_with(LOOKED_AFTER, "delivery__unit_id"))
    return rows.select_related("delivery__user", "delivery__post").order_by("number")


def text_batches_of(actor: Actor) -> QuerySet[TextBatch]:
    """Return the lists of texts with texts that an actor sees: ``count`` of them, ``open`` yet."""
    seen = texts_of(actor).order_by().values("pk")
    rows = TextBatch.objects.filter(texts__in=seen)
    to_send = Q(texts__result=TextResult.TO_SEND)
    return rows.annotate(count=Count("texts"), open=Count("texts", filter=to_send))
