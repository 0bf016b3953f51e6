"""What people are told, how they want it, and what happened to each thing sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from danvan.kernel.accounts.models import Post
from danvan.kernel.cases.models import Case, Clock
from danvan.kernel.organisations.models import Unit


class Notice(models.Model):
    """One thing a post is told: a line in its inbox."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="notices", db_index=False)
    key = models.CharField(max_length=60, help_text="Kind of notice, such as duties.due_soon.")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    fields = models.JSONField(default=dict, help_text="Snapshot of the values its sentence needs.")
    told_on = models.DateField()
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    addressed_at = models.DateTimeField(
        null=True, help_text="When it was asked who wants it outside the site; null: not yet."
    )

    class Meta:
        """The inbox is one index; one line a kind, case and day."""

        indexes = (
            models.Index(fields=["post", "read_at", "-id"], name="notice_inbox"),
            models.Index(
                fields=["id"], condition=Q(addressed_at__isnull=True), name="notice_to_address"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["post", "key", "case", "told_on"], name="notice_once"),
        )

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Escalation(models.Model):
    """That the superior was told of a due day long past; once a clock and due day."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="+", db_index=False)
    due_on = models.DateField()
    superior = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    told_on = models.DateField()

    class Meta:
        """Once for each due day."""

        constraints = (models.UniqueConstraint(fields=["clock", "due_on"], name="escalation_once"),)

    def __str__(self) -> str:
        """Return clock and day."""
        return f"{self.clock_id} {self.due_on}"


class Policy(models.Model):
    """When the posts of one tree are reminded, and when their superiors hear of it."""

    root = models.OneToOneField(Unit, models.CASCADE, primary_key=True, related_name="+")
    days_before = models.JSONField(default=list)
    days_after = models.JSONField(default=list)
    escalate_after = models.PositiveSmallIntegerField(
        null=True, help_text="Days past the due day; null: superiors are not told."
    )
    quiet_from = models.PositiveSmallIntegerField(null=True, help_text="Hour in the legal zone.")
    quiet_until = models.PositiveSmallIntegerField(null=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Return the tree."""
        return str(self.root_id)


class Preference(models.Model):
    """How one person wants to be told outside the site."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    language = models.CharField(max_length=2, default="vi")
    confirmed_address = models.EmailField(blank=True, help_text="Mail goes to no other.")
    confirmed_at = models.DateTimeField(null=True)
    asked_address = models.EmailField(blank=True)
    asked_at = models.DateTimeField(null=True, help_text="Only the newest link confirms.")
    refused_at = models.DateTimeField(null=True, help_text="When mail to the address came back.")
    refused_why = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=15, blank=True)
    channels = models.JSONField(default=dict, help_text="Family of notices: list of channels.")
    digest_on = models.BooleanField(default=False)
    digest_hour = models.PositiveSmallIntegerField(default=7)
    digest_written_on = models.DateField(null=True)
    quiet_from = models.PositiveSmallIntegerField(null=True, help_text="Instead of the tree's.")
    quiet_until = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        """Return the user."""
        return str(self.user_id)


class Channel(models.TextChoices):
    """Ways out of the site."""

    MAIL = "mail", _("thư điện tử")
    TEXT = "text", _("tin nhắn")


class DeliveryState(models.TextChoices):
    """How far a delivery has come."""

    WAITING = "waiting", _("đang chờ")
    SENDING = "sending", _("đang gửi")
    SENT = "sent", _("đã gửi")
    UNCLEAR = "unclear", _("không rõ đã gửi")
    BOUNCED = "bounced", _("bị trả lại")
    FAILED = "failed", _("không gửi được")
    DROPPED = "dropped", _("thôi không gửi")


class Delivery(models.Model):
    """One mail or text to one person: the outbox."""

    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="deliveries")
    key = models.CharField(max_length=60, help_text="Kind of notice, or digest, confirm.")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=4, choices=Channel)
    address = models.CharField(max_length=254, help_text="Snapshot.")
    message_id = models.CharField(max_length=120, unique=True, help_text="Fixed before any try.")
    state = models.CharField(
        max_length=8, choices=DeliveryState, default=DeliveryState.WAITING.value
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claim = models.CharField(max_length=32, blank=True, help_text="Who sends it now.")
    lease_until = models.DateTimeField(null=True)
    handing_over_at = models.DateTimeField(
        null=True, help_text="Written just before the server is asked to take it."
    )
    sent_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True, help_text="Code of the last obstacle.")
    answer = models.CharField(max_length=300, blank=True, help_text="The server's own words.")
    made_at = models.DateTimeField()
    search = models.TextField(blank=True, help_text="Folded words.")

    class Meta:
        """What is due is one index; a notice reaches a person once on each way."""

        indexes = (
            models.Index(
                fields=["channel", "next_try_at"],
                condition=Q(state="waiting"),
                name="delivery_due",
            ),
            models.Index(
                fields=["lease_until"], condition=Q(state="sending"), name="delivery_under_way"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["notice", "user", "channel"], name="delivery_once"),
        )

    def __str__(self) -> str:
        """Return the message id."""
        return self.message_id


class TextBatch(models.Model):
    """The texts of one day in one tree that a person sends by hand."""

    root = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    made_on = models.DateField(help_text="Legal day.")

    class Meta:
        """One a tree and day."""

        constraints = (models.UniqueConstraint(fields=["root", "made_on"], name="text_batch_once"),)

    def __str__(self) -> str:
        """Return the day."""
        return str(self.made_on)


class TextResult(models.TextChoices):
    """What the person who sent a text says of it."""

    TO_SEND = "to_send", _("cần gửi")
    REACHED = "reached", _("đã đến người nhận")
    NOT_REACHED = "not_reached", _("không liên lạc được")


class Text(models.Model):
    """One numbered text."""

    batch = models.ForeignKey(TextBatch, models.CASCADE, related_name="texts", db_index=False)
    number = models.PositiveIntegerField()
    delivery = models.OneToOneField(Delivery, models.CASCADE, related_name="text")
    words = models.CharField(max_length=500)
    result = models.CharField(max_length=11, choices=TextResult, default=TextResult.TO_SEND.value)
    marked_at = models.DateTimeField(null=True)
    marked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        """A number once a batch."""

        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="text_number"),)

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)


class Feed(models.Model):
    """A calendar address of one person at one post; the address itself is kept nowhere."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="HMAC of the token.")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)

    class Meta:
        """One that holds a person."""

        constraints = (
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="feed_one_holds"
            ),
        )

    def __str__(self) -> str:
        """Return the person."""
        return str(self.user_id)
