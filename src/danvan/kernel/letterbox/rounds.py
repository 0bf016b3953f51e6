"""What the schedule has the letterbox do: take letters, forget what is not needed any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from danvan.kernel.files.store import forget
from danvan.kernel.jobs.manners import Manner, manner
from danvan.kernel.letterbox.models import Enclosure, Letter
from danvan.kernel.letterbox.taking import take_waiting

AT_ONCE: Final = 200
FORGOTTEN_AFTER: Final = timedelta(hours=1)
"""How long it is known which letters came from one address; a setting of the site."""
STAGED_FOR: Final = timedelta(days=2)
"""How long files wait for a form that was never sent."""


@task
@manner(Manner(_("Vào sổ thư từ cổng công khai"), most=3))
def take_letters() -> None:
    """Take what waits."""
    while take_waiting(most=AT_ONCE) >= AT_ONCE:
        pass


@task
@manner(Manner(_("Dọn hòm thư"), most=3))
def tidy_letters() -> None:
    """Forget addresses, drop files of forms never sent, try again what failed."""
    tidy(now=timezone.now())


def tidy(*, now: datetime) -> None:
    """Do so as of a moment."""
    old = Letter.objects.filter(made_at__lt=now - FORGOTTEN_AFTER)
    old.exclude(origin="").update(origin="")
    old.filter(taken_at=None).exclude(tries=0).update(tries=0)
    staged = Enclosure.objects.filter(case=None, message=None, made_at__lt=now - STAGED_FOR)
    waiting = Letter.objects.filter(taken_at=None).values("code_digest")
    for enclosure in staged.exclude(form__in=waiting).select_related("file"):
        enclosure.delete()
        forget(enclosure.file)
