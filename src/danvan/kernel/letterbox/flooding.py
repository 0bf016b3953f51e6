"""How many letters came from one address; the address itself is never kept.

A process counts in its own memory and asks the database only about an address from which it took
several letters already: what most people send costs no question.
"""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from danvan.kernel.letterbox.models import Letter

SPAN: Final = timedelta(minutes=10)
"""Over which letters of one address are counted."""
SHARE: Final = 4
"""A process takes one part in so many of what an address may send before it asks."""


class _Seen:
    """Letters of this process, by origin, in the present span."""

    span = 0
    counts: Counter[str] = Counter()


def is_flooding(origin: str) -> bool:
    """Count one letter of an origin; return whether there are too many.

    Args:
        origin: Keyed digest of an address; empty is never counted.
    """
    if not origin:
        return False
    span = int(time.monotonic() // SPAN.total_seconds())
    if span != _Seen.span:
        _Seen.span, _Seen.counts = span, Counter()
    _Seen.counts[origin] += 1
    if _Seen.counts[origin] <= settings.LETTERS_FROM_ADDRESS // SHARE:
        return False
    since = timezone.now() - SPAN
    recent = Letter.objects.filter(origin=origin, made_at__gt=since).count()
    return recent >= settings.LETTERS_FROM_ADDRESS


def forget() -> None:
    """Begin to count anew."""
    _Seen.counts = Counter()
