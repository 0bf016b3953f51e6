"""Seal closed ranges of audit entries and verify them."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from danvan.kernel.audit.models import Entry, Seal

SETTLED = timedelta(minutes=10)
"""How old an entry must be to be sealed; what commits late goes into the next seal.

A technical margin.
"""


def _digest(entries: list[Entry], before: str) -> str:
    total = hashlib.sha256(before.encode())
    for entry in entries:
        row = [
            entry.pk,
            entry.at.isoformat(),
            entry.action,
            entry.actor,
            entry.actor_user_id,
            entry.subject,
            entry.unit_id,
            entry.details,
        ]
        total.update(json.dumps(row, sort_keys=True, ensure_ascii=False).encode())
    return total.hexdigest()


@transaction.atomic
def seal(*, older_than: timedelta = SETTLED) -> Seal | None:
    """Seal the settled entries that stand in no seal yet; ``None`` where there is none.

    The range ends before the first entry that is not settled, so that none is left out for ever.
    """
    last = Seal.objects.order_by("-last_id").first()
    rows = Entry.objects.filter(pk__gt=last.last_id if last else 0)
    settled_at = timezone.now() - older_than
    young = rows.filter(at__gte=settled_at).order_by("pk").values_list("pk", flat=True).first()
    entries = list((rows.filter(pk__lt=young) if young else rows).order_by("pk"))
    if not entries:
        return None
    return Seal.objects.create(
        first_id=entries[0].pk,
        last_id=entries[-1].pk,
        entries=len(entries),
        digest=_digest(entries, last.digest if last else ""),
        made_at=timezone.now(),
    )


def broken_seals() -> list[Seal]:
    """Return the seals whose entries no longer give their digest."""
    broken, before = [], ""
    for one in Seal.objects.order_by("last_id"):
        rows = Entry.objects.filter(pk__gte=one.first_id, pk__lte=one.last_id).order_by("pk")
        if _digest(list(rows), before) != one.digest:
            broken.append(one)
        before = one.digest
    return broken
