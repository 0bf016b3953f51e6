"""A report (báo cáo) with its versions: figures, paragraphs, annexes, remarks, deliveries."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.models import Case
from danvan.kernel.duties.models import Occurrence
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import PackForm


class Report(models.Model):
    """What one report is about: its form, its period, the duty it is owed for."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="report")
    form = models.ForeignKey(PackForm, models.PROTECT, related_name="+")
    period_kind = models.CharField(max_length=12, help_text="Key of the periods, or once.")
    period_key = models.CharField(max_length=24, help_text="The period covered, such as 2026-01.")
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, help_text="Last day covered, inclusive.")
    occurrence = models.ForeignKey(
        Occurrence, models.PROTECT, null=True, related_name="reports", db_index=False
    )
    asked = models.TextField(blank=True, help_text="Who asked and why, for one out of turn.")
    current = models.PositiveSmallIntegerField(default=1, help_text="Number of its last version.")

    class Meta:
        """One report an occurrence; found by period."""

        constraints = (
            models.UniqueConstraint(fields=["occurrence"], name="report_occurrence_once"),
        )
        indexes = (models.Index(fields=["period_key", "form"], name="report_of_period"),)

    def __str__(self) -> str:
        """Return the period."""
        return self.period_key


class ReportVersion(models.Model):
    """One state of a report as it was handed in; never changed after that."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True, help_text="Why there is one more version.")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    submitted_on = models.DateField(null=True, help_text="Legal day of handing in.")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    accepted_on = models.DateField(null=True, help_text="Legal day of acceptance.")

    class Meta:
        """A number once a report."""

        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="report_version_once"),
        )

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)


class Filled(models.TextChoices):
    """Where the value of a figure comes from."""

    HAND = "hand", _("nhập tay")
    RECORDS = "records", _("từ hồ sơ")
    MERGED = "merged", _("tổng hợp từ dưới")


class Cell(models.Model):
    """One figure of one version; without a value it is missing, which is not nought."""

    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="cells", db_index=False)
    key = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    reason = models.TextField(blank=True, help_text="Why it jumps against the last period.")
    filled = models.CharField(max_length=8, choices=Filled, default=Filled.HAND)

    class Meta:
        """A figure once a version."""

        constraints = (models.UniqueConstraint(fields=["version", "key"], name="report_cell_once"),)

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Paragraph(models.Model):
    """One paragraph under one question, with the paragraph below that it was taken from."""

    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="paragraphs")
    section = models.CharField(max_length=60)
    question = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    origin = models.ForeignKey("self", models.PROTECT, null=True, related_name="taken_into")
    is_edited = models.BooleanField(
        default=False, help_text="The words were changed after they were taken."
    )

    def __str__(self) -> str:
        """Return the question."""
        return self.question


class AnnexRow(models.Model):
    """One line of a table behind the report."""

    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="annex_rows")
    annex = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    values = models.JSONField(help_text="Snapshot: one text a column, by its key.")

    def __str__(self) -> str:
        """Return the annex."""
        return self.annex


class Remark(models.Model):
    """What a receiver says about a figure, a paragraph or the whole, and the answer."""

    version = models.ForeignKey(ReportVersion, models.CASCADE, related_name="remarks")
    key = models.CharField(
        max_length=80, blank=True, help_text="figure:<key>, paragraph:<id>, or empty: the whole."
    )
    text = models.TextField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        """Return what it is about."""
        return self.key


class Part(models.TextChoices):
    """How a unit gets a report."""

    RECEIVER = "receiver", _("nơi nhận")
    COPY = "copy", _("đồng gửi")
    VIA = "via", _("qua")


class Delivery(models.Model):
    """A version sent to a unit; behind a unit it goes through, it waits until passed on."""

    version = models.ForeignKey(
        ReportVersion, models.CASCADE, related_name="deliveries", db_index=False
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part)
    sent_at = models.DateTimeField(null=True, help_text="Empty while it waits to be passed on.")
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """Once a version and unit."""

        constraints = (
            models.UniqueConstraint(fields=["version", "unit"], name="report_delivery_once"),
        )

    def __str__(self) -> str:
        """Return part and unit."""
        return f"{self.part}:{self.unit_id}"
