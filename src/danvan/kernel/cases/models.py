"""The columns every matter shares, and what hangs on them by real foreign keys."""

from __future__ import annotations

from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from danvan.kernel.accounts.models import Classification
from danvan.kernel.files.models import StoredFile
from danvan.kernel.organisations.models import Unit


class Batch(models.Model):
    """Many cases opened or moved by one decision, such as applying a plan."""

    action = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    case_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        """Return action and count."""
        return f"{self.action} ({self.case_count})"


class Case(models.Model):
    """One matter in somebody's hands (hồ sơ công việc)."""

    slug = models.CharField(max_length=16, unique=True, help_text="Opaque id of its address.")
    kind = models.CharField(max_length=60)
    number = models.CharField(
        max_length=40, blank=True, help_text="For people; the slug is for addresses."
    )
    title_vi = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases", db_index=False)
    state = models.CharField(max_length=30)
    classification = models.PositiveSmallIntegerField(
        choices=Classification, default=Classification.INTERNAL
    )
    opened_on = models.DateField(help_text="Legal day.")
    closed_on = models.DateField(null=True, help_text="Legal day of the act that closed it.")
    due_on = models.DateField(
        null=True, help_text="Last day in time, inclusive; null where nothing is dated."
    )
    search = models.TextField(blank=True, help_text="Folded words.")
    version = models.PositiveIntegerField(default=0, help_text="How many acts were performed.")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="cases")

    class Meta:
        """The work list is one index."""

        indexes = (
            models.Index(fields=["unit", "closed_on", "due_on"], name="case_worklist"),
            models.Index(fields=["kind", "state"], name="case_kind_state"),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title_vi


class Taking(models.TextChoices):
    """How a unit takes part in a case."""

    HANDLING = "handling", _("xử lý")
    BEARER = "bearer", _("cùng chịu trách nhiệm")
    RECEIVER = "receiver", _("nơi nhận")
    COPY = "copy", _("đồng gửi")
    VIA = "via", _("qua")
    COUNTERPART = "counterpart", _("phối hợp")


class CaseUnit(models.Model):
    """The access table: which units take part in a case, and how; kept by the one writer."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    taking = models.CharField(max_length=12, choices=Taking)

    class Meta:
        """Read from the unit."""

        constraints = (models.UniqueConstraint(fields=["unit", "case"], name="case_unit_once"),)

    def __str__(self) -> str:
        """Return the pair."""
        return f"{self.unit_id}:{self.case_id}"


class Step(models.Model):
    """One act performed, with both times."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=40)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    effective_on = models.DateField(help_text="Legal day of the act.")
    recorded_at = models.DateTimeField(help_text="Moment of typing.")
    actor = models.CharField(max_length=200)
    actor_user_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    back_dated = models.BooleanField(default=False)
    issued_without = models.BooleanField(
        default=False, help_text="Passed without its prerequisite."
    )

    class Meta:
        """A case's steps in order."""

        indexes = (models.Index(fields=["case", "id"], name="step_of_case"),)

    def __str__(self) -> str:
        """Return the act."""
        return self.act


class ClockSnapshot(models.Model):
    """The limit a clock was started with: a new pack never moves a running clock silently."""

    digest = models.CharField(max_length=64, unique=True)
    rule = models.JSONField(help_text="TimeLimit or DueRule as it stood.")
    provision = models.CharField(max_length=120)
    source = models.CharField(
        max_length=300, help_text="Document and number, or the local setting's source."
    )
    pack = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        """Return the provision."""
        return self.provision


class Clock(models.Model):
    """What must happen by which day in one case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    key = models.CharField(max_length=40)
    snapshot = models.ForeignKey(ClockSnapshot, models.PROTECT, related_name="+", db_index=False)
    started_on = models.DateField()
    due_on = models.DateField(help_text="Last day in time, inclusive.")
    stopped_on = models.DateField(null=True)
    pauses = models.JSONField(
        db_default=Value([], models.JSONField()),
        help_text="Pairs of days: paused on, resumed on or null while it stands.",
    )
    extended_by = models.PositiveSmallIntegerField(
        db_default=0, help_text="Amount added, in the measure of the limit."
    )
    is_provisional = models.BooleanField(
        db_default=False, help_text="Whether the calendar behind its day is not published so far."
    )
    alarm_on = models.DateField(
        null=True, db_index=True, help_text="Next day on which to tell somebody."
    )

    class Meta:
        """One clock a key and case."""

        constraints = (models.UniqueConstraint(fields=["case", "key"], name="clock_once"),)

    def __str__(self) -> str:
        """Return key and day."""
        return f"{self.key} {self.due_on}"


class Evidence(models.Model):
    """What proves something in a case.

    A file, a numbered document, another case, or a dated note.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence")
    step = models.ForeignKey(Step, models.CASCADE, null=True, related_name="evidence")
    role = models.CharField(max_length=40, help_text="Key of the evidence list, such as report.")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    source_case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="proves")
    document_number = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    proven_on = models.DateField(help_text="Legal day the proof speaks for.")
    recorded_at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """The last proof of a case is one look-up."""

        indexes = (models.Index(fields=["case", "proven_on"], name="evidence_last"),)

    def __str__(self) -> str:
        """Return the role."""
        return self.role


class Relation(models.TextChoices):
    """How two cases belong together."""

    FULFILS = "fulfils", _("hoàn thành cho")
    FOLLOWS_UP = "follows_up", _("theo dõi tiếp")
    ANSWERS = "answers", _("trả lời")
    PART_OF = "part_of", _("thuộc về")
    CAUSED_BY = "caused_by", _("phát sinh từ")
    MERGED_INTO = "merged_into", _("nhập vào")
    ON_MATTER = "on_matter", _("cùng một việc")


class CaseLink(models.Model):
    """One case belonging to another."""

    source = models.ForeignKey(Case, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Case, models.CASCADE, related_name="links_in")
    relation = models.CharField(max_length=12, choices=Relation)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    by_person = models.BooleanField(
        default=False, help_text="A person said so; otherwise the rule matched."
    )
    reason = models.TextField(blank=True)

    class Meta:
        """A relation once a pair."""

        constraints = (
            models.UniqueConstraint(fields=["source", "target", "relation"], name="case_link_once"),
        )

    def __str__(self) -> str:
        """Return the relation."""
        return self.relation


class Event(models.Model):
    """The outbox: what happened, for the reactions that run after commit."""

    name = models.CharField(max_length=100)
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.CASCADE, null=True, related_name="+")
    payload = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Draft(models.Model):
    """What one person has typed into one form of a case and not sent yet; no record."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts", db_index=False)
    form = models.CharField(max_length=40, help_text="Key of the form.")
    person = models.CharField(max_length=30, help_text="user:<id>, or post:<id> by a slip.")
    label = models.CharField(max_length=200, help_text="Who it is, for others at the same form.")
    values = models.JSONField(help_text="Snapshot: what stands in each field, as typed.")
    version = models.PositiveIntegerField(help_text="Of the case when the form was begun.")
    saved_at = models.DateTimeField()

    class Meta:
        """Once a case, form and person."""

        constraints = (
            models.UniqueConstraint(fields=["case", "form", "person"], name="draft_once"),
        )

    def __str__(self) -> str:
        """Return form and person."""
        return f"{self.form}:{self.person}"
