"""Loaded packs, their vocabulary and calendar, the trees that use them and their own notices."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.values import form_of
from danvan.law.reports import ReportForm


class State(models.TextChoices):
    """How far a pack has been confirmed; ours are proposed."""

    DRAFT = "draft", _("bản nháp")
    PROPOSED = "proposed", _("chưa được xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    WITHDRAWN = "withdrawn", _("đã rút")


class Pack(models.Model):
    """One version of one pack, as loaded; never edited, only followed by another version."""

    name = models.SlugField(max_length=60)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State)
    label_vi = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    document = models.JSONField(
        default=dict, help_text="Snapshot of the document it holds the duties of."
    )
    document_number = models.CharField(max_length=60, blank=True)
    effective_on = models.DateField(null=True, help_text="First day the document is in force.")
    expires_on = models.DateField(null=True, help_text="First day it is no longer in force.")
    calendar = models.JSONField(
        default=dict, help_text="Snapshot of its calendar years and fixed holidays."
    )
    rules = models.JSONField(
        default=dict, help_text="Snapshot of its time limits and of how petitions are handled."
    )
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)

    class Meta:
        """One row a version."""

        constraints = (models.UniqueConstraint(fields=["name", "version"], name="pack_version"),)

    def __str__(self) -> str:
        """Return name and version."""
        return f"{self.name} {self.version}"


class PackUse(models.Model):
    """A tree that works by a pack, from a day on."""

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="uses")
    root = models.ForeignKey(Unit, models.PROTECT, related_name="pack_uses")
    valid_from = models.DateField(help_text="First day whose due days are counted here.")
    valid_until = models.DateField(null=True)

    class Meta:
        """A pack once a tree; ordered."""

        constraints = (
            models.UniqueConstraint(fields=["pack", "root"], name="pack_use_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="pack_use_ordered",
            ),
        )

    def __str__(self) -> str:
        """Return pack and root."""
        return f"{self.pack_id}@{self.root_id}"


class NoticeKind(models.TextChoices):
    """What a calendar notice says."""

    DAY_OFF = "day_off", _("ngày nghỉ")
    SWAPPED = "swapped", _("ngày nghỉ hoán đổi, có ngày làm bù")
    MAKE_UP = "make_up", _("ngày làm bù")
    YEAR = "year", _("lịch cả năm đã công bố")


class CalendarNotice(models.Model):
    """An official paper that changes the calendar of one tree; withdrawn, never deleted."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="calendar_notices")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    first_on = models.DateField()
    last_on = models.DateField(help_text="Last day it speaks of, inclusive.")
    other_on = models.DateField(
        null=True, help_text="Make-up day of a swapped day, or the day that is made up for."
    )
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    paper = models.CharField(max_length=200, help_text="Kind, number and issuer of the paper.")
    paper_on = models.DateField(help_text="Day of the paper.")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """Ordered spans."""

        constraints = (
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="calendar_notice_ordered"
            ),
        )

    def __str__(self) -> str:
        """Return kind and first day."""
        return f"{self.kind} {self.first_on}"


class Term(models.Model):
    """A word of a closed list (process area, evidence, timing, ...) with its labels."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    label_vi = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """A key once a list."""

        constraints = (models.UniqueConstraint(fields=["kind", "key"], name="term_once"),)

    def __str__(self) -> str:
        """Return list and key."""
        return f"{self.kind}:{self.key}"


class BodyRole(models.Model):
    """A body as regulations name it; bound to units for a span elsewhere."""

    slug = models.SlugField(max_length=80, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    level = models.CharField(max_length=10)
    side = models.CharField(max_length=12)
    looked_for = models.CharField(
        max_length=5,
        default="here",
        help_text="Where it is looked for: here, or one locality above.",
    )
    position = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        """Return the slug."""
        return self.slug


class PackForm(models.Model):
    """One version of a form of reports, as a pack holds it; never edited, kept for old reports."""

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="forms")
    key = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    valid_from = models.DateField(
        null=True, help_text="First day on which a period may end that it serves."
    )
    valid_until = models.DateField(null=True, help_text="First day on which it no longer may.")
    content = models.JSONField(help_text="Snapshot: the whole form as the pack holds it.")

    class Meta:
        """A version once a pack; ordered spans."""

        constraints = (
            models.UniqueConstraint(fields=["pack", "key", "version"], name="pack_form_once"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="pack_form_ordered",
            ),
        )

    def __str__(self) -> str:
        """Return key and version."""
        return f"{self.key} {self.version}"

    @property
    def form(self) -> ReportForm:
        """The form as the law floor reads it."""
        return form_of(self.content)
