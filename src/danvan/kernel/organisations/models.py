"""Units, what they were called and where they stood on which days, and the closure of the tree."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from danvan.law.collation import SORT_KEY_LENGTH


class Tier(models.TextChoices):
    """Level of the political system."""

    CENTRAL = "central", _("trung ương")
    PROVINCE = "province", _("tỉnh, thành phố")
    DISTRICT = "district", _("huyện, quận, thị xã")
    COMMUNE = "commune", _("xã, phường, đặc khu")
    HAMLET = "hamlet", _("thôn, xóm, tổ dân phố")


class Unit(models.Model):
    """An organisation as an unchanging identity; what it was called is asked as of a day."""

    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="tree")
    locality = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="local_units",
        help_text=(
            "The commune, province or other locality it belongs to; bodies are resolved inside it."
        ),
    )
    key = models.SlugField(max_length=60, help_text="Stable key inside its tree.")
    demo_on = models.DateField(
        null=True, help_text="On a demo tree's root: the day its screens use as today."
    )

    class Meta:
        """One key a tree."""

        constraints = (models.UniqueConstraint(fields=["root", "key"], name="unit_key_in_tree"),)

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class UnitPeriod(models.Model):
    """What a unit was called and under whom it stood from a day on, until a day (exclusive)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="periods")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=80, blank=True)
    tier = models.CharField(max_length=10, choices=Tier)
    side = models.CharField(max_length=12)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="child_periods")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, help_text="First day on which it no longer holds.")
    basis = models.CharField(max_length=300, blank=True)
    search = models.TextField(default="", help_text="Key and names, folded.")
    sort_key = models.CharField(
        max_length=SORT_KEY_LENGTH, default="", help_text="Vietnamese order of the name, as digits."
    )

    class Meta:
        """Ordered, non-empty spans; one start a day."""

        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="unit_period_ordered",
            ),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_period_start"),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Manner(models.TextChoices):
    """How one unit came after another."""

    RENAMED = "renamed", _("đổi tên")
    MERGED = "merged", _("hợp nhất, sáp nhập")
    SPLIT = "split", _("chia, tách")
    TRANSFERRED = "transferred", _("chuyển nhiệm vụ")
    DISSOLVED = "dissolved", _("kết thúc hoạt động")


class Succession(models.Model):
    """One unit following another, on a day and by a document."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    new = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="predecessors")
    manner = models.CharField(max_length=12, choices=Manner)
    happened_on = models.DateField()
    basis = models.CharField(max_length=300)

    class Meta:
        """A pair once a day."""

        constraints = (
            models.UniqueConstraint(fields=["old", "new", "happened_on"], name="succession_once"),
        )

    def __str__(self) -> str:
        """Return old and new."""
        return f"{self.old_id} -> {self.new_id}"


class Closure(models.Model):
    """Ancestor and descendant for a span of days; a unit is its own ancestor at depth 0."""

    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        """Read downward from an ancestor."""

        constraints = (
            models.UniqueConstraint(
                fields=["ancestor", "descendant", "valid_from"], name="closure_once"
            ),
        )

    def __str__(self) -> str:
        """Return the pair."""
        return f"{self.ancestor_id} > {self.descendant_id}"
