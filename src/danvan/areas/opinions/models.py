"""One gathering of opinions and what was said of each public matter; nobody is named."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.models import Unit


class Way(models.TextChoices):
    """How opinions were gathered."""

    MEETING = "meeting", _("họp, sinh hoạt định kỳ")
    VISITS = "visits", _("đến khu dân cư, cơ sở")
    FORMS = "forms", _("phiếu không ghi tên")
    BOX = "box", _("hòm thư góp ý")
    ONLINE = "online", _("trên mạng")
    MIXED = "mixed", _("nhiều cách")


class Gathering(models.Model):
    """How opinions were gathered, to whom they went, what came back, how members were told."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="gathering")
    subject = models.TextField(help_text="What people were asked about.")
    way = models.CharField(max_length=8, choices=Way)
    first_on = models.DateField(help_text="Legal day.")
    last_on = models.DateField(help_text="Legal day, inclusive.")
    people = models.PositiveIntegerField(
        null=True, help_text="How many took part; null: under five, kept no closer."
    )
    proposal = models.TextField(blank=True, help_text="The recommendation as sent.")
    sent_to = models.CharField(max_length=200, blank=True, help_text="A body outside, in words.")
    sent_to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answer_number = models.CharField(max_length=60, blank=True)
    told_how = models.TextField(blank=True, help_text="How members were told of the answer.")

    class Meta:
        """Ordered spans; no number under five."""

        constraints = (
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="gathering_ordered"
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gte=5), name="gathering_not_small"
            ),
        )

    def __str__(self) -> str:
        """Return the days."""
        return f"{self.first_on}/{self.last_on}"


class Voice(models.Model):
    """What was said of one public matter in one gathering."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="voices")
    topic = models.CharField(max_length=40, help_text="Key of the closed list of matters.")
    people = models.PositiveIntegerField(
        null=True, help_text="How many spoke of it; null: under five, kept no closer."
    )
    summary = models.TextField(help_text="The gist in the officer's words; names nobody.")

    class Meta:
        """A matter once a gathering; no number under five."""

        constraints = (
            models.UniqueConstraint(fields=["gathering", "topic"], name="voice_once"),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__gte=5), name="voice_not_small"
            ),
        )

    def __str__(self) -> str:
        """Return the matter."""
        return self.topic
