"""Figures of reports counted from one's own records, and the records behind them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

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
    if not kinds.known(counting.kind):
        return None
    return cases_counted(actor, counting, first, last, unit_ids=unit_ids).count()


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
    rows = visible_cases(actor).filter(part_in(counting.measure, first, last), kind=counting.kind)
    if unit_ids is None:
        rows = rows.filter(Q(unit__root_id=actor.root_id) | Q(unit_id=actor.root_id))
    else:
        rows = rows.filter(unit_id__in=unit_ids)
    if counting.state:
        rows = rows.filter(state=counting.state)
    if counting.documents:
        rows = rows.filter(occurrence__duty__pack__document_number__in=counting.documents)
    return rows
