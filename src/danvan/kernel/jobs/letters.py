"""Dead letters: work that failed for good and waits for a person, who runs it again or drops it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from danvan.kernel.audit.record import record
from danvan.kernel.jobs.models import Job, JobState
from danvan.law.errors import LawError


def run_again(job: Job, *, by: str, user_id: int | None, reason: str, now: datetime) -> None:
    """Let a dead letter wait for its turn again, with all its attempts.

    Args:
        by: Label of the post that decides.
        reason: Why, as it is kept in the audit trail.

    Raises:
        LawError: ``JOB-01``, it is no dead letter any more.
    """
    again = {"state": JobState.WAITING, "attempts": 0, "run_after": now, "finished_at": None}
    _decide(job, "jobs.job.retry", again, by=by, user_id=user_id, reason=reason)


def drop(job: Job, *, by: str, user_id: int | None, reason: str, now: datetime) -> None:
    """Drop a dead letter: it is not run again.

    Args:
        by: Label of the post that decides.
        reason: Why, as it is kept in the audit trail.

    Raises:
        LawError: ``JOB-01``, it is no dead letter any more.
    """
    dropped = {"state": JobState.DROPPED, "finished_at": now}
    _decide(job, "jobs.job.drop", dropped, by=by, user_id=user_id, reason=reason)


@transaction.atomic
def _decide(
    job: Job, action: str, changed: dict[str, object], *, by: str, user_id: int | None, reason: str
) -> None:
    standing = Job.objects.filter(pk=job.pk, state=JobState.DEAD)
    if not standing.update(**changed):
        raise LawError("JOB-01")
    record(
        action,
        actor=by,
        actor_user_id=user_id,
        subject=f"job:{job.pk}",
        unit_id=job.root_id,
        details={
            "task": job.task,
            "reason": reason,
            "error": job.error_class,
            "attempts": job.attempts,
        },
    )
