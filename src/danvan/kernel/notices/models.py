"""A line in a post's inbox."""

from __future__ import annotations

from django.db import models

from danvan.kernel.accounts.models import Post
from danvan.kernel.cases.models import Case


class Notice(models.Model):
    """One thing a post is told."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="notices", db_index=False)
    key = models.CharField(max_length=60, help_text="Kind of notice, such as duties.due_soon.")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    fields = models.JSONField(default=dict, help_text="Snapshot of the values its sentence needs.")
    told_on = models.DateField()
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """The inbox is one index; one line a kind, case and day."""

        indexes = (models.Index(fields=["post", "read_at", "-id"], name="notice_inbox"),)
        constraints = (
            models.UniqueConstraint(fields=["post", "key", "case", "told_on"], name="notice_once"),
        )

    def __str__(self) -> str:
        """Return the key."""
        return self.key
