"""Spreadsheets of units that were brought, how far each has come, and what was found in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from danvan.kernel.accounts.models import Post, User
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit


class ImportState(models.TextChoices):
    """How far a spreadsheet has come."""

    UPLOADED = "uploaded", _("chờ kiểm tra")
    CHECKING = "checking", _("đang kiểm tra")
    CHECKED = "checked", _("đã kiểm tra")
    APPLYING = "applying", _("đang đưa vào")
    APPLIED = "applied", _("đã đưa vào")
    FAILED = "failed", _("không đọc được")
    CANCELLED = "cancelled", _("đã bỏ")


class TreeImport(models.Model):
    """One spreadsheet brought for the units below one unit; checked, then taken whole or not."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", help_text="Rows without a superior stand below it."
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=ImportState, default=ImportState.UPLOADED, db_index=True
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    brought_by = models.CharField(max_length=200)
    brought_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    bound = models.PositiveIntegerField(default=0)
    stops = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, help_text="What exactly was previewed.")
    preview = models.JSONField(default=list, help_text="First units as a tree.")
    code = models.CharField(max_length=20, blank=True, help_text="Why it stands where it stands.")
    fields = models.JSONField(default=dict)

    def __str__(self) -> str:
        """Return file and state."""
        return f"{self.file_id}: {self.state}"


class ImportFinding(models.Model):
    """One remark on one row of a spreadsheet."""

    brought = models.ForeignKey(TreeImport, models.CASCADE, related_name="findings")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=20)
    severity = models.CharField(max_length=5)
    fields = models.JSONField(default=dict)
    search = models.TextField(default="")

    def __str__(self) -> str:
        """Return row and code."""
        return f"{self.row}: {self.code}"
