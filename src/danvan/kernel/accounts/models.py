"""Users, posts, who holds them, and what a post may do where."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from danvan.kernel.organisations.models import Unit
from danvan.law.collation import SORT_KEY_LENGTH, fold, sort_key

SESSION_SALT = "danvan.kernel.accounts.session"


class User(AbstractUser):
    """Somebody who signs in; what they may do comes from the post they hold."""

    full_name = models.CharField(max_length=120, blank=True)
    sort_key = models.CharField(
        max_length=SORT_KEY_LENGTH, blank=True, help_text="Order by given name, then the rest."
    )
    search = models.CharField(max_length=300, blank=True, help_text="Folded words.")
    sessions_ended = models.PositiveIntegerField(
        default=0, help_text="How often all sessions were ended; a session of before is void."
    )
    toured_at = models.DateTimeField(
        null=True, help_text="When the tour of the first sign-in was ended or declined."
    )

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def name_again(self) -> None:
        """Set what lists sort and search by, after the name was set; saves nothing.

        A person is sorted by the given name, which stands last in Vietnamese.
        """
        *rest, given = (self.full_name or self.username).split() or [""]
        self.sort_key = sort_key(" ".join([given, *rest]))
        self.search = fold(f"{self.full_name} {self.username}")[:300]

    @property
    def shown_name(self) -> str:
        """Return the name a list shows: the full one, else that of the account."""
        return self.full_name or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Bind sessions to the password and to how often they were ended."""
        bound = f"{self.password}:{self.sessions_ended}"
        return salted_hmac(SESSION_SALT, bound, secret=secret, algorithm="sha256").hexdigest()


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
    valid_until = models.DateField(null=True, help_text="First day on which it no longer stands.")
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, blank=True)
    search = models.CharField(max_length=420, blank=True, help_text="Folded words.")

    class Meta:
        """One title a unit."""

        constraints = (models.UniqueConstraint(fields=["unit", "title"], name="post_title"),)

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def name_again(self) -> None:
        """Set what lists sort and search by, after the title was set; saves nothing."""
        self.sort_key = sort_key(self.title)
        self.search = fold(f"{self.title} {self.title_en}")[:420]


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
    is_substitute = models.BooleanField(
        default=False, help_text="Acts for the holder over a span that was set beforehand."
    )

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


class Purpose(models.TextChoices):
    """What a one-time code opens."""

    BEGIN = "begin", _("lập người quản trị đầu tiên")
    RESET = "reset", _("đặt mật khẩu mới")


class OneTimeCode(models.Model):
    """A code told once, kept only as a keyed digest whose key stands outside the database."""

    purpose = models.CharField(max_length=10, choices=Purpose)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the purpose."""
        return self.purpose


class Slip(models.Model):
    """A printed slip by which the holder of a post fills in short forms without an account."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="slips")
    code_digest = models.CharField(max_length=64, unique=True)
    pin_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    valid_until = models.DateField(help_text="First day on which it no longer opens anything.")
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(
        default=0, help_text="Wrong numbers in a row; too many lock it for good."
    )

    def __str__(self) -> str:
        """Return the post."""
        return f"slip of {self.post_id}"


class Handover(models.Model):
    """A desk passed from one person to the next, with what lay on it."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="handovers")
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    happened_on = models.DateField(help_text="First day of the successor.")
    minutes = models.JSONField(help_text="Snapshot of the desk; never filtered on.")
    digest = models.CharField(max_length=64, help_text="Of the minutes.")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        """Return post and day."""
        return f"{self.post_id} {self.happened_on}"
