"""Duties from packs, bindings of bodies to units, local dates.

And the facts of occurrences and cards.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.models import Batch, Case
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit
from danvan.kernel.packs.models import BodyRole, Pack


class Duty(models.Model):
    """One duty of a pack.

    Its rule and words are a snapshot of the pack, its columns are what lists filter by.
    """

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="duties")
    code = models.CharField(max_length=60)
    provision = models.CharField(max_length=120)
    position = models.PositiveIntegerField(help_text="Order in the document.")
    article = models.CharField(max_length=60, help_text="Address of the article it stands in.")
    timing = models.CharField(max_length=20)
    period = models.CharField(max_length=12, blank=True)
    modality = models.CharField(max_length=12)
    bearing = models.CharField(max_length=10)
    area = models.CharField(max_length=30)
    act_vi = models.TextField()
    act_en = models.TextField()
    snapshot = models.JSONField(help_text="The whole duty as the pack holds it.")

    class Meta:
        """A code once a pack."""

        constraints = (models.UniqueConstraint(fields=["pack", "code"], name="duty_code"),)

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class Naming(models.TextChoices):
    """How a duty names a body."""

    BEARER = "bearer", _("chịu trách nhiệm")
    COUNTERPART = "counterpart", _("phối hợp")
    RECEIVER = "receiver", _("nơi nhận")
    COPY = "copy", _("đồng gửi")
    VIA = "via", _("qua")


class DutyRole(models.Model):
    """A body that a duty names, and how."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="roles")
    role = models.ForeignKey(BodyRole, models.PROTECT, related_name="+")
    naming = models.CharField(max_length=12, choices=Naming)
    position = models.PositiveSmallIntegerField()

    class Meta:
        """A body once a naming."""

        constraints = (
            models.UniqueConstraint(fields=["duty", "role", "naming"], name="duty_role_once"),
        )

    def __str__(self) -> str:
        """Return naming and role."""
        return f"{self.naming}:{self.role_id}"


class PrerequisiteRule(models.Model):
    """Before an act, a closed case of some kind on the same matter must exist; from a pack."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="prerequisites")
    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    act = models.CharField(max_length=40)
    needs = models.JSONField(help_text="Snapshot: case kinds.")
    compulsory = models.BooleanField()

    class Meta:
        """A rule once a duty."""

        constraints = (models.UniqueConstraint(fields=["duty", "code"], name="prerequisite_once"),)

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class Binding(models.Model):
    """Which unit is a body that regulations name, from a day on, until a day (exclusive)."""

    role = models.ForeignKey(BodyRole, models.PROTECT, related_name="bindings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bindings")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        """Ordered spans; one start a pair."""

        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="binding_ordered",
            ),
            models.UniqueConstraint(fields=["role", "unit", "valid_from"], name="binding_start"),
        )

    def __str__(self) -> str:
        """Return role and unit."""
        return f"{self.role_id}={self.unit_id}"


class Leader(models.Model):
    """Which body leads a joint duty that its document leaves without one; a person names it."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="leaders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    source = models.CharField(max_length=300, help_text="The paper or agreement that names it.")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        """One start a duty and unit; ordered."""

        constraints = (
            models.UniqueConstraint(fields=["duty", "unit", "valid_from"], name="leader_start"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="leader_ordered",
            ),
        )

    def __str__(self) -> str:
        """Return duty and unit."""
        return f"{self.duty_id}={self.unit_id}"


class LocalDate(models.Model):
    """A day or rhythm set in one tree for a duty that its document does not date.

    With the paper it comes from.
    """

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="local_dates")
    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=12)
    rule = models.JSONField(help_text="DueRule: relation, day, month.")
    rests = models.CharField(
        max_length=20,
        default="stays",
        help_text="What a due day on a rest day does: stays, or moves on.",
    )
    source = models.CharField(
        max_length=300, help_text="The paper it comes from: kind, number, day, issuer."
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(help_text="Due days from this day on follow it.")
    valid_until = models.DateField(null=True)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        """One start a duty and tree."""

        constraints = (
            models.UniqueConstraint(fields=["duty", "root", "valid_from"], name="local_date_start"),
        )

    def __str__(self) -> str:
        """Return duty and period."""
        return f"{self.duty_id}:{self.period}"


class Origin(models.TextChoices):
    """Why an occurrence exists."""

    TEXT = "text", _("theo văn bản")
    LOCAL = "local", _("theo ngày do địa phương đặt")
    ONCE = "once", _("làm một lần")
    EVENT = "event", _("theo sự việc")


class Occurrence(models.Model):
    """Facts of one period or one occasion of a duty (kỳ thực hiện nhiệm vụ)."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="occurrence")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="occurrences")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=24, help_text="The period covered, such as 2026-01.")
    origin = models.CharField(max_length=6, choices=Origin)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True, help_text="Last day covered, inclusive.")
    written_on = models.DateField(
        null=True, help_text="The day as written, where it differs from the due day."
    )
    is_provisional = models.BooleanField(
        default=False, help_text="The day was counted beyond the published calendar."
    )
    asked_by = models.CharField(max_length=200, blank=True)
    caused_on = models.DateField(null=True)
    event_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        """One occurrence a unit, duty and key."""

        constraints = (
            models.UniqueConstraint(fields=["unit", "duty", "key"], name="occurrence_once"),
        )

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Card(models.Model):
    """Facts of the card on which an undated duty is done and proven."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="card")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="cards")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """One card a unit and duty."""

        constraints = (models.UniqueConstraint(fields=["unit", "duty"], name="card_once"),)

    def __str__(self) -> str:
        """Return the duty."""
        return str(self.duty_id)


class Acknowledgement(models.Model):
    """A moment at which a body that was told of something urgent said it knew."""

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="acknowledgements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField()
    actor = models.CharField(max_length=200)

    class Meta:
        """Once a body."""

        constraints = (
            models.UniqueConstraint(fields=["occurrence", "unit"], name="acknowledged_once"),
        )

    def __str__(self) -> str:
        """Return the unit."""
        return str(self.unit_id)


class PlanApply(models.Model):
    """One plan that was applied, and undone if it was."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="plans_applied")
    batch = models.OneToOneField(Batch, models.PROTECT, related_name="plan")
    digest = models.CharField(max_length=64)
    applied_at = models.DateTimeField()
    applied_by = models.CharField(max_length=200)
    added = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    moved = models.PositiveIntegerField()
    before = models.JSONField(
        default=dict, help_text="Snapshot: what was removed and the days before moving."
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest[:12]
