"""Duties that leave all to a superior's paper: once it dates the series beside, nothing is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from danvan.kernel.duties.models import Duty, LocalDate

Article = tuple[int, str]
"""A pack, and an article of it."""


def dated_articles(root_id: int | None, today: date) -> frozenset[Article]:
    """Return the articles of which a paper dates something in a tree, today or later."""
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=today)
    rows = LocalDate.objects.filter(lasting, root_id=root_id)
    pairs = rows.values_list("duty__pack_id", "duty__provision").distinct()
    return frozenset((pack_id, _article(provision)) for pack_id, provision in pairs)


def is_guided(duty: Duty, dated: Iterable[Article]) -> bool:
    """Return whether a duty that only says that guidance is followed has that guidance."""
    only_follows = duty.timing == "by_reference" and not duty.period
    is_own = only_follows and not duty.snapshot.get("event")
    return is_own and (duty.pack_id, _article(duty.provision)) in dated


def _article(provision: str) -> str:
    return provision.partition("__cl_")[0]
