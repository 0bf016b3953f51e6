"""When a tree is reminded and when it is left in peace; what is not set is the site's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.audit.record import record
from danvan.kernel.notices.models import Policy, Preference
from danvan.kernel.organisations.days import LEGAL_ZONE
from danvan.kernel.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of a day, from one up to another (exclusive), also over midnight."""

    begins: int
    ends: int

    def end_after(self, moment: datetime) -> datetime:
        """Return the moment itself where it is not quiet, else when quiet ends; legal zone."""
        local = moment.astimezone(LEGAL_ZONE)
        over_midnight = self.begins > self.ends
        late, early = local.hour >= self.begins, local.hour < self.ends
        if not ((late or early) if over_midnight else (late and early)):
            return moment
        end = local.replace(hour=self.ends, minute=0, second=0, microsecond=0)
        return end + timedelta(days=1) if over_midnight and late else end


@dataclass(frozen=True, slots=True)
class Reminding:
    """The policy of one tree.

    Args:
        before, after: Days before and after a due day on which its posts are reminded.
        escalate_after: Days past the due day after which the superior is told; ``None``: never.
        quiet: Hours without mail; ``None``: none.
        set_at, set_by: When and by whom; nothing where the site's defaults hold.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    escalate_after: int | None
    quiet: Quiet | None
    set_at: datetime | None = None
    set_by: str = ""

    def moments(self, due_on: date) -> list[date]:
        """Return the days on which something is said about a due day, in order."""
        shifts = [-days for days in self.before] + list(self.after)
        return sorted({due_on + timedelta(days=shift) for shift in shifts})

    def next_after(self, due_on: date, day: date) -> date | None:
        """Return the first such day after a day, or ``None``."""
        return next((moment for moment in self.moments(due_on) if moment > day), None)


def site_policy() -> Reminding:
    """Return what holds where a tree has set nothing."""
    return Reminding(
        (settings.REMIND_DAYS,), (settings.REMIND_DAYS_AFTER,), None, quiet(*settings.QUIET_HOURS)
    )


def policy_of(root_id: int) -> Reminding:
    """Return the policy of a tree."""
    row = Policy.objects.filter(pk=root_id).first()
    if row is None:
        return site_policy()
    return Reminding(
        tuple(row.days_before),
        tuple(row.days_after),
        row.escalate_after,
        quiet(row.quiet_from, row.quiet_until),
        row.set_at,
        row.set_by,
    )


def quiet(begins: int | None, ends: int | None) -> Quiet | None:
    """Return quiet hours, or ``None`` where they are not set or empty."""
    if begins is None or ends is None or begins == ends:
        return None
    return Quiet(begins, ends)


def quiet_of(preference: Preference | None, root_id: int) -> Quiet | None:
    """Return a person's quiet hours: their own where set, else those of the tree."""
    if preference is not None and preference.quiet_from is not None:
        return quiet(preference.quiet_from, preference.quiet_until)
    return policy_of(root_id).quiet


@transaction.atomic
def set_policy(root: Unit, wanted: Reminding, actor: Actor) -> None:
    """Set the policy of a tree; who and when is kept with it."""
    hours = wanted.quiet
    facts = {
        "days_before": sorted(wanted.before, reverse=True),
        "days_after": sorted(wanted.after),
        "escalate_after": wanted.escalate_after,
        "quiet_from": hours.begins if hours else None,
        "quiet_until": hours.ends if hours else None,
    }
    Policy.objects.update_or_create(
        root=root, defaults=facts | {"set_at": timezone.now(), "set_by": actor.label}
    )
    record(
        "notices.policy.set",
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"unit:{root.pk}",
        unit_id=root.pk,
        details=facts,
    )
