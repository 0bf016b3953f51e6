"""The one writer for many cases at once: set-based, one audit entry and one event a batch.

A group is a product: every bearer gets every shared case. The rows are numbered by the database
and copied into the tables by ``INSERT ... SELECT``, the same statements on both databases. Raw
SQL stands here on purpose.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from danvan.kernel.accounts.actors import Actor
from danvan.kernel.accounts.models import Classification
from danvan.kernel.audit.record import record
from danvan.kernel.cases import clocks, kinds
from danvan.kernel.cases.bulk_sql import Staging
from danvan.kernel.cases.models import Batch, Case, CaseUnit, Clock, Event
from danvan.kernel.cases.refused import Refused
from danvan.kernel.organisations.models import Unit
from danvan.law.collation import fold
from danvan.law.duties import Words

ANALYSE_FROM = 10_000
"""Batches of this many cases are followed by ANALYZE; a technical figure."""
BESIDE = 10
"""A table is counted anew on PostgreSQL that is known to hold at most so many times the batch; the
share at which PostgreSQL itself would count it, some time later. A technical figure."""
CHUNK = 800
"""Rows named in one statement, below SQLite's limit of variables."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A unit that gets every shared case of its group, and who takes part with it."""

    unit_id: int
    takings: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SharedCase:
    """What the cases of one period have in common.

    Args:
        facts: Columns of the facts table besides ``case`` and ``unit``.
        due_on: Last day in time, inclusive; ``None`` opens without clock.
    """

    title: Words
    facts: Mapping[str, Any]
    due_on: date | None = None
    basis: clocks.ClockBasis | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Bearers times shared cases."""

    bearers: Sequence[Bearer]
    cases: Sequence[SharedCase]

    def __len__(self) -> int:
        """Return how many cases it opens."""
        return len(self.bearers) * len(self.cases)


def start_batch(
    action: str, actor: Actor, digest: str, count: int, *, root_id: int | None = None
) -> Batch:
    """Record one decision over many cases: a batch, an audit entry and an event.

    Args:
        action: Dotted name, such as ``duties.plan.apply``.
        digest: Of the list that was decided on.
        count: How many cases it is about.
        root_id: The tree under which it is listed, where it is not the actor's.
    """
    made = Batch.objects.create(
        action=action,
        made_at=timezone.now(),
        made_by=actor.label,
        case_count=count,
        digest=digest,
    )
    record(
        action,
        actor=actor.label,
        actor_user_id=actor.user_id,
        subject=f"batch:{made.pk}",
        unit_id=root_id or actor.root_id,
        details={"cases": count, "digest": digest},
    )
    Event.objects.create(name=action, batch=made, happened_at=made.made_at)
    return made


def _digest(groups: Sequence[Group]) -> str:
    total = hashlib.sha256()
    for group in groups:
        units = [bearer.unit_id for bearer in group.bearers]
        shared = [
            [case.title.vi, str(case.due_on), str(sorted(case.facts.items()))]
            for case in group.cases
        ]
        total.update(json.dumps([units, shared], ensure_ascii=False).encode())
    return total.hexdigest()


def _allowed(kind: kinds.CaseKind, actor: Actor, groups: Sequence[Group]) -> None:
    if not kind.opens_by:
        return
    wanted = {bearer.unit_id for group in groups for bearer in group.bearers}
    reached = Unit.objects.filter(actor.reach_with(kind.opens_by, "pk"))
    if wanted - set(reached.values_list("pk", flat=True)):
        raise Refused("CASE-01")


@transaction.atomic
def open_many(
    kind_key: str,
    actor: Actor,
    groups: Sequence[Group],
    *,
    action: str,
    opened_on: date,
    batch: Batch | None = None,
) -> Batch:
    """Open many cases of one kind.

    Rights as for one, rows set-based, one audit entry and one event.

    Args:
        groups: Products of bearers and shared cases.
        action: Dotted name of the decision behind it, such as ``duties.plan.apply``.
        opened_on: Legal day of opening.
        batch: An earlier part of the same decision; then no second entry is written.

    Raises:
        Refused: ``CASE-01`` where one bearer is out of the actor's reach; nothing is written.
    """
    kind = kinds.get(kind_key)
    groups = [group for group in groups if len(group)]
    _allowed(kind, actor, groups)
    count = sum(len(group) for group in groups)
    made = batch or start_batch(action, actor, _digest(groups), count)
    if not count:
        return made
    with Staging(kind.facts) as staging:
        for number, group in enumerate(groups):
            staging.bearers(number, [(b.unit_id, b.takings) for b in group.bearers])
            staging.cases(number, (_shared(case) for case in group.cases))
        staging.insert(kind_key, kind.initial, opened_on, made.pk, Classification.INTERNAL)
    count_anew(count, Case, CaseUnit, Clock, kind.facts)
    return made


def _shared(case: SharedCase) -> dict[str, Any]:
    kept = clocks.snapshot(case.basis) if case.due_on and case.basis else None
    return {
        "title_vi": case.title.vi[:400],
        "title_en": case.title.en[:400],
        "search": fold(f"{case.title.vi} {case.title.en}"),
        "due_on": case.due_on,
        "snapshot_id": kept.pk if kept else None,
        "alarm_on": clocks.alarm_before(case.due_on) if case.due_on else None,
        **{f"f_{name}": value for name, value in case.facts.items()},
    }


def count_anew(written: int, *tables: type[models.Model]) -> None:
    """Count tables anew after a batch: all after a large one, else those that are small beside it.

    PostgreSQL counts by itself, but also while a batch is still being written: then it knows pages
    without a row in them, and plans as if every table were empty until it counts again.

    Args:
        written: How many rows the batch wrote.
    """
    analyse(*(tables if written >= ANALYSE_FROM else _outgrown(written, tables)))


def _outgrown(written: int, tables: Sequence[type[models.Model]]) -> list[type[models.Model]]:
    """Return those of some tables that PostgreSQL believes to be small beside a batch."""
    if connection.vendor != "postgresql" or not written:
        return []
    names = [table._meta.db_table for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE pg_table_is_visible(oid) AND relname = ANY(%s)"
            " AND reltuples <= %s",
            [names, written * BESIDE],
        )
        small = {name for (name,) in cursor.fetchall()}
    return [table for table in tables if table._meta.db_table in small]


def analyse(*tables: type[models.Model]) -> None:
    """Let the database count its rows anew, so that the next page is planned well."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")


