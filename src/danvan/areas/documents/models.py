"""Who was given an incoming document to deal with; what is to be printed in the background."""

from __future__ import annotations

from django.db import models

from danvan.kernel.accounts.models import Post
from danvan.kernel.correspondence.models import Document, DocumentVersion, Incoming
from danvan.kernel.files.models import StoredFile


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


class Print(models.Model):
    """One print of a document as PDF/A that somebody asked for; it is made in the background."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="prints")
    docx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    asked_user_id = models.BigIntegerField(null=True)
    version = models.OneToOneField(
        DocumentVersion, models.PROTECT, null=True, related_name="+", help_text="What came of it."
    )
    failed = models.CharField(max_length=20, blank=True, help_text="Code of why nothing came.")
    told = models.JSONField(default=dict, help_text="Fields of the sentence of that code.")

    def __str__(self) -> str:
        """Return why it was asked for."""
        return self.why

    @property
    def is_waiting(self) -> bool:
        """Return whether it has neither been made nor failed."""
        return self.version_id is None and not self.failed
