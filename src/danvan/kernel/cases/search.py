"""The filter that finds words; the one place where the databases may differ."""

from __future__ import annotations

from django.db.models import Q

from danvan.law.collation import fold


def matching(words: str) -> Q:
    """Return the filter on a folded ``search`` column: every word must stand in it."""
    found = Q()
    for word in fold(words).split():
        found &= Q(search__contains=word)
    return found
