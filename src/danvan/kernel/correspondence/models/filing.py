"""Lists of files of a year, what lies in each file, and their hand-over to the archive."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.models.registers import Number
from danvan.kernel.organisations.models import Unit


class FileList(models.Model):
    """The list of files that a unit opens in a year (danh mục hồ sơ)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="file_lists")
    year = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=200, blank=True, help_text="Decision that set it.")
    closed_on = models.DateField(null=True)

    class Meta:
        """One a year."""

        constraints = (models.UniqueConstraint(fields=["unit", "year"], name="file_list_once"),)

    def __str__(self) -> str:
        """Return the year."""
        return str(self.year)


class HandOver(models.Model):
    """Files given to the archive on a day, with the minutes as they were signed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="hand_overs")
    handed_on = models.DateField(help_text="Legal day.")
    archive = models.CharField(max_length=200, help_text="Who takes them.")
    given_by = models.CharField(max_length=200)
    taken_by = models.CharField(max_length=200)
    minutes = models.JSONField(help_text="Files and documents as listed on that day.")
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the day."""
        return str(self.handed_on)


class FileEntry(models.Model):
    """One file of a list."""

    file_list = models.ForeignKey(FileList, models.PROTECT, related_name="entries")
    code = models.CharField(max_length=20, help_text="Number and symbol of the file.")
    title = models.CharField(max_length=300)
    keeping = models.CharField(max_length=60, help_text="How long it is kept, in words.")
    keeper = models.CharField(max_length=200, blank=True, help_text="Post that keeps it.")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, help_text="Day on which its work ended.")
    hand_over = models.ForeignKey(HandOver, models.PROTECT, null=True, related_name="entries")

    class Meta:
        """A code once a list."""

        constraints = (
            models.UniqueConstraint(fields=["file_list", "code"], name="file_entry_once"),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class FileSheet(models.Model):
    """One document lying in a file: a case, the stub of a secret one, or a paper told in words."""

    entry = models.ForeignKey(FileEntry, models.PROTECT, related_name="sheets")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="file_sheets")
    number = models.ForeignKey(
        Number, models.PROTECT, null=True, related_name="file_sheets", help_text="Of a secret stub."
    )
    written = models.CharField(max_length=80, blank=True, help_text="Of a paper that is no case.")
    dated_on = models.DateField(null=True, help_text="Of a paper that is no case.")
    summary = models.CharField(max_length=500, blank=True, help_text="Of a paper that is no case.")
    order = models.PositiveIntegerField()
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=200)

    class Meta:
        """A document once in a file."""

        constraints = (
            models.UniqueConstraint(fields=["entry", "case"], name="file_sheet_once"),
            models.UniqueConstraint(fields=["entry", "number"], name="file_stub_once"),
            models.UniqueConstraint(fields=["entry", "order"], name="file_sheet_order"),
            models.CheckConstraint(
                condition=Q(case__isnull=False, number=None, summary="")
                | Q(case=None, number__isnull=False, summary="")
                | (Q(case=None, number=None) & ~Q(summary="")),
                name="file_sheet_is_one",
            ),
        )

    def __str__(self) -> str:
        """Return the order."""
        return f"{self.entry_id}:{self.order}"
