"""Who was given an incoming document to deal with."""

from __future__ import annotations

from django.db import models

from danvan.kernel.accounts.models import Post
from danvan.kernel.correspondence.models import Incoming


class Assignment(models.Model):
    """One post that was given an incoming document; the last one counts."""

    incoming = models.ForeignKey(Incoming, models.CASCADE, related_name="assignments")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    label = models.CharField(max_length=300, help_text="Title and unit of the post on the day.")
    task = models.CharField(max_length=300, blank=True, help_text="What is asked, in words.")
    assigned_on = models.DateField(help_text="Legal day.")
    assigned_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Return the label of the post."""
        return self.label
