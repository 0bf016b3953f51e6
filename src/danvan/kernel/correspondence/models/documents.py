"""Facts of outgoing and incoming documents: versions, signings, who they go to, templates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.models import Case
from danvan.kernel.correspondence.models.registers import Number, World
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit


class Manner(models.TextChoices):
    """How a signature was given."""

    DIGITAL = "digital", _("ký số")
    SCAN = "scan", _("ký tay, đính bản chụp")


class AddresseeTaking(models.TextChoices):
    """As what somebody receives a document."""

    MAIN = "main", _("nơi nhận chính")
    COPY = "copy", _("nơi nhận bản sao")


class Template(models.Model):
    """A DOCX form of one type of document in one version, of a unit or of the whole site."""

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="paper_templates")
    title = models.CharField(max_length=150)
    type_key = models.CharField(max_length=40)
    world = models.CharField(max_length=5, choices=World)
    version = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    findings = models.JSONField(default=list, help_text="What the check before use noted.")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, help_text="First day on which it is not offered.")
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        """Versions of a title follow each other."""

        constraints = (
            models.UniqueConstraint(
                fields=["unit", "title", "version"], name="template_version_once"
            ),
            models.UniqueConstraint(
                fields=["title", "version"],
                condition=Q(unit__isnull=True),
                name="site_template_version_once",
            ),
        )

    def __str__(self) -> str:
        """Return title and version."""
        return f"{self.title} ({self.version})"


class Document(models.Model):
    """One document that is drafted, signed and issued.

    Name and number of the issuer are read anew while it is a draft and stay as they are printed
    from the day of issue on.
    """

    case = models.OneToOneField(
        Case, models.CASCADE, primary_key=True, related_name="outgoing_document"
    )
    type_key = models.CharField(max_length=40, help_text="Key of papers/types.toml.")
    world = models.CharField(max_length=5, choices=World)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", help_text="Who issues; the first of a joint one."
    )
    issuer = models.JSONField(default=dict, help_text="As printed on the day of issue.")
    summary = models.CharField(max_length=500)
    layout = models.CharField(max_length=40, blank=True, help_text="Key of the layout used.")
    template = models.ForeignKey(Template, models.PROTECT, null=True, related_name="documents")
    urgency = models.CharField(max_length=12, blank=True)
    content = models.JSONField(default=dict, help_text="As papers.values maps to.")
    number = models.OneToOneField(
        Number, models.PROTECT, null=True, related_name="outgoing_document"
    )
    written = models.CharField(max_length=80, blank=True, help_text="Number as printed.")
    issued_on = models.DateField(null=True)

    class Meta:
        """Read by the day of issue."""

        indexes = (models.Index(fields=["unit", "issued_on"], name="document_issued"),)

    def __str__(self) -> str:
        """Return the summary."""
        return self.summary


class JointIssuer(models.Model):
    """A further issuer of a joint document, in order after the first."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="joint_issuers")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    issuer = models.JSONField(default=dict, help_text="As printed on the day of issue.")
    number = models.OneToOneField(Number, models.PROTECT, null=True, related_name="joint_issuer")
    written = models.CharField(max_length=80, blank=True)

    class Meta:
        """Each once."""

        constraints = (
            models.UniqueConstraint(fields=["document", "unit"], name="joint_issuer_once"),
            models.UniqueConstraint(fields=["document", "order"], name="joint_issuer_order"),
        )

    def __str__(self) -> str:
        """Return the order."""
        return f"{self.document_id}:{self.order}"


class DocumentVersion(models.Model):
    """Files of a document as they were at one moment; never changed."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    order = models.PositiveIntegerField()
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, help_text="Over the digests of its files.")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    made_user_id = models.BigIntegerField(null=True)
    why = models.CharField(max_length=300)

    class Meta:
        """In order."""

        constraints = (
            models.UniqueConstraint(fields=["document", "order"], name="document_version_once"),
            models.CheckConstraint(
                condition=Q(docx__isnull=False) | Q(pdf__isnull=False),
                name="document_version_has_file",
            ),
        )

    def __str__(self) -> str:
        """Return the order."""
        return f"{self.document_id}:{self.order}"


class Signing(models.Model):
    """One who signs a document, in order, and how it was done."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="signings")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    authority = models.CharField(max_length=3, blank=True, help_text="TM, KT, TL, TUQ or Q.")
    on_behalf = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    above = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=120)
    signed_on = models.DateField(null=True, help_text="Legal day.")
    signed_at = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=200, blank=True)
    manner = models.CharField(max_length=7, choices=Manner, blank=True)
    version = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="signings")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    report = models.JSONField(default=dict, help_text="What the validation of it found.")

    class Meta:
        """In order."""

        constraints = (models.UniqueConstraint(fields=["document", "order"], name="signing_order"),)

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Addressee(models.Model):
    """Somebody a document goes to: a unit of the site, or words."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="addressees")
    order = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    taking = models.CharField(max_length=4, choices=AddresseeTaking)
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.CharField(max_length=200, blank=True)
    delivered_how = models.CharField(max_length=200, blank=True)
    acknowledged_on = models.DateField(null=True, help_text="Legal day.")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """In order; each unit once; never nobody."""

        constraints = (
            models.UniqueConstraint(fields=["document", "order"], name="addressee_order"),
            models.UniqueConstraint(fields=["document", "unit"], name="addressee_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(words=""), name="addressee_is_somebody"
            ),
        )

    def __str__(self) -> str:
        """Return the words, or the unit."""
        return self.words or f"unit {self.unit_id}"


class Incoming(models.Model):
    """One document that came from somebody else and was registered."""

    case = models.OneToOneField(
        Case, models.CASCADE, primary_key=True, related_name="incoming_document"
    )
    number = models.OneToOneField(
        Number, models.PROTECT, null=True, related_name="incoming_document"
    )
    sender_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    sender = models.CharField(max_length=200, blank=True, help_text="In words.")
    their_number = models.CharField(max_length=60, blank=True, help_text="As it is printed.")
    their_day = models.DateField(null=True)
    type_key = models.CharField(max_length=40, blank=True)
    summary = models.CharField(max_length=500)
    urgency = models.CharField(max_length=12, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(help_text="Legal day.")
    answer_by = models.DateField(null=True, help_text="Last day in time, inclusive.")
    came_by = models.OneToOneField(
        Addressee, models.PROTECT, null=True, related_name="incoming_document"
    )
    answered_by = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="answered_documents"
    )

    class Meta:
        """Somebody sent it."""

        constraints = (
            models.CheckConstraint(
                condition=Q(sender_unit__isnull=False) | ~Q(sender=""),
                name="incoming_has_sender",
            ),
        )

    def __str__(self) -> str:
        """Return the summary."""
        return self.summary
