"""What the schedule has the audit trail do."""

from __future__ import annotations

from django_tasks import task

from danvan.kernel.audit.seals import seal


@task
def seal_entries() -> None:
    """Seal the entries that are old enough."""
    seal()
