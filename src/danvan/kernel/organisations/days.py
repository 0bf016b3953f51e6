"""The legal day, once: real for real trees, the demo day for demo trees."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from danvan.kernel.organisations.models import Unit

LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def legal_day() -> date:
    """Return today's legal day in Việt Nam."""
    return timezone.now().astimezone(LEGAL_ZONE).date()


def moment_on(day: date) -> datetime:
    """Return the present moment on a day: now itself today, the same hour on a demo tree's day."""
    now = timezone.now()
    if day == legal_day():
        return now
    return datetime.combine(day, now.astimezone(LEGAL_ZONE).time(), LEGAL_ZONE)


def today_of(unit: Unit) -> date:
    """Return the day that the unit's tree calls today.

    A demo tree shown in its own time carries its day on its root.
    """
    root = unit.root or unit
    return root.demo_on or legal_day()
