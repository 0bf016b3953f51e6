"""Regulations of a tree and the files they were read from."""

from __future__ import annotations

from django.db import models

from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit


class Work(models.Model):
    """One regulation in one tree, whatever file it came in."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.CharField(
        max_length=60, blank=True, help_text="As the text says; empty where it says none."
    )
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True)
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        """Read by tree."""

        indexes = (models.Index(fields=["root", "number"], name="work_of_tree"),)

    def __str__(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}".strip()


class Version(models.Model):
    """One file of a work as it was read; never edited, only followed by another."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="versions")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    text = models.TextField(help_text="Cleaned text, to which all offsets refer.")
    tree = models.JSONField(help_text="Snapshot: what reading gave, as the JSON contract has it.")
    findings_en = models.JSONField(default=list, help_text="Snapshot: the findings in English.")
    read_at = models.DateTimeField()

    class Meta:
        """A file once a work."""

        constraints = (models.UniqueConstraint(fields=["work", "sha256"], name="version_of_file"),)

    def __str__(self) -> str:
        """Return the beginning of the digest."""
        return self.sha256[:12]