def untouched(case_ids: Sequence[int]) -> set[int]:
    """Return those of some cases on which nobody has worked: no act, no proof, no link."""
    found: set[int] = set()
    for start in range(0, len(case_ids), CHUNK):
        rows = Case.objects.filter(
            pk__in=case_ids[start : start + CHUNK],
            version=0,
            evidence=None,
            links_in=None,
            links_out=None,
        )
        found |= set(rows.values_list("pk", flat=True))
    return found


@transaction.atomic
def discard_many(case_ids: Sequence[int], actor: Actor, *, action: str) -> int:
    """Take back cases that were opened by a plan and on which nobody has worked.

    Raises:
        Refused: ``CASE-09`` where somebody has worked on one of them; nothing is written.
    """
    wanted = sorted(set(case_ids))
    worked = set(wanted) - untouched(wanted)
    if worked:
        raise Refused("CASE-09", count=len(worked))
    start_batch(action, actor, hashlib.sha256(repr(wanted).encode()).hexdigest(), len(wanted))
    for start in range(0, len(wanted), CHUNK):
        Case.objects.filter(pk__in=wanted[start : start + CHUNK]).delete()
    return len(wanted)


@transaction.atomic
def move_many(
    moves: Mapping[int, tuple[date, clocks.ClockBasis]], actor: Actor, *, action: str
) -> int:
    """Move the due days of open cases to other days, each with the basis that moves it.

    Args:
        moves: Case id to new due day (last day in time, inclusive) and its basis.
    """
    if not moves:
        return 0
    digest = hashlib.sha256(repr([(key, str(due)) for key, (due, _) in moves.items()]).encode())
    start_batch(action, actor, digest.hexdigest(), len(moves))
    ids = sorted(moves)
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        cases = list(Case.objects.filter(pk__in=part))
        rows = list(Clock.objects.filter(case_id__in=part, key="due"))
        for case in cases:
            case.due_on = moves[case.pk][0]
        for row in rows:
            row.due_on, basis = moves[row.case_id]
            row.snapshot = clocks.snapshot(basis)
            row.alarm_on = clocks.alarm_before(row.due_on)
        Case.objects.bulk_update(cases, ["due_on"])
        Clock.objects.bulk_update(rows, ["due_on", "snapshot", "alarm_on"])
    return len(moves)
