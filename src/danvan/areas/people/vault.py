"""What a desk holds when it is passed on: the minutes, without what is closed to others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from danvan.kernel.accounts.actors import Actor, grants_of, label_of_post
from danvan.kernel.accounts.models import Classification, DeskRole, Handover, Post, User
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Batch, Case
from danvan.kernel.notices.feeds import feed_of
from danvan.kernel.notices.models import Feed, Notice

MOST_PLANS = 20


def minutes_of(post: Post, leaver: User, today: date) -> dict[str, Any]:
    """Return what lies on a desk on a day, as plain values.

    Restricted cases are counted, never named; sealed ones are in no list and no count.
    """
    label = label_of_post(post, today)
    units = _own_units(post, today)
    cases = Case.objects.filter(unit_id__in=units, closed_on=None)
    named = cases.filter(classification__lte=Classification.INTERNAL).order_by("due_on", "pk")
    plans = Batch.objects.filter(made_by=label, action="duties.plan.apply").order_by("-made_at")
    return {
        "post": label,
        "leaver": leaver.shown_name,
        "on": today.isoformat(),
        "cases": [_case(case) for case in named],
        "restricted": cases.filter(classification=Classification.CONFIDENTIAL).count(),
        "plans": [
            {"at": one.made_at.isoformat(), "cases": one.case_count} for one in plans[:MOST_PLANS]
        ],
        "unread": Notice.objects.filter(post=post, read_at=None).count(),
        "feeds": 1 if calendar_of(post, leaver) else 0,
        "slips": post.slips.filter(Q(revoked_at=None), valid_until__gt=today).count(),
    }


def calendar_of(post: Post, leaver: User) -> Feed | None:
    """Return the calendar address of a leaver where it shows this post's days."""
    found = feed_of(leaver)
    return found if found and found.post_id == post.pk else None


def _own_units(post: Post, today: date) -> set[int]:
    grants = grants_of(post, today)
    reading = [one for one in grants if one.desk_role != DeskRole.ADMINISTRATOR]
    flat = {one.unit_id for one in reading if not one.downward}
    return flat | {post.unit_id}


def _case(case: Case) -> dict[str, str]:
    due = case.due_on.isoformat() if case.due_on else ""
    return {"slug": case.slug, "vi": case.title_vi, "en": case.title_en, "due_on": due}


def sees_closed(handover: Handover, actor: Actor) -> bool:
    """Return whether the reader holds the desk and opens restricted cases: who may know how many.

    Administering shows no case, and no number of cases either.
    """
    opens = any(one.highest >= Classification.CONFIDENTIAL for one in actor.reading)
    return opens and holds_desk(handover, actor)


def holds_desk(handover: Handover, actor: Actor) -> bool:
    """Return whether the reader acts from the post that was passed on."""
    return actor.post_id == handover.post_id


def seen_lines(handover: Handover, actor: Actor) -> list[dict[str, str]]:
    """Return the cases of minutes that the reader may see now; the others stay a number."""
    lines: Iterable[dict[str, str]] = handover.minutes["cases"]
    kept = list(lines)
    slugs = [one["slug"] for one in kept]
    seen = set(visible_cases(actor).filter(slug__in=slugs).values_list("slug", flat=True))
    return [one for one in kept if one["slug"] in seen]
