"""Doors of units, posters, letters with their receipts, and what is written between both sides."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from danvan.kernel.cases.models import Case
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit


class Door(models.Model):
    """Whether a unit takes letters in without an account, and where else it can be reached."""

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="door")
    is_open = models.BooleanField(default=False)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    hours = models.TextField(blank=True, help_text="When citizens are received, in words.")
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Return the unit."""
        return f"door of {self.unit_id}"


class Poster(models.Model):
    """A printed way in: a token under which the form comes with unit and residential group."""

    token = models.CharField(max_length=24, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posters")
    place = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the token."""
        return self.token


class Letter(models.Model):
    """One thing handed in, with its receipt; the content stands here until a case holds it.

    Code and PIN are kept as keyed digests only. The digest of the code is unique and follows from
    the form that was shown, so a form that is sent twice is one letter.
    """

    code_digest = models.CharField(max_length=64, unique=True)
    pin_digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=60, help_text="Of the case it becomes.")
    content = models.JSONField(default=dict, help_text="As sent; empty once a case holds it.")
    origin = models.CharField(
        max_length=32, blank=True, help_text="Keyed digest of the address, for an hour."
    )
    received_on = models.DateField(help_text="Legal day.")
    promised_on = models.DateField(null=True, help_text="The day told at once.")
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often taking it failed.")
    case = models.OneToOneField(Case, models.CASCADE, null=True, related_name="letter")

    class Meta:
        """Small indexes: of what waits, and of the last hour."""

        indexes = (
            models.Index(
                fields=["tries", "id"], name="letter_waiting", condition=Q(taken_at__isnull=True)
            ),
            models.Index(
                fields=["origin", "made_at"], name="letter_origin", condition=~Q(origin="")
            ),
        )

    def __str__(self) -> str:
        """Return the promised day."""
        return str(self.promised_on)


class Message(models.Model):
    """What one side wrote to the other after the letter was taken."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    once = models.CharField(max_length=64, unique=True, help_text="Digest of the form it came by.")
    is_from_petitioner = models.BooleanField()
    asks_to_reopen = models.BooleanField(default=False)
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200, blank=True, help_text="Post; empty: the petitioner.")
    read_at = models.DateTimeField(null=True, help_text="When the handlers opened it.")

    class Meta:
        """Unread ones are counted by case."""

        indexes = (
            models.Index(
                fields=["case"],
                name="message_unread",
                condition=Q(is_from_petitioner=True, read_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        """Return the moment."""
        return str(self.made_at)


class Enclosure(models.Model):
    """A file that came with a letter or a message; staged under a form before that was sent."""

    form = models.CharField(
        max_length=64, db_index=True, help_text="Digest of the code of the letter, or of the form."
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="enclosures")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="enclosures")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the form."""
        return self.form


class Rating(models.Model):
    """How content the petitioner was, told once after closing; read by the handlers only."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="rating")
    score = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    words = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        """One to five."""

        constraints = (
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="rating_in_range"),
        )

    def __str__(self) -> str:
        """Return the score."""
        return str(self.score)
