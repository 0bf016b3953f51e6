"""What a meeting counts for, in templates."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language

from danvan.areas.meetings import queries
from danvan.kernel.cases.models import Case, CaseLink
from danvan.kernel.duties.fulfilment import Match
from danvan.kernel.packs.queries import body_names as names_of_bodies

register = template.Library()


@register.filter
def meeting_serves(case: Case) -> list[CaseLink]:
    """Return the duties a session counts for."""
    return queries.serves(case)


@register.filter
def meeting_may_serve(case: Case) -> list[Match]:
    """Return what it may still count for."""
    return queries.may_serve(case)


@register.filter
def body_names(slugs: Sequence[str]) -> str:
    """Return bodies by name."""
    names = names_of_bodies(slugs)
    language = get_language() or "vi"
    return ", ".join(names[slug].said(language) for slug in slugs if slug in names)
