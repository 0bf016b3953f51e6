"""Who issues, the registers of documents, and every number that was ever taken in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from danvan.kernel.organisations.models import Unit


class World(models.TextChoices):
    """Whose rules a document follows."""

    PARTY = "party", _("văn bản của Đảng")
    STATE = "state", _("văn bản hành chính")
    JOINT = "joint", _("văn bản liên tịch")


class Direction(models.TextChoices):
    """Whether a register holds what leaves or what comes."""

    OUT = "out", _("văn bản đi")
    IN = "in", _("văn bản đến")


class Span(models.TextChoices):
    """After what time numbers begin at 1 again."""

    YEAR = "year", _("theo năm")
    TERM = "term", _("theo nhiệm kỳ cấp ủy")


class Secrecy(models.TextChoices):
    """Marks of State secrets, by the keys of ``papers.secrecy``.

    Of a document that carries one nothing but its number is kept.
    """

    SECRET = "secret", _("Mật")
    TOP_SECRET = "top_secret", _("Tối mật")
    MOST_SECRET = "most_secret", _("Tuyệt mật")


class NumberState(models.TextChoices):
    """What became of a number."""

    RESERVED = "reserved", _("đã giữ")
    USED = "used", _("đã dùng")
    RELEASED = "released", _("đã trả lại")
    VOID = "void", _("đã hủy")


def _ordered(name: str) -> models.CheckConstraint:
    """Return the constraint that a span of days is not empty."""
    ends = Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from"))
    return models.CheckConstraint(condition=ends, name=name)


class IssuerProfile(models.Model):
    """What a unit prints as issuer of documents from a day on, until a day (exclusive)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="issuer_profiles")
    world = models.CharField(max_length=5, choices=World, help_text="party or state.")
    name = models.CharField(max_length=200, help_text="In ordinary letters, as the layout wants.")
    superior = models.CharField(max_length=200, blank=True)
    abbreviation = models.CharField(max_length=30, help_text="As symbols have it.")
    place = models.CharField(max_length=100, help_text="Before the date.")
    rank = models.CharField(
        max_length=30, blank=True, help_text="Kind of Party body, as papers.layouts.refusal asks."
    )
    authorities = models.JSONField(default=list, help_text="Authority lines it may use: TM, KT...")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, help_text="First day on which it no longer holds.")
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        """Ordered spans; one start a day."""

        constraints = (
            _ordered("issuer_profile_ordered"),
            models.UniqueConstraint(
                fields=["unit", "world", "valid_from"], name="issuer_profile_start"
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class CommitteeTerm(models.Model):
    """A term of a Party committee, over which its documents are numbered."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="committee_terms")
    key = models.CharField(max_length=20, help_text="Such as 2025-2030.")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, help_text="First day on which it no longer holds.")

    class Meta:
        """Ordered spans; one key a unit."""

        constraints = (
            _ordered("committee_term_ordered"),
            models.UniqueConstraint(fields=["unit", "key"], name="committee_term_once"),
        )

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Register(models.Model):
    """The book in which a unit gives numbers to what it issues, or to what comes."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registers")
    direction = models.CharField(max_length=3, choices=Direction)
    world = models.CharField(max_length=5, choices=World)
    label = models.CharField(max_length=120)
    span = models.CharField(max_length=4, choices=Span)
    by_type = models.BooleanField(help_text="Each type of document has numbers of its own.")
    hold_days = models.PositiveSmallIntegerField(
        help_text="Days after which a number that was taken and not used is given back."
    )
    closed_on = models.DateField(null=True, help_text="Legal day from which it takes nothing.")

    class Meta:
        """A label once a unit and direction."""

        constraints = (
            models.UniqueConstraint(fields=["unit", "direction", "label"], name="register_once"),
        )

    def __str__(self) -> str:
        """Return the label."""
        return self.label


class Series(models.Model):
    """Numbers that follow each other in a register: of one type or all, of one year or term."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="series")
    type_key = models.CharField(max_length=40, blank=True, help_text="Empty: all types together.")
    scope = models.CharField(max_length=20, help_text="A year such as 2026, or the key of a term.")
    first = models.PositiveIntegerField(default=1, help_text="Where it begins here.")
    counter = models.PositiveIntegerField(default=0, help_text="Highest number given so far.")

    class Meta:
        """One counter for each."""

        constraints = (
            models.UniqueConstraint(fields=["register", "type_key", "scope"], name="series_once"),
        )

    def __str__(self) -> str:
        """Return type and scope."""
        return f"{self.type_key} {self.scope}".strip()


class ImportBatch(models.Model):
    """One spreadsheet that was written into a register, and how it may be taken back."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="imports")
    year = models.PositiveSmallIntegerField()
    lines = models.PositiveIntegerField(help_text="Used numbers that it brought.")
    series = models.JSONField(help_text="Of each series: first and counter before and after it.")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        """Return the year."""
        return str(self.year)


class Number(models.Model):
    """One line of a register: a number, what became of it, and what it stands for once used."""

    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers", db_index=False)
    value = models.PositiveIntegerField()
    suffix = models.CharField(
        max_length=2, blank=True, help_text="Letter of a number set in between."
    )
    type_key = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=8, choices=NumberState)
    reserved_on = models.DateField(help_text="Legal day for which it was taken.")
    state_at = models.DateTimeField()
    state_by = models.CharField(max_length=200)
    state_user_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    written = models.CharField(max_length=80, blank=True, help_text="As printed, once used.")
    dated_on = models.DateField(null=True, help_text="Day of the document.")
    summary = models.CharField(max_length=500, blank=True)
    addressee = models.CharField(max_length=1000, blank=True, help_text="Or who sent it.")
    signer = models.CharField(max_length=200, blank=True)
    secrecy = models.CharField(
        max_length=12,
        choices=Secrecy,
        blank=True,
        help_text="Its mark; then nothing else is kept of it.",
    )
    is_imported = models.BooleanField(default=False)
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="numbers")
    search = models.TextField(blank=True, help_text="Folded words.")

    class Meta:
        """Nothing is given twice; what was given back is found at once."""

        constraints = (
            models.UniqueConstraint(fields=["series", "value", "suffix"], name="number_once"),
        )
        indexes = (
            models.Index(fields=["series", "state", "value"], name="number_free"),
            models.Index(
                fields=["state_at"], condition=Q(state="reserved"), name="number_held_long"
            ),
        )

    def __str__(self) -> str:
        """Return the number."""
        return self.written or f"{self.value}{self.suffix}"
