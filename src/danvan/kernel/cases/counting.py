"""Figures of reports counted from one's own records, and the records behind them."""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds
from danvan.kernel.cases.access import visible_cases
from danvan.kernel.cases.models import Case
from danvan.kernel.cases.rates import part_in
from danvan.law.reports import Counting


def count(
    actor: Actor,
    counting: Counting,
    first: date,
    last: date,
    *,
    unit_ids: Collection[int] | None = None,
) -> int | None:
    """Return how many own records fill a figure; the same as :func:`cases_counted` shows.

    ``None``, which is not nought, where no room keeps such records here.

    Args:
        first, last: The period, both inclusive.
        unit_ids: Units whose records are counted; ``None`` means all that the actor sees of the own
            tree.
    """
    return count_all(actor, {"": counting}, first, last, unit_ids=unit_ids).get("")


def count_all(
    actor: Actor,
    countings: Mapping[str, Counting],
    first: date,
    last: date,
    *,
    unit_ids: Collection[int] | None = None,
) -> dict[str, int]:
    """Return the same for many figures by key, those of unknown records left out; one query."""
    known = {key: one for key, one in countings.items() if _kinds(one)}
    if not known:
        return {}
    rows = _rows(actor, unit_ids).filter(
        kind__in={k for one in known.values() for k in _kinds(one)}
    )
    wanted = {
        f"figure_{number}": Count("pk", filter=_behind(one, first, last))
        for number, one in enumerate(known.values())
    }
    return dict(zip(known, rows.aggregate(**wanted).values(), strict=True))


def cases_counted(
    actor: Actor,
    counting: Counting,
    first: date,
    last: date,
    *,
    unit_ids: Collection[int] | None = None,
) -> QuerySet[Case]:
    """Return the records behind a figure, as far as the actor sees them.

    A case is counted at the unit that handles it, so that two units never count it twice.
    """
    return _rows(actor, unit_ids).filter(_behind(counting, first, last))


def _kinds(counting: Counting) -> list[str]:
    """The kinds that a figure counts, as far as some room keeps them."""
    return fnmatch.filter((kind.key for kind in kinds.every()), counting.kind)


def _rows(actor: Actor, unit_ids: Collection[int] | None) -> QuerySet[Case]:
    rows = visible_cases(actor)
    if unit_ids is None:
        return rows.filter(Q(unit__root_id=actor.root_id) | Q(unit_id=actor.root_id))
    return rows.filter(unit_id__in=unit_ids)


def _behind(counting: Counting, first: date, last: date) -> Q:
    which = Q(part_in(counting.measure, first, last), kind__in=_kinds(counting))
    if counting.state:
        which &= Q(state=counting.state)
    if counting.documents:
        which &= Q(occurrence__duty__pack__document_number__in=counting.documents)
    return which
