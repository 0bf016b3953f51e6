"""The least that can be kept of a petition."""

from __future__ import annotations

from django.db import models


class Submission(models.Model):
    """Three texts and a moment."""

    title = models.CharField(max_length=200)
    body = models.TextField()
    email = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.title
