"""Tell posts what concerns them; each line once a day, kind and case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q
from django.utils import timezone

from danvan.kernel.accounts.models import DeskRole, Grant
from danvan.kernel.cases.models import Case
from danvan.kernel.notices.models import Notice
from danvan.kernel.organisations.tree import holding_on

DESKS = (DeskRole.OFFICER, DeskRole.HEAD)
BATCH = 2000
"""Rows of one statement."""


def posts_of(unit_ids: Iterable[int], today: date) -> set[int]:
    """Return the posts that work at some units themselves on a day.

    Not those that only look down on them.
    """
    rows = Grant.objects.filter(holding_on(today), unit_id__in=set(unit_ids), downward=False)
    return set(rows.filter(desk_role__in=DESKS).values_list("post_id", flat=True))


def tell(
    key: str, post_ids: Iterable[int], case: Case | None, today: date, fields: Mapping[str, object]
) -> int:
    """Write one line to each post's inbox; a line that stands already is not written again.

    Args:
        key: Kind of notice; its sentence stands with the messages under ``NOTICE.<key>``.
        fields: Values the sentence needs.

    Returns:
        How many lines are new.
    """
    wanted = set(post_ids)
    standing = Notice.objects.filter(Q(case=case), key=key, told_on=today, post_id__in=wanted)
    new = wanted - set(standing.values_list("post_id", flat=True))
    now = timezone.now()
    made = Notice.objects.bulk_create(
        (
            Notice(
                post_id=post, key=key, case=case, told_on=today, told_at=now, fields=dict(fields)
            )
            for post in sorted(new)
        ),
        ignore_conflicts=True,
    )
    return len(made)


def tell_units(key: str, cases: Iterable[Case], today: date, fields: Mapping[str, object]) -> int:
    """Write one line for each case to the posts that work at its unit; three queries for all.

    Args:
        key: Kind of notice, as in ``tell``.

    Returns:
        How many lines are new.
    """
    wanted = list(cases)
    rows = Grant.objects.filter(
        holding_on(today),
        unit_id__in={case.unit_id for case in wanted},
        downward=False,
        desk_role__in=DESKS,
    )
    posts: dict[int, set[int]] = defaultdict(set)
    for unit_id, post_id in rows.values_list("unit_id", "post_id"):
        posts[unit_id].add(post_id)
    standing = Notice.objects.filter(key=key, told_on=today, case__in=[one.pk for one in wanted])
    known = set(standing.values_list("post_id", "case_id"))
    now = timezone.now()
    made = Notice.objects.bulk_create(
        (
            Notice(
                post_id=post, key=key, case=case, told_on=today, told_at=now, fields=dict(fields)
            )
            for case in wanted
            for post in sorted(posts[case.unit_id])
            if (post, case.pk) not in known
        ),
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    return len(made)


def mark_read(post_id: int, notice_ids: Iterable[int] | None = None) -> int:
    """Mark lines of a post's own inbox as read; all of them where none are named."""
    rows = Notice.objects.filter(post_id=post_id, read_at=None)
    if notice_ids is not None:
        rows = rows.filter(pk__in=list(notice_ids))
    return rows.update(read_at=timezone.now())
