"""Tell the superior post of what has long been overdue; once for each due day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from danvan.kernel.accounts.models import DeskRole, Grant
from danvan.kernel.cases.models import Clock
from danvan.kernel.notices.dispatch import tell
from danvan.kernel.notices.models import Escalation
from danvan.kernel.notices.policy import policy_of
from danvan.kernel.organisations.models import Closure, Unit
from danvan.kernel.organisations.tree import holding_on


def escalate(root: Unit, today: date, *, most: int = 1000) -> int:
    """Tell the heads above a unit of each of its due days that passed long ago.

    The heads are those at the nearest unit above, as the tree stands on the day, that has any.
    What has no head above it waits until there is one.

    Args:
        today: The tree's today.
        most: How many at a time.

    Returns:
        How many were told of; none where the tree has set no delay.
    """
    delay = policy_of(root.pk).escalate_after
    if delay is None:
        return 0
    told_already = Escalation.objects.filter(clock=OuterRef("pk"), due_on=OuterRef("due_on"))
    late = Clock.objects.filter(
        ~Exists(told_already), stopped_on=None, due_on__lte=today - timedelta(days=delay)
    )
    late = late.filter(
        case__unit__in=Unit.objects.filter(root=root) | Unit.objects.filter(pk=root.pk)
    )
    told = 0
    for unit_id in sorted(set(late.values_list("case__unit_id", flat=True))):
        superior, posts = heads_above(unit_id, today)
        if superior is not None:
            rows = late.filter(case__unit_id=unit_id).select_related("case")
            for clock in rows.order_by("due_on", "pk")[: most - told]:
                told += _tell(clock, superior, posts, today)
    return told


def heads_above(unit_id: int, today: date) -> tuple[int | None, set[int]]:
    """Return the nearest unit above that has heads on a day, and their posts."""
    above = Closure.objects.filter(holding_on(today), descendant_id=unit_id, depth__gt=0)
    for ancestor_id in above.order_by("depth").values_list("ancestor_id", flat=True):
        rows = Grant.objects.filter(holding_on(today), unit_id=ancestor_id, desk_role=DeskRole.HEAD)
        posts = set(rows.values_list("post_id", flat=True))
        if posts:
            return ancestor_id, posts
    return None, set()


@transaction.atomic
def _tell(clock: Clock, superior: int, posts: set[int], today: date) -> int:
    _row, made = Escalation.objects.get_or_create(
        clock=clock, due_on=clock.due_on, defaults={"superior_id": superior, "told_on": today}
    )
    if not made:
        return 0
    fields = {"due_on": clock.due_on.isoformat(), "days": (today - clock.due_on).days}
    tell("duties.escalated", posts, clock.case, today, fields)
    return 1
