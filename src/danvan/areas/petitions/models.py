"""Facts of one petition, who sent it, what marks it, and numbers a body has set for itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from danvan.kernel.cases.models import Case
from danvan.kernel.organisations.models import Unit


class Channel(models.TextChoices):
    """How it came in."""

    WALK_IN = "walk_in", _("đến trực tiếp")
    LETTER = "letter", _("gửi thư")
    TELEPHONE = "telephone", _("gọi điện")
    WEB = "web", _("qua trang công khai")
    POSTER = "poster", _("qua mã QR ở khu dân cư")
    MEETING = "meeting", _("nêu tại cuộc họp, tiếp xúc")
    BODY = "body", _("nơi khác chuyển đến")


class Track(models.TextChoices):
    """Under whose rules it is handled."""

    STATE = "state", _("theo pháp luật của Nhà nước")
    PARTY = "party", _("theo quy định của Đảng")


class Competence(models.TextChoices):
    """Whose it is, as classified."""

    UNKNOWN = "", _("chưa phân loại")
    OURS = "ours", _("thuộc thẩm quyền nơi nhận")
    OTHER = "other", _("của cơ quan hành chính khác")
    PARTY = "party", _("của cơ quan đảng")
    ELECTED = "elected", _("của cơ quan dân cử")
    JUDICIAL = "judicial", _("của cơ quan tư pháp, thi hành án")
    INTERNAL = "internal", _("nội bộ một tổ chức")


class Condition(models.TextChoices):
    """Whether what the law asks of such a petition is there."""

    ELIGIBLE = "eligible", _("đủ điều kiện")
    INCOMPLETE = "incomplete", _("còn thiếu, bổ sung được")
    INELIGIBLE = "ineligible", _("không đủ điều kiện")


class Before(models.TextChoices):
    """What was done with the same content before."""

    NOTHING = "nothing", _("chưa xử lý lần nào")
    GUIDED = "guided", _("đã hướng dẫn một lần")
    SETTLED = "settled", _("đã có quyết định giải quyết")
    FINAL = "final", _("đã giải quyết hết thẩm quyền")


class Through(models.TextChoices):
    """Through whose deputies voters recommended something; it chooses the limit."""

    NOBODY = "", _("không qua đại biểu")
    COUNCIL = "council", _("đại biểu Hội đồng nhân dân")
    ASSEMBLY = "assembly", _("đại biểu Quốc hội")


class Petition(models.Model):
    """What one petition says and how it was classified; read by its handlers only."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="petition")
    track = models.CharField(max_length=5, choices=Track, default=Track.STATE)
    received_on = models.DateField(help_text="Legal day of receipt; it chooses the regime.")
    channel = models.CharField(max_length=10, choices=Channel)
    forwarder = models.CharField(
        max_length=200, blank=True, help_text="Who passed it on, in words; empty where nobody did."
    )
    forwarder_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    is_privileged = models.BooleanField(
        default=False, help_text="Passed on by deputies, the Front or the press."
    )
    place = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", help_text="Residential group concerned."
    )
    text = models.TextField(help_text="In full, as received.")
    signatory_count = models.PositiveIntegerField(default=1)
    competence = models.CharField(max_length=8, choices=Competence, blank=True)
    condition = models.CharField(max_length=10, choices=Condition, default=Condition.ELIGIBLE)
    before = models.CharField(max_length=8, choices=Before, default=Before.NOTHING)
    is_mixed = models.BooleanField(default=False, help_text="Several matters in one letter.")
    raised_through = models.CharField(max_length=8, choices=Through, blank=True)
    is_remote = models.BooleanField(default=False, help_text="Remote area with hard travel.")
    complexity = models.TextField(
        blank=True, help_text="The written criterion; empty: not complex."
    )
    urgency = models.TextField(blank=True, help_text="The written criterion; empty: not urgent.")
    grounds = models.JSONField(default=dict, help_text="Snapshot: key of the ground, by its use.")
    instance = models.PositiveSmallIntegerField(default=1)
    answer = models.TextField(blank=True, help_text="Decision or answer, in words.")
    answer_number = models.CharField(max_length=60, blank=True)
    answered_on = models.DateField(null=True)
    decision_received_on = models.DateField(
        null=True, help_text="When the complainant got the decision; the next instance counts."
    )
    passed_to = models.CharField(max_length=200, blank=True)
    passed_to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Received in order."""

        indexes = (models.Index(fields=["received_on"], name="petition_received"),)

    def __str__(self) -> str:
        """Return the day of receipt."""
        return self.received_on.isoformat()


class Notable(models.TextChoices):
    """What makes a petition one that other bodies must hear of."""

    PROLONGED = "prolonged", _("kéo dài")
    MASS = "mass", _("đông người")
    OVER_HEAD = "over_head", _("vượt cấp")
    COMPLICATED = "complicated", _("phức tạp, đột xuất")


class Mark(models.Model):
    """That a petition is notable, and by which written criterion."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="marks")
    key = models.CharField(max_length=11, choices=Notable)
    words = models.TextField(help_text="The criterion.")
    marked_on = models.DateField()
    by_person = models.BooleanField(help_text="Otherwise a rule of the packs was met.")

    class Meta:
        """Once a petition."""

        constraints = (
            models.UniqueConstraint(fields=["petition", "key"], name="petition_mark_once"),
        )

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class About(models.TextChoices):
    """What a note of the handling is about."""

    DIALOGUE = "dialogue", _("đối thoại")
    WITHDRAWN = "withdrawn", _("rút một phần")
    HANDED_OVER = "handed_over", _("bàn giao")


class HandlingNote(models.Model):
    """What was said or agreed on the way; read by the handlers only."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="notes")
    about = models.CharField(max_length=11, choices=About)
    text = models.TextField()
    noted_on = models.DateField()

    def __str__(self) -> str:
        """Return what it is about."""
        return self.about


class LocalValue(models.Model):
    """A number that no law gives and the body has set for itself, with its paper."""

    root = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    key = models.CharField(max_length=20)
    amount = models.PositiveIntegerField()
    source = models.CharField(max_length=300, help_text="The paper it comes from.")
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        """Once a tree."""

        constraints = (models.UniqueConstraint(fields=["root", "key"], name="petition_value_once"),)

    def __str__(self) -> str:
        """Return key and amount."""
        return f"{self.key} {self.amount}"


class Part(models.TextChoices):
    """What a person has to do with a petition."""

    PETITIONER = "petitioner", _("người gửi")
    REPRESENTATIVE = "representative", _("người đại diện")
    WRITER = "writer", _("người viết hộ")


class Petitioner(models.Model):
    """Who sent one petition; never joined with another petition."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="petitioners")
    part = models.CharField(max_length=14, choices=Part, default=Part.PETITIONER)
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        """Return the part, never the name."""
        return self.part
