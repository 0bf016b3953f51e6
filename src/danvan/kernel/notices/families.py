"""Which kinds of notice belong together, and which may disturb at night."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REMINDERS, SUPERIORS, WORK, URGENT = "reminders", "superiors", "work", "urgent"
FAMILIES: Mapping[str, Promise] = {
    REMINDERS: _("Nhắc trước và sau ngày cuối"),
    SUPERIORS: _("Việc của đơn vị cấp dưới quá hạn lâu"),
    URGENT: _("Việc khẩn, đột xuất"),
    WORK: _("Việc mới và bước của đơn vị khác"),
}
"""Families a person chooses ways for."""

BY_KEY: Mapping[str, str] = {
    "consolidation.remind": REMINDERS,
    "duties.due_soon": REMINDERS,
    "duties.overdue": REMINDERS,
    "duties.escalated": SUPERIORS,
    "duties.urgent": URGENT,
}
PASSES_QUIET = frozenset({"duties.urgent", "confirm"})
"""What does not wait for the end of quiet hours: urgent duties, and what the person asks for."""

NEEDS_OPEN_CASE = frozenset(BY_KEY)
"""Kinds that say nothing once their case is closed."""


def family_of(key: str) -> str:
    """Return the family of a kind of notice; acts of others are work."""
    return BY_KEY.get(key, WORK)
