"""Users, posts, who holds them, and what a post may do where."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from danvan.kernel.organisations.models import Unit


class User(AbstractUser):
    """Somebody who signs in; what they may do comes from the post they hold."""

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    toured_at = models.DateTimeField(
        null=True, help_text="When the tour of the first sign-in was ended or declined."
    )


class DeskRole(models.TextChoices):
    """What a post may do at the desk of a unit.

    A body named in a regulation is a body role instead.
    """

    READER = "reader", _("người xem")
    OFFICER = "officer", _("cán bộ xử lý")
    HEAD = "head", _("người đứng đầu")
    PLANNER = "planner", _("người lập kế hoạch")
    ADMINISTRATOR = "administrator", _("người quản trị")


class Classification(models.IntegerChoices):
    """How closed a case is."""

    OPEN = 0, _("thường")
    INTERNAL = 1, _("nội bộ")
    CONFIDENTIAL = 2, _("hạn chế")
    SEALED = 3, _("niêm phong")


class Post(models.Model):
    """A seat in a unit, such as "Trưởng Khối Dân vận"."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)

    class Meta:
        """One title a unit."""

        constraints = (models.UniqueConstraint(fields=["unit", "title"], name="post_title"),)

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Span(models.Model):
    """A half-open span of days."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, help_text="First day on which it no longer holds.")

    class Meta:
        """Only its columns are inherited."""

        abstract = True


class Holding(Span):
    """Who holds a post, and when."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    user = models.ForeignKey(User, models.PROTECT, related_name="holdings")

    class Meta:
        """Ordered spans."""

        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="holding_ordered",
            ),
        )

    def __str__(self) -> str:
        """Return post and user."""
        return f"{self.post_id}/{self.user_id}"


class Grant(Span):
    """What a post may do, at which unit, downward or not, up to which classification."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="grants")
    desk_role = models.CharField(max_length=20, choices=DeskRole)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="grants")
    downward = models.BooleanField(default=False)
    highest = models.PositiveSmallIntegerField(
        choices=Classification, default=Classification.INTERNAL
    )

    class Meta:
        """Ordered spans."""

        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="grant_ordered",
            ),
        )

    def __str__(self) -> str:
        """Return role and unit."""
        return f"{self.desk_role}@{self.unit_id}"
