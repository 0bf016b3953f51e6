"""Reminders.

Clocks whose alarm day has come tell the handling unit, then set their next alarm or none.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases.models import Clock
from danvan.kernel.notices.dispatch import posts_of, tell
from danvan.kernel.notices.policy import Reminding, policy_of, set_policy
from danvan.kernel.organisations.models import Unit

ONE_DAY = timedelta(days=1)


def ring(root: Unit, today: date, *, most: int = 1000) -> int:
    """Ring the alarms of one tree on the days before and after a due day that its policy names.

    Each clock is taken with a conditional update, so running twice or in two processes tells once.

    Args:
        today: The tree's today.
        most: How many clocks at a time.

    Returns:
        How many alarms rang.
    """
    policy = policy_of(root.pk)
    if policy.set_at:
        align(root, today, policy)
    due = _running(root).filter(alarm_on__lte=today)
    rang = 0
    for clock in due.select_related("case").order_by("alarm_on", "pk")[:most]:
        if _take(clock, policy, today) and _is_said(clock, policy, today):
            is_over = clock.due_on < today
            key = "duties.overdue" if is_over else "duties.due_soon"
            fields = {"due_on": clock.due_on.isoformat()}
            tell(key, posts_of([clock.case.unit_id], today), clock.case, today, fields)
            rang += 1
    return rang


def align(root: Unit, today: date, policy: Reminding, *, also_done: bool = False) -> int:
    """Move alarms that lie ahead to the days of the policy; a clock starts with the site's day.

    Args:
        also_done: Whether clocks that had said everything under an older policy are woken too.

    Returns:
        How many moved.
    """
    span = max([*policy.before, settings.REMIND_DAYS, 0]) + 1
    since = today - max([*policy.after, 0]) * ONE_DAY
    ahead = Q(alarm_on__gt=today) | (Q(alarm_on=None) if also_done else Q())
    rows = _running(root).filter(ahead, due_on__range=(since, today + span * ONE_DAY))
    moved = 0
    for due_on, alarm_on in rows.values_list("due_on", "alarm_on").distinct():
        wanted = policy.next_after(due_on, today)
        if wanted != alarm_on:
            moved += rows.filter(due_on=due_on, alarm_on=alarm_on).update(alarm_on=wanted)
    return moved


def change_policy(root: Unit, wanted: Reminding, actor: Actor) -> int:
    """Set the policy of a tree and move its alarms to the new days; returns how many moved."""
    set_policy(root, wanted, actor)
    return align(root, actor.today, wanted, also_done=True)


def _running(root: Unit) -> QuerySet[Clock]:
    units = Unit.objects.filter(root=root) | Unit.objects.filter(pk=root.pk)
    return Clock.objects.filter(stopped_on=None, case__unit__in=units)


def _take(clock: Clock, policy: Reminding, today: date) -> int:
    """Set the next alarm; 0 where another process has set it."""
    taken = Clock.objects.filter(pk=clock.pk, alarm_on=clock.alarm_on, stopped_on=None)
    return taken.update(alarm_on=policy.next_after(clock.due_on, today))


def _is_said(clock: Clock, policy: Reminding, today: date) -> bool:
    """Whether the policy says something on one of the days since the alarm was due."""
    since = clock.alarm_on or today
    return any(since <= moment <= today for moment in policy.moments(clock.due_on))
