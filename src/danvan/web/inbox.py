"""What a post has been told."""

from __future__ import annotations

from django.db.models import QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.notices.models import Notice


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """Return the notices of the actor's post, newest first."""
    return Notice.objects.filter(post_id=actor.post_id).select_related("case").order_by("-id")


def unread_count(actor: Actor) -> int:
    """Return how many of them have not been read."""
    if actor.post_id is None:
        return 0
    return Notice.objects.filter(post_id=actor.post_id, read_at__isnull=True).count()
