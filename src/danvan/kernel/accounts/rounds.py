"""What the schedule has the accounts do."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task


@task
def clear_sessions() -> None:
    """Clear away the sessions that are over."""
    clear(now=timezone.now())


def clear(*, now: datetime) -> int:
    """Delete sessions whose time is over and what was noted of them; returns how many."""
    over = Session.objects.filter(expire_date__lt=now).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return over
