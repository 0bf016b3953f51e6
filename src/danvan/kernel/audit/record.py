"""Write audit entries; called by the few writers of the kernel."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from danvan.kernel.audit.models import Entry


def record(
    action: str,
    *,
    actor: str,
    subject: str,
    actor_user_id: int | None = None,
    unit_id: int | None = None,
    details: Mapping[str, object] | None = None,
) -> Entry:
    """Append one entry.

    Args:
        action: Dotted name used everywhere, such as ``meetings.record.close``.
        actor: Label of the post or process.
        subject: What it was done to, such as ``case:1a2b3c``.
        details: Values that explain it; never personal data of citizens.
    """
    return Entry.objects.create(
        at=timezone.now(),
        action=action,
        actor=actor,
        actor_user_id=actor_user_id,
        subject=subject,
        unit_id=unit_id,
        details=dict(details or {}),
    )
