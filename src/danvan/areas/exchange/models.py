"""Rows of the room: identity codes of bodies, envelopes out and in, and what receivers told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.models import Unit


class Direction(models.TextChoices):
    """Whether an envelope left or came."""

    OUT = "out", _("gửi đi")
    IN = "in", _("gửi đến")


class State(models.TextChoices):
    """What became of an envelope; the words of a receipt are the same."""

    MADE = "made", _("đã đóng gói")
    ARRIVED = "arrived", _("đã đến")
    TAKEN = "taken", _("đã tiếp nhận")
    REFUSED = "refused", _("bị từ chối")


class Organ(models.Model):
    """The identity code of a body in electronic exchange: of a unit of the site, or of another."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.OneToOneField(Unit, models.PROTECT, null=True, related_name="exchange_organ")
    organ_id = models.CharField(max_length=13, help_text="Such as 000.00.01.H56.")
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=100, blank=True)

    class Meta:
        """A code once a tree."""

        constraints = (
            models.UniqueConstraint(fields=["root", "organ_id"], name="exchange_organ_once"),
        )

    def __str__(self) -> str:
        """Return code and name."""
        return f"{self.organ_id} {self.name}"


class Envelope(models.Model):
    """One envelope of a unit; of one that came and was refused nothing but its header is kept."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=Direction)
    document_id = models.CharField(max_length=100, help_text="organId,yyyy/MM/dd,number/notation")
    organ_id = models.CharField(max_length=13, help_text="Who sent it.")
    organ_name = models.CharField(max_length=200)
    written = models.CharField(max_length=60, help_text="Number and notation.")
    dated = models.DateField()
    subject = models.CharField(max_length=500)
    header = models.JSONField(help_text="Its other fields, and the files that went with it.")
    state = models.CharField(max_length=8, choices=State)
    reason = models.CharField(max_length=500, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="envelopes")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        """What came is known once a unit."""

        constraints = (
            models.UniqueConstraint(
                fields=["unit", "document_id"],
                condition=Q(direction=Direction.IN),
                name="exchange_arrival_once",
            ),
        )

    def __str__(self) -> str:
        """Return the identity of the document."""
        return self.document_id


class Receipt(models.Model):
    """What one receiver told of an envelope that left."""

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="receipts")
    organ_id = models.CharField(max_length=13)
    organ_name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State)
    words = models.CharField(max_length=500, blank=True)
    moment = models.CharField(max_length=30, blank=True, help_text="As the receiver wrote it.")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        """Each told once."""

        constraints = (
            models.UniqueConstraint(
                fields=["envelope", "organ_id", "state"], name="exchange_receipt_once"
            ),
        )

    def __str__(self) -> str:
        """Return the state."""
        return self.state
