"""Local times of keeping, what is disposed of and what is held, and requests of people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.models import Unit


class LocalTime(models.Model):
    """How long one place keeps what no text gives a time for; ended, never changed."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    key = models.CharField(max_length=60, help_text="Key of what is kept.")
    months = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300, help_text="The paper it comes from.")
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One that holds a place and key."""

        constraints = (
            models.UniqueConstraint(
                fields=["root", "key"],
                condition=models.Q(ended_at__isnull=True),
                name="local_time_one_holds",
            ),
        )

    def __str__(self) -> str:
        """Return key and months."""
        return f"{self.key} {self.months}"


class Disposal(models.Model):
    """One list of cases whose people are to be forgotten, with what came of it."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="disposal")
    key = models.CharField(max_length=60, help_text="Key of what is kept.")
    closed_before = models.DateField(help_text="Cases closed before this day are past their time.")
    basis = models.CharField(max_length=300, help_text="The time to keep it, as it stood.")
    proposed_by = models.CharField(max_length=200)
    proposed_by_id = models.BigIntegerField(null=True)
    reviewed_by = models.CharField(max_length=200, blank=True)
    reviewed_by_id = models.BigIntegerField(null=True)
    emptied = models.JSONField(default=dict, help_text="Snapshot: how many things went, by name.")

    def __str__(self) -> str:
        """Return what is disposed of."""
        return self.key


class Line(models.Model):
    """One case on a list of disposal."""

    disposal = models.ForeignKey(Disposal, models.CASCADE, related_name="lines")
    target = models.ForeignKey(Case, models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, help_text="Legal day on which its people were forgotten.")

    class Meta:
        """A case once a list, and forgotten once."""

        constraints = (
            models.UniqueConstraint(fields=["disposal", "target"], name="disposal_line_once"),
        )

    def __str__(self) -> str:
        """Return the case."""
        return str(self.target_id)


class Hold(models.Model):
    """That the people of one case must not be forgotten now, and why."""

    target = models.ForeignKey(Case, models.PROTECT, related_name="+")
    reason = models.TextField()
    held_at = models.DateTimeField()
    held_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        """One that stands a case."""

        constraints = (
            models.UniqueConstraint(
                fields=["target"],
                condition=models.Q(lifted_at__isnull=True),
                name="hold_one_stands",
            ),
        )

    def __str__(self) -> str:
        """Return the case."""
        return str(self.target_id)


class Wish(models.TextChoices):
    """What a person asks about her data."""

    SEE = "see", _("xem, được cung cấp")
    CORRECT = "correct", _("sửa")
    DELETE = "delete", _("xóa")
    RESTRICT = "restrict", _("hạn chế xử lý")
    OBJECT = "object", _("phản đối xử lý")
    WITHDRAW = "withdraw", _("rút lại sự đồng ý")


class Proven(models.TextChoices):
    """How it was seen that the person asks about her own data; no paper is copied."""

    SHOWN = "shown", _("đã xem giấy tờ tại chỗ, không sao chụp")
    RECEIPT = "receipt", _("đưa đúng mã tra cứu và số PIN")
    KNOWN = "known", _("người phụ trách biết rõ người yêu cầu")
    AGENT = "agent", _("người đại diện có giấy ủy quyền, không sao chụp")


class Request(models.Model):
    """What one person asks about her data; read by the handlers only."""

    case = models.OneToOneField(
        Case, models.CASCADE, primary_key=True, related_name="privacy_request"
    )
    wish = models.CharField(max_length=8, choices=Wish)
    name = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True, help_text="Which data, in the person's words.")
    proven = models.CharField(max_length=7, choices=Proven)
    needs_others = models.BooleanField(
        default=False, help_text="Somebody else must act too, so the time is longer."
    )
    is_extended = models.BooleanField(default=False)
    answer = models.TextField(blank=True, help_text="What was done, or why not.")

    def __str__(self) -> str:
        """Return what is asked."""
        return self.wish
