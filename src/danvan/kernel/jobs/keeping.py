"""Clear away what has been over for some days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from danvan.kernel.jobs.models import Job, JobState


@task
def clear_finished() -> None:
    """Clear away the jobs that nobody needs to see any more."""
    clear(now=timezone.now())


def clear(*, now: datetime) -> int:
    """Delete ended jobs that are older than the site keeps them; returns how many.

    Dead letters stay until a person decides.
    """
    ended = Job.objects.filter(state__in=(JobState.DONE, JobState.DROPPED))
    return ended.filter(finished_at__lt=now - timedelta(days=settings.JOB_DAYS)).delete()[0]
