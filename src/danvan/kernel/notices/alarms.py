"""Reminders.

Clocks whose alarm day has come tell the handling unit, then set their next alarm or none.
"""

from __future__ import annotations

from datetime import date, timedelta

from danvan.kernel.cases.models import Clock
from danvan.kernel.notices.dispatch import posts_of, tell
from danvan.kernel.organisations.models import Unit

ONE_DAY = timedelta(days=1)


def ring(root: Unit, today: date, *, most: int = 1000) -> int:
    """Ring the alarms of one tree: once before the due day and once after it.

    Each clock is taken with a conditional update, so running twice or in two processes tells once.

    Args:
        today: The tree's today.
        most: How many clocks at a time.

    Returns:
        How many alarms rang.
    """
    due = Clock.objects.filter(alarm_on__lte=today, stopped_on=None)
    due = due.filter(
        case__unit__in=Unit.objects.filter(root=root) | Unit.objects.filter(pk=root.pk)
    )
    rang = 0
    for clock in due.select_related("case").order_by("alarm_on", "pk")[:most]:
        is_over = clock.due_on < today
        following = None if is_over else clock.due_on + ONE_DAY
        taken = Clock.objects.filter(pk=clock.pk, alarm_on=clock.alarm_on, stopped_on=None)
        if not taken.update(alarm_on=following):
            continue
        key = "duties.overdue" if is_over else "duties.due_soon"
        fields = {"due_on": clock.due_on.isoformat()}
        tell(key, posts_of([clock.case.unit_id], today), clock.case, today, fields)
        rang += 1
    return rang
