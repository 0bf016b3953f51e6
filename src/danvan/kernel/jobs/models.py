"""The queue."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """One piece of work: a name and ids."""

    name = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    run_at = models.DateTimeField(db_index=True)
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True, help_text="Given up after the last attempt.")
    error = models.CharField(
        max_length=300, blank=True, help_text="Class of the last failure; no data."
    )

    def __str__(self) -> str:
        """Return the name."""
        return self.name
