"""Entries nobody can change, and the seals over closed ranges of them."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that was done, by whom and when.

    No foreign keys, so nothing can cascade into it.
    """

    at = models.DateTimeField(help_text="Moment of recording, aware, UTC.")
    action = models.CharField(max_length=100, help_text="Dotted name, such as duties.plan.apply.")
    actor = models.CharField(max_length=200, help_text="Label of the post or process at that time.")
    actor_user_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=100, help_text="What it was done to, such as case:1a2b.")
    unit_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict, help_text="Snapshot; never filtered on.")

    class Meta:
        """Newest last; looked up by subject and by unit."""

        indexes = (
            models.Index(fields=["subject", "id"], name="audit_subject"),
            models.Index(fields=["unit_id", "id"], name="audit_unit"),
        )

    def __str__(self) -> str:
        """Return action and subject."""
        return f"{self.action} {self.subject}"


class Seal(models.Model):
    """A digest over a closed range of entries and over the seal before it."""

    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    entries = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the range."""
        return f"{self.first_id}-{self.last_id}"
