"""Which lower version went into which upper one, what the upper body adds, and how to go back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from danvan.areas.reporting.models import ReportVersion
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.organisations.models import Unit


class InputState(models.TextChoices):
    """What became of a report that could go into another."""

    TAKEN = "taken", _("đã đưa vào")
    LEFT = "left", _("để ngoài")
    MISSING = "missing", _("chưa có báo cáo")


class LeftWhy(models.TextChoices):
    """Why a report that came was left out."""

    BY_HAND = "by_hand", _("người tổng hợp để ngoài")
    INSIDE = "inside", _("đã nằm trong báo cáo của đơn vị khác")
    CIRCLE = "circle", _("có chứa chính báo cáo này")


class Input(models.Model):
    """One body's place in a merged version: the report taken, left out, or missing."""

    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="inputs")
    lower = models.ForeignKey(ReportVersion, models.PROTECT, null=True, related_name="taken_by")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    occurrence = models.ForeignKey(Occurrence, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=InputState)
    why = models.CharField(max_length=7, choices=LeftWhy, blank=True)
    inside = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", help_text="In whose report it is inside."
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        """A body once a version; nothing is part of itself; what is taken exists or is one's own.

        The own figures of the merging body are an input without a lower version.
        """

        constraints = (
            models.UniqueConstraint(fields=["version", "unit"], name="input_once"),
            models.CheckConstraint(
                condition=Q(lower__isnull=True) | ~Q(lower=F("version")), name="input_not_itself"
            ),
            models.CheckConstraint(
                condition=~Q(state="missing") | Q(lower__isnull=True), name="input_missing_is_none"
            ),
        )

    def __str__(self) -> str:
        """Return unit and state."""
        return f"{self.unit_id} {self.state}"


class OwnFigure(models.Model):
    """A figure that the merging body adds from its own work."""

    input = models.ForeignKey(Input, models.CASCADE, related_name="own_figures")
    key = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        """A figure once an input."""

        constraints = (models.UniqueConstraint(fields=["input", "key"], name="own_figure_once"),)

    def __str__(self) -> str:
        """Return key and value."""
        return f"{self.key}={self.value}"


class Round(models.Model):
    """One pressing of merge, with what stood before it."""

    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    before = models.JSONField(help_text="Snapshot: inputs, own figures and merged cells.")
    after = models.CharField(max_length=64, help_text="Digest of what it left behind.")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """A number once a version: two people never make the same round."""

        constraints = (models.UniqueConstraint(fields=["version", "number"], name="round_number"),)

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)
