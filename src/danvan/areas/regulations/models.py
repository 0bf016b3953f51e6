"""Regulations of a tree and the files they were read from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit


class Work(models.Model):
    """One regulation in one tree, whatever file it came in."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.CharField(
        max_length=60, blank=True, help_text="As the text says; empty where it says none."
    )
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True)
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        """Read by tree."""

        indexes = (models.Index(fields=["root", "number"], name="work_of_tree"),)

    def __str__(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}".strip()


class Version(models.Model):
    """One file of a work as it was read; never edited, only followed by another."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="versions")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    text = models.TextField(help_text="Cleaned text, to which all offsets refer.")
    tree = models.JSONField(help_text="Snapshot: what reading gave, as the JSON contract has it.")
    findings_en = models.JSONField(default=list, help_text="Snapshot: the findings in English.")
    read_at = models.DateTimeField()

    class Meta:
        """A file once a work."""

        constraints = (models.UniqueConstraint(fields=["work", "sha256"], name="version_of_file"),)

    def __str__(self) -> str:
        """Return the beginning of the digest."""
        return self.sha256[:12]


class Draft(models.Model):
    """The confirming of one version's text: its candidates, what was decided, the pack it became.

    A draft belongs to its version for ever; another text of the same work gets a draft of its own.
    """

    version = models.OneToOneField(Version, models.CASCADE, related_name="draft")
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, help_text="Set while nothing may be changed.")
    pack_name = models.SlugField(max_length=60, blank=True)
    pack_version = models.CharField(max_length=20, blank=True)
    pack_digest = models.CharField(max_length=64, blank=True)
    head = models.JSONField(default=dict, help_text="Snapshot: what was said of the pack.")

    def __str__(self) -> str:
        """Return the pack it became, or the version."""
        return f"{self.pack_name} {self.pack_version}".strip() or f"draft:{self.version_id}"


class Standing(models.TextChoices):
    """What was decided on a candidate."""

    UNDECIDED = "undecided", _("chưa quyết")
    ACCEPTED = "accepted", _("đã chấp nhận")
    REJECTED = "rejected", _("đã từ chối")
    REPLACED = "replaced", _("đã tách hoặc gộp")
    WITHDRAWN = "withdrawn", _("đã rút")


class Origin(models.TextChoices):
    """Where a candidate comes from."""

    PROPOSED = "proposed", _("máy đề xuất")
    ADDED = "added", _("thêm bằng tay")
    SPLIT = "split", _("do tách")
    MERGED = "merged", _("do gộp")


class Candidate(models.Model):
    """One duty that a provision may order, until a person has decided."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="candidates")
    number = models.PositiveIntegerField(help_text="Running in the draft; never given twice.")
    group = models.CharField(max_length=120, help_text="Address of the article or section.")
    address = models.CharField(max_length=120)
    position = models.PositiveIntegerField(help_text="Of the provision in the text.")
    origin = models.CharField(max_length=10, choices=Origin)
    proposal = models.JSONField(default=dict, help_text="Snapshot: as proposed, see the contract.")
    duty = models.JSONField(help_text="Snapshot: as it would stand in the pack.")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.UNDECIDED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was rejected.")
    code = models.CharField(max_length=60, blank=True, help_text="Its id in the pack, once given.")
    version = models.PositiveIntegerField(default=1, help_text="Counts every change.")
    decision = models.ForeignKey(
        "Decision", models.SET_NULL, null=True, related_name="+", help_text="What stands now."
    )

    class Meta:
        """Read by article, in document order."""

        constraints = (
            models.UniqueConstraint(fields=["draft", "number"], name="candidate_number"),
        )
        indexes = (
            models.Index(fields=["draft", "group", "position", "number"], name="candidate_place"),
            models.Index(fields=["draft", "standing"], name="candidate_standing"),
        )

    def __str__(self) -> str:
        """Return the number and the place."""
        return f"{self.number} {self.address}"


class DecisionAct(models.TextChoices):
    """What a person did."""

    ACCEPT = "accept", _("chấp nhận")
    ACCEPT_MANY = "many", _("chấp nhận nhiều đề xuất một lần")
    EDIT = "edit", _("sửa")
    SPLIT = "split", _("tách làm hai")
    MERGE = "merge", _("gộp")
    REJECT = "reject", _("từ chối")
    ADD = "add", _("thêm bằng tay")
    SET_BACK = "set_back", _("để lại chưa quyết")
    CARRY = "carry", _("chuyển quyết định từ bản trước")
    UNDO = "undo", _("hoàn tác")


class Decision(models.Model):
    """One decision; never edited nor removed, only followed by another, undoing included."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=DecisionAct)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(help_text="Snapshot: each candidate before and after.")
    undoes = models.ForeignKey("self", models.CASCADE, null=True, related_name="undone_by")

    class Meta:
        """Numbered in a draft."""

        constraints = (models.UniqueConstraint(fields=["draft", "number"], name="decision_number"),)

    def __str__(self) -> str:
        """Return number and act."""
        return f"{self.number} {self.act}"
