"""What a post has been told, as lines with sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.notices.models import Notice
from danvan.kernel.notices.wording import words_of


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice: its sentence, and its case where the actor still sees it."""

    notice: Notice
    words: str
    due_on: str
    case: Case | None


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """Return the notices of the actor's post, newest first."""
    if actor.post_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(post_id=actor.post_id).select_related("case").order_by("-id")


def unread_count(actor: Actor) -> int:
    """Return how many of them have not been read."""
    if actor.post_id is None:
        return 0
    return Notice.objects.filter(post_id=actor.post_id, read_at__isnull=True).count()


def told(notices: Iterable[Notice], actor: Actor) -> list[NoticeLine]:
    """Return notices as lines; cases that have gone out of sight are not named."""
    kept = list(notices)
    named = {notice.case_id for notice in kept if notice.case_id}
    seen = set(visible_cases(actor).filter(pk__in=named).values_list("pk", flat=True))
    return [_line(notice, notice.case if notice.case_id in seen else None) for notice in kept]


def _line(notice: Notice, case: Case | None) -> NoticeLine:
    return NoticeLine(notice, words_of(notice), str(notice.fields.get("due_on") or ""), case)
