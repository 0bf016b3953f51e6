"""Whether an account has been shown around."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from danvan.kernel.accounts.models import User
from danvan.kernel.accounts.rights import unit_of_person
from danvan.kernel.audit.record import record


@transaction.atomic
def end_tour(user: User, by: str, now: datetime) -> None:
    """Offer the tour of the first sign-in no more; a second time changes nothing.

    Args:
        user: Whose account it is; people end only their own tour.
        by: Label of the post for the audit.
        now: Aware moment, kept as the time of the first answer.
    """
    if user.toured_at is not None:
        return
    user.toured_at = now
    user.save(update_fields=["toured_at"])
    record(
        "accounts.tour.end",
        actor=by,
        actor_user_id=user.pk,
        subject=f"user:{user.pk}",
        unit_id=unit_of_person(user),
    )
