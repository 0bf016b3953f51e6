"""Which form a report is written on: the most special one that was in force when a period ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Protocol

from django.db.models import Q

from danvan.kernel.organisations.days import LEGAL_ZONE
from danvan.kernel.packs.loading import BASE
from danvan.kernel.packs.models import Pack, PackForm, State
from danvan.law.periods import Period
from danvan.law.reports import ANY_DUTY, ONCE


class Owed(Protocol):
    """What is asked of a duty to report; a row of ``Duty`` is one."""

    code: str
    pack: Pack
    period: str


def form_for(
    root_id: int,
    duty: Owed | None,
    day: date,
    *,
    period: str = "",
    bodies: Collection[str] = (),
) -> PackForm | None:
    """Return the form for a report, or ``None`` where no pack in use offers one.

    A form that names the duty comes before one for any duty, one for the body that reports before
    one for any body, one of the duty's own pack before that of the base pack.

    Args:
        root_id: The tree; a report that nobody owes is looked for in the packs it uses or used.
        duty: The duty to report, whose own pack is looked into, all its versions; ``None`` for a
            report that nobody owes. The base pack is looked into in any case.
        day: Last day of the period, so that an old period keeps its form; for a report without a
            period the day it is opened.
        period: Kind of period where the duty itself has none (a local date gives it).
        bodies: Slugs of the bodies that the reporting unit is.
    """
    wanted = period or (duty.period if duty else "") or ONCE
    rows = [
        one
        for one in _in_force(root_id, duty, day)
        if wanted in one.content["periods"] and _serves(one, duty) and _is_for(one, bodies)
    ]
    return max(rows, key=lambda one: _rank(one, duty), default=None)


def _in_force(root_id: int, duty: Owed | None, day: date) -> list[PackForm]:
    chosen = Q(name=BASE)
    chosen |= Q(name=duty.pack.name) if duty else Q(uses__root=root_id)
    packs = Pack.objects.filter(chosen).distinct().order_by("pk").prefetch_related("forms")
    by_name: defaultdict[str, list[Pack]] = defaultdict(list)
    for pack in packs:
        by_name[pack.name].append(pack)
    kept = [one for versions in by_name.values() for one in _kept(versions, day)]
    return [one for one in kept if Period(one.valid_from, one.valid_until).holds(day)]


def _kept(versions: Sequence[Pack], day: date) -> Iterator[PackForm]:
    """Go through the forms of a pack's versions, oldest first; the newest decides what is offered.

    What it no longer holds, or all where it is withdrawn, still serves periods that ended before.
    """
    newest = versions[-1]
    replaced_on = newest.loaded_at.astimezone(LEGAL_ZONE).date()
    is_old = day < replaced_on
    offered = set() if newest.state == State.WITHDRAWN else {one.key for one in newest.forms.all()}
    for pack in versions:
        for one in pack.forms.all():
            if is_old or one.key in offered:
                yield one


def _serves(one: PackForm, duty: Owed | None) -> bool:
    named = one.content["duties"]
    return ANY_DUTY in named or (duty is not None and duty.code in named)


def _is_for(one: PackForm, bodies: Collection[str]) -> bool:
    meant = one.content["bearers"]
    return not meant or not set(meant).isdisjoint(bodies)


def _rank(one: PackForm, duty: Owed | None) -> tuple[bool, bool, bool, int]:
    is_named = duty is not None and duty.code in one.content["duties"]
    return is_named, bool(one.content["bearers"]), one.pack.name != BASE, one.pack_id
