"""Copies for the public, the files beside them, and who has on-time figures shown."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit


class Audience(models.TextChoices):
    """Who finds a copy."""

    EVERYBODY = "all", _("mọi người, có trong danh sách")
    BY_ADDRESS = "address", _("người có địa chỉ trang, không có trong danh sách")


class Standing(models.TextChoices):
    """How a copy stands."""

    PROPOSED = "proposed", _("chờ duyệt")
    RETURNED = "returned", _("trả lại để sửa")
    PUBLISHED = "published", _("đã duyệt công khai")
    WITHDRAWN = "withdrawn", _("đã rút")


class Publication(models.Model):
    """One copy: its words as shown, their digest, and from when until when it is shown."""

    slug = models.CharField(max_length=16, unique=True, help_text="Opaque id of its address.")
    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=60, help_text="Key of a kind of case, or ``figures``.")
    case_slug = models.CharField(
        max_length=16, blank=True, db_index=True, help_text="Whence it came; no foreign key."
    )
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.EVERYBODY)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.PROPOSED)
    content = models.JSONField(help_text="Title, paragraphs, basis and names, frozen.")
    masked = models.JSONField(default=dict, help_text="How many passages were masked, by sort.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content.")
    search = models.TextField(blank=True, help_text="Folded words.")
    shown_from = models.DateField()
    shown_until = models.DateField(null=True, help_text="Last day, inclusive; null: no end.")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    told = models.CharField(
        max_length=400, blank=True, help_text="Title that a withdrawn copy may still be named by."
    )
    reason = models.TextField(blank=True, help_text="Why it was returned or withdrawn.")

    class Meta:
        """The public list is one index."""

        indexes = (
            models.Index(fields=["standing", "shown_from"], name="publication_shown"),
            models.Index(fields=["unit", "standing"], name="publication_of_unit"),
        )

    def __str__(self) -> str:
        """Return the address."""
        return self.slug


class PublishedFile(models.Model):
    """A redacted copy of a file that stands beside a publication."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)

    class Meta:
        """One number once a publication."""

        constraints = (
            models.UniqueConstraint(fields=["publication", "number"], name="published_file_once"),
        )

    def __str__(self) -> str:
        """Return the label."""
        return self.label


class FiguresPlan(models.Model):
    """A tree whose head has on-time figures counted and shown each quarter."""

    root = models.OneToOneField(Unit, models.CASCADE, related_name="+", primary_key=True)
    is_on = models.BooleanField(default=False)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return whether it is on."""
        return str(self.is_on)
