"""Work that waits, runs, is done or failed for good; and when each line of the schedule is due."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("đang chờ")
    RUNNING = "running", _("đang chạy")
    DONE = "done", _("đã xong")
    DEAD = "dead", _("không làm được")
    DROPPED = "dropped", _("đã bỏ")


class Job(models.Model):
    """One call of a task: which, with what, how far."""

    task = models.CharField(max_length=200, help_text="Dotted name of a declared task.")
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    schedule = models.CharField(max_length=60, blank=True, help_text="Line of the schedule.")
    root_id = models.BigIntegerField(null=True, help_text="The tree it works for; null: the site.")
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField()
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often it was started.")
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    error_class = models.CharField(max_length=200, blank=True)
    error_detail = models.CharField(
        max_length=300, blank=True, help_text="Code and place of the failure; never its values."
    )
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """Read by state, the most pressing first."""

        indexes = (
            models.Index(fields=["state", "-priority", "run_after"], name="job_next"),
            models.Index(fields=["schedule", "state"], name="job_of_schedule"),
        )

    def __str__(self) -> str:
        """Return task and state."""
        return f"{self.task} ({self.state})"


class ScheduleRow(models.Model):
    """When one line of the schedule is due next, moved on by whoever sees it due first."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, help_text="When it was last put to work.")
    done_at = models.DateTimeField(null=True, help_text="When it last went well.")

    def __str__(self) -> str:
        """Return the name."""
        return self.name
