"""Facts of one session."""

from __future__ import annotations

from django.db import models

from danvan.kernel.cases.models import Case


class MeetingRecord(models.Model):
    """What one session was: day, place, agenda, conclusions, how many people were there."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="meeting")
    held_on = models.DateField(help_text="Legal day of the session.")
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField()
    conclusions = models.TextField(blank=True)
    people_present = models.PositiveIntegerField(null=True)
    called_for = models.TextField(
        blank=True, help_text="Who asked and why, for a session out of turn."
    )

    def __str__(self) -> str:
        """Return the day."""
        return self.held_on.isoformat()
