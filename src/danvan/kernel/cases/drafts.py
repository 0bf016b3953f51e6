"""Drafts: what a person has typed into a form and not sent yet, one row a form, case and person.

Not records: outside ``perform``, without audit, seen by nobody else, gone once the form is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Case, Draft
from danvan.kernel.cases.refused import Refused

MOST_SIGNS = 2_000_000
"""A draft of more characters than this is not kept: about three hundred full pages twice over."""
MOST_VERSION = 2_147_483_647
"""The highest version that can be kept."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Somebody else who has typed into the same form and not sent it."""

    label: str
    saved_at: datetime


def save_draft(
    case: Case, form: str, actor: Actor, values: Mapping[str, str], *, version: int
) -> Draft:
    """Keep what is typed so far; the last word of this person counts.

    Args:
        form: Key of the form.
        values: What stands in each field, as typed.
        version: The version of the case on which the form was begun; nought for one that no case
            can have.

    Raises:
        Refused: ``DRAFT-01`` it is longer than a draft may be.
    """
    if sum(len(key) + len(value) for key, value in values.items()) > MOST_SIGNS:
        raise Refused("DRAFT-01", most=MOST_SIGNS)
    kept, _made = Draft.objects.update_or_create(
        case=case,
        form=form,
        person=person_of(actor),
        defaults={
            "values": dict(values),
            "version": version if 0 <= version <= MOST_VERSION else 0,
            "label": actor.label,
            "saved_at": timezone.now(),
        },
    )
    return kept


def draft_of(case: Case, form: str, actor: Actor) -> Draft | None:
    """Return what this person has typed and not sent."""
    return Draft.objects.filter(case=case, form=form, person=person_of(actor)).first()


def drop_draft(case: Case, form: str, actor: Actor) -> None:
    """Forget what this person has typed: it was sent, or thrown away."""
    Draft.objects.filter(case=case, form=form, person=person_of(actor)).delete()


def others_writing(case: Case, form: str, actor: Actor) -> list[Writing]:
    """Return who else has typed into the form, the last first; never what they typed."""
    rows = Draft.objects.filter(case=case, form=form).exclude(person=person_of(actor))
    found = rows.order_by("-saved_at").values_list("label", "saved_at")
    return [Writing(label, saved_at) for label, saved_at in found]


def person_of(actor: Actor) -> str:
    """Return whose draft it is: an account, or the post that came in by a slip."""
    return f"user:{actor.user_id}" if actor.user_id else f"post:{actor.post_id}"
