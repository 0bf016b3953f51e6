"""Cases that ran elsewhere before, brought in at once: one decision, one batch, one audit entry."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.cases import kinds, running
from danvan.kernel.cases.bulk import count_anew, start_batch
from danvan.kernel.cases.models import Batch, Case, CaseUnit, Clock, Taking
from danvan.kernel.cases.refused import Refused
from danvan.law.collation import fold
from danvan.law.duties import Words

ROWS = 500
"""Rows of one statement."""


def _nothing(case: Case) -> Sequence[models.Model]:
    del case
    return ()


@dataclass(frozen=True, slots=True)
class Brought:
    """One case as it stood elsewhere.

    Args:
        number: For people, as it was there.
        facts: Columns of the facts of its kind besides ``case``.
        acts: What was done there that clocks heed: key of the act and its legal day, in order. No
            step is written of it: steps are what was done here.
        state: Where it stands after them.
        closed_on: Legal day on which it ended; ``None`` while it goes on: then its clocks run.
        beside: Further rows that hang on it, not saved.
    """

    kind: str
    unit_id: int
    title: Words
    number: str
    opened_on: date
    state: str
    closed_on: date | None
    facts: Mapping[str, Any]
    acts: Sequence[tuple[str, date]] = ()
    beside: Callable[[Case], Sequence[models.Model]] = field(default=_nothing)


@transaction.atomic
def bring_many(rows: Sequence[Brought], actor: Actor, *, action: str) -> Batch:
    """Open cases that ran elsewhere, with their own days; nobody has worked on them here.

    They are taken back by ``discard_many`` as long as that is so.

    Args:
        action: Dotted name of the decision behind it.

    Raises:
        Refused: ``CASE-01`` the actor may not open such a kind there; nothing is written.
    """
    for kind_key, unit_id in {(row.kind, row.unit_id) for row in rows}:
        opens_by = kinds.get(kind_key).opens_by
        if opens_by and not actor.has(opens_by, unit_id):
            raise Refused("CASE-01")
    digest = hashlib.sha256("".join(_told(row) for row in rows).encode()).hexdigest()
    batch = start_batch(action, actor, digest, len(rows))
    cases = Case.objects.bulk_create((_case(row, batch) for row in rows), ROWS)
    pairs = list(zip(rows, cases, strict=True))
    written: dict[type[Any], list[Any]] = defaultdict(list)
    for row, case in pairs:
        facts = kinds.get(row.kind).facts
        written[facts].append(facts(case=case, **row.facts))
        written[CaseUnit].append(CaseUnit(case=case, unit_id=row.unit_id, taking=Taking.HANDLING))
    for model, found in written.items():
        model.objects.bulk_create(found, ROWS)
    _beside(pairs)
    _run(pairs)
    count_anew(len(rows), Case, *written, Clock)
    return batch


def _told(row: Brought) -> str:
    acts = [(key, day.isoformat()) for key, day in row.acts]
    return repr((row.kind, row.unit_id, row.number, str(row.opened_on), row.state, acts))


def _case(row: Brought, batch: Batch) -> Case:
    return Case(
        slug=secrets.token_hex(8),
        kind=row.kind,
        number=row.number,
        title_vi=row.title.vi[:400],
        title_en=row.title.en[:400],
        unit_id=row.unit_id,
        state=row.state,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        search=fold(f"{row.number} {row.title.vi} {row.title.en}"),
        batch=batch,
    )


def _beside(pairs: Sequence[tuple[Brought, Case]]) -> None:
    by_model: dict[type[Any], list[Any]] = defaultdict(list)
    for row, case in pairs:
        for one in row.beside(case):
            by_model[type(one)].append(one)
    for model, found in by_model.items():
        model.objects.bulk_create(found, ROWS)


def _run(pairs: Sequence[tuple[Brought, Case]]) -> None:
    """Let the clocks of what goes on run from the days that are told."""
    for row, case in pairs:
        if row.closed_on is None:
            running.run(case, running.OPEN, row.opened_on)
            for key, day in row.acts:
                running.run(case, key, day)
