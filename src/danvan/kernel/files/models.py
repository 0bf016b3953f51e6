"""A stored file's identity; its bytes stand in the file store under the digest."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """One file as it came, by digest.

    Two uploads of the same bytes share the store, not the row.
    """

    digest = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="Bytes.")
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Return the name."""
        return self.name
